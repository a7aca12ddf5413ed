"""What changed between two texts, word by word, as a correction quotes it."""

from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

AROUND = 3  # words quoted on each side of what changed
MOST = 4  # changes that are still quoted one by one


class Change(NamedTuple):
    """The words before and after, with a few around them; "" where there was nothing or is nothing now."""

    before: str
    after: str


def changes(before: str, after: str) -> list[Change]:
    """What was changed, in order; empty if nothing was, or if so much was that only the whole can be read."""
    old, new = before.split(), after.split()
    places = _places(old, new)
    if len(places) > MOST or _share(places, old, new) > 0.5:  # noqa: PLR2004  # more than half of the words
        return []
    return [Change(_quoted(old, first, last), _quoted(new, start, end)) for first, last, start, end in places]


Place = tuple[int, int, int, int]  # from and to in the old words, from and to in the new ones


def _places(old: list[str], new: list[str]) -> list[Place]:
    """Where they differ; what lies close together is one."""
    differing = [one[1:] for one in SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if one[0] != "equal"]
    joined = list[Place](differing[:1])
    for before, place in pairwise(differing):
        if place[0] - before[1] <= 2 * AROUND:
            joined[-1] = (joined[-1][0], place[1], joined[-1][2], place[3])
        else:
            joined.append(place)
    return joined


def _share(places: list[Place], old: list[str], new: list[str]) -> float:
    changed = sum(last - first + end - start for first, last, start, end in places)
    return changed / max(len(old) + len(new), 1)


def _quoted(words: list[str], start: int, end: int) -> str:
    first, last = max(start - AROUND, 0), min(end + AROUND, len(words))
    quoted = " ".join(words[first:last])
    return f"{'… ' if first else ''}{quoted}{' …' if last < len(words) else ''}"
