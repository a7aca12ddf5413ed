"""Makes differently typed Vietnamese comparable: with or without marks, composed or decomposed, any case."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_HALVES = re.compile("[\ud800-\udfff]")  # of a pair that somebody cut: no text holds one


def nfc(text: str) -> str:
    """Composed form: one code point per marked letter, as it is stored and shown, without halves of letters."""
    return unicodedata.normalize("NFC", _HALVES.sub("", text))


def visible(text: str, but: str = "") -> str:
    """Without what is never seen (control and format characters, but for some), with single spaces, stripped."""
    seen = (c for c in text if c.isspace() or c in but or unicodedata.category(c) not in {"Cc", "Cf"})
    return " ".join("".join(seen).split())


def strange(name: str) -> str:
    """What no name holds: anything but Latin letters, spaces and ' ’ - ."""
    return "".join(c for c in name if c not in " '’-." and not unicodedata.name(c, "").startswith("LATIN"))


@lru_cache(maxsize=4096)  # the same names, labels and phrases are compared with whatever is said
def fold(text: str) -> str:
    """Lower case, no marks, đ as d, nothing invisible, single spaces, stripped: “Hoà giải ” -> “hoa giai”."""
    letters = unicodedata.normalize("NFD", text.casefold()).replace("đ", "d")
    return " ".join("".join(c for c in letters if unicodedata.category(c) not in {"Mn", "Cf"}).split())


def nearest(word: str, names: Iterable[str], limit: int = 2) -> str | None:
    """The one name closest to `word`, at most `limit` slips away.

    A slip is a letter added, lost, changed, or two neighbours swapped. None on a tie, or when half of the
    word or more would have to change (two letters of three say nothing).
    """
    folded = fold(word)
    near = [name for name in set(names) if abs(len(fold(name)) - len(folded)) <= limit]  # else a page takes a minute
    ranked = sorted((_slips(folded, fold(name)), name) for name in near)
    if not ranked or ranked[0][0] > limit or ranked[0][0] * 2 >= max(len(folded), 1):
        return None
    if len(ranked) > 1 and ranked[1][0] == ranked[0][0]:
        return None
    return ranked[0][1]


def _slips(left: str, right: str) -> int:
    before, above = list[int](), list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        row = [i]
        for j, b in enumerate(right, 1):
            cost = min(above[j] + 1, row[-1] + 1, above[j - 1] + (a != b))
            if min(i, j) > 1 and left[i - 2 : i] == b + right[j - 2]:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, above = above, row
    return above[-1]


def loose(pattern: str) -> str:
    r"""A regular expression, written with marks, that also takes its words without them.

    Each marked letter may be bare (“tối” takes “toi”, not “tôi”); a space is any run of spaces, `_` an optional one.
    """
    letters = (f"[{c}{fold(c)}]" if c.isalpha() and fold(c) != c.lower() else c for c in nfc(pattern))
    return "".join(letters).replace(" ", r"\s+").replace("_", r"\s*")
