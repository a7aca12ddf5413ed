"""What is taken from the outbox to be said, and how saying it went."""

from dataclasses import dataclass
from datetime import datetime

from domain.messages import ChatRef, Message
from storage.database import Row, Transaction, seconds
from storage.outbox import NOT_PAUSED
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
    announcement_id: int | None = None
    replaces: str | None = None

    @property
    def message(self) -> Message | None:
        """The words, if they were written beforehand. ValueError if this program cannot read them."""
        return Message.model_validate_json(self.written) if self.written else None


COLUMNS = (
    "id, key, kind, staff_id, group_id, campaign_id, platform, chat_id, thread_id, message, context, useless_after,"
    " attempts, unknown, announcement_id, replaces"
)


def delivery_of(row: Row) -> Delivery:
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
        announcement_id=row["announcement_id"],
        replaces=row["replaces"],
    )


async def claim_answer(tx: Transaction, now: datetime, real_now: datetime) -> Delivery | None:
    """The earliest answer whose chat has none on its way: what is said in one chat keeps its order.

    `real_now`: the computer's clock, for what is to be tried again and for a platform's pause.
    """
    row = await tx.row(
        f"SELECT {COLUMNS} FROM outbox AS mine WHERE state = 'waiting' AND lane = 'answer' AND not_before <= ?"  # noqa: S608  # our own column list
        " AND coalesce(retry_at, 0) <= ?"
        " AND NOT EXISTS (SELECT 1 FROM pause WHERE pause.platform = mine.platform AND pause.answers_until > ?)"
        " AND NOT EXISTS (SELECT 1 FROM outbox AS other WHERE other.lane = 'answer'"
        "  AND other.state IN ('waiting', 'sending') AND other.id < mine.id"
        "  AND other.platform = mine.platform AND other.chat_id = mine.chat_id) ORDER BY id LIMIT 1",
        (seconds(now), seconds(real_now), seconds(real_now)),
    )
    if row is None:
        return None
    delivery = delivery_of(row)
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


_DUE = (
    "state = 'waiting' AND lane = 'bulk' AND not_before <= :now AND coalesce(retry_at, 0) <= :real"
    f" AND (any_hour = 1 OR :open) AND {NOT_PAUSED}"
)


async def due_bundle(tx: Transaction, now: datetime, real_now: datetime, *, window_open: bool = True) -> list[Delivery]:
    """The first unasked message that is due, and all others due for the same person or group."""
    values: dict[str, object] = {"now": seconds(now), "real": seconds(real_now), "open": window_open}
    first = await tx.row(
        f"SELECT staff_id, group_id FROM outbox WHERE {_DUE} ORDER BY not_before, id LIMIT 1",  # noqa: S608  # our own condition
        values,
    )
    if first is None:
        return []
    rows = await tx.rows(
        f"SELECT {COLUMNS} FROM outbox WHERE {_DUE} AND staff_id IS :staff AND group_id IS :group"  # noqa: S608  # our own column list
        " ORDER BY not_before, id",
        values | {"staff": first["staff_id"], "group": first["group_id"]},
    )
    return [delivery_of(row) for row in rows]


async def finish(
    tx: Transaction,
    ids: list[int],
    state: str,
    now: datetime,
    *,
    reason: str = "",
    sent_as: str | None = None,
    sent_to: ChatRef | None = None,
) -> None:
    """Write down how it went: sent, failed (and why) or dropped (no longer wanted).

    A file is not kept here as well, and what is secret not at all.
    """
    chat = sent_to.model_dump_json() if sent_to else None
    await tx.many(
        "UPDATE outbox SET state = ?, reason = ?, sent_as = ?, sent_to = ?, sent_at = ?,"
        " message = iif(json_type(message, '$.attachment') = 'object' OR json_extract(message, '$.secret'),"
        "  NULL, message) WHERE id = ?",
        [(state, reason, sent_as, chat, seconds(now) if state == "sent" else None, one) for one in ids],
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
