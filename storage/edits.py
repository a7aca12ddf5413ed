"""Changing the words of what was said: an edit is a row of the outbox that names the delivery it replaces."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.messages import ChatRef
from storage import accounts, groups, settings
from storage.database import Transaction, seconds
from storage.deliveries import COLUMNS, Delivery, delivery_of

SETTING = "{}.edits"  # by the platform's key: whether what was said there can be changed
EVERY = timedelta(seconds=3)  # between two changes of one message


@dataclass(frozen=True, slots=True)
class Place:
    """Where the words to be changed stand. `sent_as`: none, if they were never said."""

    chat: ChatRef | None
    sent_as: str | None
    waits: bool  # they are still to be said


async def ask(tx: Transaction, replaced: str, now: datetime) -> None:
    """Have the words of this delivery changed, soon; once is enough, since they are asked for when it is done."""
    await tx.run(
        "INSERT INTO outbox (key, lane, kind, staff_id, group_id, campaign_id, announcement_id, replaces, not_before,"
        " state, created_at) SELECT said.key || ':edit:' || (SELECT max(id) + 1 FROM outbox), 'edit', said.kind,"
        " said.staff_id, said.group_id, said.campaign_id, said.announcement_id, said.key,"
        " max(:now, coalesce((SELECT max(last.sent_at) + :every FROM outbox AS last"
        "  WHERE last.replaces = said.key), 0)),"
        " 'waiting', :now FROM outbox AS said WHERE said.key = :key AND"
        " (said.state IN ('waiting', 'sending') OR (said.state = 'sent' AND said.sent_as IS NOT NULL))"
        " AND NOT EXISTS (SELECT 1 FROM outbox AS other WHERE other.replaces = said.key AND other.state = 'waiting')",
        {"key": replaced, "now": seconds(now), "every": EVERY.seconds},
    )


async def possible(tx: Transaction, staff_id: int) -> bool:
    """Whether what this person is told first can be changed later."""
    account = await accounts.account_of(tx, staff_id)
    return account is not None and bool(await settings.get(tx, SETTING.format(account.chat.platform)))


async def claim(tx: Transaction, now: datetime, real_now: datetime) -> Delivery | None:
    """The edit that is longest due, now in hand; one at a time of one message, so that many changes are few edits."""
    row = await tx.row(
        f"SELECT {COLUMNS} FROM outbox AS mine WHERE state = 'waiting' AND lane = 'edit' AND not_before <= ?"  # noqa: S608  # our own column list
        " AND coalesce(retry_at, 0) <= ? AND NOT EXISTS"
        " (SELECT 1 FROM outbox AS other WHERE other.replaces = mine.replaces AND other.state = 'sending')"
        " ORDER BY not_before, id LIMIT 1",
        (seconds(now), seconds(real_now)),
    )
    if row is None:
        return None
    await tx.run("UPDATE outbox SET state = 'sending', attempts = attempts + 1 WHERE id = ?", (row["id"],))
    return delivery_of(row)


async def place(tx: Transaction, edit: Delivery) -> Place:
    """Where the words stand that this edit changes. Nowhere, if their group has moved: what was said there before
    cannot be changed any more."""
    row = await tx.row("SELECT state, sent_to, sent_as, group_id FROM outbox WHERE key = ?", (edit.replaces,))
    if row is None:
        return Place(None, None, waits=False)
    chat = ChatRef.model_validate_json(row["sent_to"]) if row["sent_to"] else None
    if row["group_id"] is not None:
        group = await groups.chat_of(tx, row["group_id"])
        chat = group if group and (chat is None or chat.chat_id == group.chat_id) else None
    return Place(chat, row["sent_as"], row["state"] in ("waiting", "sending"))


async def wait(tx: Transaction, edit: Delivery, now: datetime) -> None:
    """What it changes is still to be said."""
    await tx.run("UPDATE outbox SET state = 'waiting', not_before = ? WHERE id = ?", (seconds(now + EVERY), edit.id))


async def spaced(tx: Transaction, edit: Delivery, now: datetime) -> None:
    """It was made: the next one of that message waits a while."""
    await tx.run(
        "UPDATE outbox SET not_before = max(not_before, ?) WHERE replaces = ? AND state = 'waiting'",
        (seconds(now + EVERY), edit.replaces),
    )


async def to_come(tx: Transaction, chat_id: str, sent_as: str) -> bool:
    """Whether this message of this chat is about to be changed again."""
    return bool(
        await tx.value(
            "SELECT 1 FROM outbox AS said JOIN outbox AS mine ON mine.replaces = said.key"
            " AND mine.state IN ('waiting', 'sending')"
            " WHERE said.sent_as = ? AND json_extract(said.sent_to, '$.chat_id') = ?",
            (sent_as, chat_id),
        )
    )


async def forget(tx: Transaction, replaced: str) -> None:
    """The words of this delivery stay as they are."""
    await tx.run(
        "UPDATE outbox SET state = 'dropped', reason = 'not shown any more' WHERE replaces = ? AND state = 'waiting'",
        (replaced,),
    )


async def lost(tx: Transaction, edit: Delivery) -> None:
    """What it changes is not there any more, or cannot be changed: it is not tried again."""
    await tx.run("UPDATE outbox SET sent_as = NULL WHERE key = ?", (edit.replaces,))
