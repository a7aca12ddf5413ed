import pytest

from domain.people import Staff, Unit
from domain.permissions import Grant, Role


def person(gender: str, post: str, *roles: Role) -> Staff:
    return Staff(1, Unit(1, "Văn phòng Sở", "VPS"), "Lê Minh Quang", gender, post, frozenset(map(Grant, roles)))


@pytest.mark.parametrize(
    ("post", "address"),
    [
        ("Giám đốc Sở", "đồng chí Giám đốc"),
        ("Phó Giám đốc Sở", "đồng chí Phó Giám đốc"),
        ("phó giám đốc phụ trách", "đồng chí Phó Giám đốc"),
        ("", "đồng chí Giám đốc"),
    ],
)
@pytest.mark.parametrize("gender", ["male", "female", ""])
def test_a_director_is_called_by_the_post_and_never_by_name(gender, post, address):
    director = person(gender, post, Role.STAFF, Role.DIRECTOR)
    assert (director.address, director.pronoun) == (address, "đồng chí")


def test_the_head_of_a_centre_is_no_director_of_the_office():
    head = person("male", "Giám đốc Trung tâm", Role.UNIT_HEAD)
    assert (head.address, head.pronoun) == ("anh Quang", "anh")
