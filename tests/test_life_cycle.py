"""Thousands of commands, presses and days, by everybody: no campaign and no registration gets to where the tables do
not lead, nobody takes a step that another one takes, and no change of one officer is lost to another.

What is allowed stands in life_cycle_tables, by hand: the program's own tables are compared with it.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random

import pytest

from domain.campaign_content import Content
from domain.campaign_documents import Document
from domain.campaigns import STEPS, Campaign
from domain.campaigns import CampaignState as State
from domain.permissions import Grant, Right, Role
from domain.registrations import MOVES
from storage import campaigns, grants, inbox, people
from storage.database import Transaction
from tests.conftest import DRIVE, newcomer, somebody
from tests.handlers.conftest import PLATFORMS
from tests.life_cycle_play import NOW, OFFICERS, World, seen
from tests.life_cycle_tables import ALLOWED, DATES, MOVED

ON_EACH_PLATFORM = pytest.mark.parametrize("platform", PLATFORMS, indirect=True)
AT_LEAST, AT_MOST, EACH = 2, 12, 110  # rounds, as many as it takes to take every step; acts in each
EDITS = 80
RARE = {("LAUNCHED", "CLOSED"), ("LAUNCHED", "CANCELLED")}  # a drive stays launched only until the next tick


def test_the_tables_of_steps_and_moves_are_those_that_were_agreed_on():
    taken = {(before, after): step.right for before, steps in STEPS.items() for after, step in steps.items()}
    assert {pair: {None: DATES, Right.OFFICE: "officer"}[right] for pair, right in taken.items()} == {
        pair: min(who, key=["officer", DATES, "director"].index) for pair, who in ALLOWED.items()
    }
    assert {
        (str(before), after): frozenset(by) for before, moves in MOVES.items() for after, by in moves.items()
    } == MOVED


# The world ----------------------------------------------------------------------------------------


async def _people(desk) -> dict[str, str]:
    """Somebody of each role, another officer, a head of another unit, a stranger."""
    found = {role.value: (await somebody(desk, role)).id for role in Role}
    found["second officer"] = (await newcomer(desk, 1400, "Đỗ Văn Hai", role=Role.OFFICER)).id
    elsewhere = await newcomer(desk, 1401, "Đỗ Văn Ngoài", unit="Trung tâm Trợ giúp pháp lý nhà nước")
    async with desk.database.transaction() as tx:
        person = await people.by_account(tx, desk.key, elsewhere.id)
        await grants.add(tx, person.id, Grant(Role.UNIT_HEAD, person.unit.id), None)
    return {**found, "head elsewhere": elsewhere.id, "stranger": "1998"}


PLAN = Document("Kế hoạch", "45/KH-STP", date(2026, 6, 12), "Sở Tư pháp tỉnh Thái An")


def _drives() -> Iterator[Campaign]:
    """One at each point of its life, and of all lengths, so that days that pass move all of them."""
    later = NOW + timedelta(hours=20)
    base = replace(DRIVE, documents=(PLAN,))
    for number, state in enumerate(State):
        end = date(2026, 6, 15) if state in {State.CLOSED, State.REVIEWING, State.DECIDED} else date(2026, 6, 22)
        opens = later if state in {State.DRAFT, State.APPROVED} else DRIVE.publish_at
        deadline = NOW + (timedelta(days=5, hours=14) if number % 3 == 2 else timedelta(days=2))
        content = Content(interim=None if number % 3 else date(2026, 6, 20))
        yield replace(
            base,
            label=f"Đợt {number}",
            name=f"Đợt thi đua {number}",
            state=state,
            end=end,
            publish_at=opens,
            registration_deadline=deadline,
            report_deadline=None,
            content=content,
        )
    endless = replace(base, registration_deadline=None, content=Content(interim=date(2026, 6, 18)))
    yield replace(endless, label="Đợt không hạn", state=State.APPROVED, publish_at=later)
    yield replace(base, label="Đợt đã quá hạn", state=State.LAUNCHED, registration_deadline=NOW)
    for number in range(3):
        name = f"Đợt đang soạn {number}"
        yield replace(base, label=name, name=name, state=State.DRAFT, publish_at=NOW + timedelta(days=2))
        name = f"Đợt nhận đăng ký đến hết {number}"  # so that no tick comes between the two ends
        ends = datetime.combine(date(2026, 6, 17 + number), time(23, 59, 59), NOW.tzinfo)
        yield replace(base, label=name, name=name, end=ends.date(), registration_deadline=ends)


async def _watch(tx: Transaction) -> None:
    """Every change of a state is noted by triggers of the connection's own."""
    await tx.run("CREATE TEMP TABLE seen (name TEXT, id INTEGER, before TEXT, after TEXT)")
    for name in ("campaign", "registration"):
        await tx.run(
            f"CREATE TEMP TRIGGER new_{name} AFTER INSERT ON main.{name}"  # noqa: S608  # our own names
            f" BEGIN INSERT INTO seen VALUES ('{name}', NEW.id, 'None', NEW.state); END"
        )
        await tx.run(
            f"CREATE TEMP TRIGGER moved_{name} AFTER UPDATE OF state ON main.{name} WHEN OLD.version <> NEW.version"  # noqa: S608  # as above
            f" OR OLD.state <> NEW.state BEGIN INSERT INTO seen VALUES ('{name}', NEW.id, OLD.state, NEW.state); END"
        )


