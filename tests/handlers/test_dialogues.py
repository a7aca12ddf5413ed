"""What holds for every question: rights are asked each time, labels may be typed, “thoát” leaves."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.campaign_content import Content
from domain.campaigns import CampaignState
from domain.permissions import Role
from domain.reminders import GroupMessage, GroupMessageKind
from domain.sentences import Doubt
from handlers.everything import DIALOGUES
from storage import achievements, announcements, campaigns, dialogues, reports
from tests.conftest import DRIVE
from tests.handlers.approving import BINH, handed_in
from tests.handlers.logged import NOW, entries
from tests.handlers.test_publishing import correcting

LAN_ANH, TUAN = 1, 3


async def open_question(desk, person):
    found = await desk.read(lambda tx: dialogues.live(tx, desk.key, person.id))
    return found and (found.kind, found.step)


async def without_role(desk, staff_id, role):
    async with desk.database.transaction() as tx:
        await tx.run("DELETE FROM role_grant WHERE staff_id = ? AND role = ?", (staff_id, role))


async def second_drive(desk):
    async with desk.database.transaction() as tx:
        asks = Content(titles=("Lao động tiên tiến",), forms=("Giấy khen",))
        await campaigns.add(tx, replace(DRIVE, label="Đợt thi đua 10/10", content=asks))


async def two_called_binh(desk):
    async with desk.database.transaction() as tx:
        await tx.run("UPDATE staff SET full_name = 'Trần Thanh Bình', given_key = 'binh' WHERE id = 2")


# Lost roles -------------------------------------------------------------------------------------

OF_THE_UNIT = {
    "report": ["/baocao nop 1", "Một bản báo cáo kín."],
    "report, body": ["/baocao nop 1"],
    "colleague": ["/dangky nhap 1 4"],
    "collective": ["/dangky nhap 1 tapthe"],
    "entry": ["ghi hộ anh Bình phát khoảng 500 tờ gấp"],
}


@pytest.mark.parametrize("asked", OF_THE_UNIT.values(), ids=OF_THE_UNIT)
@pytest.mark.parametrize("how", ["/tieptuc", "nói tiếp"])
async def test_who_acts_for_the_unit_no_more_is_asked_nothing_more(desk, drive, focal, asked, how):
    for text in asked:
        await focal.says(text)
    assert await open_question(desk, focal)
    await without_role(desk, TUAN, Role.UNIT_FOCAL)
    said = await focal.says(how)
    assert "báo cáo kín" not in said
    assert await open_question(desk, focal) is None
    assert "chưa hiểu" in await focal.says("xyzzy")


@pytest.mark.parametrize("how", ["/tieptuc", "thứ Hai"])
async def test_who_is_no_officer_any_more_sees_no_question(desk, officer, staff, how):
    await staff.says("/hoi khi nào họp kín")
    await officer.chooses("Trả lời")
    await without_role(desk, LAN_ANH, Role.OFFICER)
    assert "họp kín" not in await officer.says(how)
    assert await open_question(desk, officer) is None
    assert len(staff.heard) == 1


@pytest.mark.parametrize("how", ["/tieptuc", "ok", "Ghi đính chính"])
async def test_who_is_no_officer_any_more_corrects_nothing(desk, drive, officer, how):
    await correcting(desk, officer, drive, theme='"Kín"')
    assert await open_question(desk, officer) == ("correcting", "confirm")
    await without_role(desk, LAN_ANH, Role.OFFICER)
    assert "Kín" not in await officer.says(how)
    assert await open_question(desk, officer) is None
    (campaign,) = await desk.read(campaigns.every)
    assert campaign.theme == DRIVE.theme


# Labels -----------------------------------------------------------------------------------------


async def test_labels_may_be_typed_instead_of_pressed(desk, drive, staff):
    await staff.says("/dangky")
    await staff.chooses("Tự nhập chỉ tiêu")
    await staff.says("tư vấn 5 vụ")
    assert await open_question(desk, staff) == ("registration", "confirm")
    await staff.says("sua")
    assert await open_question(desk, staff) == ("registration", "sentence")
    await staff.says("tư vấn 6 vụ")
    assert "Tư vấn: 6 vụ" in await staff.says("Xác nhận")
    assert await open_question(desk, staff) is None


async def test_a_report_is_handed_in_by_its_label(desk, drive, focal):
    await focal.says("/baocao nop 1")
    await focal.says("Toàn văn báo cáo.")
    await focal.says("viết lại")
    assert await open_question(desk, focal) == ("report", "body")
    await focal.says("Toàn văn báo cáo, bản sửa.")
    await focal.says("nộp")
    found = await desk.read(lambda tx: campaigns.get(tx, drive))
    (report,) = [one for one in await desk.read(lambda tx: reports.of_campaign(tx, found)) if one.handed_in]
    assert await desk.read(lambda tx: reports.body(tx, report)) == "Toàn văn báo cáo, bản sửa."


async def test_a_typed_label_never_replaces_a_report_that_was_not_seen(desk, drive, focal, unit_head):
    await focal.says("/baocao nop 1")
    await focal.says("Bản của đầu mối.")
    await unit_head.says("/baocao nop 1")
    await unit_head.says("Bản của trưởng phòng.")
    await unit_head.says("nộp")
    assert "sẽ là bản thứ 2" in await focal.says("nộp")
    await focal.says("nộp")
    found = await desk.read(lambda tx: campaigns.get(tx, drive))
    assert [one.version for one in await desk.read(lambda tx: reports.of_campaign(tx, found))].count(2) == 1


async def test_a_typed_label_that_leads_elsewhere_leads_there(desk, hoa):
    await desk.moved_to(NOW)
    await hoa.says("tư vấn 3 vụ")
    await hoa.says("sửa 1")
    await hoa.says("tính vào đợt khác")
    assert "Làm tiếp việc đang dở" in hoa.choices
    await hoa.says("sửa 1")
    await hoa.says("việc")
    assert await open_question(desk, hoa) == ("achievement_change", "act")


async def test_words_beside_a_label_are_an_answer_of_their_own(desk, hoa):
    await desk.moved_to(NOW)
    await hoa.says("tư vấn 3 vụ, tham gia tố tụng 2 vụ")
    await hoa.says("đúng ghi lại.")
    assert len(await entries(desk)) == 2
    await hoa.says("sửa 1")
    await hoa.says("số lượng 5 vụ")
    assert (await desk.read(lambda tx: achievements.get(tx, 1))).entry.amounts[0].value == 5


# Leaving ----------------------------------------------------------------------------------------

LONG = "a" * 4001
REACHED = {  # by whom, with which words
    ("questions", "question"): ("focal", ["/hoi"]),
    ("questions", "answer"): ("officer", ["/hoi tra 1.0"]),
    ("achievement", "sentence"): ("focal", ["/ghi"]),
    ("achievement", "colleague"): ("focal", ["ghi hộ anh Bình thẩm định 2 dự thảo"]),
    ("achievement", "confirm"): ("focal", ["tư vấn 3 vụ, tham gia tố tụng 2 vụ"]),
    ("achievement", "amount_approximate"): ("focal", ["phát khoảng 500 tờ gấp"]),
    ("achievement_change", "part"): ("focal", ["tư vấn 3 vụ", "sửa 1"]),
    ("achievement_change", "act"): ("focal", ["tư vấn 3 vụ", "sửa 1", "việc"]),
    ("achievement_change", "day"): ("focal", ["tư vấn 3 vụ", "sửa 1", "ngày"]),
    ("achievement_change", "amount"): ("focal", ["tư vấn 3 vụ", "sửa 1", "số lượng"]),
    ("registration", "campaign"): ("focal", ["đăng ký 10 vụ tư vấn"]),
    ("registration", "title"): ("focal", ["/dangky 2"]),
    ("registration", "form"): ("focal", ["/dangky 2", "lđtt"]),
    ("registration", "way"): ("focal", ["/dangky 2", "lđtt", "giấy khen"]),
    ("registration", "criteria"): ("focal", ["/dangky chon 1"]),
    ("registration", "sentence"): ("focal", ["/dangky nhap 1"]),
    ("registration", "doubt"): ("focal", ["/dangky nhap 1", "10"]),
    ("registration", "confirm"): ("focal", ["/dangky nhap 1", "tư vấn 10 vụ"]),
    ("approving", "reason"): ("officer", ["/duyet them 1.1 1"]),
    ("notice", "whom"): ("officer", ["/thongbao"]),
    ("notice", "pick"): ("officer", ["/thongbao", "chọn đơn vị"]),
    ("notice", "words"): ("officer", ["/thongbao", "toàn sở"]),
    ("notice", "preview"): ("officer", ["/thongbao", "toàn sở", "Mời họp."]),
    ("notice", "when"): ("officer", ["/thongbao", "toàn sở", "Mời họp.", "hẹn giờ, gửi lặp lại"]),
    ("timeline", "time"): ("officer", ["/phatdong tingio 1"]),
    ("timeline", "words"): ("officer", ["/phatdong tinloi 1"]),
    ("timeline", "confirm"): ("officer", ["/phatdong tinloi 1", "Mời ghi kết quả."]),
    ("report", "body"): ("focal", ["/baocao nop 1"]),
    ("report", "shorter"): ("focal", ["/baocao nop 1", LONG]),
    ("report", "confirm"): ("focal", ["/baocao nop 1", "Toàn văn."]),
    ("correcting", "lines"): ("officer", ["đính chính 1"]),
    ("launching", "list"): ("officer", ["phát động 28/8"]),
    ("launching", "ready"): ("officer", ["phát động 28/8", "7 45/KH-STP 12/6"]),
    ("launching", "further"): ("officer", ["phát động 28/8", "thêm nội dung"]),
    ("launching", "preview"): ("officer", ["phát động 28/8", "xem trước bản gửi"]),
    ("launching", "when"): ("officer", ["phát động 28/8", "xem trước bản gửi", "hẹn giờ khác"]),
    ("absence", "days"): ("focal", ["báo nghỉ"]),
    ("delegating", "whom"): ("focal", ["ủy quyền", "giao người làm thay"]),
    ("delegating", "days"): ("focal", ["ủy quyền", "giao người làm thay", "dũng"]),
    ("delegating", "sure"): ("focal", ["ủy quyền", "giao người làm thay", "dũng", "20/8"]),
    ("handing_over", "whom"): ("focal", ["bàn giao"]),
    ("handing_over", "sure"): ("focal", ["bàn giao", "dũng"]),
    ("finding", "name"): ("focal", ["/timnguoi"]),
    ("inviting", "terms"): ("officer", ["/themnguoi madonvi 2"]),
    ("my_data", "words"): ("focal", ["/dulieu sua"]),
    ("records", "field"): ("officer", ["/hoso sua 2"]),
    ("records", "value"): ("officer", ["/hoso sua 2", "chức vụ"]),
    ("records", "unit"): ("officer", ["/hoso chuyen 3"]),
    ("records", "name"): ("officer", ["/hoso them 2"]),
    ("records", "gender"): ("officer", ["/hoso them 2", "Đỗ Thị Mai, Kế toán"]),
    ("units", "name"): ("officer", ["/donvi them 2"]),
    ("units", "kind"): ("officer", ["/donvi them 2", "Tổ Một"]),
    ("units", "newname"): ("officer", ["/donvi doiten 2"]),
    ("units", "parent"): ("officer", ["/donvi chuyen 2"]),
    ("units", "into"): ("officer", ["/donvi gop 2"]),
    ("units", "called"): ("officer", ["/donvi gop 2", "văn phòng sở"]),
    ("units", "merge"): ("officer", ["/donvi gop 2", "văn phòng sở", "Phòng Gộp"]),
    ("units", "part"): ("officer", ["/donvi tach 2"]),
    ("units", "who"): ("officer", ["/donvi tach 2", "Phòng Tách"]),
    ("units", "split"): ("officer", ["/donvi tach 2", "Phòng Tách", "1", "xong"]),
    ("units", "close"): ("officer", ["/donvi them 0", "Tổ Trống", "phòng, văn phòng", "/donvi dong 4"]),
    ("stepping", "interim"): ("officer", ["/phatdong soket 3.1"]),
    ("stepping", "decision"): ("officer", ["/phatdong quyetdinh 4.1"]),
    ("stepping", "sure"): ("officer", ["/phatdong quyetdinh 4.1", "120/QĐ-STP 05/6/2026"]),
    ("postponing", "when"): (
        "officer",
        ["phát động 28/8", "xem trước bản gửi", "Gửi lúc 8 giờ 00, thứ Năm, ngày 18/6/2026", "hoãn đợt 5"],
    ),
}


async def later_drives(desk) -> None:
    """One whose interim review is due, and one whose awards are being decided on."""
    async with desk.database.transaction() as tx:
        for state in (CampaignState.INTERIM_REVIEW, CampaignState.REVIEWING):
            await campaigns.add(tx, replace(DRIVE, label=f"Đợt {state}", state=state))


async def message_to_groups(desk, drive) -> None:
    """The drive's mid-point, still to come: the first announcement there is."""
    at = DRIVE.publish_at + timedelta(days=30)
    one = GroupMessage(GroupMessageKind.MIDPOINT, at, at + timedelta(days=1))
    await desk.read(lambda tx: announcements.replace_waiting(tx, drive, [one], DRIVE.publish_at))


