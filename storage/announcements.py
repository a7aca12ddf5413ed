"""What is announced to groups and people, each with its time: by a campaign, or by an officer."""

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from domain.announcements import OwnKind
from domain.audience import Audience
from domain.errors import Refused
from domain.messages import Attachment
from domain.reminders import GroupMessage, GroupMessageKind
from storage.database import Row, Transaction, moment, seconds

Kind = GroupMessageKind | OwnKind


@dataclass(frozen=True)
class Announcement:
    """One row. `kind`: a campaign's, or an officer's own.

    `body` and `audience`: none where its kind decides. `signed_by`: an officer's staff id. `repeats`: "", "daily",
    "weekly" or "monthly", counted from `repeats_from`, at the latest on `repeats_until`. `asks`: to be acknowledged.
    `follows`: the one it corrects, reminds of, or repeats.
    `planned_at`: when its campaign's timeline says it, wherever it was moved; `by_hand`: an officer changed it.
    """

    id: int
    version: int
    campaign_id: int | None
    kind: Kind
    send_at: datetime
    useless_after: datetime
    state: str
    body: str = ""
    audience: Audience | None = None
    signed_by: int | None = None
    repeats: str = ""
    repeats_from: datetime | None = None
    repeats_until: date | None = None
    asks: bool = False
    follows: int | None = None
    paused: bool = False
    planned_at: datetime | None = None
    by_hand: bool = False


def _kind(text: str) -> Kind:
    return OwnKind(text) if text in set(OwnKind) else GroupMessageKind(text)


def announcement_of(row: Row) -> Announcement:
    return Announcement(
        id=row["id"],
        version=row["version"],
        campaign_id=row["campaign_id"],
        kind=_kind(row["kind"]),
        send_at=moment(row["send_at"]),
        useless_after=moment(row["useless_after"]),
        state=row["state"],
        body=row["body"],
        audience=Audience.model_validate_json(row["audience"]) if row["audience"] else None,
        signed_by=row["signed_by"],
        repeats=row["repeats"],
        repeats_from=None if row["repeats_from"] is None else moment(row["repeats_from"]),
        repeats_until=None if row["repeats_until"] is None else date.fromisoformat(row["repeats_until"]),
        asks=bool(row["asks"]),
        follows=row["follows"],
        paused=bool(row["paused"]),
        planned_at=moment(row["planned_at"]) if row["planned_at"] is not None else None,
        by_hand=bool(row["by_hand"]),
    )


_COLUMNS = (
    "version, campaign_id, kind, send_at, useless_after, state, body, audience, signed_by, repeats,"
    " repeats_from, repeats_until, asks, follows, paused, planned_at, by_hand"
)


def _values(one: Announcement) -> tuple[object, ...]:
    return (
        one.version,
        one.campaign_id,
        one.kind,
        seconds(one.send_at),
        seconds(one.useless_after),
        one.state,
        one.body,
        one.audience.model_dump_json() if one.audience else "",
        one.signed_by,
        one.repeats,
        seconds(one.repeats_from) if one.repeats_from else None,
        one.repeats_until.isoformat() if one.repeats_until else None,
        one.asks,
        one.follows,
        one.paused,
        seconds(one.planned_at) if one.planned_at else None,
        one.by_hand,
    )


async def add(tx: Transaction, one: Announcement) -> Announcement:
    """A new one; its id is given here."""
    marks = ", ".join("?" * len(_values(one)))
    number = await tx.insert(f"INSERT INTO announcement ({_COLUMNS}) VALUES ({marks})", _values(one))  # noqa: S608  # our own columns
    return dataclasses.replace(one, id=number)


async def get(tx: Transaction, announcement_id: int | None) -> Announcement:
    """Refused("announcement_unknown") if there is none."""
    row = await tx.row("SELECT * FROM announcement WHERE id = ?", (announcement_id,))
    if row is None:
        raise Refused("announcement_unknown")
    return announcement_of(row)


async def save(tx: Transaction, one: Announcement) -> Announcement:
    """Write it over the row with its id and version; its version goes up. Refused("announcement_changed_meanwhile")."""
    written = dataclasses.replace(one, version=one.version + 1)
    marks = ", ".join("?" * len(_values(one)))
    changed = await tx.run(
        f"UPDATE announcement SET ({_COLUMNS}) = ({marks}) WHERE id = ? AND version = ?",  # noqa: S608  # our own columns
        (*_values(written), one.id, one.version),
    )
    if not changed:
        raise Refused("announcement_changed_meanwhile")
    return written


async def of_campaign(tx: Transaction, campaign_id: int) -> list[Announcement]:
    """All that it has said, is to say and was to say, in order of time."""
    rows = await tx.rows("SELECT * FROM announcement WHERE campaign_id = ? ORDER BY send_at, id", (campaign_id,))
    return [announcement_of(row) for row in rows]


