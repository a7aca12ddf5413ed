from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest

from domain.campaign_content import Content
from domain.permissions import Grant, Role
from domain.registrations import RegistrationState
from domain.targets import Target
from storage import campaigns, grants, people, registrations
from tests.conftest import CAST, DRIVE
from tests.handlers.grouped import chat_of, linked, said_in
from tests.handlers.registering import another, put_in
from tests.handlers.signing import campaign_with

HEAD = "Trần Văn Dũng"
NOW = datetime.fromisoformat("2026-06-17T09:05:00+07:00")
PRIVATE = "Việc này xin nhắn riêng"
NOT_YOURS = "Thông tin của người khác, của đơn vị chỉ người có trách nhiệm được xem"


async def answered(staff, hoa, drive):
    await staff.presses(f"/dangky ok {drive}.0")
    await hoa.presses(f"/dangky khong {drive}.0")


async def test_the_officer_sees_every_unit_in_figures_and_names_on_demand(officer, staff, hoa, drive):
    await answered(staff, hoa, drive)
    said = await officer.says("tiến độ")
    assert "Đã kích hoạt: 5/5 người; đã nhận thông báo: 2/5" in said
    assert "Đã đăng ký: 1/5 người" in said
    assert "Không tham gia: 01 người" in said
    assert "Đã ghi kết quả: 0/1 người đã đăng ký" in said
    assert "2. Phòng Hành chính và Bổ trợ tư pháp: 1/3, còn 2, chưa báo cáo" in said
    assert "Bình" not in said
    said = await officer.chooses("2. Phòng Hành chính")
    assert f"Chưa trả lời: {HEAD}, Lý Văn Tuấn" in said
    assert "Chờ xác nhận: Phạm Thanh Bình" in said
    assert "Chưa ghi kết quả: Phạm Thanh Bình" in said


async def test_a_unit_head_and_a_focal_point_see_their_own_unit_only(unit_head, focal, staff, hoa, drive):
    await answered(staff, hoa, drive)
    for person in (unit_head, focal):
        said = await person.says("/tiendo")
        assert "Đăng ký: 1/3 người; tập thể chưa đăng ký" in said
        said = await person.chooses("Ai còn thiếu gì")
        assert f"Chưa trả lời: {HEAD}, Lý Văn Tuấn" in said
        assert "Không có đơn vị này trong phạm vi" in await person.says(f"/tiendo {drive} 3")
        assert "Hoa" not in await person.says(f"/tiendo ai {drive} khong")


@pytest.mark.parametrize(
    "asked",
    [
        "/tiendo",
        "tiến độ",
        "/tiendo ai 1 dangky",
        "ai chưa đăng ký",
        "ai chưa đăng ký phòng BTTP",
        "số liệu phòng tôi",
        "phòng anh đến đâu rồi",
        "đôn đốc",
        "/dondoc nhac 1.1 dangky",
    ],
)
async def test_a_clerk_is_told_politely_who_may_see_it(staff, drive, asked):
    said = await staff.says(asked)
    assert NOT_YOURS in said
    assert "“việc của tôi”" in said


async def test_who_is_not_activated_is_counted_apart(desk, officer, drive):
    async with desk.database.transaction() as tx:
        await people.add_staff(tx, 1, "Vũ Thị Mới", "female", "Chuyên viên", [Role.STAFF])
    said = await officer.says(f"/tiendo {drive}")
    assert "Chưa trả lời: 05 người\nChưa kích hoạt, chưa được nhập hộ: 01 người" in said
    assert "Đã đăng ký: 0/6 người" in said
    assert "Chưa kích hoạt, chưa được nhập hộ: Vũ Thị Mới" in await officer.chooses("1. Văn phòng")


async def test_a_report_that_was_handed_in_is_counted(desk, officer, drive):
    async with desk.database.transaction() as tx:
        await tx.run(
            "INSERT INTO report_submission (campaign_id, unit_id, version, body, submitted_by, submitted_at)"
            " VALUES (?, 2, 1, 'Đã làm', 2, 1781661600)",
            (drive,),
        )
    assert "Đã báo cáo: 1/3 đơn vị" in await officer.says(f"/tiendo {drive}")


