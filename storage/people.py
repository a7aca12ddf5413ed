"""Units, staff, their roles and accounts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.folding import fold
from domain.messages import ChatRef
from domain.people import Staff, Unit
from domain.permissions import Role
from storage.database import Transaction, moment, seconds

_STAFF = """
    SELECT staff.id, staff.full_name, staff.gender, staff.post,
           unit.id AS unit_id, unit.name AS unit_name, unit.short_name,
           (SELECT group_concat(role) FROM role_grant WHERE staff_id = staff.id) AS roles,
           EXISTS (SELECT 1 FROM staff AS other WHERE other.unit_id = staff.unit_id AND other.id <> staff.id
                   AND other.given_key = staff.given_key) AS namesake
    FROM staff JOIN unit ON unit.id = staff.unit_id
"""


def staff_of(row: Any) -> Staff:
    """Any row that holds the columns of _STAFF."""
    roles = frozenset(Role(role) for role in (row["roles"] or "").split(",") if role)
    unit = Unit(row["unit_id"], row["unit_name"], row["short_name"])
    return Staff(row["id"], unit, row["full_name"], row["gender"], row["post"], roles, bool(row["namesake"]))


async def by_account(tx: Transaction, platform: str, external_id: str) -> Staff | None:
    row = await tx.row(
        _STAFF + "JOIN account ON account.staff_id = staff.id WHERE account.platform = ? AND account.external_id = ?",
        (platform, external_id),
    )
    return staff_of(row) if row else None


async def get(tx: Transaction, staff_id: int | None) -> Staff | None:
    row = await tx.row(_STAFF + "WHERE staff.id = ?", (staff_id,))
    return staff_of(row) if row else None


async def of_unit(tx: Transaction, unit_id: int) -> list[Staff]:
    rows = await tx.rows(_STAFF + "WHERE staff.unit_id = ? ORDER BY staff.given_key, staff.id", (unit_id,))
    return [staff_of(row) for row in rows]


async def with_role(tx: Transaction, role: Role, unit_id: int | None = None) -> list[Staff]:
    """Everybody with a role, in one unit or in all."""
    rows = await tx.rows(
        _STAFF + "JOIN role_grant ON role_grant.staff_id = staff.id AND role_grant.role = ?"
        " WHERE ? IS NULL OR staff.unit_id = ? ORDER BY staff.id",
        (role, unit_id, unit_id),
    )
    return [staff_of(row) for row in rows]


async def reachable_with_role(tx: Transaction, role: Role) -> list[Staff]:
    """Everybody with a role who has an account that can be written to."""
    return [one for one in await with_role(tx, role) if await reachable_accounts(tx, one.id)]


async def units(tx: Transaction) -> list[Unit]:
    return [Unit(row["id"], row["name"], row["short_name"]) for row in await tx.rows("SELECT * FROM unit ORDER BY id")]


async def unit_named(tx: Transaction, name: str) -> Unit | None:
    """By its name or its short name, marks and case aside."""
    key = fold(name)
    for unit in await units(tx):
        if key in {fold(unit.name), fold(unit.short_name)}:
            return unit
    return None


async def add_unit(tx: Transaction, name: str, short_name: str) -> int:
    return await tx.insert(
        "INSERT INTO unit (name, short_name, name_key) VALUES (?, ?, ?)", (name, short_name, fold(name))
    )


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


@dataclass(frozen=True, slots=True)
class Consent:
    """Which version of the consent text was agreed to, and when."""

    version: str
    at: datetime


async def link(tx: Transaction, staff_id: int, chat: ChatRef, sender: str, consent: Consent, now: datetime) -> int:
    """Let this account in as this person."""
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


async def add_staff(
    tx: Transaction, unit_id: int, full_name: str, gender: str, post: str, roles: Iterable[Role]
) -> int:
    """Put somebody on the roster; without an account until an invite is used."""
    staff_id = await tx.insert(
        "INSERT INTO staff (unit_id, full_name, name_key, given_key, gender, post) VALUES (?, ?, ?, ?, ?, ?)",
        (unit_id, full_name, fold(full_name), fold(full_name.split()[-1]), gender, post),
    )
    await _grant(tx, staff_id, roles)
    return staff_id


async def change_staff(tx: Transaction, staff_id: int, person: Staff) -> None:
    """Write name, gender, post and roles anew; the unit stays."""
    await tx.run(
        "UPDATE staff SET full_name = ?, name_key = ?, given_key = ?, gender = ?, post = ? WHERE id = ?",
        (
            person.full_name,
            fold(person.full_name),
            fold(person.full_name.split()[-1]),
            person.gender,
            person.post,
            staff_id,
        ),
    )
    await tx.run("DELETE FROM role_grant WHERE staff_id = ?", (staff_id,))
    await _grant(tx, staff_id, person.roles)


async def _grant(tx: Transaction, staff_id: int, roles: Iterable[Role]) -> None:
    await tx.many(
        "INSERT INTO role_grant (staff_id, role) VALUES (?, ?)",
        [(staff_id, role) for role in sorted({*roles, Role.STAFF})],
    )


async def set_gender(tx: Transaction, staff_id: int, gender: str) -> None:
    await tx.run("UPDATE staff SET gender = ? WHERE id = ?", (gender, staff_id))


async def everybody(tx: Transaction) -> list[Staff]:
    return [staff_of(row) for row in await tx.rows(_STAFF + "ORDER BY unit.id, staff.id")]


async def without_account(tx: Transaction, unit_id: int | None = None) -> list[Staff]:
    """Who has not been let in yet, in one unit or in all."""
    rows = await tx.rows(
        _STAFF + "LEFT JOIN account ON account.staff_id = staff.id"
        " WHERE account.id IS NULL AND (? IS NULL OR staff.unit_id = ?) ORDER BY unit.id, staff.id",
        (unit_id, unit_id),
    )
    return [staff_of(row) for row in rows]


async def only_on(tx: Transaction, platform: str) -> list[Staff]:
    """Whom nothing reaches but this platform."""
    rows = await tx.rows(
        _STAFF + "JOIN account ON account.staff_id = staff.id AND account.reachable = 1 GROUP BY staff.id"
        " HAVING min(account.platform) = ? AND max(account.platform) = ? ORDER BY unit.id, staff.id",
        (platform, platform),
    )
    return [staff_of(row) for row in rows]


async def unreachable(tx: Transaction) -> list[Staff]:
    """Who was let in and can no longer be written to, by any account."""
    rows = await tx.rows(
        _STAFF + "JOIN account ON account.staff_id = staff.id GROUP BY staff.id HAVING max(account.reachable) = 0"
        " ORDER BY unit.id, staff.id"
    )
    return [staff_of(row) for row in rows]
