"""Each night: what was kept long enough is forgotten, and a proven copy is made beside the running program."""

import asyncio
import sqlite3
from datetime import datetime

import pytest

from storage import backups, copies
from tests.handlers.test_digests import moved

NIGHT = "2026-06-18T02:00"


@pytest.fixture
async def kept(desk):
    await desk.set(backup__keep_days="30", digest__officer_at='"08:30"')


def made(desk) -> list[str]:
    return [copy.name for copy in copies.of(desk.folder / "thidua.db", desk.folder / "backups")]


async def night(desk, moment: str = NIGHT) -> None:
    """Let it come, and what it asks for be done."""
    await desk.moved_to(moment)
    await desk.ticked()
    async with asyncio.timeout(10):
        while await desk.read(backups.asked):  # noqa: ASYNC110  # the program tells nobody
            await asyncio.sleep(0.01)


@pytest.mark.usefixtures("kept")
async def test_a_copy_is_made_each_night_and_told_of(desk, officer):
    await desk.moved_to("2026-06-18T01:59")
    assert made(desk) == []
    await night(desk)
    assert made(desk) == ["thidua-2026-06-18-020000.db"]
    copy = sqlite3.connect(desk.folder / "backups" / made(desk)[0])
    assert copy.execute("SELECT count(*) FROM staff").fetchone() == (5,)
    copy.close()
    await night(desk, "2026-06-18T07:00")
    assert len(made(desk)) == 1
    assert "Sao lưu gần nhất: 02 giờ 00, thứ Năm, ngày 18/6/2026" in await officer.says("hệ thống")
    await night(desk, "2026-06-19T02:30")
    assert len(made(desk)) == 2
    await moved(desk, "2026-06-19T08:30")
    assert "sao lưu gần nhất lúc 02 giờ 30, thứ Sáu, ngày 19/6/2026" in officer.last


@pytest.mark.usefixtures("kept")
async def test_a_night_that_was_slept_through_is_made_up_for_once(desk):
    await desk.stop()
    desk.at("2026-06-21T10:00")
    await desk.start()
    await night(desk, "2026-06-21T10:01")
    assert [name[:17] for name in made(desk)] == ["thidua-2026-06-21"]


@pytest.mark.usefixtures("kept")
async def test_a_copy_that_fails_is_told_and_the_service_goes_on(desk, officer, hoa):
    (desk.folder / "backups").write_text("a file where the folder should be")
    await night(desk)
    assert "“thoát”" in await hoa.says("hướng dẫn")
    told = "Lần sao lưu lúc 02 giờ 00, thứ Năm, ngày 18/6/2026 không làm được."
    said = await officer.says("hệ thống")
    assert told in said
    assert "Xin báo người quản trị" in said
    await moved(desk, "2026-06-18T08:30")
    digest = "Sao lưu: lần lúc 02 giờ 00, thứ Năm, ngày 18/6/2026 không làm được; xin báo người quản trị"
    assert digest in officer.last
    (desk.folder / "backups").unlink()
    await night(desk, "2026-06-19T02:00")
    assert told not in await officer.says("hệ thống")
    await moved(desk, "2026-06-19T08:30")
    assert "không làm được" not in officer.last


async def test_without_days_none_is_made_but_the_log_is_emptied(desk, staff):
    await staff.says("hướng dẫn")
    await desk.stop()
    await desk.start()
    await night(desk)
    assert made(desk) == []
    assert await desk.read(backups.failure) is None
    assert await desk.read(backups.last) is None
    assert (desk.folder / "thidua.db-wal").stat().st_size < 1_000_000


@pytest.mark.usefixtures("kept")
async def test_old_words_are_not_in_the_night_s_copy(desk, staff, officer):
    await staff.says("hỏi cán bộ phụ trách")
    await staff.says("Năm nay nộp bản giấy ở đâu?")
    await officer.says("trả lời 1")
    await officer.says("Nộp tại Văn phòng Sở nhé.")
    await night(desk, "2026-06-18T02:00")
    assert "nộp bản giấy".encode() in (desk.folder / "backups" / made(desk)[-1]).read_bytes()
    await night(desk, "2027-06-18T02:00")
    copy = (desk.folder / "backups" / made(desk)[-1]).read_bytes()
    assert "nộp bản giấy".encode() not in copy


@pytest.mark.usefixtures("kept")
async def test_old_copies_go_before_the_new_one_is_made_and_when_none_can_be(desk, officer, monkeypatch):
    await night(desk)
    await night(desk, "2026-06-19T02:00")
    seen = []

    def full(*_where):
        seen.append(made(desk))
        raise OSError("disk full")

    monkeypatch.setattr(copies, "make", full)
    await night(desk, "2026-07-18T02:00")
    assert seen == [["thidua-2026-06-19-020000.db"]]
    over = "ngày 19/6/2026 đã hết hạn giữ mà chưa xóa"
    assert over not in await officer.says("hệ thống")
    await night(desk, "2026-07-20T02:00")
    assert made(desk) == ["thidua-2026-06-19-020000.db"]
    assert over in await officer.says("hệ thống")
    await moved(desk, "2026-07-20T08:30")
    assert f"Bản sao lưu {over}; xin báo người quản trị" in officer.last
    assert (await desk.read(backups.kept_over)).reason.endswith("thidua-2026-06-19-020000.db")
    monkeypatch.undo()
    await night(desk, "2026-07-21T02:00")
    assert made(desk) == ["thidua-2026-07-21-020000.db"]
    assert "hết hạn giữ" not in await officer.says("hệ thống")


@pytest.mark.usefixtures("kept")
async def test_the_last_copy_goes_on_its_day_where_somebody_was_erased_since(desk, monkeypatch):
    await night(desk)
    erased = datetime.fromisoformat("2026-06-18T10:00:00+07:00").timestamp()
    await desk.read(lambda tx: tx.run("UPDATE staff SET erased_at = ? WHERE id = 1", (int(erased),)))
    monkeypatch.setattr(copies, "make", lambda *_where: 1 / 0)
    await night(desk, "2026-07-17T02:00")
    assert len(made(desk)) == 1
    await night(desk, "2026-07-18T02:00")
    assert made(desk) == []
