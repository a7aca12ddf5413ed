"""Hours of the day: what “5h”, “8 rưỡi”, “đầu giờ” and a part of the day can mean."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time

from domain.folding import fold
from domain.language.date_words import Asked, number, said

OFFICES_OPEN, NOON = 7, 12
MINUTES = 25 * 60  # of a day, its 24th hour included


@dataclass(frozen=True, slots=True)
class Clock:
    """Hours of the day as they may be meant, likeliest first; hours from 24 on never leave the day."""

    times: tuple[tuple[int, int], ...]
    doubtful: bool = False
    confirm: bool = False  # custom differs from office to office (“đầu giờ”): always asked

    def within(self, part: str | None) -> tuple[tuple[time, ...], bool]:
        """The times that fit the part of the day, and whether that leaves a doubt."""
        if part is None:
            times = self.times if self.doubtful else self.times[:1]
            return tuple(map(_time, times)), self.doubtful or self.confirm
        first, last = PARTS[part]
        fitting = [t for t in self.times if first <= t[0] < last]
        return tuple(map(_time, fitting[:1] or self.times[:1])), self.confirm or not fitting


def _time(at: tuple[int, int]) -> time:
    return time(*at) if at[0] < 24 else time(23, 59)  # noqa: PLR2004  # 24h of a day must not show as the next day


# The hours that a part of the day covers, from and before.
PARTS = {
    "sang": (0, 12),
    "trua": (10, 15),
    "chieu": (12, 19),
    "toi": (17, 25),
    "dem": (20, 25),
}
# The moment meant by a part of the day without an hour; the afternoon ends with office hours.
PART_ENDS = {"sang": time(11, 30), "trua": time(12), "toi": time(20), "dem": time(22)}


def hour(m: re.Match[str], _: Asked) -> Clock:
    """One to six without a part of the day is the afternoon in an office, and doubtful, unless written 05."""
    minute = 30 if said(m, "half") else number(said(m, "minute") or "0")
    at, minute = divmod((number(m["hour"]) * 60 + minute - number(said(m, "less") or "0")) % MINUTES, 60)
    both = ((at, minute), (at + 12, minute)) if 0 < at <= NOON else ((at, minute),)
    afternoon = 0 < at < OFFICES_OPEN and not m["hour"].startswith("0")
    return Clock(both[::-1], doubtful=True) if afternoon else Clock(both)


def half_day(m: re.Match[str], _: Asked) -> Clock:
    """“5 pm”, as some phones write it."""
    afternoon = NOON * (fold(m["half"]) == "pm")
    return Clock(((number(m["hour"]) % NOON + afternoon, number(said(m, "minute") or "0")),))


def customary(*times: tuple[int, int]) -> Callable[[re.Match[str], Asked], Clock]:
    return lambda _, __: Clock(times, doubtful=True, confirm=True)
