"""Where a launch begins: a yearly drive, nothing, an earlier campaign, a file, or a draft that is there already."""

from datetime import date

from domain import campaign_file
from domain.campaigns import Campaign
from domain.dates import full
from domain.launch import empty, of_drive
from domain.launch_again import again, as_it_stands
from domain.messages import Choice, Message
from domain.templates import Drive
from handlers import launching, launching_templates, publication, standing
from handlers.launching_drafts import begun
from handlers.publication import desk_of
from handlers.visit import Visit
from storage import campaigns, launch_drafts
from storage.launch_drafts import KeptDraft
from texts import label, render

MOST = 5  # drafts and waiting campaigns that are offered at once


async def menu(visit: Visit) -> Message:
    """What is being written and what waits, then the yearly drives that come next."""
    kept = (await launch_drafts.live(visit.tx))[:MOST]
    waiting = [one for one in await campaigns.to_open(visit.tx, visit.now) if one.stands]
    drives = launching_templates.near(visit.office, visit.now)
    choices = (
        *(Choice(label=f"{label('go_on_with')}: {_called(one)}", command=f"/phatdong san {one.id}") for one in kept),
        *(Choice(label=f"{label('waits')}: {one.label}", command=f"/phatdong xem {one.id}") for one in waiting[:MOST]),
        *map(_template, drives),
        Choice(label=label("new_drive"), command="/phatdong moi"),
        Choice(label=label("like_another"), command="/phatdong theo"),
    )
    facts = {"person": visit.person, "files": visit.means.files, "kept": kept, "waiting": waiting}
    return Message(text=render("launch/menu", **facts), choices=choices)


def _called(kept: KeptDraft) -> str:
    called: str = kept.draft.table.get("label") or label("unnamed_drive")
    return called


def _template(drive: Drive) -> Choice:
    return Choice(label=f"{drive.label} ({drive.year})", command=f"/phatdong mau {drive.template.key}")


async def from_template(visit: Visit) -> Message:
    """/phatdong mau 28-8: this year's, or next year's once that is over."""
    found = launching_templates.of_key(visit.office, visit.args[1] if len(visit.args) > 1 else "", visit.now)
    return await (_of_drive(visit, found) if found else menu(visit))


async def named(visit: Visit) -> Message:
    """“phát động 28/8”, in whatever words."""
    text = " ".join(visit.args)
    found = launching_templates.meant(visit.office, text, visit.now)
    if len(found) == 1:
        return await _of_drive(visit, found[0])
    offered = await menu(visit)
    choices = (*map(_template, found), *offered.choices[-2:]) if found else offered.choices
    return Message(text=render("launch/which", text=text, found=found), choices=choices)


async def _of_drive(visit: Visit, drive: Drive) -> Message:
    """One draft for each drive and year, whoever began it; one that was published is shown as it stands."""
    kept = await launch_drafts.of_template(visit.tx, drive.key)
    if kept is not None and kept.live:
        return await launching.begin(visit, kept)
    if kept is not None and kept.campaign_id is not None:
        campaign = await campaigns.get(visit.tx, kept.campaign_id)
        if campaign.stands:
            return await standing.show(visit, campaign)
    draft = of_drive(drive, await publication.around(desk_of(visit)))
    return await launching.begin(visit, await begun(visit, draft))


async def from_nothing(visit: Visit) -> Message:
    return await launching.begin(visit, await begun(visit, empty()))


async def from_another(visit: Visit) -> Message:
    """/phatdong theo lists what there was, /phatdong theo 17 begins with that one."""
    if visit.number(1) is None:
        return await _earlier(visit)
    campaign = await campaigns.get(visit.tx, visit.number(1))
    around = await publication.around(desk_of(visit))
    draft = again(campaign, _next_year(campaign, visit.now.date()), around)
    return await launching.begin(visit, await begun(visit, draft))


def _next_year(campaign: Campaign, today: date) -> int:
    """Of its end: next time it is still to come."""
    this_year = today.year + (campaign.end.replace(year=today.year, day=1) < today.replace(day=1))
    return max(this_year, campaign.end.year + 1)


async def _earlier(visit: Visit) -> Message:
    found = [one for one in reversed(await campaigns.every(visit.tx)) if one.stands]
    choices = tuple(Choice(label=f"{one.label} ({one.end.year})", command=f"/phatdong theo {one.id}") for one in found)
    new = Choice(label=label("new_drive"), command="/phatdong moi")
    return Message(text=render("launch/earlier", found=found), choices=(*choices, new))


async def from_file(visit: Visit, content: bytes) -> Message:
    """A file says all at once what lines say one by one. Raises Refused("campaign_file_wrong", mistakes)."""
    file = await publication.read(desk_of(visit), content)
    around = await publication.around(desk_of(visit))
    draft = as_it_stands(file.campaign(visit.now), around)
    draft = draft.model_copy(update={"inherited": campaign_file.inherits(content, around)})
    if file.publish_at is not None:
        draft = draft.with_(publish_at=full(file.publish_at))
    return await launching.stand(visit, await begun(visit, draft))
