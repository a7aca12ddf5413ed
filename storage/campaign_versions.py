"""How a campaign stood, each time that it was confirmed or changed."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter

from domain.campaigns import Campaign
from storage.database import Transaction, moment, seconds

_CAMPAIGN = TypeAdapter(Campaign)


@dataclass(frozen=True, slots=True)
class CampaignVersion:
    """`changed_by`: none on the command line."""

    campaign: Campaign
    changed_by: int | None
    changed_at: datetime

    @property
    def number(self) -> int:
        return self.campaign.version


async def keep(tx: Transaction, campaign: Campaign, changed_by: int | None, now: datetime) -> None:
    """As it stands now, by its version."""
    await tx.run(
        "INSERT OR REPLACE INTO campaign_version (campaign_id, version, said, changed_by, changed_at)"
        " VALUES (?, ?, ?, ?, ?)",
        (campaign.id, campaign.version, _CAMPAIGN.dump_json(campaign).decode(), changed_by, seconds(now)),
    )


async def of(tx: Transaction, campaign_id: int) -> list[CampaignVersion]:
    """All of them, the first leading."""
    rows = await tx.rows("SELECT * FROM campaign_version WHERE campaign_id = ? ORDER BY version", (campaign_id,))
    return [
        CampaignVersion(_CAMPAIGN.validate_json(row["said"]), row["changed_by"], moment(row["changed_at"]))
        for row in rows
    ]