async def test_without_a_campaign_there_is_no_progress_and_an_unknown_unit_is_refused(officer, drive):
    assert "không tìm thấy" in await officer.says("/tiendo 77")
    assert "Không có đơn vị này trong phạm vi" in await officer.says(f"/tiendo {drive} 77")


# All campaigns ---------------------------------------------------------------------------------------


async def test_all_campaigns_are_on_one_screen_with_a_number_to_choose_one_by(desk, officer, staff, hoa, drive):
    await answered(staff, hoa, drive)
    await campaign_with(desk, Content(commitment="Tôi cam kết"), label="Đợt thứ hai", report_deadline=None)
    said = await officer.says("tiến độ")
    line = "Đợt thi đua 28/8: đăng ký 1/5 người, 0/3 tập thể; còn 03 người chưa trả lời; báo cáo 0/3"
    assert f"1. {line}" in said
    assert "2. Đợt thứ hai: đăng ký 0/5 người, 0/3 tập thể; còn 05 người chưa trả lời; ký cam kết 0/5\n" in said
    assert "Tiến độ Đợt thứ hai" in await officer.chooses("2. Đợt thứ hai")


async def test_a_dozen_campaigns_are_turned_page_by_page_and_no_page_is_long(desk, officer, drive):
    for number in range(2, 13):
        await another(desk, label=f"Phong trào thi đua chuyên đề số {number}")
    seen = [await officer.says("tiến độ")]
    seen += [await (officer.says("0") if desk.key != "telegram" else officer.chooses("Xem tiếp")) for _ in range(2)]
    assert all(len(page) <= 900 for page in seen)
    assert [number for number in range(2, 13) if f"số {number}:" not in "\n".join(seen)] == []


async def test_a_head_sees_the_figures_of_the_own_unit_alone_over_all_campaigns(desk, unit_head, staff, hoa, drive):
    await answered(staff, hoa, drive)
    await another(desk, label="Đợt thứ hai")
    said = await unit_head.says("tiến độ")
    assert "Đợt thi đua 28/8: đăng ký 1/3 người, 0/1 tập thể; còn 02 người chưa trả lời; báo cáo 0/1" in said


async def test_a_campaign_of_chosen_people_is_shown_to_who_is_responsible_for_one_of_them(desk, unit_head, drive):
    own = await another(desk, label="Đợt của anh Bình", people=frozenset({4}))
    other = await another(desk, label="Đợt của chị Hoa", people=frozenset({5}))
    said = await unit_head.says("tiến độ")
    assert "Đợt của anh Bình: đăng ký 0/1 người; còn 01 người" in said
    assert "chị Hoa" not in said
    assert "Chưa trả lời: Phạm Thanh Bình" in await unit_head.says(f"/tiendo {own} 2")
    assert "không tìm thấy" in await unit_head.says(f"/tiendo {other}")


# Names -----------------------------------------------------------------------------------------------


async def many(desk, count, unit=2, start=0):
    async with desk.database.transaction() as tx:
        for number in range(start, start + count):
            await people.add_staff(tx, unit, f"Nguyễn Văn Số {number:03}", "male", "Chuyên viên", [])


async def test_long_lists_of_names_go_on_and_no_page_is_long(desk, officer, drive):
    await many(desk, 45)
    await many(desk, 5, unit=3, start=45)
    pages = [await officer.says(f"/tiendo {drive} 2")]
    pages += [await officer.says(f"/tiendo {drive} 2 {begin}") for begin in (20, 40)]
    assert all(len(page) <= 900 for page in pages)
    assert "Xem tiếp" in (await officer.says(f"/tiendo {drive} 2")) + "".join(officer.choices)
    shown = "\n".join(pages)
    assert [number for number in range(45) if f"Số {number:03}" not in shown] == []
    assert "Số 045" not in shown


