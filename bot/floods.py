"""Too many messages of one person in a chat within a minute: said once, then silence until it is over."""

from collections import deque
from enum import Enum

from domain.messages import Request

MINUTE = 60  # seconds
PICTURES = 10  # times as many: they come in albums and bursts, and are answered once a burst
REMEMBERED = 1000  # people; of more, those are forgotten who have been quiet for a minute

Who = tuple[str, str, str, bool]  # platform, chat and sender, and whether it is of their pictures


class Verdict(Enum):
    HEARD = "heard"
    TOLD = "told"  # to wait
    PASSED_OVER = "passed over"


class Limit:
    """So many messages within a minute are answered; 0: all. What is passed over counts too."""

    def __init__(self, per_minute: int) -> None:
        self._most = per_minute
        self._recent: dict[Who, deque[int]] = {}
        self._told: set[Who] = set()

    def judge(self, request: Request, at: int) -> Verdict:
        """`at`: when it arrived, in seconds of wall time."""
        if not self._most:
            return Verdict.HEARD
        who = request.chat.platform, request.chat.chat_id, request.sender, bool(request.pictures)
        if self._count(who, at) <= self._most * (PICTURES if request.pictures else 1):
            self._told.discard(who)
            return Verdict.HEARD
        if who in self._told:
            return Verdict.PASSED_OVER
        self._told.add(who)
        return Verdict.TOLD

    def _count(self, who: Who, at: int) -> int:
        """How many within the minute, this one included; beyond the limit it does not matter how far."""
        if who not in self._recent and len(self._recent) >= REMEMBERED:
            self._forget(at)
        recent = self._recent.setdefault(who, deque(maxlen=self._most * PICTURES + 1))
        while recent and abs(at - recent[0]) >= MINUTE:  # a moved clock may have gone back
            recent.popleft()
        recent.append(at)
        return len(recent)

    def _forget(self, at: int) -> None:
        self._recent = {who: recent for who, recent in self._recent.items() if abs(at - recent[-1]) < MINUTE}
        self._told &= self._recent.keys()
