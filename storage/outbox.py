"""What waits to be said, and what has been."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from domain.messages import ChatRef, Message
from storage.database import Transaction, moment, seconds

NOT_PAUSED = (
    "NOT EXISTS (SELECT 1 FROM announcement WHERE announcement.id = outbox.announcement_id AND announcement.paused = 1)"
)


async def answer(
    tx: Transaction,
    key: str,
    chat: ChatRef,
    message: Message | None,
    now: datetime,
    context: str | None = None,
) -> None:
    """Queue the answer to what was asked in this chat. No message: only the press is acknowledged."""
    await tx.run(
        "INSERT INTO outbox (key, lane, kind, platform, chat_id, thread_id, message, context, not_before, state,"
        " created_at) VALUES (?, 'answer', 'answer', ?, ?, ?, ?, ?, ?, 'waiting', ?)",
        (
            key,
            chat.platform,
            chat.chat_id,
            chat.thread_id,
            message.model_dump_json() if message else None,
            context,
            seconds(now),
            seconds(now),
        ),
    )


@dataclass(frozen=True, slots=True)
class Unasked:
    """Something to say to a person or a group that did not ask. `message`: none to word it when claimed.

    `any_hour`: at an hour that whoever gets it has chosen, be the office's window open or not. `not_before` None: now.
    """

    key: str
    kind: str
    staff_id: int | None = None
    group_id: int | None = None
    campaign_id: int | None = None
    message: Message | None = None
    useless_after: datetime | None = None
    announcement_id: int | None = None
    any_hour: bool = False
    not_before: datetime | None = None


async def queue(tx: Transaction, unasked: list[Unasked], now: datetime) -> None:
    """Put each in once: a key that is there already is left as it is."""
    await tx.many(
        "INSERT INTO outbox (key, lane, kind, staff_id, group_id, campaign_id, announcement_id, message, any_hour,"
        " not_before, useless_after, state, created_at)"
        " VALUES (?, 'bulk', ?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?) ON CONFLICT DO NOTHING",
        [
            (
                one.key,
                one.kind,
                one.staff_id,
                one.group_id,
                one.campaign_id,
                one.announcement_id,
                one.message.model_dump_json() if one.message else None,
                one.any_hour,
                seconds(one.not_before or now),
                seconds(one.useless_after) if one.useless_after else None,
                seconds(now),
            )
            for one in unasked
        ],
    )


async def on_its_way(tx: Transaction, key: str) -> bool:
    """Whether this waits to be said, or is being said."""
    return await tx.value("SELECT 1 FROM outbox WHERE key = ? AND state IN ('waiting', 'sending')", (key,)) is not None


async def known(tx: Transaction, keys: list[str]) -> set[str]:
    """Those of these keys that were ever put in, whatever became of them."""
    rows = await tx.rows("SELECT key FROM outbox WHERE key IN (SELECT value FROM json_each(?))", (json.dumps(keys),))
    return {row["key"] for row in rows}


async def is_sent(tx: Transaction, key: str) -> bool:
    """Whether this was said, or is being said."""
    return await tx.value("SELECT 1 FROM outbox WHERE key = ? AND state IN ('sent', 'sending')", (key,)) is not None


async def any_sending(tx: Transaction) -> bool:
    return await tx.value("SELECT 1 FROM outbox WHERE state = 'sending' LIMIT 1") is not None


async def stop(tx: Transaction, campaign_id: int, reason: str, kinds: tuple[str, ...] = ()) -> int:
    """Take back what waits about a campaign (of some kinds only, if given)."""
    marks = ", ".join("?" * len(kinds))
    only = f" AND kind IN ({marks})" if kinds else ""
    return await tx.run(
        "UPDATE outbox SET state = 'dropped', reason = ? WHERE state = 'waiting' AND lane = 'bulk' AND campaign_id = ?"  # noqa: S608  # only question marks are put in
        + only,
        (reason, campaign_id, *kinds),
    )


class Waiting(NamedTuple):
    """How many messages wait, and when the first of them may go (none waits: none)."""

    messages: int
    at: datetime | None


async def waiting(tx: Transaction, campaign_id: int, kind: str) -> Waiting:
    """What waits of one kind about a campaign."""
    row = await tx.row(
        "SELECT count(*) AS messages, min(not_before) AS at FROM outbox"
        " WHERE state = 'waiting' AND lane = 'bulk' AND campaign_id = ? AND kind = ?",
        (campaign_id, kind),
    )
    return Waiting(row["messages"], moment(row["at"])) if row and row["messages"] else Waiting(0, None)


async def drop_for(tx: Transaction, staff_id: int, reason: str) -> int:
    """Nothing unasked goes to somebody who left or withdrew consent."""
    return await tx.run(
        "UPDATE outbox SET state = 'dropped', reason = ? WHERE state = 'waiting' AND staff_id = ?",
        (reason, staff_id),
    )


async def take_back(tx: Transaction, begins: Sequence[str]) -> list[int]:
    """Drop what waits untried under keys that begin so, and go on in figures: whom the rest may have reached."""
    under = f"({' OR '.join('key BETWEEN ? AND ?' for _ in begins)})"
    values = [value for one in begins for value in (one, one + ":")]  # after all figures
    await tx.run(
        f"UPDATE outbox SET state = 'dropped', reason = 'taken back', message = NULL"  # noqa: S608  # only question marks are put in
        f" WHERE state = 'waiting' AND attempts = 0 AND {under}",
        values,
    )
    rows = await tx.rows(
        f"SELECT DISTINCT staff_id FROM outbox WHERE staff_id IS NOT NULL AND attempts > 0 AND {under}",  # noqa: S608  # as above
        values,
    )
    return [row["staff_id"] for row in rows]


async def drop_to(tx: Transaction, chat: ChatRef, reason: str) -> int:
    """Nothing that waits for this chat goes there any more."""
    return await tx.run(
        "UPDATE outbox SET state = 'dropped', reason = ?, message = NULL WHERE state = 'waiting' AND platform = ?"
        " AND chat_id = ?",
        (reason, chat.platform, chat.chat_id),
    )


async def open_count(tx: Transaction, now: datetime, *, unasked: bool) -> int:
    """How many are on their way or due now. `unasked`: count those too that nobody asked for."""
    count: int = await tx.value(
        f"SELECT count(*) FROM outbox WHERE state = 'sending' OR (state = 'waiting' AND not_before <= ?"  # noqa: S608  # our own condition
        f" AND (lane IN ('answer', 'edit') OR any_hour = 1 OR ?) AND {NOT_PAUSED})",
        (seconds(now), unasked),
    )
    return count


async def stop_announcement(tx: Transaction, announcement_id: int, reason: str) -> int:
    """Take back what waits of one announcement."""
    return await tx.run(
        "UPDATE outbox SET state = 'dropped', reason = ? WHERE state = 'waiting' AND lane = 'bulk'"
        " AND announcement_id = ?",
        (reason, announcement_id),
    )


async def next_unasked(tx: Transaction) -> datetime | None:
    """From when on the first unasked message that waits may go."""
    not_before: int | None = await tx.value(
        f"SELECT min(not_before) FROM outbox WHERE state = 'waiting' AND lane = 'bulk' AND {NOT_PAUSED}"  # noqa: S608  # our own condition
    )
    return None if not_before is None else moment(not_before)


async def unasked_sent(tx: Transaction, chat_id: str, sent_as: str) -> list[tuple[str, str]]:
    """Kind and campaign's label of what went out unasked as this message of this chat: several in a bundle."""
    rows = await tx.rows(
        "SELECT DISTINCT outbox.id, outbox.kind, campaign.label FROM outbox"
        " LEFT JOIN campaign ON campaign.id = outbox.campaign_id"
        " LEFT JOIN account ON account.staff_id = outbox.staff_id"
        " LEFT JOIN group_chat ON group_chat.id = outbox.group_id"
        " WHERE outbox.lane = 'bulk' AND outbox.sent_as = ? AND coalesce(group_chat.chat_id, account.chat_id) = ?"
        " ORDER BY outbox.id",
        (sent_as, chat_id),
    )
    return [(row["kind"], row["label"] or "") for row in rows]