async def test_one_list_goes_over_all_units_and_names_each_once(desk, officer, drive):
    await many(desk, 45)
    await many(desk, 5, unit=3, start=45)
    said = await officer.says(f"/tiendo ai {drive} kichhoat")
    assert "Chưa kích hoạt, chưa được nhập hộ: 50 người" in said
    shown = [said]
    while "Xem tiếp" in officer.choices:
        more = officer.choices.index("Xem tiếp")
        shown.append(await (officer.says("0") if desk.key != "telegram" else officer.chooses(officer.choices[more])))
    assert all(len(page) <= 900 for page in shown)
    text = "\n".join(shown)
    assert [text.count(f"Số {number:03}") for number in range(50)] == [1] * 50
    assert "- Trung tâm Trợ giúp pháp lý nhà nước: Nguyễn Văn Số 045" in text


async def test_what_is_missing_is_chosen_by_its_number(officer, staff, hoa, drive):
    await answered(staff, hoa, drive)
    said = await officer.says(f"/tiendo ai {drive}")
    assert "Chưa trả lời: 03 người" in said
    assert "Không tham gia: 01 người" in said
    assert "cam kết: 0" not in said
    number = next(one for one in officer.choices if "Không tham gia" in one)
    assert "- Trung tâm Trợ giúp pháp lý nhà nước: Hoàng Thị Thu Hoa" in await officer.chooses(number)


async def test_a_late_request_where_nobody_is_registered_waits_in_the_list_too(desk, officer, drive):
    await put_in(desk, drive, staff_id=4, late=True)
    for words in (f"/tiendo ai {drive} bosung", f"/tiendo {drive} 2"):
        assert "Phạm Thanh Bình" in await officer.says(words)
    assert "Phạm Thanh Bình" not in await officer.says(f"/tiendo ai {drive} cho")


async def test_a_registration_that_was_returned_is_named_as_such(desk, officer, staff, drive):
    await staff.presses(f"/dangky ok {drive}.0")
    async with desk.database.transaction() as tx:
        await tx.run("UPDATE registration SET state = 'RETURNED', version = 2")
    said = await officer.says(f"/tiendo {drive} 2")
    assert "Trả lại, chờ sửa: Phạm Thanh Bình" in said
    assert said.count("Phạm Thanh Bình") == 1


async def test_in_a_group_there_are_counts_and_never_names(desk, officer, staff, unit_head, drive):
    group = -1 if desk.key == "telegram" else chat_of(desk, 1)
    await linked(desk, 1)
    zalo = desk.key != "telegram"
    name = f"@{desk.sandbox.zalo.bot().display_name} " if zalo else ""
    say, sender = (desk.sandbox.zalo_sim.say, officer.id) if zalo else (desk.sandbox.sim.say, officer.number)
    for words in (f"/tiendo {drive}", f"/tiendo {drive} 2", f"/tiendo ai {drive} dangky", "/dondoc"):
        say(sender, name + words, group)
        await desk.quiet()
    said = [one["text"] for one in said_in(desk, 1)][-4:]
    assert "Đã đăng ký: 0/5 người" in said[0]
    assert all(PRIVATE in one for one in said[1:])
    assert not any(cast[0] in one for one in said for cast in CAST.values())


# In plain words --------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["ai chưa đăng ký", "Ai chưa đăng ký?", "ai chua dang ky vay", "ai chưa trả lời"])
async def test_who_has_not_registered_is_asked_in_words(officer, staff, hoa, drive, words):
    await answered(staff, hoa, drive)
    assert f"Chưa trả lời: 03 người\n- Văn phòng Sở: {CAST[1001][0]}\n" in await officer.says(words)


async def test_of_one_unit_it_is_asked_by_a_part_of_its_name(officer, staff, hoa, drive, desk):
    await answered(staff, hoa, drive)
    async with desk.database.transaction() as tx:
        await tx.run("UPDATE unit SET short_name = 'P.HC&BTTP' WHERE id = 2")
    for words in ("ai chưa đăng ký phòng BTTP", "phòng hành chính và bổ trợ tư pháp đến đâu rồi", "số liệu phòng BTTP"):
        assert f"Chưa trả lời: {HEAD}, Lý Văn Tuấn" in await officer.says(words)
    assert "Không có đơn vị này" in await officer.says("ai chưa đăng ký phòng không có thật")


