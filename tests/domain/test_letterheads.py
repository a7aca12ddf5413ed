import pytest

from domain.letterheads import Letterhead, letterhead


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "Sở Tư pháp tỉnh Thái An (minh họa)",
            Letterhead("UBND tỉnh Thái An", "Sở Tư pháp", "Sở Tư pháp tỉnh Thái An", "Thái An"),
        ),
        (
            "Sở Tư pháp thành phố Đà Nẵng",
            Letterhead("UBND thành phố Đà Nẵng", "Sở Tư pháp", "Sở Tư pháp thành phố Đà Nẵng", "Đà Nẵng"),
        ),
        (
            "Sở Tư pháp Thành phố Hồ Chí Minh",
            Letterhead(
                "UBND Thành phố Hồ Chí Minh",
                "Sở Tư pháp",
                "Sở Tư pháp Thành phố Hồ Chí Minh",
                "Thành phố Hồ Chí Minh",
            ),
        ),
        ("Cục Bổ trợ tư pháp", Letterhead("", "Cục Bổ trợ tư pháp", "Cục Bổ trợ tư pháp", "…")),
    ],
)
def test_the_head_of_a_letter_is_made_of_the_name_of_the_office(name, expected):
    assert letterhead(name) == expected
