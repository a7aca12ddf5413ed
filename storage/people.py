"""Who is on the roster."""

import json
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from domain.campaign_values import Somebody
from domain.folding import fold
from domain.people import Alike, Called, Employment, Staff, Unit
from domain.permissions import Grant, Role
from storage import grants, invites
from storage.database import Transaction, moment, seconds
from storage.tree import COLUMNS, unit_of

_SHARED = """(SELECT max(CASE WHEN other.name_key = staff.name_key THEN 3
                              WHEN other.calling_key = staff.calling_key THEN 2 ELSE 1 END)
     FROM staff AS other WHERE other.unit_id = staff.unit_id AND other.given_key = staff.given_key
     AND other.id <> staff.id AND other.left_at IS NULL)"""
# No others: 0; else the place among them, as the roster has them.
_TWIN = """(SELECT CASE count(*) WHEN 0 THEN 0 ELSE 1 + sum(other.id < staff.id) END
     FROM staff AS other WHERE other.unit_id = staff.unit_id AND other.given_key = staff.given_key
     AND other.name_key = staff.name_key AND other.post = staff.post AND other.id <> staff.id AND other.left_at IS NULL
     AND staff.left_at IS NULL)"""
_ALIKE = {None: Alike.NOTHING, 1: Alike.GIVEN, 2: Alike.CALLING, 3: Alike.NAME}
SELECT = f"""
    SELECT staff.*, {COLUMNS}, {grants.OF_STAFF} AS grants, {_SHARED} AS shared, {_TWIN} AS twin
    FROM staff JOIN unit ON unit.id = staff.unit_id
"""  # noqa: S608  # our own constants
_HERE = " staff.left_at IS NULL "
_REACHABLE = " AND EXISTS (SELECT 1 FROM account WHERE account.staff_id = staff.id AND reachable = 1) "


def staff_of(row: Any) -> Staff:
    """Any row that holds the columns of SELECT."""
    return Staff(
        id=row["id"],
        unit=unit_of(row),
        full_name=row["full_name"],
        gender=row["gender"],
        post=row["post"],
        grants=grants.read(row["grants"]),
        alike=_ALIKE[row["shared"]],
        twin=row["twin"],
        employment=Employment(row["employment"]),
        leader=None if row["leader"] is None else bool(row["leader"]),
        phone=row["phone"],
        called=Called(row["called"]),
        left_at=None if row["left_at"] is None else moment(row["left_at"]),
        erased=row["erased_at"] is not None,
    )


async def by_account(tx: Transaction, platform: str, external_id: str, now: datetime | None = None) -> Staff | None:
    """Whose account that is. `now`: with the rights of this very moment, even if what was lent until then is not
    taken back yet."""
    row = await tx.row(
        SELECT.replace(grants.BEGUN, f"{grants.BEGUN} AND coalesce(ends_at > :now, 1)")
        + "JOIN account ON account.staff_id = staff.id WHERE platform = :platform AND external_id = :id",
        {"platform": platform, "id": external_id, "now": now and seconds(now)},
    )
    return staff_of(row) if row else None


async def get(tx: Transaction, staff_id: int | None) -> Staff | None:
    """Somebody who is on the roster, or was."""
    row = await tx.row(SELECT + "WHERE staff.id = ?", (staff_id,))
    return staff_of(row) if row else None


async def ever_named(tx: Transaction, name_key: str) -> list[Staff]:
    """Everybody of this very name, folded, who is on the roster or was."""
    return [staff_of(row) for row in await tx.rows(SELECT + "WHERE staff.name_key = ? ORDER BY staff.id", (name_key,))]


async def of_unit(tx: Transaction, unit_id: int) -> list[Staff]:
    rows = await tx.rows(SELECT + f"WHERE staff.unit_id = ? AND {_HERE} ORDER BY staff.given_key, staff.id", (unit_id,))
    return [staff_of(row) for row in rows]


async def some(tx: Transaction, staff_ids: Collection[int]) -> list[Staff]:
    """These, whoever of them has left too, by their given names."""
    rows = await tx.rows(
        f"{SELECT}WHERE staff.id IN (SELECT value FROM json_each(?)) ORDER BY staff.given_key, staff.id",  # noqa: S608  # our own columns
        (json.dumps(sorted(staff_ids)),),
    )
    return [staff_of(row) for row in rows]


