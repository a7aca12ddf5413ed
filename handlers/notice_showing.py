"""How an officer's own announcement stands, and what can be done about it."""

from collections.abc import Awaitable, Callable, Mapping

from domain.announcements import OwnKind
from domain.messages import Choice, Message
from handlers import broadcasts, notice_words
from handlers.notice_reach import reach
from handlers.visit import Visit
from storage import acknowledgements, notices, people
from storage import broadcasts as tallies
from storage.announcements import Announcement
from texts import label, render

LISTED = 9  # that went, the last first


async def show(visit: Visit, one: Announcement) -> Message:
    if one.campaign_id is not None:
        return await broadcasts.shown(visit.tx, one)
    return await _SHOWN.get(one.state, _never_sent)(visit, one)


async def listed(visit: Visit) -> Message:
    """What is written or waits, what repeats with its next time, and what went lately."""
    waiting, sent = await notices.waiting(visit.tx), await notices.sent(visit.tx, LISTED)
    new = Choice(label=label("write_notice"), command="/thongbao")
    choices = [
        Choice(label=render("notices/line", one=one), command=f"/thongbao xem {one.id}") for one in (*waiting, *sent)
    ]
    return Message(text=render("notices/list", waiting=waiting, sent=sent), choices=(*choices, new))


async def _draft(visit: Visit, one: Announcement) -> Message:
    facts = {"one": one, "writer": await people.get(visit.tx, one.signed_by)}
    choices = (_acts(one, "sua", "go_on_writing"), _acts(one, "bo", "discard_notice", destroys=True))
    return Message(text=render("notices/draft", **facts), choices=choices)


async def _waiting(visit: Visit, one: Announcement) -> Message:
    choices = (
        _acts(one, "sua", "edit"),
        _acts(one, "huy", "end_repeating" if one.repeats else "cancel_notice", destroys=True),
        _copies(one),
    )
    return Message(text=render("notices/waiting", one=one, reach=await reach(visit, one)), choices=choices)


async def _sent(visit: Visit, one: Announcement) -> Message:
    """Its progress; of one that is to be acknowledged, by unit how many have."""
    progress = await broadcasts.shown(visit.tx, one)
    receipts = await acknowledgements.by_unit(visit.tx, one.id) if one.asks else []
    text = render("notices/sent", one=one, progress=progress.text, receipts=receipts)
    missing = sum(unit.told - unit.acknowledged for unit in receipts)
    running = progress.choices if (await tallies.tally(visit.tx, one.id)).left and one.state == "queued" else ()
    return Message(text=text, choices=(*running, *await _after(visit, one, missing), _copies(one)))


async def _after(visit: Visit, one: Announcement, missing: int) -> list[Choice]:
    """What is left to do about one that went. Those who have not acknowledged are reminded once."""
    again = await notices.following(visit.tx, one.id, OwnKind.AGAIN)
    offered = [_acts(one, "nhac", "remind_missing")] if missing and not again else []
    offered += [_shows(one, "ten", "see_missing")] if missing else []
    return offered + ([_shows(one, "dinhchinh", "correct_notice")] if one.kind is not OwnKind.AGAIN else [])


async def _stopped(visit: Visit, one: Announcement) -> Message:
    if not await notices.first_sent_at(visit.tx, one.id):
        return Message(text=render("notices/cancelled", one=one))
    told = await tallies.told(visit.tx, [one.id])
    choices = (_shows(one, "dinhchinh", "correct_notice"),)
    return Message(text=render("notices/stopped", one=one, told=told), choices=choices)


async def _never_sent(_visit: Visit, one: Announcement) -> Message:
    return Message(text=render("notices/never_sent", one=one))


async def names(visit: Visit, one: Announcement) -> Message:
    """Who has not acknowledged it: in private, to an officer."""
    found = [await people.get(visit.tx, each) for each in await acknowledgements.missing(visit.tx, one.id)]
    missing = [person for person in found if person is not None]
    back = _shows(one, "xem", "back")
    return Message(text=render("notices/missing", one=one, people=missing), choices=(back,))


async def copy(visit: Visit, one: Announcement) -> Message:
    """Nothing but the words for the office's own group, so that they can be copied whole."""
    return Message(text=await notice_words.text_of(visit.tx, one), keeps=True)


def _acts(one: Announcement, verb: str, name: str, *, destroys: bool = False) -> Choice:
    return Choice(label=label(name), command=f"/thongbao {verb} {one.id}.{one.version}", destroys=destroys)


def _shows(one: Announcement, verb: str, name: str) -> Choice:
    return Choice(label=label(name), command=f"/thongbao {verb} {one.id}")


def _copies(one: Announcement) -> Choice:
    return _shows(one, "sao", "copy_text")


_SHOWN: Mapping[str, Callable[[Visit, Announcement], Awaitable[Message]]] = {
    "draft": _draft,
    "waiting": _waiting,
    "queued": _sent,
    "stopped": _stopped,
}
