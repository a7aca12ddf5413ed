"""Whatever happens to units and people: paths say what parents say, nobody is lost, kept figures are the true ones."""

from datetime import datetime, timedelta
from random import Random

import pytest

from domain.errors import Refused
from domain.messages import ChatRef
from domain.registrations import MOVES, By
from storage import accounts, campaigns, coverage, joining, merging, people, registrations, tree, tree_changes
from storage.database import Database, Transaction, migrate
from tests.conftest import DRIVE
from tests.desk import START

NOW = datetime.fromisoformat(START)
STEPS = 150


@pytest.fixture
async def tx(tmp_path):
    migrate(tmp_path / "thidua.db")
    opened = await Database.open(tmp_path / "thidua.db")
    async with opened.transaction() as transaction:
        yield transaction
    await opened.close()


class Office:
    """Units and people to whom anything may happen, each step a minute after the one before."""

    def __init__(self, tx: Transaction, seed: int, drive: int) -> None:
        self.tx, self.chance, self.drive, self.now = tx, Random(seed), drive, NOW

    async def somebody(self):
        rows = await self.tx.rows("SELECT id FROM staff")
        return await people.get(self.tx, self.chance.choice(rows)["id"])

    async def some_unit(self):
        return self.chance.choice(await tree.units(self.tx))

    async def step(self) -> None:
        self.now += timedelta(minutes=1)
        await self.chance.choice(
            (self.add, self.move, self.merge, self.rename, self.transfer, self.leave, self.answer, self.link)
        )()

    async def add(self):
        number = await self.tx.value("SELECT count(*) FROM unit")
        parent = self.chance.choice((None, await self.some_unit()))
        await tree.add_unit(self.tx, f"Đơn vị {number}", f"Đơn vị {number}", parent=parent)

    async def move(self):
        unit, parent = await self.some_unit(), self.chance.choice((None, await self.some_unit()))
        try:
            await tree_changes.move(self.tx, unit, parent)
        except Refused as refused:
            assert refused.code == "unit_under_itself"  # noqa: PT017  # any other refusal would be a mistake

    async def merge(self):
        old, into = await self.some_unit(), await self.some_unit()
        if old.id not in into.lineage:
            await merging.merge(self.tx, [old], into, self.now)

    async def rename(self):
        unit = await self.some_unit()
        await tree.rename(self.tx, unit.id, f"{unit.name} đổi", unit.short_name, self.now)

    async def transfer(self):
        person = await self.somebody()
        await people.transfer(self.tx, person, (await self.some_unit()).id, self.now)

    async def leave(self):
        person = await self.somebody()
        if person.left_at is None:
            await people.leave(self.tx, person.id, self.now)
        else:
            await people.come_back(self.tx, person.id)

    async def answer(self):
        person = await self.somebody()
        stands = await registrations.of(self.tx, self.drive, person.id)
        before = stands.state if stands else None
        states = [one for one, by in MOVES[before].items() if By.PARTICIPANT in by]
        state = self.chance.choice(states)
        version = stands.version if stands else 0
        given = {"state": state, "entered_by": person.id, "now": self.now, "version": version}
        await registrations.submit(self.tx, self.drive, staff_id=person.id, **given)

    async def link(self):
        person = await self.somebody()
        if await accounts.accounts_of(self.tx, person.id):
            await accounts.unlink(self.tx, person.id)
        else:
            chat = ChatRef(platform="telegram", chat_id=str(person.id))
            await accounts.link(self.tx, person.id, chat, chat.chat_id, accounts.Consent("1", NOW), self.now)


async def _paths_are_right(tx: Transaction) -> None:
    for row in await tx.rows("SELECT id, parent_id, path FROM unit"):
        parent = await tx.value("SELECT path FROM unit WHERE id = ?", (row["parent_id"],)) or "/"
        assert row["path"] == f"{parent}{row['id']}/"


async def _kept_figures_are_true(tx: Transaction, drive: int) -> None:
    campaign = await campaigns.get(tx, drive)
    kept, total = await coverage.by_unit(tx, campaign), await coverage.figures(tx, campaign)
    await tx.run("DELETE FROM tally")
    assert kept == await coverage.by_unit(tx, campaign)
    assert total == coverage.total(kept)
    inside = await joining.total(tx, None), await joining.by_unit(tx, None, 0, 99)
    await tx.run("DELETE FROM unit_count")
    assert inside == (await joining.total(tx, None), await joining.by_unit(tx, None, 0, 99))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("days_after", [0, 100], ids=["a drive that runs", "a drive that is over"])
async def test_the_tree_and_the_figures_hold_whatever_happens(tx, seed, days_after):
    first = await tree.add_unit(tx, "Văn phòng Sở", "VP")
    for number in range(12):
        await people.add_staff(tx, first, f"Nguyễn Văn {'ABCDEFGHIJKL'[number]}", "male", "", [])
    office = Office(tx, seed, await campaigns.add(tx, DRIVE))
    office.now += timedelta(days=days_after)
    for _ in range(STEPS):
        await office.step()
        await _paths_are_right(tx)
        await _kept_figures_are_true(tx, office.drive)
    assert await tx.value("SELECT count(*) FROM staff") == 12
    assert await tx.value("SELECT count(*) FROM staff JOIN unit ON unit.id = unit_id AND closed_at IS NOT NULL") == 0
