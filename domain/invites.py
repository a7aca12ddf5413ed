"""How people are let in: the shapes of a typed code, how long an invite lasts, when guessing is stopped."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from domain.folding import fold

LASTS = timedelta(days=14)
GROUP_CODE_LASTS = timedelta(hours=1)
MOST_FAILURES, WITHIN, LOCKED_FOR = 5, timedelta(hours=1), timedelta(hours=1)

_GAP = r"[\s.–-]{0,3}"
_CODE = re.compile(rf"(?<!\d)(?<!\d[\s.-])(\d{{4}}){_GAP}(\d{{4}})(?![\s.-]?\d)")
_ONLY = re.compile(rf"(?:ma|kich hoat|so|code|la|:|\s)*(\d(?:{_GAP}\d){{5,8}})\W*")


def code_in(text: str) -> str | None:
    """The code somebody typed, as digits: “4827 1906”, “kích hoạt 4827-1906”; None if there is nothing like one.

    A message of six to nine digits and nothing else was meant as one, however mistyped.
    """
    found = _CODE.search(text)
    if found:
        return found[1] + found[2]
    alone = _ONLY.fullmatch(fold(text))
    return re.sub(r"\D", "", alone[1]) if alone else None


def shown(code: str) -> str:
    """“4827 1906”."""
    return f"{code[:4]} {code[4:]}"


def recent(failures: Iterable[datetime], now: datetime) -> list[datetime]:
    """The failures that still count at `now`."""
    return [failed for failed in failures if now - failed < WITHIN]
