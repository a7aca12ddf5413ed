"""The last step of a launch: send it now, at its time or at another one, keep it for later, or drop it."""

from dataclasses import replace
from datetime import datetime

from domain import dates
from domain.launch_times import said_opening
from domain.messages import Message
from domain.permissions import Right
from handlers import approvals, dialogue, launching, launching_preview, publication, standing
from handlers.dialogue import Step
from handlers.launching_drafts import changed, readiness, written
from handlers.publication import desk_of
from handlers.visit import Visit
from handlers.words import command_for
from storage import campaigns, dialogues, launch_drafts
from storage.dialogues import Draft
from storage.launch_drafts import KeptDraft
from texts import render


async def send(visit: Visit, kept: KeptDraft) -> Message:
    """At the time that was shown."""
    return await _send(visit, kept, None)


async def send_now(visit: Visit, kept: KeptDraft) -> Message:
    """As soon as may be: never at once, never out of hours."""
    return await _send(visit, kept, visit.now)


async def _send(visit: Visit, kept: KeptDraft, moment: datetime | None) -> Message:
    found = await readiness(visit, kept)
    if not found.ready:
        return await launching.begin(visit, kept)
    kept, campaign = await written(visit, kept)
    if approvals.needed(visit.office) or await approvals.awaited(visit.tx, campaign):
        return await launching_preview.show(visit, kept)  # an old choice does not go around the Director
    told = await publication.publish(desk_of(visit), replace(campaign, publish_at=moment or campaign.publish_at))
    await _leave(visit)
    await standing.send_copy(visit, told, visit.person.id)
    return await standing.show(visit, told)


async def ask_director(visit: Visit, kept: KeptDraft) -> Message:
    """Once the Director agrees it is published at its time, as by this officer."""
    if (await readiness(visit, kept)).ready:
        _, campaign = await written(visit, kept)
        await approvals.ask(desk_of(visit), campaign)
    return await launching_preview.show(visit, kept)


async def _leave(visit: Visit) -> None:
    request = visit.request
    await dialogues.end_kind(visit.tx, request.chat.platform, request.sender, launching.KIND)


async def drop(visit: Visit, kept: KeptDraft) -> Message:
    """Nobody has heard of it, and nobody will."""
    await launch_drafts.drop(visit.tx, kept, visit.person.id, visit.now)
    await _leave(visit)
    if kept.campaign_id is not None:
        await publication.cancel(desk_of(visit), await campaigns.get(visit.tx, kept.campaign_id))
    await visit.record("launch_draft.dropped", kept.id)
    return Message(text=render("launch/discarded", draft=kept.draft, drive=launching.drive(visit, kept)))


# At another time --------------------------------------------------------------------------------


async def ask_when(visit: Visit, kept: KeptDraft) -> Message:
    return await launching.go(visit, kept, "when", await _when(visit, kept))


async def _when(visit: Visit, kept: KeptDraft) -> Message:
    text = render("launch/when", person=visit.person, now=visit.now, calendar=visit.office.calendar)
    return Message(text=text, choices=(launching.choice(kept, "truoc", "back"),), in_words=True)


async def _ask_when(visit: Visit, draft: Draft) -> Message:
    return await _when(visit, await launching.held(visit, draft))


async def _take_when(visit: Visit, draft: Draft, value: str) -> Message:
    kept = await launching.held(visit, draft)
    if command_for(value) == "thoat":
        return await launching.save_for_later(visit, kept)
    if kept.version != draft.data["version"] or not kept.live:
        return await launching.changed_meanwhile(visit, kept, typed="")
    moment = said_opening(value, visit.now, visit.office.calendar)
    await _require_in_time(visit, kept, moment)
    return await launching_preview.show(
        visit, await changed(visit, kept, kept.draft.with_(publish_at=dates.full(moment)))
    )


async def _require_in_time(visit: Visit, kept: KeptDraft, moment: datetime) -> None:
    """Refused where an opening at that time would be of no use."""
    found = await readiness(visit, kept)
    if found.campaign is not None:
        publication.opening_time(desk_of(visit), replace(found.campaign, publish_at=moment))


STEPS = {"when": dialogue.guarded(Step(_ask_when, _take_when), dialogue.needs(Right.OFFICE))}
