"""The one table, and what a scope, a delegation and a whole office mean for it."""

import pytest

from domain.permissions import (
    GRANTED_BY,
    OF_A_UNIT,
    RIGHTS,
    WHOLE,
    Grant,
    Right,
    Role,
    allowed,
    grantable,
)

OFFICE, DEPARTMENT, TEAM = (1,), (2,), (2, 5)  # lineages: the team belongs to the department


def test_every_right_stands_in_the_table_and_every_role_has_its_own_data():
    assert set(RIGHTS) == set(Right) - {Right.NONE}
    assert RIGHTS[Right.OWN] == set(Role)


def test_nobody_without_a_role_may_anything_but_what_needs_no_right():
    assert [right for right in Right if allowed(right, ())] == [Right.NONE]


def test_a_role_of_a_department_holds_in_its_teams_and_nowhere_else():
    head = [Grant(Role.UNIT_HEAD, 2)]
    assert allowed(Right.UNIT, head, DEPARTMENT)
    assert allowed(Right.UNIT, head, TEAM)
    assert not allowed(Right.UNIT, head, OFFICE)
    assert not allowed(Right.UNIT, [Grant(Role.UNIT_HEAD, 5)], DEPARTMENT)


@pytest.mark.parametrize("right", sorted(WHOLE))
def test_what_concerns_the_whole_office_is_not_given_by_a_part_of_it(right):
    for role in RIGHTS[right]:
        assert allowed(right, [Grant(role)])
        assert not allowed(right, [Grant(role, 2)])


def test_work_that_was_lent_is_not_passed_on_and_makes_nobody_anything():
    lent = [Grant(Role.OFFICER, None, for_id=7)]
    assert allowed(Right.OFFICE, lent)
    assert not allowed(Right.GRANT, lent)
    assert not allowed(Right.DELEGATE, lent)
    assert grantable(frozenset(lent), DEPARTMENT) == frozenset()


def test_a_head_names_the_focal_point_of_the_own_unit_and_nothing_else():
    head = frozenset({Grant(Role.UNIT_HEAD, 2)})
    assert grantable(head, TEAM) == {Role.UNIT_FOCAL}
    assert grantable(head, OFFICE) == frozenset()
    assert grantable(head, ()) == frozenset()


def test_nobody_makes_a_director_or_an_admin_but_an_admin():
    makers = [role for role in Role if {Role.DIRECTOR, Role.ADMIN} & GRANTED_BY.get(role, frozenset())]
    assert makers == [Role.ADMIN]


def test_what_is_handed_over_can_be_delegated_too():
    assert RIGHTS[Right.DELEGATE] >= RIGHTS[Right.HAND_OVER] >= OF_A_UNIT
