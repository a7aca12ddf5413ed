import pytest

from domain.titles import Named, meant_for, named, of_collectives

TITLES = ("Lao động tiên tiến", "Chiến sĩ thi đua cơ sở", "Chiến sĩ thi đua cấp tỉnh")


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("lđtt", 0),
        ("LDTT", 0),
        ("lao dong tien tien", 0),
        ("lao động", 0),
        ("CSTĐCS", 1),
        ("cstđ cs", 1),
        ("“Chiến sĩ thi đua cơ sở”.", 1),
        ("cấp tỉnh", 2),
    ],
)
def test_a_title_is_known_by_its_words_and_by_their_first_letters(said, place):
    assert named(said, TITLES) == Named(place)


@pytest.mark.parametrize(
    ("said", "places"), [("csdt cs", (1,)), ("cstđ", (1, 2)), ("chiến sĩ thi đua", (1, 2)), ("cstđct", (2,))]
)
def test_what_fits_several_or_only_nearly_one_is_not_decided(said, places):
    found = named(said, TITLES)
    assert (found.sure, found.perhaps) in {(None, places), (places[0], ())}
    assert named("csdt cs", TITLES) == Named(perhaps=(1,))


@pytest.mark.parametrize("said", ["", "?!", "giấy khen", "có", "huân chương lao động"])
def test_what_is_no_title_of_the_list_names_nothing(said):
    assert named(said, TITLES) == Named()


def test_titles_of_collectives_and_of_people_are_told_apart():
    assert [of_collectives(one) for one in (*TITLES, "Tập thể lao động xuất sắc", "Cờ thi đua ngành Tư pháp")] == [
        *(False, False, False),
        *(True, True),
    ]


def test_a_collective_and_a_person_are_offered_what_each_can_seek():
    offered = ("Cờ thi đua ngành Tư pháp", "Lao động tiên tiến")
    assert meant_for(offered, collective=True) == offered[:1]
    assert meant_for(offered, collective=False) == offered[1:]
