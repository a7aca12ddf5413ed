"""The thanks after a campaign: what one person has reached, and what the office has."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from domain.campaigns import Campaign
from domain.office import Office
from domain.people import Staff
from handlers import approvals
from handlers.achievement_saving import progress_in
from storage import achievements, coverage, people, settings
from storage.announcements import Announcement
from storage.database import Transaction

MOST_RESULTS = 5  # of one person in a message


@dataclass(frozen=True)
class Outcome:
    """Of the whole audience. `promised`: targets with a figure, `reached` of them were."""

    registered: int
    collectives: int
    reported: int
    units: int
    reached: int
    promised: int


async def facts(
    tx: Transaction, one: Announcement, campaign: Campaign, office: Office, person: Staff | None
) -> dict[str, Any]:
    """What its words need. `signer`: in whose name they go, since that person has agreed; none: the office's."""
    results = [row for row in await progress_in(tx, campaign, person.id) if row.done] if person else []
    return {
        "person": person,
        "office": office,
        "signer": await people.get(tx, one.signed_by) or await approvals.thanks_signed_by(tx, campaign.id),
        "results": results[:MOST_RESULTS],
        "outcome": await _outcome(tx, campaign),
    }


async def keep_outcome(tx: Transaction, campaign: Campaign) -> None:
    """Count once, before everybody is told: nothing of it changes any more."""
    await settings.put(tx, _name(campaign), json.dumps(asdict(await _counted(tx, campaign))))


async def _outcome(tx: Transaction, campaign: Campaign) -> Outcome:
    kept = await settings.get(tx, _name(campaign))
    return Outcome(**json.loads(kept)) if kept else await _counted(tx, campaign)


async def _counted(tx: Transaction, campaign: Campaign) -> Outcome:
    found = await coverage.figures(tx, campaign)
    targets = await achievements.reached(tx, campaign.id)
    return Outcome(found.registered, found.collectives, found.reported, found.units, *targets)


def _name(campaign: Campaign) -> str:
    return f"outcome.{campaign.id}.{campaign.version}"
