"""The pledge of a launch draft: which words are its day, and which are what is pledged."""

import pytest

from tests.domain.launching import drafted, typed

STOOD, WORDS = "Lời đã có", "Các đơn vị giao ước"
DAY = "17 giờ 00, thứ Sáu, ngày 26/6/2026"


def pledged(said: str) -> tuple[str | None, str | None]:
    table = typed(f"17 {said}", drafted("28-8").with_(pledge=STOOD)).draft.table
    return table["pledge"], table.get("pledge_by")


@pytest.mark.parametrize(
    "day",
    [
        *("hạn 26/6", "hạn ký 26/6", "ký trước 26/6", "trước ngày 26/6", "ký xong trước 26/6", "hạn chót: ngày 26/6"),
        *("han 26/6", "han ky 17h 26/6", "ky truoc 26/6", "truoc ngay 26/6", "KY XONG TRUOC NGAY 26/6."),
        *("hạn ký trước ngày 26/6", f"hạn ký: {DAY}", "ký giao ước trước 26/6", "26/6"),
    ],
)
def test_a_day_alone_leaves_the_words_as_they_stand(day):
    assert pledged(day) == (STOOD, DAY)


@pytest.mark.parametrize(
    "said",
    [
        *(f"{WORDS}; hạn 26/6", f"{WORDS}, hạn ký 26/6", f"{WORDS} hạn 26/6", f"{WORDS} (ký trước 26/6)"),
        *(f"{WORDS}. Trước ngày 26/6", f"{WORDS}; ký xong trước 26/6", f"{WORDS} trước 26/6", f"“{WORDS}”; han 26/6"),
    ],
)
def test_a_day_after_the_words_is_the_day(said):
    assert pledged(said) == (WORDS, DAY)


@pytest.mark.parametrize(
    "said",
    [
        *("Trước ngày 26/6 hoàn thành chỉ tiêu", "Từ 15/6 đến 28/8 thi đua lập thành tích", "Chào mừng 28/8"),
        *("Hoàn thành chỉ tiêu trước ngày 26/6", "Hoàn thành đúng hạn 26/6", "Hạn chế đơn thư vượt cấp"),
        *("Không để hồ sơ quá hạn", "Ký trước sự chứng kiến của Giám đốc Sở", "Giải quyết, hạn 100% trong ngày"),
    ],
)
def test_words_that_mention_a_day_stay_words(said):
    assert pledged(said) == (said, None)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        *(("hạn 31/6", "date_not_real"), ("Lời khác; hạn 31/6", "date_not_real"), ("hạn ký 01/6", "date_past")),
        *(("hạn hôm nào đó", "not_a_date"), ("hạn 20/6 - 26/6", "not_a_date"), ("Lời; hạn ký mai kia", "not_a_date")),
    ],
)
def test_a_day_that_cannot_be_changes_nothing(said, code):
    read = typed(f"17 {said}", drafted("28-8").with_(pledge=STOOD))
    assert [one.code for one in read.unread] == [code]
    assert read.draft.table["pledge"] == STOOD
