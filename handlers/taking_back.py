"""“Rút cam kết”, “không ký giao ước nữa”: asked for in words, which of one's own signatures is meant."""

import re
from collections.abc import Awaitable, Callable

from domain.folding import fold
from domain.messages import Choice, Message
from domain.permissions import Right
from handlers import guide, signing
from handlers.signing import MayKnow, ToSign
from handlers.visit import Visit
from storage import campaigns, signed_texts
from storage.signed_texts import TextKind
from texts import label, render

Signed = Callable[[Visit, ToSign], Awaitable[bool]]
Show = Callable[[Visit, ToSign, str], Awaitable[Message]]

_COMMANDS = {TextKind.COMMITMENT: "/camket", TextKind.PLEDGE: "/giaouoc"}
_LINES = {"cam ket": "camket rut", "giao uoc": "giaouoc rut"}
_WHO = "(?:(?:toi|em|minh|anh|chi|cho|xin|muon|phong|don vi) )*"
_BACK = "(?:rut(?: lai)?|huy(?: bo)?|bo|xoa|thoi|khong(?: muon)?|ko|k)"
_ASKED = re.compile(
    rf"{_WHO}{_BACK} (?:ky )?(?:chu ky )?(?:o |khoi )?(?:ban )?({'|'.join(_LINES)})(?: thi dua)?"
    r"(?: (?:dot|phong trao) .{1,60}| (?:nay|nua|di|duoc khong))*(?: (?:a|nhe|nha))?"
)


def asked_for(text: str) -> str | None:
    """The command line for “hủy giao ước”, “xin rút cam kết đợt 28/8”; None for any other words."""
    said = _ASKED.fullmatch(fold(text).rstrip(" .?"))
    return _LINES[said[1]] if said else None


async def ask(visit: Visit, kind: TextKind, may_know: MayKnow, signed: Signed, show: Show) -> Message:
    """The words that one has signed, the choice to take it back under them; of several, which; of none, who can."""
    found = [one for one in await _open(visit, kind, may_know) if await signed(visit, one)]
    if len(found) == 1:
        return await show(visit, found[0], "asked_back")
    shown, command = [one.campaign for one in found[: signing.SHOWN]], _COMMANDS[kind]
    choices = tuple(Choice(label=one.label, command=f"{command} {one.id}") for one in shown)
    text = render("signing/take_back", campaigns=shown, kind=kind, person=visit.person)
    return Message(text=text, choices=choices or _whom_to_ask(visit, kind))


def _whom_to_ask(visit: Visit, kind: TextKind) -> tuple[Choice, ...]:
    """The officer sees who has signed the pledge; everybody else may ask the officer."""
    if not visit.person.may(Right.OFFICE):
        return guide.offered("hoi")
    return (Choice(label=label("see_pledge"), command=_COMMANDS[kind]),) if kind is TextKind.PLEDGE else ()


async def _open(visit: Visit, kind: TextKind, may_know: MayKnow) -> list[ToSign]:
    """Every campaign that can still be signed, with the words that it has now."""
    running = [one for one in await campaigns.published(visit.tx, visit.now) if may_know(one)]
    texts = {one.id: await signed_texts.current(visit.tx, one.id, kind) for one in running}
    found = [ToSign(one, text) for one in running if (text := texts[one.id]) is not None and text.words]
    return [one for one in found if one.open]
