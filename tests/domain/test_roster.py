import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Refused
from domain.people import Employment, Staff
from domain.permissions import Role
from domain.roster import Fault, Roster, plan
from domain.roster_table import listed, rows
from tests.domain.listing import AN, HEADER, JUSTICE, OFFICE, OFFICER, planned


def only(*lines, **roster) -> Staff:
    found = planned(*lines, **roster)
    assert found.faults == []
    return found.new[0].person


def faults(*lines, **roster) -> list[tuple[int, str, str]]:
    return [(fault.line, fault.reason, fault.value) for fault in planned(*lines, **roster).faults]


# Reading ----------------------------------------------------------------------------------------

LE_AN = Staff(0, OFFICE, "Lê An", "female", "Chuyên viên")


@pytest.mark.parametrize(
    "table",
    [
        [["Họ và tên", "Giới tính", "Chức vụ", "Đơn vị"], ["Lê An", "nữ", "Chuyên viên", "Văn phòng Sở"]],
        [["HO VA TEN", "don vi", "GIOI TINH", "chuc vu"], ["Lê An", "van phong so", "NU", "Chuyên viên"]],
        [["Đơn vị *", "Chức vụ, chức danh:", "Họ  tên (chữ in)", "Giới tính"], ["vp", "Chuyên viên", "LÊ AN", "Nữ"]],
        [
            ["SỞ TƯ PHÁP", "", "", "", ""],
            ["DANH SÁCH", "", "", "", ""],
            [],
            ["TT", "Họ và tên", "Giới tính", "Đơn vị", "Chức vụ"],
            ["(1)", "(2)", "(3)", "(4)", "(5)"],
            ["1", "Lê  An ", "nữ", "VP", " Chuyên viên", "thừa"],
            ["2"],
            ["", "Tổng số: 1 người", "", "", ""],
        ],
        [["Họ đệm", "Tên", "Giới tính", "Chức vụ", "Đơn vị"], ["Lê", "An", "nữ", "Chuyên viên", "VP"]],
        [["Họ và tên", "", "Giới tính", "Chức vụ", "Đơn vị"], ["Lê", "An", "nữ", "Chuyên viên", "VP"]],
        [["Hä vµ tªn", "Giíi tÝnh", "Chøc vô", "§¬n vÞ"], ["Lª An", "n÷", "Chuyªn viªn", "V¨n phßng Së"]],
    ],
)
def test_a_list_is_read_however_it_was_laid_out(table):
    for form in ("NFC", "NFD"):
        read = rows([[[unicodedata.normalize(form, cell) for cell in line] for line in table]])
        found = plan(read, Roster([OFFICE, JUSTICE], []))
        assert [change.person for change in found.new] == [LE_AN]


def test_what_stands_under_a_table_and_between_its_pages_is_nobody_and_is_counted():
    head, count = ["TT", *HEADER[:4]], ["(1)", "(2)", "(3)", "(4)", "(5)"]
    table = [
        head,
        count,
        ["1", "Lê An", "nữ", "", "VP"],
        head,
        count,
        ["TT", "Họ tên", "GT", "Chức vụ", "Đơn vị công tác"],
        ["2", "Tống Công", "nam", "Giám đốc", "VP"],
        ["", "Tổng cộng: 86 người", "", "", ""],
        ["", "Tổng cộng", "", "", "86 người"],
        ["", "", "", "", "Thái An, ngày 05 tháng 3 năm 2026"],
        ["", "NGƯỜI LẬP BIỂU", "", "", "THỦ TRƯỞNG ĐƠN VỊ"],
        ["", "(Ký, ghi rõ họ tên)", "", "", ""],
        ["", "Nguyễn Thị Lan", "", "", ""],
        ["", "", "", "", "Phạm Văn Hùng"],
    ]
    found = listed([table])
    assert [row.cells["full_name"] for row in found.rows] == ["Lê An", "Tống Công"]
    assert found.skipped == 9


@pytest.mark.parametrize(
    "line", ["Người lập", "Thủ trưởng đơn vị;;;VP", "KT. GIÁM ĐỐC", ";;Giám đốc", "Ngày … tháng … năm 2026", "Tổng số"]
)
def test_a_line_that_is_signed_is_skipped(line):
    assert listed([[HEADER, ["Lê An", "", "", "VP"], line.split(";")]]).skipped == 1


@pytest.mark.parametrize(
    "line", [";nam;Giám đốc;VP", "Lê Thủ;;;", "Tống Công Minh", "Ngày Lành;;;VP", "Kỳ Văn Tên;;;VP", "Lãnh Đào;;;VP"]
)
def test_a_line_that_could_be_somebody_is_not(line):
    assert listed([[HEADER, line.split(";")]]).skipped == 0


