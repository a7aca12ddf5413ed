"""People and codes for the tests of getting in."""

from datetime import datetime
from random import Random

from domain.people import Staff
from storage import accounts, invites, people, tree
from storage.invites import Slip
from tests.desk import Desk
from tests.handlers.test_joining import NOW
from tests.people import Person

UNIT = "Văn phòng Sở"
PHONE = "0912345678"


async def on_roster(desk: Desk, name: str, unit: str = UNIT, phone: str = "", gender: str = "female") -> Staff:
    """Somebody without an account."""
    async with desk.database.transaction() as tx:
        found = await tree.unit_named(tx, unit)
        staff_id = await people.add_staff(tx, found.id, name, gender, "Chuyên viên")
        await tx.run("UPDATE staff SET phone = ? WHERE id = ?", (phone, staff_id))
        return await people.get(tx, staff_id)


async def unit_code(desk: Desk, uses: int = 5, unit: str = UNIT, seed: int = 1, issued: datetime = NOW) -> Slip:
    async with desk.database.transaction() as tx:
        found = await tree.unit_named(tx, unit)
        return await invites.issue_for_unit(tx, found.id, uses, Random(seed), issued, issued + invites.LASTS)


async def names_oneself(somebody: Person, slip: Slip, name: str) -> str:
    """Types a unit's code, agrees, and types a name."""
    await somebody.says(slip.code)
    await somebody.chooses("Đồng ý")
    return await somebody.says(name)


async def asks_in(somebody: Person, name: str, unit: str) -> str:
    """Asks without a code."""
    await somebody.says("xin vào")
    await somebody.chooses("Đồng ý")
    await somebody.says(name)
    return await somebody.says(unit)


async def person_at(desk: Desk, somebody: Person) -> Staff | None:
    """Whose account that is."""
    return await desk.read(lambda tx: people.by_account(tx, desk.key, somebody.id))


async def account_at(desk: Desk, somebody: Person) -> accounts.Account:
    person = await person_at(desk, somebody)
    return (await desk.read(lambda tx: accounts.accounts_of(tx, person.id)))[0]


async def acts(desk: Desk) -> list[str]:
    """What stands in the audit log, oldest first, as “act fields”."""
    rows = await desk.read(lambda tx: tx.rows("SELECT act, fields FROM audit_log ORDER BY id"))
    return [" ".join(filter(None, (row["act"], row["fields"]))) for row in rows]
