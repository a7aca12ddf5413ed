"""The whole journey on a platform of eighty lines: let in, registered, logged, reminded, reported, answered."""

from random import Random

import pytest

from domain.permissions import Role
from storage import campaigns, invites, people, tree
from tests.conftest import DRIVE
from tests.console import Console
from tests.desk import Desk
from tests.meta.test_imports import PLATFORM as NAMES
from tests.meta.test_typed_words import A_SLASH

OFFICE = {"hoa": ("Hoàng Thị Thu Hoa", Role.UNIT_FOCAL), "lan anh": ("Nguyễn Thị Lan Anh", Role.OFFICER)}


class Office:
    """The program with this platform alone."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.console = Console()
        self.codes: dict[str, str] = {}

    async def open(self) -> None:
        await self.desk.open()
        async with self.desk.database.transaction() as tx:
            unit = await tree.add_unit(tx, "Trung tâm Trợ giúp pháp lý nhà nước", "TTTGPL")
            for number, (who, (name, role)) in enumerate(OFFICE.items()):
                staff = await people.add_staff(tx, unit, name, "female", "Chuyên viên", [role])
                now = self.desk.calendar.at(DRIVE.start, self.desk.calendar.day_ends)
                self.codes[who] = (await invites.issue(tx, staff, Random(number), now)).code
            await campaigns.add(tx, DRIVE)
        self.desk.begin(self.console)

    async def types(self, who: str, text: str) -> str:
        await self.console.typed.put((who, text))
        await self.console.typed.join()
        await self.desk.quiet()
        return self.last(who)

    def last(self, who: str) -> str:
        return self.console.shown[who][-1]


@pytest.fixture
async def office(sandbox, tmp_path):
    office = Office(Desk(sandbox, tmp_path))
    await office.open()
    try:
        yield office
    finally:
        await office.desk.close()


async def let_in(office: Office, who: str) -> str:
    await office.types(who, office.codes[who])
    await office.types(who, "1")
    return await office.types(who, "đúng là tôi")


async def test_the_whole_journey_runs_on_a_third_platform(office):
    assert "8 chữ số" in await office.types("hoa", "alo")
    assert "Chào chị Hoa" in await let_in(office, "hoa")
    await let_in(office, "lan anh")
    assert "đăng ký thế nào" in await office.types("hoa", "dang ky")
    await office.types("hoa", "chọn chỉ tiêu")
    assert "Tham gia tố tụng: 5 vụ" in await office.types("hoa", "1 5 vu")
    assert "Đã ghi nhận đăng ký số 1" in await office.types("hoa", "1")
    assert "kết quả số 1" in await office.types("hoa", "tham gia to tung 2 vu hom nay")
    assert "2/5 vụ" in await office.types("hoa", "toi lam duoc gi")
    assert "Đã xóa kết quả số 1" in await office.types("hoa", "xóa 1")
    assert "Đã khôi phục" in await office.types("hoa", "khôi phục 1")
    await office.types("hoa", "hoi can bo phu trach")
    assert "Đã chuyển" in await office.types("hoa", "Nộp bản giấy được không?")
    assert "Nộp bản giấy được không?" in office.last("lan anh")
    await office.types("lan anh", "trả lời 1")
    assert "Đã chuyển câu trả lời" in await office.types("lan anh", "Được.")
    assert "Được." in office.last("hoa")


async def test_reports_and_their_reminders_run_there_too(office):
    await let_in(office, "hoa")
    await office.types("hoa", "báo cáo 1")
    assert "Báo cáo chưa được nộp" in await office.types("hoa", "Đã tham gia tố tụng 5 vụ.")
    assert "đúng hạn" in await office.types("hoa", "nộp")
    assert "không còn việc" not in await office.types("hoa", "tôi còn việc gì")


async def test_there_nobody_is_told_to_type_a_slash_and_no_platform_is_named(office):
    await let_in(office, "hoa")
    for words in ("bảng chọn", "0", "hướng dẫn", "cài đặt", "dữ liệu của tôi", "xyzzy", "phong trào", "việc"):
        said = await office.types("hoa", words)
        assert not A_SLASH.search(said)
        assert not NAMES.search(said)