def test_the_table_with_a_header_is_found_among_others():
    assert rows([[["Ghi chú"]], [HEADER, ["Lê An"]]])[0].cells["full_name"] == "Lê An"


@pytest.mark.parametrize(
    ("column", "said", "field", "meant"),
    [
        (4, "Công chức", "employment", Employment.CIVIL_SERVANT),
        (4, "VC", "employment", Employment.PUBLIC_EMPLOYEE),
        (4, "NLĐ", "employment", Employment.CONTRACT_WORKER),
        (4, "hđlđ", "employment", Employment.CONTRACT_WORKER),
        (4, "", "employment", Employment.UNKNOWN),
        (5, "Có", "leader", True),
        (5, "x", "leader", True),
        (5, "không", "leader", False),
        (5, "", "leader", None),
        (6, "912345678", "phone", "0912345678"),
        (6, "912345678.0", "phone", "0912345678"),
        (6, "+84 912 345 678", "phone", "0912345678"),
        (6, "0912.345.678", "phone", "0912345678"),
    ],
)
def test_what_a_cell_says(column, said, field, meant):
    cells = ["Lê An", "nữ", "", "VP", "", "", "", ""]
    cells[column] = said
    assert getattr(only(";".join(cells)), field) == meant


@pytest.mark.parametrize(
    ("words", "roles"),
    [
        ("Cán bộ phụ trách", {Role.OFFICER}),
        ("trưởng đơn vị", {Role.UNIT_HEAD}),
        ("Giám đốc Trung tâm", {Role.UNIT_HEAD}),
        ("đầu mối", {Role.UNIT_FOCAL}),
        ("unit_head", {Role.UNIT_HEAD}),
        ("Thư ký Hội đồng", {Role.COUNCIL_SECRETARY}),
        ("", set()),
        ("Trưởng phòng, đầu mối", {Role.UNIT_HEAD, Role.UNIT_FOCAL}),
    ],
)
def test_words_for_roles(words, roles):
    assert only(f"Lê An;;;VP;;;;{words}").roles == roles | {Role.STAFF}


def test_the_example_of_the_form_is_nobody():
    assert planned("Ví dụ: Nguyễn Thị Mai;Nữ;;VP", "Lê An;;;VP").new[0].person.full_name == "Lê An"


def test_rows_in_old_fonts_are_read_and_shown():
    found = planned("NguyÔn V¨n B×nh;Nam;Chuyªn viªn;VP", "Ñoã Thò Hoa;Nöõ;Chuyeân vieân;VP")
    assert [change.person.full_name for change in found.new] == ["Nguyễn Văn Bình", "Đỗ Thị Hoa"]
    assert [(row.line, row.font, row.typed) for row in found.converted] == [
        (2, "TCVN3", "NguyÔn V¨n B×nh"),
        (3, "VNI", "Ñoã Thò Hoa"),
    ]


def test_what_is_never_seen_is_taken_out_and_names_of_any_people_are_read():
    person = only("Đỗ\u200b A\u200dn\u202e\x07\u00ad;;Lái\u2060 xe tải;VP\ufeff")
    assert (person.full_name, person.post) == ("Đỗ An", "Lái xe tải")
    assert only("H’Hen Niê-K'Đăm;;;VP").full_name == "H’Hen Niê-K'Đăm"


# Faults -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "reason", "value"),
    [
        (";nam;;VP", "no_name", ""),
        ("Lê An 2;nam;;VP", "name", "Lê An 2"),
        ("Lê" * 100 + ";nam;;VP", "too_long", ""),
        ("Mai;nam;;VP", "one_word", ""),
        ("Lê An=;nam;;VP", "strange", "="),
        ("Lê \u0410n;nam;;VP", "strange", "\u0410"),  # Cyrillic
        ("Lê An;nam;;", "no_unit", ""),
        ("Lê An;nam;;Phòng Lạ", "unit", "Phòng Lạ"),
        ("Lê An;khác;;VP", "gender", "khác"),
        ("Lê An;nam;;VP;biên chế", "employment", "biên chế"),
        ("Lê An;nam;;VP;;hơi", "leader", "hơi"),
        ("Lê An;nam;;VP;;;12345", "phone", "12345"),
        ("Lê An;nam;;VP;;;;sếp", "role", "sếp"),
        ("Nguy?n An;nam;;VP", "font", "Nguy?n An"),
    ],
)
def test_a_row_that_is_not_understood_is_named_with_its_reason(line, reason, value):
    assert faults("Bùi Văn Tú;nam;;VP", line) == [(3, reason, value)]


