"""The titles (danh hiệu) and forms of award (hình thức) that somebody names in a few letters."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.folding import fold, nearest
from domain.replies import spelled

_ENOUGH = 4  # letters of a part of a name
# Luật 06/2022/QH15: titles of collectives in Đ25 to Đ30, of people in Đ21 to Đ24.
_OF_COLLECTIVES = ("tap the", "co thi dua", "co ", "don vi", "xa,", "thon,")


def of_collectives(title: str) -> bool:
    """Whether a title is one of collectives, by how it begins."""
    return fold(title).startswith(_OF_COLLECTIVES)


def meant_for(titles: Sequence[str], *, collective: bool) -> tuple[str, ...]:
    """Those of them that a collective can seek, or those that a person can."""
    return tuple(one for one in titles if of_collectives(one) is collective)


@dataclass(frozen=True, slots=True)
class Named:
    """What words name, by place in the list: `sure`, or `perhaps` one of these; neither: nothing of the list."""

    sure: int | None = None
    perhaps: tuple[int, ...] = ()


def named(said: str, names: Sequence[str]) -> Named:
    """A name in full, without marks, by its first letters (“cstđcs”, “CSTĐ CS”) or by some of its words.

    What fits several of them, or only nearly one (“csdt cs”), is for the person to choose.
    """
    word = spelled(said)
    short = word.replace(" ", "")
    if not short:
        return Named()
    keys = [(spelled(one), _initials(one)) for one in names]
    exact = [place for place, (full, initials) in enumerate(keys) if word == full or short in {initials, full}]
    if len(exact) == 1:
        return Named(exact[0])
    held = [place for place, (full, _) in enumerate(keys) if len(word) >= _ENOUGH and f" {word} " in f" {full} "]
    if len(held) == 1:
        return Named(held[0])
    begun = [place for place, (_, initials) in enumerate(keys) if len(short) > 1 and initials.startswith(short)]
    return Named(perhaps=tuple(held or begun) or _nearly(short, keys))


def _initials(name: str) -> str:
    return "".join(word[0] for word in spelled(name).split())


def _nearly(short: str, keys: Sequence[tuple[str, str]]) -> tuple[int, ...]:
    said = {key.replace(" ", ""): place for place, pair in enumerate(keys) for key in pair}
    close = nearest(short, said)
    return (said[close],) if close else ()
