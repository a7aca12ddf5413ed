"""Finds the phrases of dates in a text and puts neighbours together."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from domain.language.date_context import CONNECTING, DASH, GLUE, is_led_to, is_something_else, short_start
from domain.language.date_phrases import PHRASES, Phrase, Role

# Which phrases make one date together, hours and parts of the day aside.
TOGETHER = ({"near", "day", "weekday"}, {"day", "weekday", "week"}, {"edge", "week"}, {"edge", "period"})


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbouring phrases that are one date; with `since`, the end of a run of days."""

    phrases: tuple[Phrase, ...]
    matches: tuple[re.Match[str], ...]
    since: "Group | int | None" = None  # an int is the day only: “từ 17 đến 21/8”
    begins: int = 0

    @property
    def start(self) -> int:
        return self.begins if self.since is not None else self.matches[0].start()

    @property
    def end(self) -> int:
        return self.matches[-1].end()

    @property
    def roles(self) -> set[Role]:
        return {phrase.role for phrase in self.phrases}


@lru_cache(maxsize=256)  # the values of one draft are read again at every step, a sentence by one rule after another
def groups(text: str, *, sentence: bool) -> tuple[Group, ...]:
    """The dates of a text, left to right; in a sentence only what can hardly be anything else."""
    return tuple(_groups(text, sentence=sentence))


def _groups(text: str, *, sentence: bool) -> Iterator[Group]:
    last: Group | None = None
    for group in _neighbours(text, _matches(text, sentence=sentence)):
        if group.roles == {"edge"} or (sentence and not _stands(text, group)):
            continue
        joined = _joined(text, last, group)
        if last and joined.since is not last:
            yield last
        last = joined
    if last:
        yield last


def _matches(text: str, *, sentence: bool) -> Iterator[tuple[Phrase, re.Match[str]]]:
    """Phrases that do not overlap: the leftmost, of those the longest, of those the earliest in the table."""
    found = [(m, i) for i, phrase in enumerate(PHRASES) for m in phrase.regex.finditer(text)]
    position = 0
    for m, i in sorted(found, key=lambda f: (f[0].start(), -f[0].end(), f[1])):
        if m.start() >= position and not (sentence and is_something_else(text, m)):
            yield PHRASES[i], m
            position = m.end()


def _neighbours(text: str, found: Iterable[tuple[Phrase, re.Match[str]]]) -> Iterator[Group]:
    group: Group | None = None
    for phrase, m in found:
        if group and _fits(group.roles, phrase.role) and _touch(text, group, m):
            group = replace(group, phrases=(*group.phrases, phrase), matches=(*group.matches, m))
            continue
        if group:
            yield group
        group = Group((phrase,), (m,))
    if group:
        yield group


def _touch(text: str, group: Group, m: re.Match[str]) -> bool:
    glue = DASH if group.roles == {"clock"} and DASH.fullmatch(text, group.end, m.start()) else GLUE
    return bool(glue.fullmatch(text, group.end, m.start()))


def _fits(roles: set[Role], role: Role) -> bool:
    together = roles | {role}
    days = together - {"clock", "part"}
    if role in roles or ("period" in together and days != together):
        return False
    return len(days) <= 1 or any(days <= allowed for allowed in TOGETHER)


def _stands(text: str, group: Group) -> bool:
    """Whether it counts as a date in a sentence: something sure in it, several phrases, or “trước”, “lúc” before."""
    sure = any(p.sure or m.group() == "CN" for p, m in zip(group.phrases, group.matches, strict=True))
    return sure or len(group.phrases) > 1 or is_led_to(text, group.start)


def _joined(text: str, last: Group | None, group: Group) -> Group:
    """“A đến B” as one run of days, “17 đến 21/8” too."""
    if last and last.since is None and CONNECTING.fullmatch(text, last.end, group.start):
        return replace(group, since=last, begins=last.start)
    short = short_start(text, group.start) if "day" in group.roles else None
    if short:
        return replace(
            group,
            since=int(short["day"] or short["touching"]),
            begins=short.start("day") if short["day"] else short.start(),
        )
    return group
