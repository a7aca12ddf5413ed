"""What somebody lacks in a campaign: by this, names are listed."""

from enum import StrEnum


class Lack(StrEnum):
    """In the order of the lists; its value is a word of the commands."""

    ACTIVATION = "kichhoat"  # neither let in, nor entered for
    OPENING = "nhan"  # let in, but the opening has not reached them
    ANSWER = "dangky"  # let in, and neither registered nor declined
    MENDING = "sua"  # registered, and to be completed
    ACCEPTANCE = "bosung"  # registered after the deadline, and nobody has decided on it
    DECLINED = "khong"  # has said no, and lacks nothing
    DECISION = "cho"  # registered, and the unit or the officer has not decided
    COMMITMENT = "camket"
    RESULT = "ghi"  # registered, without an entry that counts
