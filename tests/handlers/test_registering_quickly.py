"""A clerk who has never seen the assistant registers with a target: presses and messages counted, screens measured."""

from decimal import Decimal

import pytest

from domain.campaign_content import Content
from domain.campaigns import Criterion
from domain.registrations import RegistrationState
from domain.targets import Target
from tests.handlers.registering import BINH, another, put_in, targets

SENTENCE = "thẩm định 12 dự thảo trước 20/8"
PROMISED = [("thẩm định", "12", "dự thảo", "2026-08-20")]
MOST, PRESSES, MESSAGES = 900, 3, 4


@pytest.mark.only("telegram")
@pytest.mark.parametrize("begins", ["/dangky", "/thidua 1"])
async def test_three_presses_and_one_sentence_on_a_platform_with_buttons(desk, staff, drive, begins):
    """The page of the campaign, as its opening leads there, or the command of the menu."""
    await staff.says(begins)
    presses = [["Đăng ký"], []][begins == "/dangky"] + ["Tự nhập chỉ tiêu"]
    for press in presses:
        await staff.chooses(press)
    await staff.says(SENTENCE)
    await staff.chooses("Xác nhận")
    assert len(presses) + 1 <= PRESSES
    assert await targets(desk, drive, BINH) == PROMISED
    assert all(len(one) <= MOST for one in staff.heard)


@pytest.mark.only("zalo")
@pytest.mark.parametrize(
    "messages", [("đăng ký", "3", SENTENCE, "1"), ("dang ky", "2", "1 3", "1"), ("dk 12 vụ tư vấn", "1")]
)
async def test_four_messages_where_there_are_no_buttons(desk, staff, drive, messages):
    for message in messages:
        await staff.says(message)
    assert len(messages) <= MESSAGES
    assert len(await targets(desk, drive, BINH)) >= 1
    assert all(len(one) <= MOST for one in staff.heard)


# With the longest names that are allowed --------------------------------------------------------

NAME = ("Nguyễn Thị Hoàng Phương Thảo " * 5)[:120].strip()
UNIT = ("Trung tâm Trợ giúp pháp lý nhà nước và Dịch vụ công chứng " * 3)[:120].strip()
LABEL = ("Đợt thi đua cao điểm lập thành tích chào mừng " * 2)[:60].strip()
WORDS = ("Tham gia tố tụng cho người được trợ giúp pháp lý tại cơ sở " * 6)[:300].strip()
MEASURE = ("vụ việc tố tụng hình sự có bị cáo dưới 18 tuổi " * 2)[:60].strip()
TITLES = tuple(("Chiến sĩ thi đua " + "ngành Tư pháp và toàn quốc " * 4)[: 80 + place] for place in range(9))
CRITERIA = tuple(Criterion(0, f"{place} {WORDS}"[:300], MEASURE, Decimal(10**9), "") for place in range(50))
LONG = tuple(Target(one.name, one.amount, one.measure) for one in CRITERIA)


@pytest.fixture
async def longest(desk):
    """Somebody, head of the unit too, in a unit, a drive and lists with the longest names that there can be."""
    async with desk.database.transaction() as tx:
        await tx.run("UPDATE unit SET name = ? WHERE id = 2", (UNIT,))
        await tx.run("UPDATE staff SET full_name = ?, gender = '' WHERE unit_id = 2", (NAME,))
    titles = (*TITLES, *(f"Tập thể {one}"[:110] for one in TITLES))
    return await another(desk, label=LABEL, criteria=CRITERIA, content=Content(titles=titles, forms=TITLES))


def screens(person, before):
    return {text: len(text) for text in person.heard[before:]}


WALKS = (
    ("/dangky 1", "1", "1", "2", "1 2 3 4 5 6 7 8 9", "1"),
    ("/dangky 1", "csdt", "1", "1", "3", "tư vấn 3 vụ", "2", "tư vấn 3 vụ, phát 500 tờ gấp trước 20/8", "1"),
    ("/dangky tapthe 1", "1", "1", "2", "1 2 3", "2", "/dangky tapthe 1", "2"),
    ("/dangky ho 1", "1", "1", "1", "1"),
    ("/dangky 1", "/dangky sua 1", "/viec", "/ketqua", "/thidua 1", "/dangky rut 1"),
)


@pytest.mark.parametrize("walk", WALKS)
@pytest.mark.parametrize("state", [None, RegistrationState.RETURNED, RegistrationState.ACCEPTED])
@pytest.mark.parametrize("late", [False, True])
async def test_every_screen_has_at_most_900_characters(desk, focal, longest, walk, state, late):
    if state:
        details = {"targets": LONG, "titles": TITLES[:1], "forms": TITLES[:1], "reason": "x" * 500}
        await put_in(desk, longest, state, staff_id=3, **details)
        await put_in(desk, longest, state, unit_id=2, **details)
    if late:
        await desk.moved_to("2026-06-29T09:30")
    for typed in walk:
        before = len(focal.heard)
        await focal.says(typed)
        too_long = [text for text in (*focal.heard[before:], focal.last) if len(text) > MOST]
        assert too_long == [], typed
