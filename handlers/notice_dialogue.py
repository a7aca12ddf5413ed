"""/thongbao as questions: whom, the words, and then how it will look, where everything else can still be changed."""

from datetime import timedelta

from domain.announcements import OwnKind
from domain.audience import Audience
from domain.errors import Refused
from domain.markup import units
from domain.messages import Choice, Message
from domain.notices import first_time, read_plan
from handlers import dialogue, files, notice_drafts, notice_picking, notice_words
from handlers.notice_drafts import pressed
from handlers.notice_reach import reach
from handlers.visit import Place, Visit, as_id
from storage import announcements
from storage.announcements import Announcement
from storage.dialogues import Draft
from texts import label, platform_name, render

CUT_AT, CUT_WITHIN = 4096, timedelta(seconds=5)  # a phone sends a text longer than this as several, at once
AT_ONCE = "ngay"


async def begin(visit: Visit) -> Message:
    one = await notice_drafts.new(visit)
    return await notice_picking.ask_whom(visit, await notice_drafts.opened(visit, one, "whom"))


async def reopen(visit: Visit, one: Announcement) -> Message:
    """A draft is taken up again, or what waits is held back to be changed."""
    return await go_on(visit, await notice_drafts.opened(visit, one, "words"))


async def go_on(visit: Visit, draft: Draft) -> Message:
    """What is still missing is asked for; else how it will look."""
    one = await notice_drafts.of(visit, draft)
    if one.audience == Audience():
        return await notice_picking.ask_whom(visit, await dialogue.move(visit, draft, "whom"))
    if not one.body or await notice_words.excess(visit, one):
        return await _ask_words(visit, await dialogue.move(visit, draft, "words"))
    return await _ask_preview(visit, await dialogue.move(visit, draft, "preview"))


# The words ----------------------------------------------------------------------------------------


async def _ask_words(visit: Visit, draft: Draft) -> Message:
    one = await notice_drafts.of(visit, draft)
    corrected = await announcements.get(visit.tx, one.follows) if one.kind is OwnKind.CORRECTION else None
    text = render(
        "notices/words",
        person=visit.person,
        corrected=corrected,
        excess=await notice_words.excess(visit, one) if one.body else None,
        length=units(one.body),
        file=await announcements.file_of(visit.tx, one.id),
        files=visit.means.files,
    )
    return Message(text=text, in_words=True)


async def _take_words(visit: Visit, draft: Draft, value: str) -> Message:
    one = await notice_drafts.of(visit, draft)
    body = _whole(visit, draft, one, value.strip())
    if not any(letter.isalpha() for letter in body):
        raise Refused("notice_without_words")
    if one.kind is OwnKind.CORRECTION and body == (await announcements.get(visit.tx, one.follows)).body:
        raise Refused("correction_changes_nothing")
    moved = await notice_drafts.saved(visit, draft, "words", body=body)
    return await go_on(visit, await dialogue.move(visit, moved, "words", cut=units(value) >= CUT_AT))


def _whole(visit: Visit, draft: Draft, one: Announcement, words: str) -> str:
    """What follows at once upon as much as a phone sends in one message is its end."""
    ends = draft.data.get("cut") and visit.now - draft.asked_at <= CUT_WITHIN
    return one.body + words if ends else words


async def _take_file(visit: Visit, draft: Draft, words: str) -> Message:
    """A picture or a file, with the words under it if there are any. Of several sent together, the first."""
    if visit.request.offered is None and words.strip():
        return _without_file(await _take_words(visit, draft, words))
    file = files.received(visit)
    one = await notice_drafts.of(visit, draft)
    await announcements.put_file(visit.tx, one.id, file)
    moved = await dialogue.move(visit, draft, draft.step, album=visit.request.album)
    message = await (_take_words(visit, moved, words) if words.strip() else go_on(visit, moved))
    if not visit.request.album:
        return message
    return message.model_copy(update={"text": f"{render('notices/first_of_album', file=file)}\n\n{message.text}"})


def _without_file(message: Message) -> Message:
    """The words were taken; what came with them is not handed on here."""
    return message.model_copy(update={"text": f"{render('notices/no_file_here')}\n\n{message.text}"})


# How it will look -----------------------------------------------------------------------------------


async def _ask_preview(visit: Visit, draft: Draft) -> Message:
    return await _preview(visit, draft, visit.here)


