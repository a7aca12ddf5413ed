"""/phatdong ban 17: how a campaign stood each time that it was confirmed or changed: by whom, when, and what."""

from itertools import pairwise
from typing import NamedTuple

from domain.campaigns import Campaign
from domain.differences import Change
from domain.messages import Choice, Message
from domain.people import Staff
from handlers import publication
from handlers.campaign_changes import differences, names_of
from handlers.publication import desk_of
from handlers.visit import Visit
from storage import campaign_versions, people
from storage.campaign_versions import CampaignVersion
from texts import label, render

ON_A_PAGE = 4
SHORT = 50  # characters of a value that has changed


class Line(NamedTuple):
    """One version. `by`: none on the command line; `changes`: against the one before it."""

    version: CampaignVersion
    by: Staff | None
    changes: list[tuple[str, Change]]


async def show(visit: Visit, campaign: Campaign) -> Message:
    """The newest first; `/phatdong ban 17 2`: the second page."""
    versions = await campaign_versions.of(visit.tx, campaign.id)
    names = names_of(await publication.around(desk_of(visit)))
    changed = [[], *(differences(old.campaign, new.campaign, names, SHORT) for old, new in pairwise(versions))]
    by = {one.id: one for one in await people.some(visit.tx, [v.changed_by for v in versions if v.changed_by])}
    told = zip(versions, changed, strict=bool(versions))
    lines = [Line(one, by.get(one.changed_by or 0), what) for one, what in told][::-1]
    start = ((visit.number(2) or 1) - 1) * ON_A_PAGE
    text = render("publishing/history", campaign=campaign, lines=lines[start : start + ON_A_PAGE], count=len(lines))
    return Message(text=text, choices=_choices(campaign, start, len(lines)))


def _choices(campaign: Campaign, start: int, count: int) -> tuple[Choice, ...]:
    place = start // ON_A_PAGE + 2
    more = Choice(label=label("more"), command=f"/phatdong ban {campaign.id} {place}")
    back = Choice(label=label("manage_campaign"), command=f"/phatdong xem {campaign.id}")
    return (*((more,) if start + ON_A_PAGE < count else ()), back)
