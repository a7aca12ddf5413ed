"""/duyet: what waits for a head's or an officer's word on registrations; after each decision the next one comes."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from zlib import crc32

from domain.errors import Refused
from domain.folding import fold
from domain.messages import Choice, Message
from domain.registrations import By
from handlers import achievements, approving_reasons, decisions
from handlers.approving_screens import Before, entry, show, show_one, stands
from handlers.visit import Visit
from storage import achievements as achievement_rows
from storage import registration_queue
from storage.registration_queue import Waiting
from texts import label, render

_UNDO = fold(label("undo"))
_SO_MANY = {By.HEAD: "pass_on_so_many", By.OFFICER: "accept_so_many"}


async def duyet(visit: Visit) -> Message:
    """/duyet; `ok 17.3 2` lets the second of this round pass, `them` returns it, `sau` leaves it for later,
    `tatca` asks about all of its campaign and `tatcaok` lets them pass, `hoan 5` takes back what was decided."""
    return await _ACTS.get(visit.args[0] if visit.args else "", _show)(visit)


async def _show(visit: Visit) -> Message:
    return await show(visit)


async def _put_off(visit: Visit) -> Message:
    found = await entry(visit, visit.number(1))
    return await show(visit, after=found.registration.id, place=_place(visit) + 1)


async def _see(visit: Visit) -> Message:
    number = visit.number(1)
    one = await registration_queue.one(visit.tx, visit.person, visit.now.date(), number)
    return await (show_one(visit, one, _place(visit)) if one else _gone(visit, number))


def _place(visit: Visit) -> int:
    return min(visit.number(2) or 1, 10**6)


async def _gone(visit: Visit, number: int | None) -> Message:
    """It does not wait for this person, or no longer: how it stands, and the next one."""
    return await show(visit, after=number, place=_place(visit) + 1, before=Before(await stands(visit, number)))


Act = Callable[[Visit, Waiting], Awaitable[Message]]


def _seen(act: Act) -> Callable[[Visit], Awaitable[Message]]:
    """An act on an entry as it was seen; where that has changed, or where it was typed, it is shown as it is now."""

    async def acted(visit: Visit) -> Message:
        number, version = visit.versioned() or (visit.number(1), None)
        one = await registration_queue.one(visit.tx, visit.person, visit.now.date(), number)
        if one is None:
            return await _gone(visit, number)
        if version is not None and version != one.version:
            return await show_one(visit, one, _place(visit), Before(await stands(visit, number)))
        return await (show_one(visit, one, _place(visit)) if version is None else act(visit, one))

    return acted


async def _pass(visit: Visit, one: Waiting) -> Message:
    batch = await decisions.decide(visit, [one], one.passes_to)
    words = render("approving/passed", entry=await entry(visit, one.id))
    return await show(visit, after=one.id, place=_place(visit) + 1, before=Before(words, batch))


async def _return(visit: Visit, one: Waiting) -> Message:
    return await approving_reasons.begin(visit, one, _place(visit))


# All of a campaign --------------------------------------------------------------------------------


async def _ask_all(visit: Visit, one: Waiting) -> Message:
    alike = await registration_queue.like(visit.tx, visit.person, visit.now.date(), one)
    return await (_sure(visit, one, alike) if alike else show_one(visit, one, _place(visit)))


async def _sure(visit: Visit, one: Waiting, alike: Sequence[Waiting], *, changed: bool = False) -> Message:
    found = await entry(visit, one.id)
    text = render("approving/sure", entry=found, one=one, count=len(alike), changed=changed)
    sure = label(_SO_MANY[one.by]).format(len(alike))
    choices = (
        Choice(label=sure, command=f"/duyet tatcaok {one.id}.{one.version} {_place(visit)} {_seal(alike)}"),
        Choice(label=label("back"), command=f"/duyet xem {one.id} {_place(visit)}"),
    )
    return Message(text=text, choices=choices)


def _seal(alike: Sequence[Waiting]) -> str:
    """Stands for exactly these, as they are: with one more, or one that has changed, it is another."""
    return f"{crc32(' '.join(f'{one.id}.{one.version}' for one in alike).encode()):08x}"


async def _pass_all(visit: Visit, one: Waiting) -> Message:
    alike = await registration_queue.like(visit.tx, visit.person, visit.now.date(), one)
    if visit.args[3:] != (_seal(alike),):
        return await (_sure(visit, one, alike, changed=True) if alike else show_one(visit, one, _place(visit)))
    batch = await decisions.decide(visit, alike, one.passes_to)
    words = render("approving/passed_all", entry=await entry(visit, one.id), count=len(alike))
    return await show(visit, after=one.id, place=_place(visit) + len(alike), before=Before(words, batch))


# Taking back --------------------------------------------------------------------------------------


async def undo_said(visit: Visit) -> Message:
    """“hoàn tác”: what was decided last, unless something was logged since; “xóa cái vừa ghi” means what was logged."""
    last = await decisions.last_undoable(visit) if fold(visit.text).startswith(_UNDO) else None
    logged = await achievement_rows.last_of(visit.tx, visit.person.id)
    if last is None or (logged and logged.logged_at > last[1]):
        return await achievements.take_back(visit)
    return await _undone(visit, last[0])


async def _undo(visit: Visit) -> Message:
    return await _undone(visit, visit.number(1) or 0)


async def _undone(visit: Visit, batch: int) -> Message:
    """Only by who decided, on the same day, and only what has not changed since."""
    undone, kept = await decisions.undo(visit, batch)
    if not undone and not kept:
        raise Refused("nothing_to_undo", person=visit.person)
    first = undone[0].registration_id if undone else None
    found = await entry(visit, first) if first else None
    before = Before(render("approving/undone", entry=found, count=len(undone), kept=kept))
    one = await registration_queue.one(visit.tx, visit.person, visit.now.date(), first)
    return await (show_one(visit, one, 1, before) if one else show(visit, before=before))


_ACTS: Mapping[str, Callable[[Visit], Awaitable[Message]]] = {
    "xem": _see,
    "ok": _seen(_pass),
    "them": _seen(_return),
    "sau": _put_off,
    "tatca": _seen(_ask_all),
    "tatcaok": _seen(_pass_all),
    "hoan": _undo,
}
