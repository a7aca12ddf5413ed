"""What is clearly a command's words is no answer while a result is told or corrected; plain words of work are."""

import pytest

from storage import achievements
from tests.handlers.test_dialogues import open_question

EDITED = {"part": ["sửa 1"], "act": ["sửa 1", "việc"], "day": ["sửa 1", "ngày"], "amount": ["sửa 1", "số lượng"]}
ASKED_MEANWHILE = {
    "ký cam kết đi": "bản cam kết cá nhân",
    "đăng ký đợt 28/8": "Đợt thi đua 28/8",
    "dang ky dot 28/8": "Đợt thi đua 28/8",
    "tiến độ": "Đăng ký: 0/3 người",
    "cho xem tiến độ đợt 28/8 ạ": "Đăng ký: 0/3 người",
    "ai chưa đăng ký đợt 28/8": "Chưa trả lời",
    "hủy giao ước": "chính người đã ký rút",
}


@pytest.mark.parametrize("step", EDITED)
@pytest.mark.parametrize("text", ASKED_MEANWHILE)
async def test_what_is_clearly_asked_for_is_no_correction_of_a_result(desk, drive, focal, text, step):
    for said in ("tư vấn 3 vụ", *EDITED[step]):
        await focal.says(said)
    assert ASKED_MEANWHILE[text] in await focal.says(text)
    assert (await desk.read(lambda tx: achievements.get(tx, 1))).entry.act == "tư vấn"
    await focal.says("/tieptuc")
    assert await open_question(desk, focal) == ("achievement_change", step)


WORK = (
    *("đăng ký khai sinh", "ký kết hợp đồng", "hướng dẫn đăng ký kết hôn", "vận động ký cam kết", "tư vấn pháp luật"),
    *("theo dõi tình hình thi hành pháp luật", "tình hình thi hành pháp luật", "tiến độ giải ngân"),
)


@pytest.mark.parametrize("act", WORK)
async def test_what_is_work_stays_the_act_of_a_result(desk, drive, focal, act):
    for said in ("tư vấn 3 vụ", "sửa 1", "việc", act):
        await focal.says(said)
    assert (await desk.read(lambda tx: achievements.get(tx, 1))).entry.act == act


@pytest.mark.parametrize("step", ["amount_approximate", "sentence"])
async def test_what_is_asked_for_while_a_result_is_told_leaves_its_question_open(desk, drive, focal, step):
    await focal.says({"amount_approximate": "phát khoảng 500 tờ gấp", "sentence": "/ghi"}[step])
    assert "Đợt thi đua 28/8" in await focal.says("đăng ký đợt 28/8")
    await focal.says("/tieptuc")
    assert await open_question(desk, focal) == ("achievement", step)