@pytest.mark.parametrize("way_out", ["thoát", "bỏ qua", "Bo qua."])
async def test_the_words_for_leaving_leave_every_question(desk, drive, request, staff, officer, way_out):
    await staff.says("/hoi khi nào họp")
    await second_drive(desk)
    await later_drives(desk)
    await two_called_binh(desk)
    await message_to_groups(desk, drive)
    await handed_in(desk, drive, BINH, late=True)
    for step, (who, texts) in REACHED.items():
        person = request.getfixturevalue(who)
        for text in texts:
            await person.says(text)
        assert await open_question(desk, person) == step, person.last
        await person.says(way_out)
        assert await open_question(desk, person) is None, step
    await correcting(desk, officer, drive, theme='"Một"')
    assert "không" in (await officer.says(way_out)).lower()
    assert await open_question(desk, officer) is None


def test_every_step_is_among_those_that_are_left():
    """The other doubts of an entry share one step's functions; joining ends by its own choices."""
    steps = {(kind, step) for kind, table in DIALOGUES.items() for step in table if kind != "joining"} - {
        ("questions", dialogues.NOTED)
    }
    doubts = {("achievement", doubt.value) for doubt in Doubt}
    others = {("cluster", step) for step in ("titles", "forms", "report")} | {
        ("correcting", "confirm"),
        ("agreeing", "reason"),
        ("my_data", "reason"),
        ("roster", "review"),
    }
    assert steps - doubts == {*REACHED, *others} - doubts