async def put_file(tx: Transaction, announcement_id: int, file: Attachment) -> None:
    """The picture or file that goes with it, in the place of any other."""
    await tx.run(
        "INSERT OR REPLACE INTO announcement_file (announcement_id, name, content, picture) VALUES (?, ?, ?, ?)",
        (announcement_id, file.name, file.content, file.picture),
    )


async def file_of(tx: Transaction, announcement_id: int) -> Attachment | None:
    row = await tx.row("SELECT * FROM announcement_file WHERE announcement_id = ?", (announcement_id,))
    return Attachment(name=row["name"], content=row["content"], picture=bool(row["picture"])) if row else None


async def drop_file(tx: Transaction, announcement_id: int) -> None:
    await tx.run("DELETE FROM announcement_file WHERE announcement_id = ?", (announcement_id,))


async def replace_waiting(tx: Transaction, campaign_id: int, messages: Iterable[GroupMessage], now: datetime) -> None:
    """Put these in the place of all that is to come after `now`; what is due already is still said.

    What was said is not said again; what an officer changed or dropped stays as it is, and so does what names its
    audience itself, such as a correction.
    """
    await tx.run(
        "DELETE FROM announcement WHERE campaign_id = ? AND send_at > ? AND state = 'waiting' AND by_hand = 0"
        " AND audience = ''",
        (campaign_id, seconds(now)),
    )
    await tx.run(
        "UPDATE announcement SET state = iif(send_at > ?, 'waiting', 'missed')"
        " WHERE campaign_id = ? AND state = 'draft'",
        (seconds(now), campaign_id),
    )
    await tx.many(
        "INSERT INTO announcement (campaign_id, kind, send_at, planned_at, useless_after, state)"
        " SELECT :campaign, :kind, :at, :at, :useless, 'waiting' WHERE NOT EXISTS"
        " (SELECT 1 FROM announcement WHERE campaign_id = :campaign AND kind = :kind"
        "  AND (by_hand = 1 OR state = 'queued') AND (kind <> 'progress' OR planned_at = :at))",
        [
            {
                "campaign": campaign_id,
                "kind": one.kind,
                "at": seconds(one.send_at),
                "useless": seconds(one.useless_after),
            }
            for one in messages
        ],
    )


async def stop(tx: Transaction, campaign_id: int) -> None:
    """It is to say nothing more; what an officer changed waits for another publication."""
    await tx.run(
        "UPDATE announcement SET state = iif(by_hand = 1, 'draft', 'stopped')"
        " WHERE campaign_id = ? AND state = 'waiting'",
        (campaign_id,),
    )


async def to_say(tx: Transaction, campaign_id: int) -> list[Announcement]:
    """What it is still to say, and what an officer has dropped of it, in order of time."""
    found = await of_campaign(tx, campaign_id)
    return [one for one in found if one.state == "waiting" or (one.state == "stopped" and one.by_hand)]


async def give_way(tx: Transaction, announcement_id: int, useless_after: datetime) -> None:
    """From then on it is not worth saying any more, since its neighbour was moved."""
    await tx.run("UPDATE announcement SET useless_after = ? WHERE id = ?", (seconds(useless_after), announcement_id))


async def next_due(tx: Transaction, now: datetime) -> Announcement | None:
    row = await tx.row(
        "SELECT * FROM announcement WHERE state = 'waiting' AND send_at <= ? ORDER BY send_at, id LIMIT 1",
        (seconds(now),),
    )
    return announcement_of(row) if row else None


async def heard_on(tx: Transaction, since: datetime, until: datetime) -> set[int]:
    """The campaigns of which something was handed to be said between these moments."""
    rows = await tx.rows(
        "SELECT campaign_id FROM announcement WHERE state = 'queued' AND campaign_id IS NOT NULL"
        " AND send_at BETWEEN ? AND ?",
        (seconds(since), seconds(until)),
    )
    return {row["campaign_id"] for row in rows}


async def any_due(tx: Transaction, now: datetime) -> bool:
    """Whether one waits to be put into the outbox; it need not be readable."""
    due = await tx.value("SELECT 1 FROM announcement WHERE state = 'waiting' AND send_at <= ? LIMIT 1", (seconds(now),))
    return due is not None


async def fail_next(tx: Transaction, now: datetime, reason: str) -> bool:
    """Push aside the earliest one that is due, since queueing it failed; `thidua check` tells. False for none."""
    return bool(
        await tx.run(
            "UPDATE announcement SET state = 'failed', reason = ? WHERE id ="
            " (SELECT id FROM announcement WHERE state = 'waiting' AND send_at <= ? ORDER BY send_at, id LIMIT 1)",
            (reason, seconds(now)),
        )
    )


async def settle(tx: Transaction, announcement_id: int, state: str) -> None:
    """It was put into the outbox ("queued"), or its time had passed ("missed")."""
    await tx.run("UPDATE announcement SET state = ? WHERE id = ?", (state, announcement_id))
