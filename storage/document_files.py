"""The files of a campaign's documents, by the number of each; where that is corrected its file follows."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from domain.folding import fold
from domain.messages import Attachment
from storage.database import Transaction, seconds

FIRST = ""  # the key of the document by which a campaign is launched, whatever its number is or becomes


def key(number: str) -> str:
    """As a number is compared: however it was typed."""
    return "".join(fold(number).split())


async def put(
    tx: Transaction, campaign_id: int, number_key: str, file: Attachment, staff_id: int, now: datetime
) -> None:
    """Keep it in the place of any other of this document."""
    await tx.run(
        "INSERT OR REPLACE INTO document_file (campaign_id, number_key, name, content, added_by, added_at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (campaign_id, number_key, file.name, file.content, staff_id, seconds(now)),
    )


async def get(tx: Transaction, campaign_id: int, number_key: str) -> Attachment | None:
    row = await tx.row(
        "SELECT name, content FROM document_file WHERE campaign_id = ? AND number_key = ?", (campaign_id, number_key)
    )
    return Attachment(name=row["name"], content=row["content"]) if row else None


async def kept(tx: Transaction, campaign_id: int) -> frozenset[str]:
    """The keys of the documents that have a file."""
    rows = await tx.rows("SELECT number_key FROM document_file WHERE campaign_id = ?", (campaign_id,))
    return frozenset(row["number_key"] for row in rows)


async def follow(tx: Transaction, campaign_id: int, renumbered: Mapping[str, str], in_use: Iterable[str]) -> None:
    """These numbers have become those; `in_use`: all that there are now."""
    await tx.many(
        "INSERT OR REPLACE INTO document_file (campaign_id, number_key, name, content, added_by, added_at)"
        " SELECT campaign_id, ?, name, content, added_by, added_at FROM document_file"
        " WHERE campaign_id = ? AND number_key = ?",
        [(key(new), campaign_id, key(old)) for old, new in renumbered.items()],
    )
    gone = {key(old) for old in renumbered} - {key(one) for one in in_use}
    await tx.many(
        "DELETE FROM document_file WHERE campaign_id = ? AND number_key = ?", [(campaign_id, one) for one in gone]
    )