async def said_there(tx: Transaction, chat: ChatRef, sent_as: str) -> Message | None:
    """The message that stands there, if it was an answer of ours that may be replaced."""
    text = await tx.value(
        "SELECT message FROM outbox WHERE platform = ? AND chat_id = ? AND sent_as = ? AND lane = 'answer'"
        " AND message IS NOT NULL ORDER BY id DESC LIMIT 1",
        (chat.platform, chat.chat_id, sent_as),
    )
    return Message.model_validate_json(text) if text else None


async def forget(tx: Transaction, before: datetime) -> None:
    """Forget what was said before then: answers and edits wholly; of what is unasked the words, and of a person the
    chat and why it was not reached: its key still holds, and what stands in a group may still be changed."""
    person = "group_id IS NULL"
    ended = "state IN ('sent', 'failed', 'dropped') AND created_at < ?"
    await tx.run(f"DELETE FROM outbox WHERE lane IN ('answer', 'edit') AND {ended}", (seconds(before),))  # noqa: S608  # our own condition
    await tx.run(
        f"UPDATE outbox SET message = NULL, context = NULL, sent_to = iif({person}, NULL, sent_to),"  # noqa: S608  # as above
        f" reason = iif({person}, '', reason) WHERE {ended}"
        f" AND (message IS NOT NULL OR context IS NOT NULL OR ({person} AND (sent_to IS NOT NULL OR reason <> '')))",
        (seconds(before),),
    )


async def failures(tx: Transaction, since: datetime | None = None) -> list[tuple[str, int]]:
    """Why messages were not delivered, "" where that is forgotten, with how many each; among them what could not even
    be queued."""
    rows = await tx.rows(
        "SELECT reason, count(*) AS times FROM ("
        "SELECT reason, not_before AS at FROM outbox WHERE state = 'failed'"
        " UNION ALL SELECT reason, send_at FROM announcement WHERE state = 'failed'"
        " UNION ALL SELECT reason, send_at FROM reminder WHERE state = 'failed')"
        " WHERE at >= ? GROUP BY reason ORDER BY times DESC",
        (seconds(since) if since else 0,),
    )
    return [(row["reason"], row["times"]) for row in rows]
