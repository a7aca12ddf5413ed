"""The words of a campaign's commitment and pledge, each version of them, since signatures are under words."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.campaigns import Campaign
from storage.database import Transaction, moment, seconds


class TextKind(StrEnum):
    COMMITMENT = "commitment"  # each person signs
    PLEDGE = "pledge"  # the heads of units, or the members of a cluster


@dataclass(frozen=True, slots=True)
class SignedText:
    """`version`: from 1, within the campaign and the kind."""

    id: int
    campaign_id: int
    kind: TextKind
    version: int
    words: str
    since: datetime


async def keep(tx: Transaction, campaign: Campaign, now: datetime) -> None:
    """The campaign's words as they are now; a new version only where they differ from the last."""
    for kind, words in ((TextKind.COMMITMENT, campaign.content.commitment), (TextKind.PLEDGE, campaign.content.pledge)):
        last = await current(tx, campaign.id, kind)
        if words != (last.words if last else ""):
            await tx.run(
                "INSERT INTO signed_text (campaign_id, kind, version, words, since) VALUES (?, ?, ?, ?, ?)",
                (campaign.id, kind, last.version + 1 if last else 1, words, seconds(now)),
            )


async def current(tx: Transaction, campaign_id: int, kind: TextKind) -> SignedText | None:
    """The last version; its words are "" where nothing is to be signed any more."""
    row = await tx.row(
        "SELECT * FROM signed_text WHERE campaign_id = ? AND kind = ? ORDER BY version DESC LIMIT 1",
        (campaign_id, kind),
    )
    if row is None:
        return None
    return SignedText(row["id"], campaign_id, kind, row["version"], row["words"], moment(row["since"]))


async def signatures(tx: Transaction, campaign_id: int, kind: TextKind) -> int:
    """How many have signed the present words."""
    table = "commitment" if kind is TextKind.COMMITMENT else "pledge"
    text = await current(tx, campaign_id, kind)
    count: int = await tx.value(f"SELECT count(*) FROM {table} WHERE text_id = ?", (text.id if text else None,))  # noqa: S608  # our own names
    return count
