"""Invites: a link's token and a typed code, each stored hashed, spent together."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from domain.invites import LASTS
from storage.database import Transaction, moment, seconds
from storage.salt import hashed, salt

_LIVE = "used_at IS NULL AND uses > 0 AND cancelled_at IS NULL AND expires_at > :now"
_COLUMNS = "id, staff_id, unit_id, uses, expires_at"


@dataclass(frozen=True, slots=True)
class Slip:
    """What is given out once: it cannot be read back from the table."""

    token: str  # 128 bits, 32 hexadecimal digits
    code: str  # 8 decimal digits
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Invite:
    """For one person, or for people of a unit: exactly one of `staff_id` and `unit_id`. `uses`: how many are left."""

    id: int
    staff_id: int | None
    unit_id: int | None
    uses: int
    expires_at: datetime


def _invite(row: Any) -> Invite:
    return Invite(row["id"], row["staff_id"], row["unit_id"], row["uses"], moment(row["expires_at"]))


# Giving out ---------------------------------------------------------------------------------------


async def issue(tx: Transaction, staff_id: int, chance: Random, now: datetime, lasts: timedelta = LASTS) -> Slip:
    """Invite somebody; that person's earlier unused invites are cancelled."""
    await cancel_of_person(tx, staff_id, now)
    return await _issue(tx, (staff_id, None, 1), chance, now + lasts)


async def issue_for_unit(
    tx: Transaction, unit_id: int, uses: int, chance: Random, now: datetime, end: datetime
) -> Slip:
    """One code for so many people of a unit; its earlier ones are cancelled."""
    await tx.run(
        "UPDATE invite SET cancelled_at = ? WHERE unit_id = ? AND used_at IS NULL AND cancelled_at IS NULL",
        (seconds(now), unit_id),
    )
    return await _issue(tx, (None, unit_id, uses), chance, end)


async def _issue(tx: Transaction, whose: tuple[int | None, int | None, int], chance: Random, end: datetime) -> Slip:
    await salt(tx, chance)
    slip = Slip(f"{chance.getrandbits(128):032x}", await _free_code(tx, chance), end)
    hashes = await hashed(tx, "token", slip.token), await hashed(tx, "code", slip.code)
    await tx.run(
        "INSERT INTO invite (staff_id, unit_id, uses, token_hash, code_hash, expires_at) VALUES (?, ?, ?, ?, ?, ?)",
        (*whose, *hashes, seconds(end)),
    )
    return slip


async def _free_code(tx: Transaction, chance: Random) -> str:
    """One that was never given out: eight digits repeat sooner or later."""
    while True:
        code = f"{chance.randrange(10**8):08}"
        if await tx.value("SELECT 1 FROM invite WHERE code_hash = ?", (await hashed(tx, "code", code),)) is None:
            return code


# Looking ------------------------------------------------------------------------------------------


async def find(tx: Transaction, secret: str, now: datetime) -> Invite | None:
    """The live invite that this token or code opens; None alike for used, expired, cancelled and invented ones."""
    hashes = {"token": await hashed(tx, "token", secret), "code": await hashed(tx, "code", secret)}
    return await _one(tx, "(token_hash = :token OR code_hash = :code)", hashes, now)


async def live(tx: Transaction, invite_id: int, now: datetime) -> Invite | None:
    """The invite, if it can still be used."""
    return await _one(tx, "id = :id", {"id": invite_id}, now)


async def of_person(tx: Transaction, staff_id: int, now: datetime) -> Invite | None:
    """The one that this person can use now."""
    return await _one(tx, "staff_id = :id", {"id": staff_id}, now)


async def of_unit(tx: Transaction, unit_id: int, now: datetime) -> Invite | None:
    """The one that people of this unit can use now."""
    return await _one(tx, "unit_id = :id", {"id": unit_id}, now)


async def _one(tx: Transaction, condition: str, values: Mapping[str, object], now: datetime) -> Invite | None:
    row = await tx.row(
        f"SELECT {_COLUMNS} FROM invite WHERE {condition} AND {_LIVE}",  # noqa: S608  # our own conditions
        {**values, "now": seconds(now)},
    )
    return _invite(row) if row else None


async def last_for(tx: Transaction, *, staff_id: int | None = None, unit_id: int | None = None) -> int:
    """The number of the last one given out for this person or unit, dead or alive; 0 for none."""
    return await tx.value("SELECT max(id) FROM invite WHERE staff_id = ? OR unit_id = ?", (staff_id, unit_id)) or 0


# Using up -----------------------------------------------------------------------------------------


async def spend(tx: Transaction, invite_id: int, now: datetime) -> bool:
    """Use it once, token and code together; after the last time it is dead. False if somebody was faster."""
    return bool(
        await tx.run(
            "UPDATE invite SET uses = uses - 1, used_at = iif(uses = 1, :now, NULL)"  # noqa: S608  # our own condition
            f" WHERE id = :id AND {_LIVE}",
            {"id": invite_id, "now": seconds(now)},
        )
    )


async def cancel(tx: Transaction, invite_id: int, now: datetime) -> bool:
    """False if it was dead already."""
    values = {"id": invite_id, "now": seconds(now)}
    return bool(await tx.run(f"UPDATE invite SET cancelled_at = :now WHERE id = :id AND {_LIVE}", values))  # noqa: S608  # our own condition


async def cancel_of_person(tx: Transaction, staff_id: int, now: datetime) -> None:
    await tx.run(
        "UPDATE invite SET cancelled_at = ? WHERE staff_id = ? AND used_at IS NULL AND cancelled_at IS NULL",
        (seconds(now), staff_id),
    )
