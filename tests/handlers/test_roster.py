"""The officer gets a form, sends the list, sees what it changes, and decides; nobody leaves silently."""

import pytest

from domain.permissions import Grant, Role
from domain.roster_table import rows
from handlers import sheets
from handlers.sheets import Sheet
from storage import grants, people, tree
from tests.conftest import newcomer
from tests.handlers.rostering import JUSTICE, NOW, OFFICE, received

FILES = pytest.mark.only("telegram")  # no other platform hands files on
HEADER = ["Họ và tên", "Giới tính", "Chức vụ", "Đơn vị", "Đối tượng", "Giữ chức vụ lãnh đạo", "Số điện thoại"]
CENTRE = "Trung tâm Trợ giúp pháp lý nhà nước"
CAST = [
    ["Nguyễn Thị Lan Anh", "Nữ", "Chuyên viên", OFFICE],
    ["Trần Văn Dũng", "Nam", "Chuyên viên", JUSTICE],
    ["Lý Văn Tuấn", "Nam", "Chuyên viên", JUSTICE],
    ["Phạm Thanh Bình", "Nam", "Chuyên viên", JUSTICE],
    ["Hoàng Thị Thu Hoa", "Nữ", "Chuyên viên", CENTRE],
]
AN = ["Lê An", "Nữ", "Văn thư", OFFICE, "NLĐ", "không", 912345678.0]


def sheet(*table) -> bytes:
    return sheets.written([Sheet("Danh sách", [HEADER, *table])], NOW)


async def on_the_roster(desk) -> set[tuple[str, str]]:
    return {(one.full_name, one.unit.name) for one in await desk.read(people.everybody)}


async def acts(desk) -> list[tuple[int, str, str, str]]:
    sql = "SELECT staff_id, act, fields, origin FROM audit_log WHERE act GLOB 'staff.*' OR act = 'roster.exported'"
    return [tuple(row) for row in await desk.read(lambda tx: tx.rows(sql))]


# The form ---------------------------------------------------------------------------------------


@FILES
async def test_the_form_comes_back_filled_and_its_example_is_nobody(desk, officer):
    said = await officer.says("biểu mẫu")
    assert "mỗi người một dòng" in said
    header, example = received(officer)[:2]
    assert header == HEADER
    assert example[0].startswith("Ví dụ: ")
    said = await officer.sends("bieu-mau.xlsx", sheet(example, *CAST))
    assert "khớp với hiện tại, không có gì phải ghi" in said


@FILES
async def test_the_present_list_is_a_choice_and_sent_back_changes_nothing(desk, officer):
    await officer.says("biểu mẫu")
    assert "05 người" in await officer.chooses("Danh sách hiện có")
    file = [one for one in desk.sandbox.world.files.values() if one.name == "danh-sach.xlsx"][-1]
    assert [row.cells["full_name"] for row in rows(sheets.read(file.content))] == [
        "Nguyễn Thị Lan Anh",
        "Trần Văn Dũng",
        "Lý Văn Tuấn",
        "Phạm Thanh Bình",
        "Hoàng Thị Thu Hoa",
    ]
    assert "không có gì phải ghi" in await officer.sends("danh-sach.xlsx", file.content)
    assert await acts(desk) == [(1, "roster.exported", "", "telegram")]


@pytest.mark.only("zalo")
async def test_where_no_file_arrives_that_is_said_with_what_to_do_instead(desk, officer):
    said = await officer.says("biểu mẫu")
    assert "tệp chưa chuyển được đến trợ lý" in said
    assert "lệnh thidua import-staff" in said
    assert "Họ và tên, Giới tính" in said


async def test_on_both_platforms_the_officer_is_told_where_files_arrive(desk_of_both):
    officer = await newcomer(desk_of_both, 1200, "Vũ Thị Nga", "female", role=Role.OFFICER)
    said = await officer.says("biểu mẫu")
    assert "t.me/" in said
    assert "import-staff" not in said


async def test_the_form_is_for_who_keeps_the_roster(desk, staff, unit_head):
    assert "do cán bộ phụ trách thi đua thực hiện" in await staff.says("biểu mẫu")
    assert "do cán bộ phụ trách thi đua thực hiện" in await unit_head.says("danh sách hiện có")


# The list ---------------------------------------------------------------------------------------


@FILES
async def test_a_spreadsheet_from_anybody_else_is_one_polite_sentence(desk, staff):
    said = await staff.sends("danh-sach.xlsx", sheet(*CAST, AN))
    assert "do cán bộ phụ trách thi đua gửi" in said
    assert desk.sandbox.sim.record("getFile") == []
    assert len(await on_the_roster(desk)) == 5