async def _preview(visit: Visit, draft: Draft, place: Place) -> Message:
    """As a reader on this platform sees it, and what becomes of it."""
    one = await notice_drafts.of(visit, draft)
    message = await notice_words.said(visit.tx, one)
    text = render(
        "notices/preview",
        seen=notice_words.as_seen(message, place.means),
        platform=place.key,
        one=one,
        file=message.attachment,
        reach=await reach(visit, one),
        at=first_time(one.send_at, visit.now, visit.office.calendar),
        asked_for=one.send_at if one.send_at > visit.now else None,
        person=visit.person,
    )
    attachment = message.attachment if visit.means.files else None
    return Message(text=text, choices=_choices(visit, draft, one, place, file=message.attachment is not None),
                   attachment=attachment)  # fmt: skip


def _choices(visit: Visit, draft: Draft, one: Announcement, place: Place, *, file: bool) -> tuple[Choice, ...]:
    version = f"{one.id}.{one.version}"
    offered = [Choice(label=label("send_notice"), command=f"/thongbao gui {version}")]
    offered.append(dialogue.choice(draft, label("other_time"), "when"))
    if one.kind is OwnKind.NOTICE:
        offered.append(dialogue.choice(draft, label("ask_no_receipt" if one.asks else "ask_receipt"), "asks"))
    offered.append(dialogue.choice(draft, label("change_words"), "words"))
    if one.kind is OwnKind.NOTICE:
        offered.append(dialogue.choice(draft, label("change_audience"), "whom"))
    if file:
        offered.append(dialogue.choice(draft, label("drop_file"), "nofile"))
    offered += [
        dialogue.choice(draft, render("notices/see_on", platform=other.key), f"see:{number}")
        for number, other in enumerate(_kinds(visit))
        if platform_name(other.key) != platform_name(place.key)
    ]
    offered.append(Choice(label=label("discard_notice"), command=f"/thongbao bo {version}", destroys=True))
    return tuple(offered)


def _kinds(visit: Visit) -> list[Place]:
    """One of each kind of platform that there is."""
    return list({platform_name(place.key): place for place in visit.places}.values())


async def _take_preview(visit: Visit, draft: Draft, value: str) -> Message:
    """A choice; or a time, as it is typed."""
    one = await notice_drafts.of(visit, draft)
    if not pressed(visit):
        return await _take_when(visit, draft, value)
    if value in _AGAIN:
        return await _AGAIN[value](visit, await dialogue.move(visit, draft, value))
    if value == "asks":
        return await go_on(visit, await notice_drafts.saved(visit, draft, "preview", asks=not one.asks))
    if value == "nofile":
        await announcements.drop_file(visit.tx, one.id)
        return await go_on(visit, draft)
    kinds, place = _kinds(visit), as_id(value.partition(":")[2])
    if place is None or place >= len(kinds):
        return await _ask_preview(visit, draft)
    return await _preview(visit, draft, kinds[place])


# When -----------------------------------------------------------------------------------------------


async def _ask_when(visit: Visit, draft: Draft) -> Message:
    at_once = dialogue.choice(draft, label("send_at_once"), AT_ONCE)
    return Message(text=render("notices/when", person=visit.person), choices=(at_once,), in_words=True)


async def _take_when(visit: Visit, draft: Draft, value: str) -> Message:
    if value == AT_ONCE:
        at_once = {"send_at": visit.now, "repeats": "", "repeats_from": None, "repeats_until": None}
        return await go_on(visit, await notice_drafts.saved(visit, draft, "preview", **at_once))
    try:
        plan = read_plan(value, visit.now)
    except Refused as error:
        if draft.step == "preview" and error.code == "date_unknown":
            raise Refused("notice_choice_unclear") from None
        raise
    repeated = {"repeats": plan.repeats, "repeats_from": plan.at, "repeats_until": plan.until}
    return await go_on(visit, await notice_drafts.saved(visit, draft, "preview", send_at=plan.at, **repeated))


_AGAIN = {"whom": notice_picking.ask_whom, "words": _ask_words, "when": _ask_when}  # by the step gone back to
STEPS = {
    "whom": notice_drafts.step(notice_picking.ask_whom, notice_picking.take_whom),
    "pick": notice_drafts.step(notice_picking.ask_pick, notice_picking.take_pick),
    "words": notice_drafts.step(_ask_words, _take_words, _take_file),
    "preview": notice_drafts.step(_ask_preview, _take_preview, _take_file),
    "when": notice_drafts.step(_ask_when, _take_when),
}