def test_the_nearest_unit_is_suggested():
    wrong = "Lê An;nam;;Phòng Hành chính và Bổ trợ tư phap"
    assert planned(wrong).faults == [Fault(2, "unit", wrong.split(";")[3], JUSTICE.name, "Lê An")]


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        ("LE AN;nam;Chuyên viên;VP;;;0912345678", "twice"),
        ("Lê An;nam;Chuyên viên;VP", "twice"),
        ("Lê An;nam;;HC&BTTP;;;0912345678", "twice"),
        ("Bùi Tú;nam;;VP;;;+84912345678", "phone_twice"),
    ],
)
def test_the_same_person_or_phone_twice_is_a_fault(second, reason):
    assert faults("Lê An;nam;Chuyên viên;VP;;;0912345678", second) == [(3, reason, "2")]


def test_two_people_of_one_name_are_told_apart_by_phone_or_post():
    assert len(planned("Lê An;nam;Lái xe;VP", "Lê An;nam;Văn thư;VP", "Lê An;nam;;HC&BTTP").new) == 3
    assert len(planned("Lê An;;;VP;;;0912345678", "Lê An;;;VP;;;0912345679").new) == 2


def test_names_that_differ_in_their_marks_are_two_people_unless_they_were_typed_without():
    dung = replace(AN, full_name="Trần Văn Dũng", phone="")
    found = planned("Trần Văn Dung;;Chuyên viên;VP", "Trần Văn Dũng;;Chuyên viên;VP", here=[dung])
    assert ([change.person.full_name for change in found.new], found.unchanged) == (["Trần Văn Dung"], [dung])
    assert faults("Tran Van Dung;;;VP", "Trần Văn Dũng;;;VP") == [(3, "twice", "2")]
    assert planned("Trần Văn Dung;;;VP", here=[dung]).changed[0].before == dung
    assert faults("Lê Hoà;;;VP", "Lê Hòa;;;VP") == [(3, "twice", "2")]


def test_of_two_on_the_roster_a_row_that_names_neither_is_unclear():
    other = replace(AN, id=8, post="Lái xe", phone="0912345679")
    assert faults("Lê An;nam;Văn thư;VP", here=[AN, other]) == [(2, "namesakes", "VP")]
    assert planned("Lê An;nam;Lái xe;VP", here=[AN, other]).unchanged == [other]


def test_somebody_elses_phone_is_a_fault():
    assert planned("Bùi Tú;;;VP;;;0912345678", here=[AN]).faults == [
        Fault(2, "phone_taken", "0912345678", "Lê An", "Bùi Tú")
    ]


def test_a_phone_that_was_passed_on_makes_nobody_somebody_else():
    an = replace(AN, full_name="Nguyễn Văn An")
    assert planned("Nguyễn Văn Bình;;;VP;;;0912345678", here=[an]).faults == [
        Fault(2, "phone_taken", "0912345678", "Nguyễn Văn An", "Nguyễn Văn Bình")
    ]


def test_the_telephone_of_a_room_tells_nobody_apart():
    lan = replace(AN, full_name="Bùi Thị Lan", phone="02073822345")
    found = planned("Bùi Thị Lan;;;VP;;;02073822346", "Lê Lan;;;VP;;;02073822345", here=[lan])
    assert ([one.fields for one in found.changed], len(found.new), found.faults) == ([["phone"]], 1, [])
    assert len(planned("Lê An;;;VP;;;02073822345", "Bùi Tú;;;VP;;;02073822345").new) == 2
    assert faults("Lê An;;;VP;;;02073822345", "Lê An;;;VP;;;02073822346") == [(3, "twice", "2")]


@pytest.mark.parametrize(
    "tables", [[], [[]], [[["Tên", "Tuổi"], ["An", "3"]]], [[["Họ và tên"], ["Lê An"]]], [[HEADER, ["", ""]]]]
)
def test_what_is_no_list_of_staff_is_refused(tables):
    with pytest.raises(Refused):
        rows(tables)


CELLS = st.sampled_from(
    ["", "Lê An", "VP", "nam", "912345678", "x", "¿", "“”", "Nguy?n", "Tổng số", "HC&BTTP", "12", "CC"]
)


@given(st.lists(st.lists(CELLS | st.text(max_size=5), max_size=9), max_size=6))
def test_whatever_stands_in_the_rows_each_is_taken_or_a_fault(lines):
    try:
        read = rows([[HEADER, *lines]])
    except Refused:
        return
    found = plan(read, Roster([OFFICE, JUSTICE], [AN, OFFICER]))
    assert len(found.changes) + len(found.unchanged) + len(found.faults) == len(read)