@FILES
async def test_a_list_is_shown_line_by_line_and_written_by_one_choice(desk, officer):
    table = [*CAST[:4], [*CAST[4][:2], "Trợ giúp viên", *CAST[4][3:]], AN]
    said = await officer.sends("ds.xlsx", sheet(*table))
    assert "Thêm mới: 01; thay đổi: 01; không đổi: 04" in said
    assert officer.choices == ["Xem từng dòng", "Ghi danh sách", "Thôi, không ghi"]
    said = await officer.chooses("Xem từng dòng")
    assert f"Sửa: Hoàng Thị Thu Hoa, {CENTRE}; chức vụ: Chuyên viên → Trợ giúp viên" in said
    assert "Thêm: Lê An, Văn phòng Sở, Văn thư" in said
    assert len(await on_the_roster(desk)) == 5
    assert "thêm 01, thay đổi 01" in await officer.chooses("Ghi danh sách")
    assert ("Lê An", OFFICE) in await on_the_roster(desk)
    assert await acts(desk) == [
        (1, "staff.added", "name,gender,post,unit", "telegram"),
        (1, "staff.changed", "post", "telegram"),
    ]
    assert await desk.read(lambda tx: tx.value("SELECT count(*) FROM roster_file")) == 0


@FILES
async def test_who_is_not_in_the_file_leaves_only_when_that_is_chosen(desk, officer, staff):
    await officer.sends("ds.xlsx", sheet(*CAST[:3], CAST[4], AN))
    assert officer.choices == [
        "Xem từng dòng",
        "Ghi, giữ nguyên 1 người ấy",
        "Ghi, và cho thôi 1 người không có trong danh sách",
        "Thôi, không ghi",
    ]
    assert "Không có trong tệp: Phạm Thanh Bình" in await officer.chooses("Xem từng dòng")
    await officer.chooses("Ghi, giữ nguyên")
    assert len(await on_the_roster(desk)) == 6
    said = await officer.sends("ds.xlsx", sheet(*CAST[:3], CAST[4], AN))
    assert officer.choices == ["Xem từng dòng", "Ghi, và cho thôi 1 người không có trong danh sách", "Thôi, không ghi"]
    assert "việc đã làm vẫn được giữ" in said
    assert "cho thôi 01" in await officer.chooses("Ghi, và cho thôi")
    assert ("Phạm Thanh Bình", JUSTICE) not in await on_the_roster(desk)
    assert (await acts(desk))[-1] == (1, "staff.left", "left_at", "telegram")
    said = await officer.sends("ds.xlsx", sheet(*CAST, AN))
    assert "Trở lại: 01" in said
    await officer.chooses("Ghi danh sách")
    assert ("Phạm Thanh Bình", JUSTICE) in await on_the_roster(desk)


@FILES
async def test_another_unit_is_a_transfer_whose_past_stays(desk, officer):
    await officer.sends("ds.xlsx", sheet(*CAST[:3], [*CAST[3][:3], OFFICE], CAST[4]))
    assert f"Chuyển: Phạm Thanh Bình, từ {JUSTICE} sang {OFFICE}" in await officer.chooses("Xem từng dòng")
    await officer.chooses("Ghi danh sách")
    assert ("Phạm Thanh Bình", OFFICE) in await on_the_roster(desk)
    assert await desk.read(lambda tx: tx.value("SELECT count(*) FROM posting")) == 1
    assert [act for _, act, _, _ in await acts(desk)] == ["staff.transferred"]


@FILES
async def test_the_line_of_a_moved_head_says_that_the_role_ends(desk, officer):
    await officer.sends("ds.xlsx", sheet(CAST[0], [*CAST[1][:3], OFFICE], *CAST[2:]))
    said = await officer.chooses("Xem từng dòng")
    assert (
        f"Chuyển: Trần Văn Dũng, từ {JUSTICE} sang {OFFICE}; thôi vai trò Trưởng đơn vị".casefold() in said.casefold()
    )


@FILES
async def test_lines_that_are_nobody_s_are_skipped_and_that_is_said(desk, officer):
    said = await officer.sends("ds.xlsx", sheet(*CAST, ["Tổng cộng: 05 người"], ["NGƯỜI LẬP BIỂU"], ["Lê Thị Lan"]))
    assert "Bỏ qua 03 dòng không phải của ai" in said
    assert "không có gì phải ghi" in said


@FILES
async def test_one_faulty_row_and_nothing_can_be_written_until_the_corrected_file_comes(desk, officer):
    said = await officer.sends("ds.xlsx", sheet(*CAST, ["Lê An", "Nữ", "", "Văn phòng S"]))
    assert "Chưa rõ: 01 dòng" in said
    assert officer.choices == ["Xem từng dòng", "Thôi, không ghi"]
    said = await officer.chooses("Xem từng dòng")
    assert "Dòng 7, Lê An: chưa có đơn vị “Văn phòng S”; có phải “Văn phòng Sở”" in said
    said = await officer.sends("ds-2.xlsx", sheet(*CAST, AN))
    assert "Danh sách “ds-2.xlsx”" in said
    await officer.chooses("Ghi danh sách")
    assert len(await on_the_roster(desk)) == 6


