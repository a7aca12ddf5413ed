import unicodedata

import pytest

from domain import roster
from domain.errors import CannotStart
from domain.people import Alike, Staff, Unit
from domain.permissions import Role

OFFICE = Unit(1, "Văn phòng Sở", "VP")
UNITS = [OFFICE, Unit(2, "Phòng Hành chính & Bổ trợ tư pháp", "HC&BTTP")]
HEADER = "Họ và tên,Giới tính,Chức vụ,Đơn vị,Vai trò\n"


def planned(text, known=()):
    return roster.plan(text.encode(), UNITS, known)


def only(text):
    plan = planned(text)
    assert plan.faults == []
    return plan.new[0].person


@pytest.mark.parametrize(
    "text",
    [
        HEADER + "Lê An,nữ,Chuyên viên,Văn phòng Sở,\n",
        "\ufeff" + HEADER + "Lê An,Nữ,Chuyên viên,vp,staff\r\n",
        "HO VA TEN;don vi;GIOI TINH;chuc vu\nLê An;van phong so;nu;Chuyên viên\n",
        unicodedata.normalize("NFD", HEADER + "Lê  An,nữ,Chuyên viên,Văn phòng Sở,\n"),
        HEADER + '"Lê An",NỮ,"Chuyên viên",VP,nhân viên\n,,,,\n',
    ],
)
def test_a_list_is_read_however_it_was_written(text):
    assert only(text) == Staff(0, OFFICE, "Lê An", "female", "Chuyên viên")


@pytest.mark.parametrize(
    ("words", "roles"),
    [
        ("Cán bộ phụ trách", {Role.OFFICER}),
        ("trưởng đơn vị", {Role.UNIT_HEAD}),
        ("Trưởng phòng", {Role.UNIT_HEAD}),
        ("Giám đốc Trung tâm", {Role.UNIT_HEAD}),
        ("đầu mối", {Role.UNIT_FOCAL}),
        ("unit_head", {Role.UNIT_HEAD}),
        ("officer", {Role.OFFICER}),
        ("", set()),
        ("Trưởng phòng; đầu mối", {Role.UNIT_HEAD, Role.UNIT_FOCAL}),
    ],
)
def test_words_for_roles(words, roles):
    assert only(HEADER + f"Lê An,,,VP,{words}\n").roles == roles | {Role.STAFF}


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (",nam,,VP,", roster.Fault(2, "no_name")),
        ("Lê An,nam,,,", roster.Fault(2, "no_unit")),
        ("Lê An,nam,,Phòng Lạ,", roster.Fault(2, "unit", "Phòng Lạ")),
        ("Lê An,khác,,VP,", roster.Fault(2, "gender", "khác")),
        ("Lê An,nam,,VP,sếp", roster.Fault(2, "role", "sếp")),
        ("0912345678,nam,,VP,", roster.Fault(2, "name", "0912345678")),
        ("Lê" * 100 + ",nam,,VP,", roster.Fault(2, "too_long")),
    ],
)
def test_a_row_that_is_not_understood_is_named_with_its_reason(row, fault):
    assert planned(HEADER + row + "\n").faults == [fault]


def test_somebody_twice_in_one_unit_is_a_fault():
    plan = planned(HEADER + "Lê An,nam,,VP,\nLE AN,nam,,VP,\nLê An,nam,,HC&BTTP,\n")
    assert plan.faults == [roster.Fault(3, "twice", "2")]
    assert len(plan.new) == 2


def test_the_same_file_again_changes_nothing_and_a_blank_takes_nothing_back():
    known = Staff(7, OFFICE, "Lê An", "male", "Chuyên viên", alike=Alike.GIVEN)
    plan = planned(HEADER + "Lê An,,Chuyên viên,VP,\n", [known])
    assert plan == roster.Plan(unchanged=[known])


def test_what_differs_is_a_change_of_the_same_person():
    known = Staff(7, OFFICE, "Le An", "male", "Chuyên viên")
    change = planned(HEADER + "Lê An,nam,Chuyên viên chính,VP,đầu mối\n", [known]).changed[0]
    assert change.before == known
    assert (change.person.id, change.person.full_name, change.person.post) == (7, "Lê An", "Chuyên viên chính")


@pytest.mark.parametrize("content", [b"", b"Ten,Tuoi\nAn,3\n", "Họ và tên\nLê An\n".encode(), b"\xff\xfe\x00"])
def test_what_is_no_list_of_staff_is_one_sentence(content):
    with pytest.raises(CannotStart):
        roster.plan(content, UNITS, [])
