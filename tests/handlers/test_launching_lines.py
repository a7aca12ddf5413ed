"""Whatever is typed into a launch: it gets an answer, and nothing of the draft is lost."""

from itertools import count
from random import Random

import pytest

from domain.errors import Refused
from domain.messages import ChatRef, Request
from handlers import dispatch
from handlers.visit import Visit
from storage import launch_drafts, people
from tests.handlers.launching import prepared
from tests.handlers.test_odd_words import NOW, OFFICE
from texts import refusal

STARTS = (
    *("", "1 ", "2 ", "3. ", "mục 4 ", "5 ", "6 thêm ", "6 bỏ ", "7 ", "8 thêm ", "9 ", "tên: ", "hạn báo cáo "),
    *(f"{item} " for item in range(10, 21)),
    *("10 thêm ", "11 bỏ ", "14 thêm ", "danh hiệu: ", "hưởng ứng: "),
)
WORDS = (
    *("15/6", "28/8", "31/6", "17h", "t7", "thứ sáu", "45/KH-STP", "2150/BTP-TCCB", "tư vấn 10 vụ", "khoảng 20 vụ"),
    *("toàn Sở", "1,3", "99", "hết", "không có", "Đoàn kết, kỷ cương", "<b>&", "“", "\x00", "\ud83d", "x" * 400),
    *("²", "-1", ";", "\u202e", "giấy khen 3 tập thể", "LĐTT", "hạn ký 17h 20/6", "Bộ Tư pháp;", "chuyên đề"),
)
CHOICES = (
    *("1", "2", "3", "0", "sửa", "quay lại", "hẹn giờ khác", "xem trước bản gửi", "lưu lại, làm sau"),
    "phát động 28/8",
)
ROUNDS = 40


def _message(chance: Random) -> str:
    if not chance.randrange(4):
        return chance.choice(CHOICES)
    lines = (chance.choice(STARTS) + " ".join(chance.choices(WORDS, k=chance.randrange(4))) for _ in range(3))
    return "\n".join(lines)


@pytest.mark.parametrize("seed", range(6))
async def test_no_words_break_a_draft_or_lose_it(desk, officer, seed):
    await prepared(desk, officer)
    chance, updates = Random(seed), count(1000)
    for _ in range(ROUNDS):
        async with desk.database.transaction() as tx:
            before = (await launch_drafts.live(tx))[0]
            text = _message(chance)
            said = await _said(tx, officer, text, next(updates))
            (after,) = await launch_drafts.live(tx)
        assert said
        assert after.version >= before.version
        assert after.draft.table.keys() >= {"name", "label", "start", "end", "audience"}


async def _said(tx, officer, text: str, update: int) -> str:
    """What the assistant answers; anything but an answer, silence or a refusal breaks the test."""
    chat = ChatRef(platform=officer.desk.key, chat_id=officer.id)
    staff = await people.by_account(tx, chat.platform, officer.id)
    request = Request(chat=chat, sender=officer.id, text=text)
    visit = Visit(tx, request, NOW, OFFICE, staff, update, lambda kind, code: f"{kind}:{code}")
    try:
        async with tx.undoable():
            message = await dispatch(visit)
    except Refused as error:
        return refusal(error)
    return message.text if message else "(nothing is owed)"


async def test_one_line_that_is_not_read_says_nothing_of_others(desk, officer):
    said = await prepared(desk, officer, "9 gọn\n3 qua nhanh")
    assert "Chưa ghi được 01 dòng, các dòng khác vẫn được ghi:" in said
    assert "Chưa ghi được 01 dòng:" in await officer.says("3 qua nhanh")
