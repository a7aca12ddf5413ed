"""Roles given on the computer: the first officer, the Director, the admin."""

import pytest

from domain.permissions import Role
from tests.bot.test_commands_people import folder, roster, thidua, with_people

__all__ = ["folder"]  # the fixture


def roles(path, name: str) -> set[Role]:
    return next(one for one in roster(path) if one.full_name == name).roles - {Role.STAFF}


def test_a_role_is_given_once_and_taken_back(folder):
    with_people(folder)
    assert thidua(folder, "role", "do minh", "director") == (
        0,
        "Đã giao vai trò “Giám đốc Sở” cho Đỗ Minh (Văn phòng Sở).\n",
    )
    assert roles(folder, "Đỗ Minh") == {Role.DIRECTOR}
    assert "không có gì thay đổi" in thidua(folder, "role", "Đỗ Minh", "director")[1]
    assert "Đã thu hồi" in thidua(folder, "role", "Đỗ Minh", "director", "--take")[1]
    assert roles(folder, "Đỗ Minh") == set()


def test_the_last_officer_stays(folder):
    with_people(folder)
    thidua(folder, "role", "Đỗ Minh", "officer")
    assert "cán bộ phụ trách duy nhất" in thidua(folder, "role", "Đỗ Minh", "officer", "--take")[1]
    assert roles(folder, "Đỗ Minh") == {Role.OFFICER}


@pytest.mark.parametrize(
    "words", [("Không Ai", "officer"), ("Đỗ Minh", "king"), ("Đỗ Minh", "officer", "--in", "Không")]
)
def test_what_cannot_be_is_one_sentence_and_an_exit_code(folder, words):
    with_people(folder)
    code, said = thidua(folder, "role", *words)
    assert code in {1, 2}
    assert said
    assert roles(folder, "Đỗ Minh") == set()
