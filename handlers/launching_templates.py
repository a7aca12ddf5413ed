"""The yearly drives of an office, as its officers ask for them."""

import re
from collections.abc import Iterable
from datetime import date, datetime

from domain.folding import fold
from domain.launch import LaunchDraft
from domain.office import Office
from domain.templates import Drive, Template, coming, named
from texts import templates, words

NEAR = 4  # drives that are offered by themselves; the others by their name
_DAY = re.compile(r"(?:(?:dot|thi dua|phong trao|cao diem|mau|ngay) )*\d{1,2}\s*[/.-]\s*\d{1,2}(?: (?:a|nhe|nha))?")
_FIGURE = re.compile(r"\d")


def of_office(office: Office) -> tuple[Template, ...]:
    return templates().of_office(office.anniversaries, office.checked_templates)


def near(office: Office, now: datetime) -> list[Drive]:
    """The drives that begin soonest, or run."""
    return sorted(_coming(of_office(office), now.date()), key=lambda one: one.start)[:NEAR]


def meant(office: Office, text: str, now: datetime) -> list[Drive]:
    """Those that are named by “28/8”, “ngay phap luat”."""
    return _coming(named(of_office(office), text), now.date())


def of_key(office: Office, key: str, now: datetime) -> Drive | None:
    return next(iter(_coming((one for one in of_office(office) if one.key == key), now.date())), None)


def _coming(found: Iterable[Template], today: date) -> list[Drive]:
    return [coming(one, today) for one in found]


def drive_of(office: Office, draft: LaunchDraft) -> Drive | None:
    """The drive that a draft was made of."""
    if draft.year is None:
        return None
    drives = (Drive(one, draft.year) for one in of_office(office))
    return next((one for one in drives if one.key == draft.template), None)


def asked_for(text: str, office: Office) -> str | None:
    """The command line for “phát động 28/8”, “công bố đợt ngày pháp luật”; None for any other words.

    A day needs no template: that there is none is said.
    """
    said = fold(text).rstrip(" .")
    begins = next((one for one in _openings() if said.startswith(f"{one} ")), None)
    if begins is None:
        return None
    rest = said[len(begins) :].strip()
    by_name = len(rest.split()) > 1 and not _FIGURE.search(rest) and named(of_office(office), rest)
    return f"phatdong {rest}" if _DAY.fullmatch(rest) or by_name else None


def _openings() -> list[str]:
    """How such a request begins, the longest first."""
    entries = (words()["commands"][name] for name in ("phatdong", "phatdong_xem"))
    said = {fold(one) for entry in entries for one in (*entry.get("words", ()), *entry.get("numbered", ()))}
    return sorted(said, key=len, reverse=True)