async def with_role(tx: Transaction, role: Role, unit: Unit | None = None, *, reachable: bool = False) -> list[Staff]:
    """Everybody whose role holds in this unit; without one, in the whole office. `reachable`: who can be written to."""
    holds = (
        "WHERE staff.id IN (SELECT staff_id FROM role_grant WHERE role = ? AND begun = 1"
        " AND (role_grant.unit_id IS NULL OR role_grant.unit_id IN (SELECT value FROM json_each(?)))) AND"
    )
    written_to = _REACHABLE if reachable else ""
    lineage = json.dumps(unit.lineage if unit else ())
    rows = await tx.rows(f"{SELECT}{holds}{_HERE}{written_to} ORDER BY staff.id", (role, lineage))
    return [staff_of(row) for row in rows]


async def everybody(tx: Transaction) -> list[Staff]:
    return [staff_of(row) for row in await tx.rows(SELECT + f"WHERE {_HERE} ORDER BY unit.id, staff.id")]


async def names(tx: Transaction) -> list[Somebody]:
    """Everybody of the roster, as people name each other in a text."""
    rows = await tx.rows(
        "SELECT staff.id, full_name, name, short_name, unit_id, employment FROM staff"
        " JOIN unit ON unit.id = staff.unit_id WHERE left_at IS NULL ORDER BY unit_id, staff.id"
    )
    return [
        Somebody(
            row["id"], row["full_name"], row["name"], row["short_name"], row["unit_id"], Employment(row["employment"])
        )
        for row in rows
    ]


async def who_left(tx: Transaction) -> list[Staff]:
    """Who was on the roster once; not whose name was erased since."""
    rows = await tx.rows(SELECT + "WHERE staff.left_at IS NOT NULL AND staff.erased_at IS NULL ORDER BY staff.id")
    return [staff_of(row) for row in rows]


async def without_account(tx: Transaction, unit_id: int | None = None) -> list[Staff]:
    """Who has not been let in yet, in one unit or in all."""
    rows = await tx.rows(
        SELECT + "LEFT JOIN account ON account.staff_id = staff.id"
        f" WHERE account.id IS NULL AND {_HERE} AND (? IS NULL OR staff.unit_id = ?) ORDER BY unit.id, staff.id",
        (unit_id, unit_id),
    )
    return [staff_of(row) for row in rows]


async def only_on(tx: Transaction, platform: str) -> list[Staff]:
    """Whom nothing reaches but this platform."""
    rows = await tx.rows(
        SELECT + "JOIN account ON account.staff_id = staff.id AND account.reachable = 1 GROUP BY staff.id"
        " HAVING min(account.platform) = ? AND max(account.platform) = ? ORDER BY unit.id, staff.id",
        (platform, platform),
    )
    return [staff_of(row) for row in rows]


async def unreachable(tx: Transaction) -> list[Staff]:
    """Who was let in and can no longer be written to, by any account."""
    rows = await tx.rows(
        SELECT + "JOIN account ON account.staff_id = staff.id GROUP BY staff.id HAVING max(account.reachable) = 0"
        " ORDER BY unit.id, staff.id"
    )
    return [staff_of(row) for row in rows]


# Changes ------------------------------------------------------------------------------------------


async def add_staff(
    tx: Transaction,
    unit_id: int,
    full_name: str,
    gender: str,
    post: str,
    roles: Iterable[Role | str] = (),
    now: datetime | None = None,
) -> int:
    """Put somebody on the roster; without an account until an invite is used."""
    staff_id = await tx.insert(
        "INSERT INTO staff (unit_id, full_name, name_key, calling_key, given_key, gender, post, added_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (unit_id, full_name, *name_keys(full_name), gender, post, now and seconds(now)),
    )
    await _index_name(tx, staff_id, full_name)
    for role in sorted({Role(role) for role in roles} - {Role.STAFF}):
        await grants.add(tx, staff_id, Grant(role, grants.scope_of(role, unit_id)), None)
    return staff_id