async def _unwatch(tx: Transaction) -> None:
    for name in ("campaign", "registration"):
        await tx.run(f"DROP TRIGGER new_{name}")
        await tx.run(f"DROP TRIGGER moved_{name}")
    await tx.run("DROP TABLE seen")


# What happens in it -------------------------------------------------------------------------------


@ON_EACH_PLATFORM
async def test_nobody_and_no_day_leads_to_where_the_tables_do_not(desk):
    """And every step of the table is taken."""
    cast = await _people(desk)
    async with desk.database.transaction() as tx:
        await _watch(tx)
        taken: set[tuple[str, str]] = set()
        for seed in range(AT_MOST):
            if seed >= AT_LEAST and set(ALLOWED) - taken <= RARE:
                break
            await tx.run("SAVEPOINT round")
            taken |= await _round(World(tx, desk.key, cast, Random(seed)))
            await tx.run("ROLLBACK TO round")
            await tx.run("RELEASE round")
        await _unwatch(tx)
    assert set(ALLOWED) - taken <= RARE
    assert await desk.read(inbox.asides) == []


async def _round(world: World) -> set[tuple[str, str]]:
    """Some days with drives at each point of their lives; the steps that were taken."""
    for one in _drives():
        await campaigns.add(world.tx, one)
    await seen(world.tx)
    for _ in range(EACH):
        if world.chance.random() < 0.08:
            await world.waits()
            continue
        sender, lines = await world.lines()
        for line in lines:
            who, _ = await world.does(sender, line)
            await world.check(who, line)
    return world.taken


# Two officers -------------------------------------------------------------------------------------

WISHES = {
    "theme": ("chủ đề: Đoàn kết", "chủ đề: Kỷ cương", "chủ đề: Sáng tạo"),
    "name": ("tên: Đợt thi đua Một", "tên: Đợt thi đua Hai"),
    "report_deadline": ("hạn báo cáo 17h 13/8/2026", "hạn báo cáo 17h 12/8/2026"),
}


@ON_EACH_PLATFORM
async def test_two_officers_who_edit_one_campaign_never_lose_a_change_silently(desk):
    """Each asks, says a line and confirms when chance will have it; what was said to be written stands to the end."""
    cast = await _people(desk)
    async with desk.database.transaction() as tx:
        number = await campaigns.add(tx, replace(DRIVE, documents=(PLAN,)))
        world = World(tx, desk.key, cast, Random(5))
        stands = await campaigns.get(tx, number)
        written, meant = 0, dict.fromkeys(OFFICERS, "")
        for _ in range(EDITS):
            who = world.chance.choice(OFFICERS)
            if world.chance.random() < 0.1:
                await world.waits()
                stands = replace(stands, state=(await campaigns.get(tx, number)).state)
            if not meant[who] or world.chance.random() < 0.3:
                await world.does(cast[who], f"/phatdong sua {number}")
                meant[who] = world.chance.choice(sorted(WISHES))
                await world.does(cast[who], world.chance.choice(WISHES[meant[who]]))
                continue
            _, answer = await world.does(cast[who], "ok")
            now = await campaigns.get(tx, number)
            if answer and "Đã đính chính" in answer.text:
                assert {*stands.changes(now)} <= {meant[who]}, (who, meant)
                written, stands = written + 1, now
            assert (now.changes(stands), now.state) == ((), stands.state), (who, meant)
            meant[who] = ""
    assert written > EDITS // 10
