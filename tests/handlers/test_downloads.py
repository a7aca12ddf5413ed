"""Where no file can be sent, an answer that has one says by which link it is had; without a public address, as ever."""

import json
import re
import socket
from dataclasses import replace

import httpx
import pytest

from domain.roster_table import rows
from handlers import sheets
from handlers.erasing import again
from storage import accounts, campaigns
from tests.conftest import DRIVE
from tests.handlers.test_documents import PDF, PLAN, kept

pytestmark = pytest.mark.only("zalo")

LINK = re.compile(r"http://127\.0\.0\.1:\d+/tai/\S+")


@pytest.fixture
async def browser(desk):
    """The installation has a public address; this opens it."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    await desk.stop()
    section = f'\n[web]\npublic_url = "http://127.0.0.1:{port}"\nport = {port}\n'
    desk.config.write_text(desk.config.read_text() + section)
    await desk.start()
    async with httpx.AsyncClient() as client:
        yield client


async def taken(browser: httpx.AsyncClient, said: str) -> bytes | None:
    """What the one link in these words gives; None if it gives nothing."""
    (link,) = LINK.findall(said)
    seen, file = await browser.get(link), await browser.post(link)
    assert seen.status_code == file.status_code
    return file.content if file.status_code == 200 else None


async def left(desk) -> int:
    return await desk.read(lambda tx: tx.value("SELECT count(*) FROM download"))


async def test_the_present_list_comes_as_a_link_that_opens(desk, browser, officer):
    await officer.says("biểu mẫu")
    said = await officer.chooses("Danh sách hiện có")
    assert "Danh sách hiện có: 05 người" in said
    assert "Tệp danh-sach.xlsx, chị mở địa chỉ này để tải (hết hạn lúc 9 giờ 35, thứ Tư, ngày 17/6/2026):" in said
    assert "gửi lại vào đây" not in said
    read = rows(sheets.read(await taken(browser, said)))
    assert [row.cells["full_name"] for row in read][:2] == ["Nguyễn Thị Lan Anh", "Trần Văn Dũng"]


async def test_the_form_comes_as_a_link_with_where_the_list_goes_then(desk, browser, officer):
    said = await officer.says("biểu mẫu")
    assert "gửi tệp vào đây" not in said
    assert "lệnh thidua import-staff" in said
    assert (await taken(browser, said)).startswith(b"PK")


async def test_everybody_has_the_own_data_by_a_link(desk, browser, staff):
    await staff.says("dữ liệu của tôi")
    await staff.chooses("Nhận bản đầy đủ")
    said = await staff.chooses("Tệp cho phần mềm")
    assert json.loads(await taken(browser, said))["person"]["full_name"] == "Phạm Thanh Bình"


async def test_the_log_and_a_plan_come_so_too(desk, browser, officer, staff):
    planned = await desk.read(lambda tx: campaigns.add(tx, replace(DRIVE, documents=(PLAN,))))
    await kept(desk, planned)
    shown = await staff.says(f"/tailieu {planned}")
    assert "Kèm theo là bản chụp" in shown
    assert await taken(browser, shown) == PDF
    assert (await taken(browser, await officer.says("/nhatky tep"))).startswith(b"PK")


async def test_what_was_said_with_a_link_is_not_kept(desk, browser, officer):
    said = await officer.says("/bieumau ds")
    (link,) = LINK.findall(said)
    token = link.rpartition("/")[2]
    assert (
        await desk.read(lambda tx: tx.value("SELECT count(*) FROM outbox WHERE message LIKE ?", (f"%{token}%",))) == 0
    )


async def test_after_its_minutes_the_file_is_gone(desk, browser, officer):
    said = await officer.says("/bieumau ds")
    await desk.moved_to("2026-06-17T09:34")
    assert await taken(browser, said) is not None
    await desk.moved_to("2026-06-17T09:35")
    assert await taken(browser, said) is None
    assert await left(desk) == 0


async def test_when_anybody_is_erased_no_file_stays_in_which_the_name_may_stand(desk, browser, officer):
    said = await officer.says("/bieumau ds")
    await desk.read(lambda tx: again(tx, 4, desk._now(), desk._now()))
    assert await taken(browser, said) is None
    assert await left(desk) == 0


async def test_whoever_leaves_or_loses_the_phone_leaves_no_link_behind(desk, browser, staff):
    await staff.says("/dulieu")
    said = await staff.says("/dulieu tai json")
    await desk.read(lambda tx: accounts.unlink(tx, 4))
    assert await taken(browser, said) is None
    assert await left(desk) == 0


async def test_who_may_not_have_it_is_given_no_link(desk, browser, staff, stranger):
    for person in (staff, stranger):
        assert LINK.findall(await person.says("/bieumau ds")) == []
    assert await left(desk) == 0


async def test_without_a_public_address_it_is_said_where_it_can_be_had(desk, officer):
    assert "lệnh thidua import-staff" in await officer.says("/bieumau ds")
    assert "Ở đây không gửi được tệp" in await officer.says("/nhatky tep")
    assert LINK.findall("\n".join(officer.heard)) == []
    assert await left(desk) == 0


@pytest.mark.only("telegram")
async def test_where_files_can_be_sent_they_are(desk, browser, officer):
    said = await officer.says("/bieumau ds")
    assert LINK.findall(said) == []
    assert [file.name for file in desk.sandbox.world.files.values()] == ["danh-sach.xlsx"]
    assert await left(desk) == 0
