"""How far a mass message has come: its rows of the outbox, counted."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from domain.audience import Audience
from domain.people import Staff
from storage import people as roster
from storage.database import Transaction, moment


class Failure(NamedTuple):
    reason: str
    times: int


@dataclass(frozen=True, slots=True)
class Tally:
    """Messages to people and groups. `dropped`: not wanted any more, or stopped; `going`: on their way now."""

    people: int
    groups: int
    failures: tuple[Failure, ...]
    waiting: int
    going: int
    dropped: int
    last_at: datetime | None  # when the last one went out

    @property
    def sent(self) -> int:
        return self.people + self.groups

    @property
    def failed(self) -> int:
        return sum(one.times for one in self.failures)

    @property
    def left(self) -> int:
        return self.waiting + self.going

    @property
    def all(self) -> int:
        return self.sent + self.failed + self.left + self.dropped


class UnitTold(NamedTuple):
    name: str
    people: int


@dataclass(frozen=True, slots=True)
class Told:
    """Who has been told already."""

    units: tuple[UnitTold, ...]
    groups: tuple[str, ...]
    going: int

    @property
    def people(self) -> int:
        return sum(one.people for one in self.units)


async def tally(tx: Transaction, announcement_id: int) -> Tally:
    rows = await tx.rows(
        "SELECT state, group_id IS NOT NULL AS grouped, reason, count(*) AS times, max(sent_at) AS last"
        " FROM outbox WHERE announcement_id = ? AND lane = 'bulk' GROUP BY state, grouped, reason"
        " ORDER BY times DESC, reason",
        (announcement_id,),
    )

    def count(state: str, *grouped: int) -> int:
        return sum(row["times"] for row in rows if row["state"] == state and row["grouped"] in grouped)

    failed: dict[str, int] = {}
    last = max((row["last"] for row in rows if row["last"] is not None), default=None)
    for row in rows:
        if row["state"] == "failed":
            failed[row["reason"]] = failed.get(row["reason"], 0) + row["times"]
    return Tally(
        people=count("sent", 0),
        groups=count("sent", 1),
        failures=tuple(Failure(*one) for one in failed.items()),
        waiting=count("waiting", 0, 1),
        going=count("sending", 0, 1),
        dropped=count("dropped", 0, 1),
        last_at=None if last is None else moment(last),
    )


async def told(tx: Transaction, announcement_ids: list[int]) -> Told:
    """Whom these have reached by now."""
    ids = json.dumps(announcement_ids)
    these = "announcement_id IN (SELECT value FROM json_each(?)) AND lane = 'bulk' AND outbox.state ="
    units = await tx.rows(
        "SELECT unit.short_name, count(*) AS times FROM outbox JOIN staff ON staff.id = outbox.staff_id"  # noqa: S608  # our own condition
        f" JOIN unit ON unit.id = staff.unit_id WHERE {these} 'sent' GROUP BY unit.id ORDER BY unit.id",
        (ids,),
    )
    groups = await tx.rows(
        "SELECT group_chat.title FROM outbox JOIN group_chat ON group_chat.id = outbox.group_id"  # noqa: S608  # our own condition
        f" WHERE {these} 'sent' ORDER BY group_chat.id",
        (ids,),
    )
    going = await tx.value(f"SELECT count(*) FROM outbox WHERE {these} 'sending'", (ids,))  # noqa: S608  # our own condition
    found = tuple(UnitTold(row["short_name"], row["times"]) for row in units)
    return Told(found, tuple(row["title"] for row in groups), going)


async def recipients(tx: Transaction, announcement_ids: list[int]) -> Audience:
    """The people and groups that these have reached, or are about to reach."""
    rows = await tx.rows(
        "SELECT DISTINCT staff_id, group_id FROM outbox WHERE announcement_id IN (SELECT value FROM json_each(?))"
        " AND lane = 'bulk' AND state IN ('sent', 'sending', 'waiting')",
        (json.dumps(announcement_ids),),
    )
    people, groups = ({row[column] for row in rows if row[column]} for column in ("staff_id", "group_id"))
    return Audience(people=frozenset(people), groups=frozenset(groups))


async def unreached(tx: Transaction, announcement_id: int, most: int) -> list[tuple[Staff, str]]:
    """The first people whom it could not reach, each with the reason."""
    rows = await tx.rows(
        "SELECT staff_id, reason FROM outbox WHERE announcement_id = ? AND lane = 'bulk' AND state = 'failed'"
        " AND staff_id IS NOT NULL ORDER BY id LIMIT ?",
        (announcement_id, most),
    )
    found = [(await roster.get(tx, row["staff_id"]), row["reason"]) for row in rows]
    return [(person, reason) for person, reason in found if person is not None]


async def unfinished(tx: Transaction, announcement_id: int) -> bool:
    """Whether something of it waits or is on its way."""
    found = await tx.value(
        "SELECT 1 FROM outbox WHERE announcement_id = ? AND lane = 'bulk' AND state IN ('waiting', 'sending') LIMIT 1",
        (announcement_id,),
    )
    return found is not None


async def reporting(tx: Transaction, announcement_ids: set[int]) -> dict[int, int]:
    """Of those whose progress somebody is shown, the officer's staff id."""
    marks = ", ".join("?" * len(announcement_ids))
    rows = await tx.rows(
        f"SELECT key, staff_id FROM outbox WHERE key IN ({marks})",  # noqa: S608  # only question marks
        tuple(key(one) for one in announcement_ids),
    )
    return {number_of(row["key"]): row["staff_id"] for row in rows}


async def stopped(tx: Transaction, announcement_id: int | None) -> bool:
    """Whether nothing more of it is to go out."""
    if announcement_id is None:
        return False
    return bool(await tx.value("SELECT state = 'stopped' FROM announcement WHERE id = ?", (announcement_id,)))


async def of_campaign(tx: Transaction, campaign_id: int, kind: str) -> list[int]:
    """The announcements of this kind that a campaign has begun to send."""
    rows = await tx.rows(
        "SELECT DISTINCT announcement_id FROM outbox WHERE campaign_id = ? AND kind = ? AND lane = 'bulk'"
        " AND announcement_id IS NOT NULL",
        (campaign_id, kind),
    )
    return [row["announcement_id"] for row in rows]


async def halt(tx: Transaction, announcement_id: int) -> None:
    """Nothing more of it goes out, be it in hand already."""
    await tx.run(
        "UPDATE announcement SET state = 'stopped', paused = 0, version = version + 1 WHERE id = ?", (announcement_id,)
    )


def key(announcement_id: int) -> str:
    """Of the outbox row that tells an officer how far this announcement has come."""
    return f"broadcast:{announcement_id}"


def number_of(its_key: str) -> int:
    """The announcement that such a row, an edit of it, or the last word after it is about."""
    return int(its_key.split(":")[1])
