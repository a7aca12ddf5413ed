"""Which years of last year's words move on."""

import pytest

from domain.launch import Item, LaunchDraft
from domain.launch_years import moved, of_draft

OWN = range(2026, 2027)


@pytest.mark.parametrize(
    "words",
    [
        "QĐ 33/QĐ-STP ngày 26/02/2026",
        "ngày 26 tháng 02 năm 2026",
        "Luật số 06/2026/QH16",
        "161/2026/NĐ-CP",
        "Luật Đất đai năm 2026",
        "giai đoạn 2026 - 2030",
        "nhiệm kỳ 2026-2031",
        "từ năm 2026 đến năm 2030",
        "nhiệm kỳ 2021 – 2026",
    ],
)
def test_numbers_days_laws_and_periods_stay(words):
    assert moved(words, OWN, 1) == words


@pytest.mark.parametrize(
    ("words", "then"),
    [
        ("thi đua năm 2026", "thi đua năm 2027"),
        ("Phong trào thi đua 2026.", "Phong trào thi đua 2027."),
        ("6 tháng đầu năm 2026", "6 tháng đầu năm 2027"),
        ("hưởng ứng Ngày Pháp luật năm 2026", "hưởng ứng Ngày Pháp luật năm 2027"),
        ("phổ biến Luật Đất đai trong năm 2026", "phổ biến Luật Đất đai trong năm 2027"),
        ("kỷ niệm 81 năm Quốc khánh năm 2026", "kỷ niệm 82 năm Quốc khánh năm 2027"),
        ("kỷ niệm 81 năm ngành Tư pháp (1945 - 2026)", "kỷ niệm 82 năm ngành Tư pháp (1945 - 2027)"),
        ("chào mừng (28/8/1945 - 28/8/2026)", "chào mừng (28/8/1945 - 28/8/2027)"),
        ("năm 2026 thực hiện 161/2026/NĐ-CP", "năm 2027 thực hiện 161/2026/NĐ-CP"),
    ],
)
def test_the_campaign_s_own_year_and_its_anniversary_move_on(words, then):
    assert moved(words, OWN, 1) == then


def test_what_still_names_the_former_year_is_known_by_item_save_a_period_that_goes_on():
    table = {
        "name": "Thi đua năm 2027",
        "criteria": [{"name": "Chỉ tiêu năm 2026", "unit": "vụ"}],
        "contents": ["Theo Kế hoạch, thực hiện QĐ 33/QĐ-STP ngày 26/02/2026", "giai đoạn 2026 - 2030"],
    }
    found = of_draft(LaunchDraft(table=table, year=2027, made_of=(2026, 2027)))
    assert found.written == (Item.NAME,)
    assert found.left == (
        (Item.CRITERIA, "Chỉ tiêu năm 2026"),
        (Item.CONTENTS, "QĐ 33/QĐ-STP ngày 26/02/2026"),
    )
    assert of_draft(LaunchDraft(table=table, year=2027)) is None
