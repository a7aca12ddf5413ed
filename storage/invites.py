"""Invites: a link's token and a typed code, each stored hashed, spent together."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from domain.invites import LASTS
from storage.database import Transaction, moment, seconds
from storage.salt import hashed, salt

_LIVE = "used_at IS NULL AND cancelled_at IS NULL AND expires_at > ?"


@dataclass(frozen=True, slots=True)
class Slip:
    """What one person is given, once: it cannot be read back from the table."""

    token: str  # 128 bits, 32 hexadecimal digits
    code: str  # 8 decimal digits
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Invite:
    id: int
    staff_id: int
    expires_at: datetime


async def issue(tx: Transaction, staff_id: int, chance: Random, now: datetime, lasts: timedelta = LASTS) -> Slip:
    """Invite somebody; that person's earlier unused invites are cancelled."""
    await salt(tx, chance)
    await tx.run(
        "UPDATE invite SET cancelled_at = ? WHERE staff_id = ? AND used_at IS NULL AND cancelled_at IS NULL",
        (seconds(now), staff_id),
    )
    slip = Slip(f"{chance.getrandbits(128):032x}", await _free_code(tx, chance), now + lasts)
    await tx.run(
        "INSERT INTO invite (staff_id, token_hash, code_hash, expires_at) VALUES (?, ?, ?, ?)",
        (
            staff_id,
            await hashed(tx, "token", slip.token),
            await hashed(tx, "code", slip.code),
            seconds(slip.expires_at),
        ),
    )
    return slip


async def _free_code(tx: Transaction, chance: Random) -> str:
    """One that was never given out: eight digits repeat sooner or later."""
    while True:
        code = f"{chance.randrange(10**8):08}"
        if await tx.value("SELECT 1 FROM invite WHERE code_hash = ?", (await hashed(tx, "code", code),)) is None:
            return code


async def find(tx: Transaction, secret: str, now: datetime) -> Invite | None:
    """The live invite that this token or code opens; None alike for used, expired, cancelled and invented ones."""
    row = await tx.row(
        f"SELECT id, staff_id, expires_at FROM invite WHERE (token_hash = ? OR code_hash = ?) AND {_LIVE}",  # noqa: S608  # our own condition
        (await hashed(tx, "token", secret), await hashed(tx, "code", secret), seconds(now)),
    )
    return Invite(row["id"], row["staff_id"], moment(row["expires_at"])) if row else None


async def live(tx: Transaction, invite_id: int, now: datetime) -> Invite | None:
    """The invite, if it can still be used."""
    row = await tx.row(
        f"SELECT id, staff_id, expires_at FROM invite WHERE id = ? AND {_LIVE}",  # noqa: S608  # our own condition
        (invite_id, seconds(now)),
    )
    return Invite(row["id"], row["staff_id"], moment(row["expires_at"])) if row else None


async def spend(tx: Transaction, invite_id: int, now: datetime) -> bool:
    """Use it up, token and code together. False if somebody was faster."""
    at = seconds(now)
    return bool(await tx.run(f"UPDATE invite SET used_at = ? WHERE id = ? AND {_LIVE}", (at, invite_id, at)))  # noqa: S608  # our own condition


async def cancel(tx: Transaction, invite_id: int, now: datetime) -> None:
    await tx.run("UPDATE invite SET cancelled_at = ? WHERE id = ? AND used_at IS NULL", (seconds(now), invite_id))