@FILES
async def test_what_has_changed_meanwhile_is_shown_anew_and_not_written(desk, officer):
    await officer.sends("ds.xlsx", sheet(*CAST, AN))
    unit = await desk.read(lambda tx: tree.unit_named(tx, OFFICE))
    await desk.read(lambda tx: people.add_staff(tx, unit.id, "Lê An", "female", "Văn thư"))
    said = await officer.chooses("Ghi danh sách")
    assert "vừa thay đổi" in said
    assert "thay đổi: 01" in said
    assert len(await on_the_roster(desk)) == 6
    assert "thay đổi 01" in await officer.chooses("Ghi danh sách")


@FILES
async def test_a_press_after_the_decision_or_a_day_later_writes_nothing(desk, officer):
    await officer.sends("ds.xlsx", sheet(*CAST, AN))
    number = await desk.read(lambda tx: tx.value("SELECT id FROM dialogue"))
    await desk.moved_to("2026-06-18T10:00")
    assert "quá một ngày" in await officer.chooses("Ghi danh sách")
    await officer.sends("ds.xlsx", sheet(*CAST, AN))
    assert "Đã bỏ tệp danh sách" in await officer.chooses("Thôi, không ghi")
    await officer.presses(f"={number}.review.write")
    assert len(await on_the_roster(desk)) == 5


@FILES
async def test_who_is_no_officer_any_more_cannot_decide(desk, officer):
    await officer.sends("ds.xlsx", sheet(*CAST, AN))
    await desk.read(lambda tx: grants.end_all(tx, 1))
    assert "do cán bộ phụ trách thi đua thực hiện" in await officer.chooses("Ghi danh sách")
    assert len(await on_the_roster(desk)) == 5


@FILES
async def test_an_officer_of_one_unit_sees_and_changes_only_that(desk):
    officer = await newcomer(desk, 1200, "Vũ Thị Nga", "female", unit=CENTRE, role=Role.STAFF)
    account = await desk.read(lambda tx: people.by_account(tx, desk.key, officer.id))
    await desk.read(lambda tx: grants.add(tx, account.id, Grant(Role.OFFICER, account.unit.id), None))
    said = await officer.sends("ds.xlsx", sheet([*CAST[4][:3], CENTRE], ["Vũ Thị Nga", "Nữ", "", CENTRE], AN))
    assert "Chưa rõ: 01 dòng" in said
    assert "đơn vị “Văn phòng Sở” ngoài phạm vi phụ trách" in await officer.chooses("Xem từng dòng")
    said = await officer.sends("ds.xlsx", sheet(["Vũ Thị Nga", "Nữ", "", CENTRE]))
    assert "Không có trong tệp: 01" in said
    await officer.says("danh sách hiện có")
    assert len(received(officer)) == 3


@FILES
@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("ds.xlsx", b"PK\x03\x04 broken", "Không đọc được tệp này"),
        ("ds.xls", b"\xd0\xcf\x11\xe0 broken", "Không đọc được tệp này"),
        ("ds.csv", "Tên,Tuổi\nAn,3\n".encode(), "cần có cột “Họ và tên” và “Đơn vị”"),
        ("ds.csv", "Họ và tên,Tuổi\nAn,3\n".encode(), "cần có cột “Đơn vị”"),
        ("ds.csv", "Họ và tên,Đơn vị\n".encode(), "chưa có người nào"),
    ],
)
async def test_a_file_that_is_no_list_is_one_sentence(desk, officer, name, content, sentence):
    assert sentence in await officer.sends(name, content)


@FILES
async def test_the_words_under_a_file_may_say_what_it_is(desk, officer):
    said = await officer.sends("ds.csv", sheet_csv([*CAST, AN]), "nhập danh sách")
    assert "Thêm mới: 01" in said


def sheet_csv(table) -> bytes:
    lines = [HEADER, *table]
    return "\n".join(";".join(str(cell) for cell in line) for line in lines).encode("utf-16")


@FILES
async def test_what_somebody_typed_never_becomes_markup_or_a_formula(desk, officer):
    evil = ["Lê An", "Nữ", "=HYPERLINK(<b>x</b>) @SUM(A:A) <i>", OFFICE]
    await officer.sends("ds.xlsx", sheet(*CAST, evil))
    said = await officer.chooses("Xem từng dòng")
    assert "Thêm: Lê An, Văn phòng Sở, =HYPERLINK(<b>x</b>) @SUM(A:A) <i>" in said


@FILES
async def test_who_leaves_is_let_in_no_more(desk, officer, staff):
    await officer.sends("ds.xlsx", sheet(*CAST[:3], CAST[4]))
    await officer.chooses("Ghi, và cho thôi")
    assert "thôi công tác tại Sở" in staff.last
    assert "mã kích hoạt" in await staff.says("/ghi")