@pytest.mark.parametrize("words", ["số liệu phòng tôi", "số liệu phòng tôi đợt 28/8", "phòng anh đến đâu rồi"])
async def test_a_head_asks_for_the_own_unit_in_words(unit_head, staff, hoa, drive, words):
    await answered(staff, hoa, drive)
    said = await unit_head.says(words)
    assert "Phòng Hành chính và Bổ trợ tư pháp, Đợt thi đua 28/8, đến thứ Tư, ngày 17/6/2026:" in said
    assert "Đăng ký: 1/3 người" in said


async def test_which_of_two_campaigns_is_told_by_its_name(desk, unit_head, drive):
    await another(desk, label="Đợt thi đua 9/11")
    assert "Đợt thi đua 9/11, đến" in await unit_head.says("số liệu phòng tôi đợt 9/11")
    assert "Tiến độ các đợt thi đua" in await unit_head.says("số liệu phòng tôi")


async def test_who_has_not_signed_is_asked_of_the_one_campaign_that_asks_for_it(desk, officer, drive):
    async with desk.database.transaction() as tx:
        content = Content(commitment="Tôi cam kết")
        second = await campaigns.add(tx, replace(DRIVE, label="Đợt cam kết", content=content))
        await tx.run(
            "INSERT INTO signed_text (campaign_id, kind, version, words, since) VALUES (?, 'commitment', 1, 'Lời', 0)",
            (second,),
        )
        await tx.run("INSERT INTO commitment VALUES (1, 4, 1, 4)")
    said = await officer.says("ai chưa ký cam kết")
    assert "Đợt cam kết. Chưa ký cam kết: 04 người" in said
    assert "Bình" not in said


# The head's own view ---------------------------------------------------------------------------------


async def promised(desk, drive, staff_id, *targets):
    async with desk.database.transaction() as tx:
        state = RegistrationState.SUBMITTED
        await registrations.submit(
            tx, drive, state=state, entered_by=staff_id, now=NOW, staff_id=staff_id, targets=targets
        )


async def test_a_head_sees_what_is_reached_stands_out_and_is_slow(desk, unit_head, staff, focal, drive):
    await promised(
        desk,
        drive,
        4,
        Target("Tư vấn pháp luật", Decimal(4), "vụ", None),
        Target("tập huấn nghiệp vụ", Decimal(1), "lớp", datetime(2026, 8, 20).date()),  # noqa: DTZ001  # a day
    )
    await promised(desk, drive, 3, Target("Tư vấn pháp luật", Decimal(6), "vụ", None))
    await staff.says("tư vấn pháp luật 5 vụ hôm nay")
    await focal.says("tư vấn pháp luật 3 vụ hôm nay")
    said = await unit_head.says("số liệu phòng tôi")
    assert "Đạt chỉ tiêu: 1/3; đang làm: 2/3" in said
    assert "Nổi bật: Tư vấn pháp luật 8/10 vụ" in said
    assert "Chậm" not in said
    assert "Số liệu theo kết quả đã ghi." in said
    assert "xác nhận" not in said
    desk.at("2026-08-03T09:00")
    assert "Chậm: tập huấn nghiệp vụ 0/1 lớp (hạn 20/8)" in await unit_head.says("số liệu phòng tôi")


async def test_a_focal_point_of_a_cluster_sees_the_member_it_acts_for(desk, staff, drive):
    async with desk.database.transaction() as tx:
        await grants.add(tx, 4, Grant(Role.UNIT_HEAD, 3), None)
    said = await staff.says("/tiendo")
    assert "Trung tâm Trợ giúp pháp lý nhà nước, Đợt thi đua 28/8" in said
    assert "Đăng ký: 0/1 người" in said
