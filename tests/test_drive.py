"""A whole drive, from the codes to the closing, on either platform alone and on both at once.

What is said unasked is compared with `tests/expected.py`, which shares nothing with the program.
"""

from dataclasses import replace
from datetime import datetime
from random import Random

import pytest

from bot.config import load
from domain.campaigns import CampaignState
from domain.permissions import Role
from handlers import publication
from storage import invites, people, tree
from tests.conftest import DRIVE
from tests.desk import Desk
from tests.expected import ZONE, Act, Corrections, Drive, Person, expected_rows
from tests.people import OnZalo
from tests.people import Person as Phone

CENTRE, OFFICE_UNIT = "Trung tâm Trợ giúp pháp lý nhà nước", "Văn phòng Sở"
JOINED, BEGIN = datetime(2026, 6, 12, 9, 5, tzinfo=ZONE), "2026-06-12T09:05:00+07:00"
CAST = [
    Person("Nguyễn Thị Lan Anh", OFFICE_UNIT, frozenset({"officer"}), JOINED),
    Person("Hoàng Văn Minh", CENTRE, frozenset({"unit_head"}), JOINED),
    Person("Hoàng Thị Thu Hoa", CENTRE, frozenset(), JOINED),
    Person("Tạ Thị Mai", CENTRE, frozenset(), JOINED),
    Person("Bùi Văn Sơn", OFFICE_UNIT, frozenset(), JOINED),
]
SETUPS = {"telegram": ("telegram",), "zalo": ("zalo",), "both": ("telegram", "zalo")}


class PlainPhone(Phone):
    """On Telegram, whatever else there is."""

    def __new__(cls, *_args):
        return object.__new__(cls)


class Play:
    """The office, with its people spread over the platforms there are."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        kinds = [{"telegram": PlainPhone, "zalo": OnZalo}[one] for one in desk.platforms]
        self.phones = {
            one.name: kinds[place % len(kinds)](desk, 1001 + place, one.name) for place, one in enumerate(CAST)
        }
        self.lan_anh, self.minh, self.hoa, self.mai, self.son = self.phones.values()
        self.acts: list[Act] = []

    async def open(self) -> None:
        await self.desk.open()
        self.desk.clock.write_text(BEGIN)
        async with self.desk.database.transaction() as tx:
            for name in (OFFICE_UNIT, CENTRE):
                await tree.add_unit(tx, name, name)
            for number, one in enumerate(CAST):
                unit = await tree.unit_named(tx, one.unit)
                roles = [Role(role) for role in one.roles]
                staff = await people.add_staff(tx, unit.id, one.name, "female", "Chuyên viên", roles)
                slip = await invites.issue(tx, staff, Random(number), JOINED)
                self.phones[one.name].code = slip.code
        await self.desk.start()
        for phone in self.phones.values():
            await phone.says(phone.code)
            await phone.chooses("Đồng ý")
            assert "Chào" in await phone.chooses("Đúng là tôi")

    async def publish(self) -> None:
        """As the officer's confirmation does; the file itself can only be sent where files arrive."""
        async with self.desk.database.transaction() as tx:
            at_desk = publication.Desk(tx, self.office, JOINED, staff_id=1)
            draft = replace(DRIVE, state=CampaignState.DRAFT)
            await publication.publish(at_desk, replace(draft, id=await publication.campaigns.add(tx, draft)))

    @property
    def office(self):
        return load(self.desk.config).as_office()

    async def until(self, moment: str) -> None:
        await self.desk.moved_to(moment)

    def did(self, kind: str, person: str = "", unit: str = "") -> None:
        at = datetime.fromisoformat(self.desk.clock.read_text())
        self.acts.append(Act(kind, at, person, unit, DRIVE.label))

    async def rows(self) -> list[tuple[str, str, str, str]]:
        """All that was sent unasked of the drive, save how far its opening had come and that it moved on."""
        async with self.desk.database.transaction() as tx:
            rows = await tx.rows(
                "SELECT sent_at, full_name, kind FROM outbox JOIN staff ON staff.id = staff_id"
                " WHERE state = 'sent' AND campaign_id IS NOT NULL"
                " AND kind NOT IN ('broadcast', 'broadcast_end', 'step')"
            )
        moments = [(datetime.fromtimestamp(row["sent_at"], ZONE), row["full_name"], row["kind"]) for row in rows]
        return sorted((f"{at:%Y-%m-%d %H:%M}", name, kind, DRIVE.label) for at, name, kind in moments)


@pytest.fixture(params=SETUPS)
async def play(request, sandbox, tmp_path):
    play = Play(Desk(sandbox, tmp_path, SETUPS[request.param]))
    await play.open()
    try:
        yield play
    finally:
        await play.desk.close()


DAYS = ("06-19", "06-23", "06-25", "06-26", "07-07", "07-22", "08-07", "08-11", "08-13", "08-14", "08-21", "08-25")


async def test_a_whole_drive_says_what_is_promised_and_keeps_what_was_done(play):
    await play.publish()
    await play.until("2026-06-15T08:00")
    assert "28/8" in play.hoa.last
    await _register(play)
    for day in DAYS[:5]:
        await play.until(f"2026-{day}T08:00")
    await play.until("2026-07-08T10:00")
    assert "kết quả số 1" in await play.hoa.says("sáng nay tham gia tố tụng 2 vụ")
    play.did("logged", play.hoa.name)
    for day in DAYS[5:9]:
        await play.until(f"2026-{day}T08:00")
    await _report(play)
    for day in (*DAYS[9:], "08-27", "08-28"):
        await play.until(f"2026-{day}T08:00")
    assert "2/3 vụ" in await play.hoa.says("kết quả của tôi")
    drive = Drive(
        DRIVE.label, DRIVE.start, DRIVE.end, DRIVE.registration_deadline, DRIVE.report_deadline, DRIVE.publish_at
    )
    expected = [row for row in expected_rows(drive, CAST, play.acts, [], Corrections()) if row[0] <= "2026-08-28 08:00"]
    assert await play.rows() == sorted(expected)


async def _register(play: Play) -> None:
    await play.until("2026-06-16T09:00")
    await play.hoa.says("đăng ký")
    await play.hoa.chooses("Tự nhập chỉ tiêu")
    await play.hoa.says("tham gia tố tụng 3 vụ")
    assert "Đã ghi nhận đăng ký số 1" in await play.hoa.chooses("Xác nhận")
    play.did("registered", play.hoa.name)
    await play.mai.says("đăng ký")
    assert "không tham gia đợt này" in await play.mai.chooses("Không tham gia đợt này")
    play.did("declined", play.mai.name)
    await play.lan_anh.says("đăng ký")
    await play.lan_anh.chooses("Tham gia")
    play.did("registered", play.lan_anh.name)
    assert "Đã đăng ký: 2/5 người" in await play.lan_anh.says("tiến độ")


async def _report(play: Play) -> None:
    await play.until("2026-08-13T09:00")
    await play.minh.says("báo cáo 1")
    await play.minh.says("Trung tâm tham gia tố tụng 2 vụ.")
    assert "đúng hạn" in await play.minh.chooses("Nộp")
    play.did("reported", unit=CENTRE)
