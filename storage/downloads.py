"""Files that are had by a link, for a while, where none can be sent. The link carries a signed token; none is kept."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from itsdangerous import BadData, URLSafeSerializer

from domain.messages import Attachment
from storage.database import Transaction, moment, seconds
from storage.salt import salt

MOST_OF_ONE = 5  # files of one person at a time: the newest
MOST_TAKEN = 5  # times that one link gives its file: some apps fetch it again when they hand it over


@dataclass(frozen=True, slots=True)
class Download:
    id: int
    name: str
    until: datetime


async def keep(tx: Transaction, staff_id: int, file: Attachment, now: datetime, until: datetime) -> str:
    """The token that opens it, as long as `until` (to the second) has not come."""
    number = await tx.insert(
        "INSERT INTO download (staff_id, name, content, made_at, expires_at) VALUES (?, ?, ?, ?, ?)",
        (staff_id, file.name, file.content, seconds(now), seconds(until)),
    )
    await tx.run(
        "DELETE FROM download WHERE staff_id = :staff"
        " AND id NOT IN (SELECT id FROM download WHERE staff_id = :staff ORDER BY id DESC LIMIT :most)",
        {"staff": staff_id, "most": MOST_OF_ONE},
    )
    return str((await _signer(tx)).dumps([number, seconds(until)]))


async def find(tx: Transaction, token: str, now: datetime) -> Download | None:
    """None for a token that is not ours, whose time is over, or whose file is gone."""
    try:
        number, until = (await _signer(tx)).loads(token)
    except BadData:
        return None
    row = await tx.row(
        "SELECT id, name, expires_at FROM download WHERE id = ? AND expires_at = ? AND expires_at > ? AND taken < ?",
        (number, until, seconds(now), MOST_TAKEN),
    )
    return Download(row["id"], row["name"], moment(row["expires_at"])) if row else None


async def take(tx: Transaction, token: str, now: datetime) -> Attachment | None:
    """The file itself; None as `find` has it."""
    found = await find(tx, token, now)
    if found is None:
        return None
    await tx.run("UPDATE download SET taken = taken + 1 WHERE id = ?", (found.id,))
    content = await tx.value("SELECT content FROM download WHERE id = ?", (found.id,))
    return Attachment(name=found.name, content=content)


async def forget_expired(tx: Transaction, now: datetime) -> bool:
    """True if there were any."""
    return bool(await tx.run("DELETE FROM download WHERE expires_at <= ?", (seconds(now),)))


async def _signer(tx: Transaction) -> URLSafeSerializer:
    how = {"key_derivation": "hmac", "digest_method": hashlib.sha256}
    return URLSafeSerializer(await salt(tx), salt="download", signer_kwargs=how)
