"""Thousands of commands, presses and days, by everybody: no campaign and no registration gets to where the tables do
not lead, nobody takes a step that another one takes, and no change of one officer is lost to another.

What is allowed is written here once more, by hand: the program's own tables are compared with it.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import count
from random import Random

import pytest

from domain.campaign_content import Content
from domain.campaign_documents import Document
from domain.campaigns import STEPS, Campaign
from domain.campaigns import CampaignState as State
from domain.errors import Refused
from domain.messages import ChatRef, Message, Request
from domain.office import Office
from domain.people import Staff
from domain.permissions import Grant, Right, Role
from domain.registrations import MOVES
from handlers import dispatch, lifecycle, publishing
from handlers.files import FileNeeded
from handlers.visit import Means, Visit
from storage import campaigns, grants, inbox, people, tree
from storage.database import Transaction
from tests.conftest import DRIVE, newcomer, somebody
from tests.desk import START
from tests.handlers.conftest import PLATFORMS

ON_EACH_PLATFORM = pytest.mark.parametrize("platform", PLATFORMS, indirect=True)
NOW = datetime.fromisoformat(START)
OFFICE = Office("Sở Tư pháp tỉnh Thái An", "")
AT_LEAST, AT_MOST, EACH = 3, 9, 150  # rounds, as many as it takes to take every step; acts in each
EDITS = 120
OFFICERS = ("officer", "second officer")
UPDATES = count(1)

STEPS_TAKEN = """
DRAFT APPROVED officer director
DRAFT CANCELLED officer
APPROVED DRAFT officer
APPROVED LAUNCHED date
APPROVED CANCELLED officer
LAUNCHED REGISTERING date
LAUNCHED RUNNING date
LAUNCHED CLOSED date
LAUNCHED CANCELLED officer
REGISTERING RUNNING date
REGISTERING CLOSED date
REGISTERING CANCELLED officer
RUNNING REGISTERING date
RUNNING INTERIM_REVIEW date
RUNNING CLOSED date
RUNNING CANCELLED officer
INTERIM_REVIEW RUNNING officer
INTERIM_REVIEW CLOSED date
INTERIM_REVIEW CANCELLED officer
CLOSED REVIEWING officer
REVIEWING DECIDED officer
DECIDED ARCHIVED officer
"""
MOVES_MADE = """
None DRAFT participant
None SUBMITTED participant
None DECLINED participant
DRAFT DRAFT participant
DRAFT SUBMITTED participant
DRAFT DECLINED participant
DRAFT WITHDRAWN participant
SUBMITTED SUBMITTED participant
SUBMITTED DECLINED participant
SUBMITTED WITHDRAWN participant
SUBMITTED UNIT_APPROVED head
SUBMITTED ACCEPTED officer
SUBMITTED RETURNED head officer
UNIT_APPROVED SUBMITTED participant
UNIT_APPROVED DECLINED participant
UNIT_APPROVED WITHDRAWN participant
UNIT_APPROVED ACCEPTED officer
UNIT_APPROVED RETURNED head officer
ACCEPTED SUBMITTED participant
ACCEPTED DECLINED participant
ACCEPTED WITHDRAWN participant
ACCEPTED RETURNED officer
RETURNED DRAFT participant
RETURNED SUBMITTED participant
RETURNED DECLINED participant
RETURNED WITHDRAWN participant
WITHDRAWN DRAFT participant
WITHDRAWN SUBMITTED participant
WITHDRAWN DECLINED participant
WITHDRAWN WITHDRAWN participant
DECLINED DRAFT participant
DECLINED SUBMITTED participant
DECLINED DECLINED participant
"""
Table = Mapping[tuple[str, str], frozenset[str]]
DATES = "date"  # who takes a step that nobody takes
RARE = {("LAUNCHED", "CLOSED"), ("LAUNCHED", "CANCELLED")}  # a drive stays launched only until the next tick


def table(text: str) -> Table:
    rows = (line.split() for line in text.strip().splitlines())
    return {(before, after): frozenset(who) for before, after, *who in rows}


ALLOWED, MOVED = table(STEPS_TAKEN), table(MOVES_MADE)


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
    yield replace(base, label="Đợt không hạn", state=State.APPROVED, publish_at=later, registration_deadline=None)
    for number in range(3):
        name = f"Đợt đang soạn {number}"
        yield replace(base, label=name, name=name, state=State.DRAFT, publish_at=NOW + timedelta(days=2))


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


async def _seen(tx: Transaction) -> list[tuple[str, int, str, str]]:
    rows = [tuple(row) for row in await tx.rows("SELECT * FROM seen")]
    await tx.run("DELETE FROM seen")
    return rows


@dataclass
class World:
    """Everybody, what each was ever offered, and the clock."""

    tx: Transaction
    key: str
    cast: dict[str, str]
    chance: Random
    now: datetime = NOW
    offered: list[str] = field(default_factory=list)
    taken: set[tuple[str, str]] = field(default_factory=set)

    async def does(self, sender: str, line: str) -> tuple[Staff | None, Message | None]:
        """One line from somebody; what is refused is undone, as the worker does it. Who that was, and the answer."""
        staff = await people.by_account(self.tx, self.key, sender, self.now)
        said = {"text": line}
        if line[0] in "/=":
            name, *args = line[1:].split() if line[0] == "/" else ("=", *line[1:].split(".", 2))
            said = {"command": name, "args": tuple(args), "text": " ".join(args)}
        request = Request(chat=ChatRef(platform=self.key, chat_id=sender), sender=sender, **said)
        means = Means(buttons=self.key == "telegram", files=self.key == "telegram")
        visit = Visit(self.tx, request, self.now, OFFICE, staff, next(UPDATES), lambda *_: "", means=means)
        answer = None
        with suppress(Refused, FileNeeded):
            async with self.tx.undoable():
                answer = await dispatch(visit)
        self.offered += [one.command for one in answer.choices] if answer else []
        return staff, answer

    async def lines(self) -> tuple[str, list[str]]:
        """Who says what: now and then all that it takes to take a step, mostly by an officer; else one line."""
        if self.chance.random() > 0.3:
            return self._sender(0.5), [await self._line()]
        number = self.chance.randrange(1, 17)
        row = await self.tx.row("SELECT state, version FROM campaign WHERE id = ?", (number,))
        verb, *answers = self.chance.choice(ENDS.get(row["state"] if row else "", (("xem",),)))
        seen = "" if verb in publishing._SHOWS else f".{row['version']}"
        return self._sender(0.8), [f"/phatdong {verb} {number}{seen}", *answers]

    def _sender(self, officers: float) -> str:
        return self.cast[self.chance.choice(OFFICERS if self.chance.random() < officers else sorted(self.cast))]

    async def _line(self) -> str:
        """A choice that somebody was offered, old or new; a verb with an id and a version; an answer; plain words."""
        kind, chance = self.chance.random(), self.chance
        if kind < 0.4 and self.offered:
            return chance.choice(self.offered[-60:] if chance.random() < 0.7 else self.offered)
        if kind < 0.75:
            number = chance.randrange(1, 17)
            version = await self.tx.value("SELECT version FROM campaign WHERE id = ?", (number,)) or 1
            seen = version if chance.random() < 0.7 else chance.randrange(1, 6)
            return f"/phatdong {chance.choice(VERBS)} {number}{chance.choice(('', f'.{seen}', f'.{seen}'))}"
        if kind < 0.9:
            drafts = await self.tx.rows("SELECT id, step FROM dialogue ORDER BY id DESC LIMIT 6")
            answer = chance.choice(ANSWERS)
            one = chance.choice(drafts) if drafts else None
            return f"={one['id']}.{one['step']}.{answer}" if one and chance.random() < 0.6 else answer
        return f"/{chance.choice(WORDS)} {chance.randrange(1, 17)}"

    async def waits(self) -> None:
        """Hours or days pass, and what they bring happens."""
        self.now += timedelta(hours=self.chance.choice((1, 4, 9, 30)))
        while await lifecycle.step_next(self.tx, OFFICE, self.now):
            pass
        if await self.tx.value("SELECT 1 FROM temp.sqlite_master WHERE name = 'seen'"):
            await self.check(None, DATES)

    async def check(self, who: Staff | None, line: str) -> None:
        """All that has changed is what the tables let this person, or a date (`line` says so), change."""
        for name, number, before, after in await _seen(self.tx):
            if name == "campaign" and before not in (after, "None"):
                allowed = ALLOWED.get((before, after), frozenset())
                assert allowed & _roles(who, line), (line, number, before, after)
                self.taken.add((before, after))
            elif name == "campaign":
                assert after == before or (before, after) == ("None", "DRAFT"), (line, number, before, after)
            else:
                await self._registration(who, line, number, before, after)

    async def _registration(self, who: Staff | None, line: str, number: int, before: str, after: str) -> None:
        if await self._undone(number, before, after):
            return
        row = await self.tx.row("SELECT staff_id, unit_id FROM registration WHERE id = ?", (number,))
        allowed = MOVED.get((before, after), frozenset())
        assert allowed & await _capacities(self.tx, who, row), (line, number, before, after)

    async def _undone(self, number: int, before: str, after: str) -> bool:
        """A decision goes back the way it came."""
        found = "SELECT 1 FROM registration_decision WHERE registration_id = ? AND before = ? AND after = ? AND undone"
        return await self.tx.value(found, (number, after, before)) is not None


ENDS = {  # how a campaign is brought further
    "DRAFT": (("xem", "gửi ngay"), ("xem", "trình giám đốc xem"), ("xem", "bỏ")),
    "APPROVED": (("dung",), ("huyhan",)),
    "LAUNCHED": (("huybao",),),
    "REGISTERING": (("huyhan",), ("sua", "chủ đề: Đoàn kết", "ok"), ("sua", "hạn đăng ký 17h 18/6", "ok")),
    "RUNNING": (("huybao",), ("sua", "hạn đăng ký 17h 21/6", "ok")),
    "INTERIM_REVIEW": (("soket", "none"), ("soket", "21/6"), ("huyhan",)),
    "CLOSED": (("binhxethan",),),
    "REVIEWING": (("quyetdinh", "120/QĐ-STP 16/6/2026", "ok"),),
    "DECIDED": (("luuhan",),),
}
VERBS = sorted({*publishing._ACTS, *publishing._SHOWS, *publishing._BEGINS})
WORDS = ("thidua", "dangky", "dangky tapthe", "dangky khong", "tiendo", "tailieu", "viec", "menu", "ykien")
ANSWERS = (
    *("ok", "again", "leave", "none", "usual", "bao", "1", "2", "xong", "thoát", "đồng ý", "không"),
    *("120/QĐ-STP 16/6/2026", "21/6", "chủ đề: Đoàn kết", "hạn đăng ký 17h 25/6", "8h ngày mai", "tư vấn 3 vụ"),
    *("hạn đăng ký 17h 20/6", "thời gian 15/6 - 30/6"),
)


def _roles(who: Staff | None, line: str) -> set[str]:
    if line == DATES:
        return {DATES}
    rights = {"officer": Right.OFFICE, "director": Right.AGREE}
    return {role for role, right in rights.items() if who and who.may(right)}


async def _capacities(tx: Transaction, who: Staff | None, row) -> set[str]:
    if who is None:
        return set()
    subject = await people.get(tx, row["staff_id"])
    unit = subject.unit if subject else await tree.get(tx, row["unit_id"])
    found = {
        "participant": who.id == row["staff_id"] or who.may(Right.UNIT, unit),
        "head": who.may(Right.APPROVE, unit) and not who.may(Right.OFFICE),
        "officer": who.may(Right.OFFICE),
    }
    return {name for name, may in found.items() if may}


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
    await _seen(world.tx)
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