def name_keys(full_name: str) -> tuple[str, str, str]:
    """All of a name, its last two words and its last word, folded."""
    words = fold(full_name).split()
    return " ".join(words), " ".join(words[-2:]), words[-1] if words else ""


async def holding(tx: Transaction, role: Role, unit_id: int) -> list[str]:
    """The names of those who hold a role in this very unit, in the own name."""
    rows = await tx.rows(
        "SELECT full_name FROM role_grant JOIN staff ON staff.id = staff_id"
        " WHERE role_grant.unit_id = ? AND role = ? AND for_id IS NULL ORDER BY staff.id",
        (unit_id, role),
    )
    return [row["full_name"] for row in rows]


async def _index_name(tx: Transaction, staff_id: int, full_name: str) -> None:
    await tx.run("DELETE FROM staff_word WHERE staff_id = ?", (staff_id,))
    await tx.many(
        "INSERT INTO staff_word (word, staff_id) VALUES (?, ?)",
        [(word, staff_id) for word in {*fold(full_name).split()}],
    )


async def change_staff(tx: Transaction, person: Staff, now: datetime) -> None:
    """Write anew what the roster says of somebody; unit, roles and what the person chose stay. A name that changes is
    kept until the person is erased."""
    await tx.run(
        "INSERT OR REPLACE INTO former_name (staff_id, name, until)"
        " SELECT id, full_name, ? FROM staff WHERE id = ? AND full_name <> ?",
        (seconds(now), person.id, person.full_name),
    )
    keys = name_keys(person.full_name)
    await tx.run(
        "UPDATE staff SET full_name = ?, name_key = ?, calling_key = ?, given_key = ?, gender = ?, post = ?,"
        " employment = ?, leader = ?, phone = ?, version = version + 1 WHERE id = ?",
        (
            *(person.full_name, *keys, person.gender, person.post),
            *(person.employment, person.leader, person.phone, person.id),
        ),
    )
    await _index_name(tx, person.id, person.full_name)


async def former_names(tx: Transaction, staff_id: int) -> list[str]:
    """What somebody was called before, the last one leading."""
    rows = await tx.rows("SELECT name FROM former_name WHERE staff_id = ? ORDER BY until DESC, name", (staff_id,))
    return [row["name"] for row in rows]


async def set_gender(tx: Transaction, staff_id: int, gender: str) -> None:
    await tx.run("UPDATE staff SET gender = ?, version = version + 1 WHERE id = ?", (gender, staff_id))


async def set_called(tx: Transaction, staff_id: int, called: Called) -> None:
    """How this person wants to be addressed."""
    await tx.run("UPDATE staff SET called = ?, version = version + 1 WHERE id = ?", (called, staff_id))


async def transfer(tx: Transaction, person: Staff, unit_id: int, now: datetime) -> None:
    """Move somebody to another unit: what was done stays with the old one, roles that were held in it end."""
    await tx.run(
        "INSERT OR IGNORE INTO posting (staff_id, until, unit_id) VALUES (?, ?, ?)",
        (person.id, seconds(now), person.unit.id),
    )
    await tx.run("UPDATE staff SET unit_id = ?, version = version + 1 WHERE id = ?", (unit_id, person.id))
    await grants.end_in_unit(tx, person.id, person.unit.id)


async def leave(tx: Transaction, staff_id: int, now: datetime) -> None:
    """Somebody leaves the office: off the roster, out of every role, codes dead; what was done stays."""
    await tx.run(
        "UPDATE staff SET left_at = ?, version = version + 1 WHERE id = ? AND left_at IS NULL",
        (seconds(now), staff_id),
    )
    await grants.end_all(tx, staff_id)
    await invites.cancel_of_person(tx, staff_id, now)


async def come_back(tx: Transaction, staff_id: int) -> None:
    """Somebody who has left is on the roster again, in the unit of that time, without a role or an account."""
    await tx.run("UPDATE staff SET left_at = NULL, version = version + 1 WHERE id = ?", (staff_id,))


async def version_of(tx: Transaction, staff_id: int) -> int:
    """The version of somebody's row, for choices that change it; 0 if there is none."""
    return await tx.value("SELECT version FROM staff WHERE id = ?", (staff_id,)) or 0
