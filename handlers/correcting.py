"""Correcting a campaign by a new file: what would change is shown first."""

from typing import Any

from domain.campaigns import Campaign
from domain.messages import Message
from domain.permissions import Right
from handlers import dialogue, files, publication
from handlers.dialogue import Step
from handlers.publication import Desk
from handlers.visit import Visit
from handlers.words import command_for
from storage import campaigns, people
from storage.dialogues import Draft
from texts import label, render


def _desk(visit: Visit) -> Desk:
    return Desk(visit.tx, visit.office, visit.now, visit.person.id)


async def begin(visit: Visit, campaign: Campaign) -> Message:
    """/phatdong sua 17, as the caption of a file."""
    if not visit.request.offered:
        return Message(text=render("publishing/how_to_correct", campaign=campaign, files=visit.means.files))
    content = files.received(visit, files.CAMPAIGN).content
    file = await publication.read(_desk(visit), content)
    if not campaign.changes(publication.corrected(_desk(visit), campaign, file)):
        return Message(text=render("publishing/nothing_changes", campaign=campaign))
    text = content.decode("utf-8-sig")
    draft = await dialogue.begin(
        visit, "correcting", "confirm", campaign=campaign.id, version=campaign.version, file=text
    )
    return await _ask(visit, draft)


async def _ask(visit: Visit, draft: Draft) -> Message:
    before, after = await _both(visit, draft)
    facts: dict[str, Any] = {"before": before, "after": after, "changes": before.changes(after)}
    names = {unit.id: unit.name for unit in await people.units(visit.tx)}
    facts |= await publication.affected(_desk(visit), before, after)
    choices = (
        dialogue.choice(draft, label("correct_now"), "ok"),
        dialogue.choice(draft, label("stop"), "thoi"),
    )
    return Message(text=render("publishing/changes", **facts, names=names), choices=choices)


async def _both(visit: Visit, draft: Draft) -> tuple[Campaign, Campaign]:
    """The campaign as it is, and as it would be."""
    before = await campaigns.get(visit.tx, draft.data["campaign"])
    file = await publication.read(_desk(visit), draft.data["file"].encode())
    return before, publication.corrected(_desk(visit), before, file)


async def _take(visit: Visit, draft: Draft, value: str) -> Message:
    leaves = value == "thoi" or command_for(value) == "thoat"
    if value != "ok" and not leaves:
        return await _ask(visit, draft)
    await dialogue.end(visit, draft)
    campaign = await campaigns.get(visit.tx, draft.data["campaign"])
    if leaves:
        return Message(text=render("publishing/not_corrected", campaign=campaign))
    if campaign.version != draft.data["version"]:
        return Message(text=render("refused/campaign_changed_meanwhile"))
    _, after = await _both(visit, draft)
    written = await publication.correct(_desk(visit), after)
    reach = await publication.reach(_desk(visit), written)
    return Message(text=render("publishing/corrected", campaign=written, reach=reach, now=visit.now))


STEPS = {"confirm": dialogue.guarded(Step(_ask, _take), dialogue.needs(Right.OFFICE))}
