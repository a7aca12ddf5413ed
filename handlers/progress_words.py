"""“Ai chưa đăng ký phòng BTTP”, “số liệu phòng tôi đợt 28/8”: what is asked about a unit's progress, in plain words."""

import re

from domain.campaigns import Campaign
from domain.errors import Refused
from domain.folding import fold
from domain.lacks import Lack
from domain.people import Unit
from handlers.meaning import saying
from handlers.visit import Visit
from storage import tree

_LACKS = {
    "dang (?:ky|ki)|dk": Lack.ANSWER,
    "tra loi": Lack.ANSWER,
    "(?:ky )?cam ket": Lack.COMMITMENT,
    "(?:kich hoat|mo(?: tro ly)?)": Lack.ACTIVATION,
    "(?:nhan|doc|xem)(?: thong bao| tin)?": Lack.OPENING,
    "(?:ghi|co)(?: ket qua| thanh tich)": Lack.RESULT,
}
_WHO = r"(?:nhung |con )?(?:ai|nguoi nao|dong chi nao|nhung nguoi nao) (?:con |van )?"
_UNIT = "(?:phong|don vi|trung tam|van phong)"
_MINE = "(?:toi|minh|em|anh|chi|ta)"
_END = re.compile(r"(?: (?:roi|vay|the|nhi|nhe|a|ha|chua|den dau))+$")
_FIGURES = re.compile(
    rf"(?:cho )?(?:so lieu|tien do|tinh hinh(?: dang ky)?) (.{{1,80}})|({_UNIT} .{{1,60}}) den dau(?: .*)?"
)
_DECLINED = re.compile(rf"{_WHO}(?:khong tham gia)(?: (.{{1,80}}))?")
_NOT_YET = {re.compile(rf"{_WHO}chua (?:{words})(?: (.{{1,80}}))?"): lack for words, lack in _LACKS.items()}
_DRIVE = re.compile(r"(?:^| )(?:dot thi dua|phong trao thi dua|dot|phong trao) (.+)$")


def asked_for(text: str) -> str | None:
    """The command line for what is asked about others' progress; None for any other words."""
    said = _END.sub("", fold(text).rstrip(" .?"))
    for pattern, lack in ((_DECLINED, Lack.DECLINED), *_NOT_YET.items()):
        if found := pattern.fullmatch(said):
            return f"tiendo hoi {lack} {found[1] or ''}".strip()
    found = _FIGURES.fullmatch(fold(text).rstrip(" .?"))
    return f"tiendo hoi so {found[1] or found[2]}" if found else None


async def understood(visit: Visit, campaigns: list[Campaign]) -> Visit:
    """The visit as if the command for it had been typed: all campaigns where none is named and several could be.

    Refused("unit_unknown", …) if the words name neither a unit nor a campaign.
    """
    lack, said = visit.args[1] if len(visit.args) > 1 else "", " ".join(visit.args[2:])
    drive = _DRIVE.search(said)
    named = _named(campaigns, drive[1] if drive else said)
    place = said[: drive.start()] if drive else "" if named else said
    campaign = named or _only([one for one in campaigns if _asks(one, lack, visit)])
    own = re.fullmatch(rf"(?:cua )?(?:{_UNIT}(?: cua)? )?{_MINE}", place) is not None
    unit = None if own or not place else await _unit(visit, place)
    if campaign is None:
        return saying(visit, "tiendo")
    if unit is not None:
        return saying(visit, f"tiendo {campaign.id} {unit.id}")
    if lack in set(Lack):
        return saying(visit, f"tiendo ai {campaign.id} {lack}")
    return saying(visit, f"tiendo {'phong ' if own else ''}{campaign.id}")


def _named(campaigns: list[Campaign], words: str) -> Campaign | None:
    """The only one whose label or name has these words in it."""
    found = [one for one in campaigns if words and f" {words} " in f" {fold(one.label)} {fold(one.name)} "]
    return _only(found)


def _only(found: list[Campaign]) -> Campaign | None:
    return found[0] if len(found) == 1 else None


def _asks(campaign: Campaign, lack: str, visit: Visit) -> bool:
    """Whether it is worth asking who lacks that in it."""
    if lack == Lack.COMMITMENT:
        return bool(campaign.content.commitment)
    return lack != Lack.ANSWER or campaign.registration_open(visit.now)


async def _unit(visit: Visit, words: str) -> Unit:
    """By its name, its short name or a part of either."""
    bare = re.sub(rf"^{_UNIT} ", "", words)
    found = await tree.unit_like(visit.tx, words) or await tree.unit_like(visit.tx, bare)
    near = [] if found else [one for one in await tree.units(visit.tx) if bare in fold(one.short_name)]
    if found is None and len(near) != 1:
        raise Refused("unit_unknown")
    return found or near[0]
