"""The copy of a campaign's signed plan."""

from datetime import datetime

from domain.messages import Attachment
from storage.database import Transaction, seconds


async def put(tx: Transaction, campaign_id: int, file: Attachment, staff_id: int, now: datetime) -> None:
    """Keep it in the place of any other."""
    await tx.run(
        "INSERT OR REPLACE INTO plan_file (campaign_id, name, content, added_by, added_at) VALUES (?, ?, ?, ?, ?)",
        (campaign_id, file.name, file.content, staff_id, seconds(now)),
    )


async def get(tx: Transaction, campaign_id: int) -> Attachment | None:
    row = await tx.row("SELECT name, content FROM plan_file WHERE campaign_id = ?", (campaign_id,))
    return Attachment(name=row["name"], content=row["content"]) if row else None


async def exists(tx: Transaction, campaign_id: int) -> bool:
    return bool(await tx.value("SELECT 1 FROM plan_file WHERE campaign_id = ?", (campaign_id,)))
