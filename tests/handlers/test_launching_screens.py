"""Every screen on the way to a launch is short enough for a clerk, its choices included."""

import pytest

from bot.story_opening import DRIVE_LINES
from storage import tree
from tests.conftest import director_of
from tests.handlers.launching import FRIDAY, previewed
from tests.handlers.test_launching_content import LINES
from tests.handlers.test_publishing import published

MOST = 900
WRONG = "4 hôm nào đó\nxin cảm ơn"
LONG = "Thực hiện có hiệu quả Kế hoạch công tác tư pháp & hành chính tư pháp năm 2026 của tỉnh "
LONGEST = "\n".join(
    [
        f"1 {(LONG * 4)[:290]}",
        f"9 {(LONG * 5)[:290]}",
        "5 " + ",".join(str(place) for place in range(1, 24)),
        f"11 {LONG}; {LONG}thứ hai",
        f"13 {LONG * 3}",
        f"16 {LONG * 5}",
        f"17 {LONG * 5}; hạn 26/6",
        *(f"{LONG}{place}" for place in range(9)),
    ]
)
WALK = ("phát động 28/8", f"{DRIVE_LINES}\n{WRONG}", "0", "phát động 28/8", "9", "3 hôm kia nữa")


async def screens(officer, walk):
    """The lengths of all that is shown on the way, to the end of the preview and what lies elsewhere."""
    before = len(officer.heard)
    lengths = {}
    for typed in walk:
        lengths[typed] = len(await officer.says(typed))
    await previewed(officer)
    if any("nơi khác" in one for one in officer.choices):
        await officer.chooses("Xem bản ở nơi khác")
    return {**lengths, **{one: len(one) for one in officer.heard[before:]}}


def too_long(lengths):
    return {shown: length for shown, length in lengths.items() if length > MOST}


@pytest.mark.parametrize("by_director", [False, True])
async def test_the_standard_way_fits(desk, officer, by_director):
    if by_director:
        await director_of(desk)
    desk.at(FRIDAY)
    assert too_long(await screens(officer, WALK)) == {}


@pytest.mark.only("zalo")
async def test_the_standard_preview_is_one_screen(desk, officer):
    desk.at(FRIDAY)
    await officer.says("phát động 28/8")
    await officer.says(DRIVE_LINES)
    said = await officer.says("1")
    assert said.startswith("“Đợt thi đua cao điểm")
    assert "1. Gửi lúc 8 giờ 00, thứ Hai, ngày 15/6/2026" in said
    assert len(said) <= MOST


async def test_with_long_content_values_are_cut_and_the_preview_goes_on(desk, officer):
    for number in range(20):
        name = f"Phòng thứ {number} có tên dài & nhiều việc"
        await desk.read(lambda tx, name=name: tree.add_unit(tx, name, name))
    desk.at(FRIDAY)
    await officer.says("phát động 28/8")
    await officer.says(f"{DRIVE_LINES}\n{LINES}")
    lengths = await screens(officer, ("sửa", LONGEST, "phát động 28/8", "0", f"{WRONG}\n2 15/6 - 20/6"))
    assert too_long(lengths) == {}
    assert any("13. Khẩu hiệu: “" in shown and "…" in shown for shown in lengths)


async def test_a_long_preview_is_read_to_its_end_where_it_is_chosen(desk, officer):
    desk.at(FRIDAY)
    await officer.says("phát động 28/8")
    await officer.says(f"{DRIVE_LINES}\n{LINES}\n9 {(LONG * 3)[:250]}")
    read = await previewed(officer)
    assert "Chưa gửi cho ai.\nNgười nhận:" in read
    assert any("Bản gửi còn tiếp" in one for one in officer.heard)
    assert "(còn 60 ngày)" in read
    assert "Tin phát động gửi lúc" in await officer.chooses("Gửi lúc")


async def test_what_is_corrected_is_listed_on_one_screen(desk, officer):
    await published(desk, officer)
    before = len(officer.heard)
    for typed in ("đính chính 1", LONGEST, "0"):
        await officer.says(typed)
    listed = [one for one in officer.heard[before:] if "Nội dung" in one]
    assert listed
    assert too_long({one: len(one) for one in (listed[0], officer.last)}) == {}
