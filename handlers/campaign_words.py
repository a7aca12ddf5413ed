"""What an officer asks of a campaign without its number: “phát động lại đợt năm ngoái”, “sửa đợt 28/8”."""

import re

from domain.folding import fold
from domain.messages import Choice, Message
from handlers.visit import Visit
from storage import campaigns
from texts import render

SHOWN = 9  # campaigns to choose from, the newest leading
_DRIVE = "(?:dot|phong trao)(?: thi dua)?(?: cao diem)?"
_BEFORE = r"(?:nam (?:ngoai|truoc|roi)|nam \d{4}|lan truoc|truoc)"
_AGAIN = re.compile(
    rf"(?:phat dong|cong bo) lai(?: {_DRIVE}(?: .{{1,60}})?|(?: .{{1,60}})? {_BEFORE})"
    rf"|(?:lam|to chuc|mo|tao) lai {_DRIVE}(?: .{{1,60}})? {_BEFORE}"
    rf"|(?:phat dong|cong bo|lam|tao) (?:nhu|giong|theo)(?: {_DRIVE})?(?: .{{1,60}})? {_BEFORE}"
    rf"|(?:nhan ban|sao chep|chep lai) {_DRIVE}(?: .{{1,60}})?"
)
_NAMED = r"(?:\d{1,2}\s*[/.-]\s*\d{1,2}|[a-z ]{1,60})"
_CORRECTS = re.compile(rf"dinh chinh(?: lai)?|(?:dinh chinh|sua)(?: lai)? {_DRIVE}(?: ({_NAMED}))?")


def asked_for(text: str) -> str | None:
    """The command line for it; None for any other words."""
    said = fold(text).rstrip(" .?")
    if _AGAIN.fullmatch(said):
        return "phatdong theo"
    found = _CORRECTS.fullmatch(said)
    return f"phatdong sua {found[1] or ''}".strip() if found else None


async def to_correct(visit: Visit) -> Message:
    """/phatdong sua, `sua 28/8`: which campaign is meant, of those that can still be corrected."""
    words = fold(" ".join(visit.args[1:]))
    live = [one for one in await campaigns.every(visit.tx) if one.stands and visit.now.date() <= one.end]
    named = [one for one in live if words and f" {words} " in f" {fold(one.label)} {fold(one.name)} "]
    shown = tuple(reversed(named or live))[:SHOWN]
    choices = tuple(Choice(label=one.label, command=f"/phatdong sua {one.id}") for one in shown)
    return Message(text=render("publishing/which_to_correct", campaigns=shown), choices=choices)
