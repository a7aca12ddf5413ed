"""Those who have no code and ask to be let in; what they typed is emptied once somebody has decided."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from domain.messages import ChatRef
from domain.people import Staff, Unit
from storage.accounts import Consent
from storage.database import Transaction, moment, seconds

_WAITING = """FROM join_request WHERE state = 'waiting' AND (:scopes IS NULL OR unit_id IN (SELECT unit.id FROM unit
    JOIN json_each(:scopes) ON instr(unit.path, '/' || value || '/') > 0))"""


class State(StrEnum):
    WAITING = "waiting"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class JoinRequest:
    """`name`, `unit_words`: as they were typed. `staff_id`, `unit_id`: who and where that seems to be, None if nothing
    of the roster is like it."""

    id: int
    version: int
    chat: ChatRef
    sender: str
    name: str
    unit_words: str
    staff_id: int | None
    unit_id: int | None
    consent: Consent
    asked_at: datetime
    state: State
    decided_by: int | None
    decided_at: datetime | None


def _request(row: Any) -> JoinRequest:
    return JoinRequest(
        id=row["id"],
        version=row["version"],
        chat=ChatRef(platform=row["platform"], chat_id=row["chat_id"]),
        sender=row["external_id"],
        name=row["name"],
        unit_words=row["unit_words"],
        staff_id=row["staff_id"],
        unit_id=row["unit_id"],
        consent=Consent(row["consent"], moment(row["consented_at"])),
        asked_at=moment(row["asked_at"]),
        state=State(row["state"]),
        decided_by=row["decided_by"],
        decided_at=None if row["decided_at"] is None else moment(row["decided_at"]),
    )


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks, and what was typed."""

    chat: ChatRef
    sender: str
    name: str
    unit_words: str
    consent: Consent


async def ask(tx: Transaction, asking: Asking, person: Staff | None, unit: Unit | None, now: datetime) -> int | None:
    """Write it down; None if one of this account waits already."""
    row = await tx.row(
        "INSERT INTO join_request (platform, external_id, chat_id, name, unit_words, staff_id, unit_id, consent,"
        " consented_at, asked_at, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting')"
        " ON CONFLICT DO NOTHING RETURNING id",
        (
            *(asking.chat.platform, asking.sender, asking.chat.chat_id, asking.name, asking.unit_words),
            *(person and person.id, unit and unit.id),
            *(asking.consent.version, seconds(asking.consent.at), seconds(now)),
        ),
    )
    return None if row is None else int(row["id"])


async def get(tx: Transaction, request_id: int | None) -> JoinRequest | None:
    row = await tx.row("SELECT * FROM join_request WHERE id = ?", (request_id,))
    return _request(row) if row else None


async def latest(tx: Transaction, platform: str, sender: str) -> JoinRequest | None:
    """What this account asked for last."""
    row = await tx.row(
        "SELECT * FROM join_request WHERE platform = ? AND external_id = ? ORDER BY id DESC LIMIT 1", (platform, sender)
    )
    return _request(row) if row else None


async def waiting(tx: Transaction, scopes: Collection[int] | None, after: int, most: int) -> list[JoinRequest]:
    """What nobody has decided and seems to be of these units and under them (None: all of it, of no known unit too),
    what has waited longest leading: `after` so many, at most so many."""
    rows = await tx.rows(
        f"SELECT * {_WAITING} ORDER BY id LIMIT :most OFFSET :after",
        {"scopes": _scopes(scopes), "after": after, "most": most},
    )
    return [_request(row) for row in rows]


async def count_waiting(tx: Transaction, scopes: Collection[int] | None) -> int:
    """How many of them there are."""
    return int(await tx.value(f"SELECT count(*) {_WAITING}", {"scopes": _scopes(scopes)}))


def _scopes(units: Collection[int] | None) -> str | None:
    return None if units is None else json.dumps(sorted(units))


async def decide(tx: Transaction, one: JoinRequest, state: State, by: int | None, now: datetime) -> bool:
    """Once; what was typed goes. `by`: None where nobody did. False if it was decided already."""
    return bool(
        await tx.run(
            "UPDATE join_request SET state = ?, decided_by = ?, decided_at = ?, name = '', unit_words = '',"
            " version = version + 1 WHERE id = ? AND state = 'waiting'",
            (state, by, seconds(now), one.id),
        )
    )


async def withdraw(tx: Transaction, platform: str, sender: str, now: datetime) -> None:
    """Whoever asked has come in another way."""
    one = await latest(tx, platform, sender)
    if one is not None:
        await decide(tx, one, State.EXPIRED, None, now)


async def expire_next(tx: Transaction, before: datetime, now: datetime) -> JoinRequest | None:
    """End the one that has waited longest, if it was asked before then; that one, or None."""
    row = await tx.row(
        "SELECT * FROM join_request WHERE state = 'waiting' AND asked_at < ? ORDER BY asked_at LIMIT 1",
        (seconds(before),),
    )
    if row is None:
        return None
    one = _request(row)
    await decide(tx, one, State.EXPIRED, None, now)
    return one


async def forget_old(tx: Transaction, before: datetime) -> None:
    """Forget what was decided before then."""
    await tx.run("DELETE FROM join_request WHERE state <> 'waiting' AND decided_at < ?", (seconds(before),))
