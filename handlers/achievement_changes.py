"""Changes to entries: corrected, taken back, put there again, counted elsewhere."""

from dataclasses import replace

from domain.achievements import Achievement, require_amounts, require_storable
from domain.corrections import corrected
from domain.errors import Refused
from domain.messages import Choice, Message
from domain.replies import leaves
from domain.sentences import Entry, read_log
from handlers import dialogue
from handlers.achievement_saving import choices, closed, own, show, shown, tell_owner
from handlers.dialogue import Step
from handlers.visit import Visit
from handlers.words import command_for
from storage import achievements, campaigns
from storage.dialogues import Draft
from texts import label, render

KIND = "achievement_change"
_PARTS = {"act": "edit_act", "day": "edit_day", "amount": "edit_amount"}  # its label and its text


async def changeable(visit: Visit, number: int | None) -> Achievement:
    """One's own entry that counts in no campaign that is over."""
    found = await own(visit, number)
    over = closed(visit, await shown(visit, found))
    if over:
        raise Refused("achievement_closed", number=found.id, campaign=over)
    return found


async def _meant(visit: Visit) -> Achievement | None:
    """The entry that is named; None if it has changed since the choice that was pressed."""
    number, version = visit.versioned() or (visit.number(1), None)
    found = await changeable(visit, number)
    return found if version in {None, found.version} else None


async def delete(visit: Visit) -> Message:
    """Pressed, or “xóa 318” typed: the number is the confirmation."""
    found = await _meant(visit)
    if found is None or found.deleted:
        return await show(visit, _number(visit))
    await achievements.set_deleted(visit.tx, found.id, visit.now)
    await visit.record("achievement.deleted", found.id)
    await tell_owner(visit, found.id)
    return await show(visit, found.id, "achievements/deleted")


def _number(visit: Visit) -> int | None:
    versioned = visit.versioned()
    return versioned[0] if versioned else visit.number(1)


async def restore(visit: Visit) -> Message:
    found = await _meant(visit)
    if found and found.deleted:
        await achievements.set_deleted(visit.tx, found.id, None)
        await visit.record("achievement.restored", found.id)
        await tell_owner(visit, found.id)
        return await show(visit, found.id, "achievements/restored")
    return await show(visit, _number(visit))


async def where(visit: Visit) -> Message:
    """In which campaigns an entry may count; each choice turns one on or off."""
    return await _where(visit, await changeable(visit, visit.number(1)))


async def _where(visit: Visit, found: Achievement) -> Message:
    may_count = {
        await campaigns.get(visit.tx, each): counts
        for each, counts in (await achievements.may_count(visit.tx, found.id)).items()
    }
    turn = {True: label("not_counted_in"), False: label("counted_in")}
    offered = tuple(
        Choice(
            label=f"{turn[counts]} {campaign.label}",
            command=f"/ghi doi {found.id}.{found.version} {campaign.id}",
        )
        for campaign, counts in may_count.items()
        if visit.now.date() <= campaign.end
    )
    one = await shown(visit, found)
    return Message(text=render("achievements/where", one=one, offered=offered, person=visit.person), choices=offered)


async def toggle(visit: Visit) -> Message:
    found = await _meant(visit)
    if found is None:
        return await _where(visit, await changeable(visit, _number(visit)))
    campaign_id = visit.number(2)
    may_count = await achievements.may_count(visit.tx, found.id)
    if campaign_id not in may_count:
        raise Refused("campaign_unknown")
    campaign = await campaigns.get(visit.tx, campaign_id)
    if visit.now.date() > campaign.end:
        raise Refused("achievement_closed", number=found.id, campaign=campaign)
    await achievements.choose(visit.tx, found.id, campaign.id, counts=not may_count[campaign.id])
    await visit.record("achievement.counted_elsewhere", found.id, "campaign")
    await tell_owner(visit, found.id)
    return await _where(visit, await own(visit, found.id))


async def edit(visit: Visit) -> Message:
    return await edit_one(visit, await changeable(visit, visit.number(1)))


async def edit_one(visit: Visit, found: Achievement) -> Message:
    """What is to be changed: by a choice, or in a free sentence."""
    if found.deleted:
        return await show(visit, found.id)
    draft = await dialogue.begin(visit, KIND, "part", number=found.id, version=found.version)
    return await _ask_part(visit, draft)


async def _ask_part(visit: Visit, draft: Draft) -> Message:
    one = await shown(visit, await own(visit, draft.data["number"]))
    parts = tuple(dialogue.choice(draft, label(name), part) for part, name in _PARTS.items())
    elsewhere = Choice(label=label("other_campaign"), command=f"/ghi dot {one.achievement.id}")
    return Message(text=render("achievements/edit", one=one, person=visit.person), choices=(*parts, elsewhere))


async def _take_part(visit: Visit, draft: Draft, value: str) -> Message | None:
    if value not in _PARTS:
        return await _take_change(visit, draft, value)
    return await STEPS[value].ask(visit, await dialogue.move(visit, draft, value))


async def _ask_change(visit: Visit, draft: Draft) -> Message:
    one = await shown(visit, await own(visit, draft.data["number"]))
    return Message(text=render(f"achievements/{_PARTS[draft.step]}", one=one, person=visit.person))


async def _take_change(visit: Visit, draft: Draft, value: str) -> Message | None:
    if leaves(value) or command_for(value) == "thoat":
        return await dialogue.leave(visit)
    require_storable(value)
    found = await changeable(visit, draft.data["number"])
    await dialogue.end(visit, draft)
    if found.version != draft.data["version"] or found.deleted:
        return await show(visit, found.id)
    if draft.step == "act":
        return await change(visit, found, replace(found.entry, act=_act(visit, value)))
    return await change(visit, found, corrected(found.entry, value, visit.now))


def _act(visit: Visit, text: str) -> str:
    act = read_log(text, visit.now).entries[0].act
    if not act:
        raise Refused("act_unclear")
    return act


async def change(visit: Visit, found: Achievement, entry: Entry) -> Message:
    """Write the correction, and show before and after."""
    require_amounts([entry])
    if entry.end > visit.now.date():
        raise Refused("date_future", day=entry.end)
    await achievements.change(visit.tx, found.id, entry)
    await visit.record("achievement.changed", found.id, ",".join(_changed(found.entry, entry)))
    one = await tell_owner(visit, found.id, before=found.entry)
    text = render("achievements/changed", before=found.entry, one=one, person=visit.person)
    return Message(text=text, choices=choices(visit, one), in_words=True)


def _changed(before: Entry, after: Entry) -> list[str]:
    """The names of the fields that differ."""
    return [
        name for name in ("act", "amounts", "start", "end", "place") if getattr(before, name) != getattr(after, name)
    ]


async def _still_open(visit: Visit, draft: Draft) -> None:
    await changeable(visit, draft.data["number"])


STEPS = {
    "part": dialogue.guarded(Step(_ask_part, _take_part), _still_open),
    **{part: dialogue.guarded(Step(_ask_change, _take_change), _still_open) for part in _PARTS},
}
