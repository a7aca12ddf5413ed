import unicodedata
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Refused
from domain.people import Employment, Staff, Unit
from domain.permissions import Grant, Role
from domain.roster import Fault, Plan, Roster, plan
from domain.roster_table import Row, listed, rows

OFFICE = Unit(1, "Văn phòng Sở", "VP")
JUSTICE = Unit(2, "Phòng Hành chính & Bổ trợ tư pháp", "HC&BTTP")
OFFICER = Staff(9, OFFICE, "Nguyễn Lan Anh", "female", "", frozenset({Grant(Role.OFFICER)}))
HEADER = [
    "Họ và tên",
    "Giới tính",
    "Chức vụ",
    "Đơn vị",
    "Đối tượng",
    "Giữ chức vụ lãnh đạo",
    "Số điện thoại",
    "Vai trò",
]
AN = Staff(7, OFFICE, "Lê An", "male", "Chuyên viên", phone="0912345678")
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def planned(*lines, here=(), left=(), by=None, header=HEADER) -> Plan:
    """Each line as it stands in the file, a semicolon between its cells."""
    table = [header, *(line.split(";") for line in lines)]
    return plan(rows([table]), Roster([OFFICE, JUSTICE], here, left), by)


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
    person = only("Lê\u200b A\u200dn\u202e\x07\u00ad;;Lái\u2060 xe tải;VP\ufeff")
    assert (person.full_name, person.post) == ("Lê An", "Lái xe tải")
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


# What it changes --------------------------------------------------------------------------------


def test_the_same_file_again_changes_nothing_and_a_blank_takes_nothing_back():
    known = replace(AN, leader=True, employment=Employment.CIVIL_SERVANT)
    assert planned("Lê An;;;VP", here=[known]) == Plan(unchanged=[known])


def test_what_differs_is_a_change_of_the_same_person_and_roles_stay():
    known = replace(AN, full_name="Le An", phone="", grants=frozenset({Grant(Role.UNIT_FOCAL, 1)}))
    change = planned("Lê An;nam;Văn thư;VP;;có;0912345678;trưởng đơn vị", here=[known]).changed[0]
    assert change.fields == ["full_name", "post", "leader", "phone"]
    assert change.person == replace(AN, post="Văn thư", leader=True, grants=known.grants)


def test_a_corrected_name_is_found_by_the_phone():
    change = planned("Lê Hoài An;;;VP;;;0912345678", here=[AN]).changed[0]
    assert (change.before, change.fields) == (AN, ["full_name"])


@pytest.mark.parametrize("row", ["Lê An;;;HC&BTTP", "Lê Ân;;;HC&BTTP;;;0912345678"])
def test_another_unit_is_a_transfer(row):
    change = planned(row, here=[AN]).moved[0]
    assert (change.before, change.person.unit) == (AN, JUSTICE)


def test_the_same_name_with_another_phone_elsewhere_is_somebody_else():
    found = planned("Lê An;;;HC&BTTP;;;0987654321", here=[AN])
    assert (len(found.new), found.missing) == (1, [AN])


def test_who_has_left_comes_back():
    gone = replace(AN, left_at=LONG_AGO)
    change = planned("Lê An;;Văn thư;HC&BTTP", left=[gone]).back[0]
    assert (change.before, change.person.unit, change.fields) == (gone, JUSTICE, ["post"])
    assert planned("Bùi Tú;;;VP;;;0912345678", left=[gone]).new[0].person.full_name == "Bùi Tú"


def test_who_is_not_in_the_file_is_missing_but_for_who_keeps_the_office_and_rows_that_are_unclear():
    other = replace(AN, id=8, full_name="Bùi Tú", phone="")
    found = planned("Lê An;khác;;VP", here=[AN, other, OFFICER])
    assert (found.missing, found.kept) == ([other], [OFFICER])


@pytest.mark.parametrize(
    ("grant", "kept"),
    [
        (Grant(Role.DIRECTOR), True),
        (Grant(Role.COUNCIL_CHAIR), True),
        (Grant(Role.OFFICER, OFFICE.id), True),
        (Grant(Role.UNIT_HEAD, OFFICE.id), False),
        (Grant(Role.DIRECTOR, None, 9), False),
    ],
)
def test_who_holds_a_role_in_the_whole_office_is_not_forgotten_by_a_list(grant, kept):
    other = replace(AN, grants=frozenset({grant}))
    found = planned("Bùi Tú;;;VP", here=[other])
    assert (found.kept, found.missing) == (([other], []) if kept else ([], [other]))


def test_a_transfer_ends_the_roles_that_were_held_in_the_unit():
    head = replace(AN, grants=frozenset({Grant(Role.UNIT_HEAD, OFFICE.id), Grant(Role.TRADE_UNION)}))
    assert planned("Lê An;;;HC&BTTP", here=[head]).moved[0].ended == [Role.UNIT_HEAD]
    assert planned("Lê An;;Văn thư;VP", here=[head]).changed[0].ended == []


# Whoever imports it -----------------------------------------------------------------------------

SCOPED = replace(OFFICER, grants=frozenset({Grant(Role.OFFICER, JUSTICE.id)}), unit=JUSTICE)


def test_an_officer_of_some_units_enters_people_there_alone():
    found = planned("Lê An;;;VP", "Bùi Tú;;;HC&BTTP", here=[AN, SCOPED], by=SCOPED)
    assert [(fault.line, fault.reason) for fault in found.faults] == [(2, "outside")]
    assert planned("Lê An;;;HC&BTTP", here=[AN, SCOPED], by=SCOPED).faults == [Fault(2, "person_outside", name="Lê An")]
    assert planned("Bùi Tú;;;HC&BTTP;;;0912345678", here=[AN, SCOPED], by=SCOPED).faults == [
        Fault(2, "phone_elsewhere", "0912345678", name="Bùi Tú")
    ]
    assert planned("Bùi Tú;;;HC&BTTP", here=[AN, SCOPED], by=SCOPED).missing == []


@pytest.mark.parametrize(("role", "given"), [("đầu mối", True), ("cán bộ phụ trách", True), ("giám đốc", False)])
def test_new_people_get_the_roles_that_whoever_imports_may_give(role, given):
    found = planned(f"Lê An;;;VP;;;;{role}", here=[OFFICER], by=OFFICER)
    assert (len(found.new), [fault.reason for fault in found.faults]) == ((1, []) if given else (0, ["role_not_given"]))


def test_a_row_keeps_its_number_whatever_stands_above_or_is_blank():
    table = [["DANH SÁCH"], HEADER, [], ["Lê An", "", "", "VP"]]
    assert rows([table]) == [Row(4, dict(zip(COLUMNS, ["Lê An", "", "", "VP", "", "", "", ""], strict=True)))]


COLUMNS = ["full_name", "gender", "post", "unit", "employment", "leader", "phone", "roles"]
