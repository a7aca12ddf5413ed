"""Whatever a text or a button offers works: every choice that can be reached is pressed, every phrase is said."""

import re
from pathlib import Path

import pytest

from domain.folding import fold
from domain.permissions import Role
from storage import inbox
from tests.conftest import somebody
from tests.handlers.approving import BINH, TUAN, handed_in
from tests.handlers.conftest import PLATFORMS
from tests.handlers.test_permissions import NOT_ALLOWED
from tests.people import Person
from texts import render

ON_EACH_PLATFORM = pytest.mark.parametrize("platform", PLATFORMS, indirect=True)
DEAD_ENDS = {render("refused/unknown_command"), render("our_fault"), *NOT_ALLOWED}
SCREENS = (
    "/menu",
    "/thidua",
    "/dangky",
    "/ghi",
    "tư vấn 3 vụ",
    "tư vấn khoảng 20 vụ",
    "/ketqua",
    "/viec",
    "/dulieu",
    "/tailieu",
    "/baonghi",
    "/caidat",
)
LETTING_IN = ("/themnguoi", "/themnguoi donvi 1", "/themnguoi cho")
OF_UNITS = ("/baocao", "/tiendo", "/dangky tapthe", "/dangky ho 1", "/uyquyen", "/bangiao", "/timnguoi binh")
OF_LAUNCHES = ("phát động 28/8", "phát động 09/11", "/phatdong moi", "/phatdong theo", "đính chính 1", "hoãn 1")
OF_PEOPLE = (
    *("/phanquyen", "/phanquyen nguoi 2", "/timnguoi lan", "/timnguoi hoa", "/timnguoi tuan"),
    *("/donvi", "/donvi sua 2", "/donvi nguoi 3 0", "/uyquyen", "/bangiao"),
)
OF_DATA = ("/nhatky", "/dulieu yeucau", "nhật ký hôm qua", "nhật ký anh Tuấn")
OF_THE_OFFICE = (
    "/duyet",
    "/phatdong",
    *OF_LAUNCHES,
    "/thongbao",
    "/nhom",
    "/baocao",
    "/tiendo",
    "/hethong",
    "/bieumau",
    *OF_PEOPLE,
    *OF_DATA,
    *LETTING_IN,
)
MORE = {
    Role.STAFF: (),
    Role.OFFICER: OF_THE_OFFICE,
    Role.UNIT_HEAD: ("/duyet", *OF_UNITS, *LETTING_IN[:1]),
    Role.UNIT_FOCAL: OF_UNITS,
    Role.DIRECTOR: ("/ykien", "/tiendo", "/baocao", "/uyquyen", "/nhatky"),
    Role.ADMIN: ("/phanquyen", "/hethong", "/timnguoi lan", "/nhatky", *LETTING_IN),
}
LAST = "Rút lại đồng ý ngay"  # ends everything for this person, so it is not pressed here


@ON_EACH_PLATFORM
@pytest.mark.parametrize("role", list(MORE))
async def test_every_choice_leads_somewhere(desk, drive, role):
    person, pressed = await somebody(desk, role), set()
    if "/duyet" in MORE[role]:
        await handed_in(desk, drive, TUAN, BINH, late=role is Role.OFFICER)
    for screen in (*SCREENS, *MORE[role]):
        await person.says(screen)
        while True:
            offer = _fresh(person, pressed)
            if offer is None:  # back to where this walk began, for the choices beside the one taken
                await person.says(screen)
                offer = _fresh(person, pressed)
            if offer is None:
                break
            pressed.add(_kind(person, offer))
            said = await person.presses(offer[1])
            assert said not in DEAD_ENDS, offer
            assert "chưa hiểu" not in said, offer
    assert len(pressed) > 15
    assert await desk.read(inbox.asides) == []


def _kind(person: Person, offer: tuple[str, str]) -> str:
    """What a choice does, whatever the numbers in it. A number that is typed means something else on each screen."""
    label, carried = offer
    screen = person.last[:20] if carried.isdigit() else carried
    return re.sub(r"\d+", "#", screen + label[:6])


def _fresh(person: Person, pressed: set[str]) -> tuple[str, str] | None:
    return next(
        (one for one in person.offers if _kind(person, one) not in pressed and fold(one[0]) != fold(LAST)), None
    )


def _phrases() -> list[str]:
    """What texts tell people to type: “…” after “nhắn”, without facts inside."""
    found = set()
    for path in Path("texts").rglob("*.txt"):
        text = path.read_text(encoding="utf-8")
        found |= set(re.findall(r"nhắn[^“”\n]{0,40}“([^“”{}]+)”", text, re.IGNORECASE))
    return sorted(found)


@ON_EACH_PLATFORM
@pytest.mark.parametrize("phrase", _phrases())
async def test_every_phrase_that_a_text_offers_is_understood(desk, drive, focal, officer, phrase):
    said = await focal.says(phrase)
    if said in NOT_ALLOWED:
        said = await officer.says(phrase)
    assert "chưa hiểu" not in said
    assert said not in DEAD_ENDS
    assert await desk.read(inbox.asides) == []
