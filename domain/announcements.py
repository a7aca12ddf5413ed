"""What an officer announces in words of one's own."""

from enum import StrEnum


class OwnKind(StrEnum):
    """An announcement, a correction of one that was sent, or one more message to those who have not acknowledged it."""

    NOTICE = "notice"
    CORRECTION = "correction"
    AGAIN = "again"
