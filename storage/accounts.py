"""The accounts by which people are reached: each a chat on one platform that an invite let in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.messages import ChatRef
from storage import invites
from storage.database import Transaction, moment, seconds


@dataclass(frozen=True, slots=True)
class Account:
    """`version`: when it was linked, in seconds; an account is never changed, only ended."""

    id: int
    version: int
    staff_id: int
    chat: ChatRef
    reachable: bool


def _account(row: Any) -> Account:
    chat = ChatRef(platform=row["platform"], chat_id=row["chat_id"])
    return Account(row["id"], row["linked_at"], row["staff_id"], chat, bool(row["reachable"]))


async def get(tx: Transaction, account_id: int | None) -> Account | None:
    row = await tx.row("SELECT * FROM account WHERE id = ?", (account_id,))
    return _account(row) if row else None


async def account_of(tx: Transaction, staff_id: int) -> Account | None:
    """Where unasked messages are to reach this person, if that can be reached; else another way there is."""
    found = await accounts_of(tx, staff_id)
    return next((one for one in found if one.reachable), found[0] if found else None)


async def accounts_of(tx: Transaction, staff_id: int) -> list[Account]:
    """The one that was chosen for unasked messages first, then the latest."""
    rows = await tx.rows(
        "SELECT * FROM account WHERE staff_id = ? ORDER BY coalesce(chosen_at, 0) DESC, linked_at DESC, id DESC",
        (staff_id,),
    )
    return [_account(row) for row in rows]


async def reachable_accounts(tx: Transaction, staff_id: int) -> list[Account]:
    return [one for one in await accounts_of(tx, staff_id) if one.reachable]


async def people_by_platform(tx: Transaction) -> dict[str, int]:
    """How many people each platform has let in."""
    rows = await tx.rows("SELECT platform, count(DISTINCT staff_id) AS people FROM account GROUP BY platform")
    return {row["platform"]: row["people"] for row in rows}


async def nearest(tx: Transaction, staff_id: int, chat: ChatRef | None) -> Account | None:
    """Where something is answered that was asked in this chat: there, or else where this person can be reached."""
    found = await reachable_accounts(tx, staff_id)
    return next((one for one in found if one.chat == chat), next(iter(found), None))


@dataclass(frozen=True, slots=True)
class Consent:
    """Which version of the consent text was agreed to, and when."""

    version: str
    at: datetime


async def link(tx: Transaction, staff_id: int, chat: ChatRef, sender: str, consent: Consent, now: datetime) -> int:
    """Let this account in as this person; codes of this person's that nobody has used open nothing any more."""
    await invites.cancel_of_person(tx, staff_id, now)
    return await tx.insert(
        "INSERT INTO account (staff_id, platform, external_id, chat_id, consent, consented_at, linked_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (staff_id, chat.platform, sender, chat.chat_id, consent.version, seconds(consent.at), seconds(now)),
    )


async def consent_of(tx: Transaction, staff_id: int) -> Consent | None:
    """What this person agreed to last."""
    row = await tx.row(
        "SELECT consent, consented_at FROM account WHERE staff_id = ? ORDER BY consented_at DESC LIMIT 1", (staff_id,)
    )
    return Consent(row["consent"], moment(row["consented_at"])) if row else None


async def unlink(tx: Transaction, staff_id: int) -> None:
    """This person's accounts are strangers again; the questions open there are forgotten."""
    for account in await accounts_of(tx, staff_id):
        await unlink_one(tx, account)


async def unlink_one(tx: Transaction, account: Account) -> None:
    """This account is a stranger's again; the questions open there are forgotten."""
    values = (account.chat.platform, account.chat.chat_id)
    await tx.run("DELETE FROM dialogue WHERE platform = ? AND external_id = ?", values)
    await tx.run("DELETE FROM menu WHERE platform = ? AND external_id = ?", values)
    await tx.run("DELETE FROM picture_burst WHERE platform = ? AND external_id = ?", values)
    await tx.run("DELETE FROM download WHERE staff_id = ?", (account.staff_id,))  # whose link may stand in that chat
    await tx.run("DELETE FROM account WHERE id = ?", (account.id,))


async def choose(tx: Transaction, account_id: int, now: datetime) -> None:
    """What nobody asked for goes here from now on."""
    await tx.run("UPDATE account SET chosen_at = ? WHERE id = ?", (seconds(now), account_id))


async def set_reachable(tx: Transaction, chat: ChatRef, *, reachable: bool) -> bool:
    """Whether this private chat can be written to. True if that changed something."""
    return bool(
        await tx.run(
            "UPDATE account SET reachable = ? WHERE platform = ? AND chat_id = ? AND reachable <> ?",
            (reachable, chat.platform, chat.chat_id, reachable),
        )
    )
