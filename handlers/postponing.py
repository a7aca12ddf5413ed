"""Another time for an opening that waits; once it has gone out, only the days can be corrected."""

from datetime import datetime

from domain.campaigns import Campaign
from domain.dates import full
from domain.errors import Refused
from domain.launch_times import next_morning, said_opening
from domain.messages import Choice, Message
from domain.permissions import Right
from handlers import correcting, dialogue, publication, standing
from handlers.dialogue import Step
from handlers.publication import desk_of
from handlers.visit import Visit
from handlers.words import command_for
from storage import campaigns
from storage.dialogues import Draft
from texts import label, render

KIND = "postponing"


async def begin(visit: Visit, campaign: Campaign) -> Message:
    """[Hoãn]: to when?"""
    if campaign.opened(visit.now):
        return await correcting.begin(visit, campaign)
    draft = await dialogue.begin(visit, KIND, "when", campaign=campaign.id, version=campaign.version)
    return await _ask(visit, draft)


async def _ask(visit: Visit, draft: Draft) -> Message:
    campaign = await campaigns.get(visit.tx, draft.data["campaign"])
    if not campaign.stands or campaign.opened(visit.now):
        raise Refused("campaign_opened", campaign=campaign)
    usual = Choice(label=f"{label('send_at')} {full(_usual(visit))}", command=f"={draft.id}.when.usual")
    keep = dialogue.choice(draft, label("keep_time"), "keep")
    text = render("publishing/when", campaign=campaign, person=visit.person)
    return Message(text=text, choices=(usual, keep), in_words=True)


def _usual(visit: Visit) -> datetime:
    return next_morning(visit.now, visit.office.calendar)


async def _take(visit: Visit, draft: Draft, value: str) -> Message:
    campaign = await campaigns.get(visit.tx, draft.data["campaign"])
    changed = campaign.version != draft.data["version"]
    if value == "keep" or command_for(value) == "thoat" or changed:
        await dialogue.end(visit, draft)
        return await standing.show(visit, campaign)
    said = _usual(visit) if value == "usual" else said_opening(value, visit.now, visit.office.calendar)
    desk = desk_of(visit)
    postponed = await publication.postpone(desk, campaign, said)
    await dialogue.end(visit, draft)
    return await standing.show(visit, postponed)


STEPS = {"when": dialogue.guarded(Step(_ask, _take), dialogue.needs(Right.OFFICE))}
