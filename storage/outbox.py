"""What waits to be said, and how saying it went."""

from dataclasses import dataclass
from datetime import datetime

from domain.messages import ChatRef, Message
from storage.database import Row, Transaction, moment, seconds
from storage.pauses import rounded_up


@dataclass(frozen=True, slots=True)
class Delivery:
    """One row. An answer has its chat and message; what is unasked has a person or a group, and is
    worded when it is claimed unless its message was written beforehand."""

    id: int
    key: str
    kind: str
    staff_id: int | None
    group_id: int | None
    campaign_id: int | None
    chat: ChatRef | None
    written: str | None
    context: str | None
    useless_after: int | None
    attempts: int
    unknown: int

    @property
    def message(self) -> Message | None:
        """The words, if they were written beforehand. ValueError if this program cannot read them."""
        return Message.model_validate_json(self.written) if self.written else None


_COLUMNS = (
    "id, key, kind, staff_id, group_id, campaign_id, platform, chat_id, thread_id, message, context, useless_after,"
    " attempts, unknown"
)


def _delivery(row: Row) -> Delivery:
    chat = None
    if row["chat_id"]:
        chat = ChatRef(platform=row["platform"], chat_id=row["chat_id"], thread_id=row["thread_id"])
    return Delivery(
        id=row["id"],
        key=row["key"],
        kind=row["kind"],
        staff_id=row["staff_id"],
        group_id=row["group_id"],
        campaign_id=row["campaign_id"],
        chat=chat,
        written=row["message"],
        context=row["context"],
        useless_after=row["useless_after"],
        attempts=row["attempts"],
        unknown=row["unknown"],
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
    """Something to say to a person or a group that did not ask. `message`: none to word it when claimed."""

    key: str
    kind: str
    staff_id: int | None = None
    group_id: int | None = None
    campaign_id: int | None = None
    message: Message | None = None
    useless_after: datetime | None = None


async def queue(tx: Transaction, unasked: list[Unasked], now: datetime) -> None:
    """Put each in once: a key that is there already is left as it is."""
    await tx.many(
        "INSERT INTO outbox (key, lane, kind, staff_id, group_id, campaign_id, message, not_before, useless_after,"
        " state, created_at) VALUES (?, 'bulk', ?, ?, ?, ?, ?, ?, ?, 'waiting', ?) ON CONFLICT DO NOTHING",
        [
            (
                one.key,
                one.kind,
                one.staff_id,
                one.group_id,
                one.campaign_id,
                one.message.model_dump_json() if one.message else None,
                seconds(now),
                seconds(one.useless_after) if one.useless_after else None,
                seconds(now),
            )
            for one in unasked
        ],
    )


async def claim_answer(tx: Transaction, now: datetime, real_now: datetime) -> Delivery | None:
    """The earliest answer whose chat has none on its way: what is said in one chat keeps its order.

    `real_now`: the computer's clock, for what is to be tried again and for a platform's pause.
    """
    row = await tx.row(
        f"SELECT {_COLUMNS} FROM outbox AS mine WHERE state = 'waiting' AND lane = 'answer' AND not_before <= ?"  # noqa: S608  # our own column list
        " AND coalesce(retry_at, 0) <= ?"
        " AND NOT EXISTS (SELECT 1 FROM pause WHERE pause.platform = mine.platform AND pause.answers_until > ?)"
        " AND NOT EXISTS (SELECT 1 FROM outbox AS other WHERE other.lane = 'answer'"
        "  AND other.state IN ('waiting', 'sending') AND other.id < mine.id"
        "  AND other.platform = mine.platform AND other.chat_id = mine.chat_id) ORDER BY id LIMIT 1",
        (seconds(now), seconds(real_now), seconds(real_now)),
    )
    if row is None:
        return None
    delivery = _delivery(row)
    await mark_sending(tx, [delivery.id])
    return delivery


async def hold(tx: Transaction, ids: list[int]) -> None:
    """They are in hand, whether or not they will be tried: nobody else takes them."""
    await tx.many("UPDATE outbox SET state = 'sending' WHERE id = ?", [(one,) for one in ids])


async def let_go(tx: Transaction, ids: list[int]) -> None:
    """They were not tried after all and wait as before."""
    await tx.many("UPDATE outbox SET state = 'waiting' WHERE id = ?", [(one,) for one in ids])


async def mark_sending(tx: Transaction, ids: list[int]) -> None:
    await tx.many("UPDATE outbox SET state = 'sending', attempts = attempts + 1 WHERE id = ?", [(one,) for one in ids])


async def due_bundle(tx: Transaction, now: datetime, real_now: datetime) -> list[Delivery]:
    """The first unasked message that is due, and all others due for the same person or group."""
    first = await tx.row(
        "SELECT staff_id, group_id FROM outbox WHERE state = 'waiting' AND lane = 'bulk' AND not_before <= ?"
        " AND coalesce(retry_at, 0) <= ? ORDER BY not_before, id LIMIT 1",
        (seconds(now), seconds(real_now)),
    )
    if first is None:
        return []
    rows = await tx.rows(
        f"SELECT {_COLUMNS} FROM outbox WHERE state = 'waiting' AND lane = 'bulk' AND not_before <= ?"  # noqa: S608  # our own column list
        " AND coalesce(retry_at, 0) <= ? AND staff_id IS ? AND group_id IS ? ORDER BY not_before, id",
        (seconds(now), seconds(real_now), first["staff_id"], first["group_id"]),
    )
    return [_delivery(row) for row in rows]


async def finish(
    tx: Transaction,
    ids: list[int],
    state: str,
    now: datetime,
    *,
    reason: str = "",
    sent_as: str | None = None,
) -> None:
    """Write down how it went: sent, failed (and why) or dropped (no longer wanted)."""
    await tx.many(
        "UPDATE outbox SET state = ?, reason = ?, sent_as = ?, sent_at = ? WHERE id = ?",
        [(state, reason, sent_as, seconds(now) if state == "sent" else None, one) for one in ids],
    )


async def put_back(tx: Transaction, ids: list[int], retry_at: datetime, reason: str = "") -> None:
    """It was not said; it will be tried again, no earlier than then by the computer's clock."""
    await tx.many(
        "UPDATE outbox SET state = 'waiting', retry_at = ?, reason = ? WHERE id = ?",
        [(rounded_up(retry_at), reason, one) for one in ids],
    )


async def readdress(tx: Transaction, ids: list[int], chat: ChatRef) -> None:
    """They go to this chat instead."""
    await tx.many(
        "UPDATE outbox SET platform = ?, chat_id = ?, thread_id = ?, context = NULL WHERE id = ?",
        [(chat.platform, chat.chat_id, chat.thread_id, one) for one in ids],
    )


async def postpone(tx: Transaction, ids: list[int], until: datetime) -> None:
    """They wait until then, to go with what is said at that time."""
    await tx.many(
        "UPDATE outbox SET state = 'waiting', not_before = ? WHERE id = ?", [(seconds(until), one) for one in ids]
    )


async def unclear(tx: Transaction, ids: list[int]) -> None:
    """Nobody knows whether it was said: it is tried once more at most."""
    await tx.many("UPDATE outbox SET unknown = unknown + 1 WHERE id = ?", [(one,) for one in ids])


async def recover(tx: Transaction) -> int:
    """At start: what was on its way when the program died goes again (at most those few, at least once)."""
    return await tx.run("UPDATE outbox SET state = 'waiting' WHERE state = 'sending'")


async def stop(tx: Transaction, campaign_id: int, reason: str, kinds: tuple[str, ...] = ()) -> int:
    """Take back what waits about a campaign (of some kinds only, if given)."""
    marks = ", ".join("?" * len(kinds))
    only = f" AND kind IN ({marks})" if kinds else ""
    return await tx.run(
        "UPDATE outbox SET state = 'dropped', reason = ? WHERE state = 'waiting' AND lane = 'bulk' AND campaign_id = ?"  # noqa: S608  # only question marks are put in
        + only,
        (reason, campaign_id, *kinds),
    )


async def drop_for(tx: Transaction, staff_id: int, reason: str) -> int:
    """Nothing unasked goes to somebody who left or withdrew consent."""
    return await tx.run(
        "UPDATE outbox SET state = 'dropped', reason = ? WHERE state = 'waiting' AND staff_id = ?",
        (reason, staff_id),
    )


async def open_count(tx: Transaction, now: datetime, *, unasked: bool) -> int:
    """How many are on their way or due now. `unasked`: count those too that nobody asked for."""
    count: int = await tx.value(
        "SELECT count(*) FROM outbox WHERE state = 'sending'"
        " OR (state = 'waiting' AND not_before <= ? AND (lane = 'answer' OR ?))",
        (seconds(now), unasked),
    )
    return count


async def next_unasked(tx: Transaction) -> datetime | None:
    """From when on the first unasked message that waits may go."""
    not_before: int | None = await tx.value(
        "SELECT min(not_before) FROM outbox WHERE state = 'waiting' AND lane = 'bulk'"
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
    """Forget what was said before then: answers wholly; of what was unasked the words, so that its key still holds."""
    ended = "state IN ('sent', 'failed', 'dropped') AND created_at < ?"
    await tx.run(f"DELETE FROM outbox WHERE lane = 'answer' AND {ended}", (seconds(before),))  # noqa: S608  # our own condition
    await tx.run(f"UPDATE outbox SET message = NULL WHERE message IS NOT NULL AND {ended}", (seconds(before),))  # noqa: S608  # as above


async def failures(tx: Transaction) -> list[tuple[str, int]]:
    """Why messages were not delivered, with how many each; among them what could not even be queued."""
    rows = await tx.rows(
        "SELECT reason, count(*) AS times FROM ("
        "SELECT reason FROM outbox WHERE state = 'failed'"
        " UNION ALL SELECT reason FROM announcement WHERE state = 'failed'"
        " UNION ALL SELECT reason FROM reminder WHERE state = 'failed')"
        " GROUP BY reason ORDER BY times DESC"
    )
    return [(row["reason"], row["times"]) for row in rows]
