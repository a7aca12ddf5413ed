"""What a list changes on the roster, and who may change it."""

from dataclasses import replace

import pytest

from domain.people import Employment
from domain.permissions import Grant, Role
from domain.roster import Fault, Plan
from domain.roster_table import Row, rows
from tests.domain.listing import AN, HEADER, JUSTICE, LONG_AGO, OFFICE, OFFICER, planned

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
