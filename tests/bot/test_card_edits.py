"""What was said is changed in its turn: one change of a message at a time, each in its group's twenty a minute."""

from datetime import datetime, timedelta

import pytest

from bot.core import Core
from bot.edits import send_edit
from bot.outbox import send_unasked
from bot.senders import ChatPace, SendError, Sent
from domain.messages import ChatRef
from domain.office import Office
from domain.registrations import RegistrationState
from domain.reminders import GroupMessageKind
from handlers.visit import Means
from storage import announcements, campaigns, cards, groups, outbox, people, registrations, tree
from storage.announcements import Announcement
from storage.database import Database, migrate
from storage.outbox import Unasked
from tests.conftest import DRIVE

NOW = DRIVE.publish_at + timedelta(minutes=5)
CHAT = ChatRef(platform="ear", chat_id="-5")


class Paced(ChatPace):
    """Whose turns were taken, and whether they were a group's; nobody waits."""

    def __init__(self) -> None:
        super().__init__()
        self.turns: list[tuple[str, bool]] = []

    async def turn(self, chat: ChatRef, *, group: bool) -> None:
        self.turns.append((chat.chat_id, group))


class Ear:
    platform = "ear"
    means = Means()

    def __init__(self) -> None:
        self.edited: list[str] = []
        self.refusal: SendError | None = None

    async def counted(self, *_args) -> None:
        pass

    async def send(self, *_args) -> Sent:
        return Sent("1")

    async def edit(self, _chat, sent_as, message) -> None:
        if self.refusal:
            raise self.refusal
        self.edited.append(f"{sent_as}: {message.text.partition('Đã đăng ký: ')[2][:5]}")


class CardOffice:
    """A card that was said in a group, and the clock."""

    def __init__(self, database: Database, ear: Ear) -> None:
        self.now = NOW
        self.database, self.ear, self.pace = database, ear, Paced()
        self.core = Core(database, Office("Sở", ""), lambda: self.now, {"ear": ear}, pace=True)

    async def registers(self, staff: int) -> None:
        async with self.database.transaction() as tx:
            await registrations.submit(
                tx, 1, state=RegistrationState.SUBMITTED, entered_by=staff, now=self.now, staff_id=staff
            )

    async def edits(self) -> int:
        made = 0
        while await send_edit(self.core, self.pace):
            made += 1
        return made


@pytest.fixture
async def office(tmp_path):
    migrate(tmp_path / "thidua.db")
    database = await Database.open(tmp_path / "thidua.db")
    async with database.transaction() as tx:
        unit = await tree.add_unit(tx, "Văn phòng", "VP")
        for number in range(30):
            await people.add_staff(tx, unit, f"Lê Văn Nam {number}", "male", "", [])
        await groups.link(tx, CHAT, "Sở", 1, NOW)
        await campaigns.add(tx, DRIVE)
        opening = Announcement(0, 1, 1, GroupMessageKind.OPENING, NOW, NOW + timedelta(days=1), "queued")
        said = (await announcements.add(tx, opening)).id
        card = Unasked("card", GroupMessageKind.OPENING, group_id=1, campaign_id=1, announcement_id=said)
        await outbox.queue(tx, [card], NOW)
    one = CardOffice(database, Ear())
    await send_unasked(one.core, one.pace)
    yield one
    await database.close()


async def test_a_burst_of_registrations_is_one_change_and_each_takes_the_groups_turn(office):
    for staff in range(1, 26):
        await office.registers(staff)
    assert await office.edits() == 1
    await office.registers(26)
    assert await office.edits() == 0  # not before three seconds have passed
    office.now += timedelta(seconds=3)
    assert await office.edits() == 1
    assert office.ear.edited == ["1: 25/30", "1: 26/30"]
    assert office.pace.turns == [("-5", True)] * 3


async def test_a_change_that_is_refused_for_good_is_not_tried_again(office):
    office.ear.refusal = SendError("message to edit not found", permanent=True)
    await office.registers(1)
    assert await office.edits() == 1
    await office.registers(2)
    assert await office.edits() == 0


async def test_a_change_that_could_not_be_made_is_tried_until_it_is(office):
    office.ear.refusal = SendError("gateway")
    await office.registers(1)
    assert await office.edits() == 1
    office.ear.refusal = None
    async with office.database.transaction() as tx:
        await tx.run("UPDATE outbox SET retry_at = 0")
    assert await office.edits() == 1
    assert office.ear.edited == ["1: 1/30 "]


async def test_what_stands_under_an_id_that_the_group_no_longer_has_is_left_alone(office):
    async with office.database.transaction() as tx:
        await groups.moved(tx, CHAT, "-100", NOW)
    await office.registers(1)
    await office.edits()
    assert office.ear.edited == []


async def test_a_turn_is_found_once_for_each_deadline_and_each_end(office):
    async with office.database.transaction() as tx:
        later = datetime.fromisoformat("2026-09-10T08:00:00+07:00")
        first = await cards.next_turn(tx, NOW, later)
        assert first == (DRIVE.registration_deadline + timedelta(seconds=1), [1])
        second = await cards.next_turn(tx, first[0], later)
        assert second == (datetime.fromisoformat("2026-08-29T00:00:00+07:00"), [1])
        assert await cards.next_turn(tx, second[0], later) is None
