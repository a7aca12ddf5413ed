"""How people are let in: the shapes of a typed code, what an invite holds for, when guessing is stopped."""

import re
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import NamedTuple

from domain import dates
from domain.errors import Refused
from domain.folding import fold

LASTS = timedelta(days=14)
LONGEST, MOST_USES = timedelta(days=60), 1000  # of a unit's code
REQUEST_LASTS = timedelta(days=14)
ASK_AGAIN_AFTER = timedelta(days=1)  # once somebody was told no
LONGEST_NAME, LONGEST_UNIT = 60, 120  # letters
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


class Terms(NamedTuple):
    """What a unit's code holds for: so many people, until then."""

    uses: int
    end: datetime


_USES = re.compile(
    r"\s*(?:cho\s+)?(\d{1,5})\s*(?:người|nguoi)?\s*[,;]?\s*(?:(?:đến|den|tới|toi|hết|het)\s+)*(.*)", re.IGNORECASE
)


def terms(text: str, now: datetime) -> Terms:
    """“12 người đến 30/6”, “12”: how many, and until when; where no day is said, as long as any invite.

    Raises Refused: terms_unclear; terms_too_many(most); terms_too_long(days); as domain.dates.read does.
    """
    said = _USES.fullmatch(text.strip())
    if said is None or int(said[1]) == 0:
        raise Refused("terms_unclear")
    if int(said[1]) > MOST_USES:
        raise Refused("terms_too_many", most=MOST_USES)
    return Terms(int(said[1]), _end(said[2], now) if said[2] else now + LASTS)


def _end(text: str, now: datetime) -> datetime:
    """The last moment of a day."""
    day = dates.read(text, now).end
    if not now.date() <= day <= (now + LONGEST).date():
        raise Refused("terms_too_long", days=LONGEST.days)
    return datetime.combine(day, time(23, 59), now.tzinfo)


def typed_name(text: str) -> str | None:
    """A name as somebody types it in, of two words and more; None if it can be none."""
    name = " ".join(text.split()).strip(" .,")
    letters = all(letter.isalpha() or letter in " '’-." for letter in name)
    return name if letters and len(name) <= LONGEST_NAME and len(name.split()) > 1 else None
