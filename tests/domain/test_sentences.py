from datetime import datetime
from pathlib import Path
from time import process_time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Refused
from domain.folding import fold
from domain.language.measures import MEASURES
from domain.sentences import (
    Doubt,
    Entry,
    Intent,
    Understood,
    act_key,
    measure_key,
    read,
    read_log,
    read_target,
)

NOW = datetime(2026, 8, 12, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))  # a Wednesday
TABLE = Path(__file__).parents[1] / "sentences.tsv"
ROWS = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
READERS = {"read": read, "log": read_log, "target": read_target}
CHATTER = [
    "tư vấn",
    "3 vụ",
    "hôm qua",
    "ở xã Đông Sơn",
    "tt",
    "25 hđ",
    ",",
    "và",
    "không",
    "28/8",
    "khoảng",
    "\n",
    "1.5",
]


def written(understood: Understood) -> tuple[str, str, str]:
    """A reading in the notation of sentences.tsv."""
    shown = [shown_entry(entry) for entry in understood.entries]
    due = [f"due {understood.due}"] if understood.due else []
    person = [f"for {understood.person}"] if understood.person else []
    doubts = dict.fromkeys(kind for kind, _ in understood.doubts)
    return understood.intent, " / ".join(shown + due + person), " ".join(doubts)


def shown_entry(entry: Entry) -> str:
    amounts = " + ".join(f"{a.value:f} {a.measure}{'*' if a.assumed else ''}" for a in entry.amounts)
    days = str(entry.start) if entry.start == entry.end else f"{entry.start}..{entry.end}"
    days = "" if days == str(NOW.date()) else days
    return "; ".join(part for part in (f"{entry.act}: {amounts}".rstrip(), days, entry.place) if part)


@pytest.mark.parametrize(("reader", "typed", "intent", "entries", "doubts"), ROWS)
def test_a_sentence_is_understood_as_the_table_says(reader, typed, intent, entries, doubts):
    assert written(READERS[reader](typed, NOW)) == (intent, entries, doubts)


def test_the_table_has_many_sentences_that_are_not_entries():
    assert len(ROWS) >= 90
    assert sum(row[2] not in {"log", "target"} for row in ROWS) >= 25


@pytest.mark.parametrize(
    ("typed", "note"),
    [
        ("cấp 36 bản sao trích lục, k có hồ sơ trễ hạn", "không có hồ sơ trễ hạn"),
        ("thẩm định 4 dự thảo QĐ của UBND tỉnh", "quyết định của UBND tỉnh"),
        ("đấu giá thành 3 cuộc, chênh 1 tỷ 2 so với giá khởi điểm", "chênh 1 tỷ 2 so với giá khởi điểm"),
        ("tư vấn 3 vụ", ""),
    ],
)
def test_what_is_neither_act_nor_amount_is_kept_as_a_note(typed, note):
    assert read(typed, NOW).entries[0].note == note


@pytest.mark.parametrize("day", ["ngày 31/6", "20/13", "ngày 20/13", "32/8", "31/2"])
def test_a_day_that_does_not_exist_is_refused(day):
    with pytest.raises(Refused, match="date_not_real"):
        read(f"tư vấn 2 vụ {day}", NOW)


@pytest.mark.parametrize("year", ["0001", "9999"])
def test_a_year_that_nobody_works_in_is_refused(year):
    with pytest.raises(Refused, match="date_unknown"):
        read(f"tham gia tố tụng 2 vụ năm {year}", NOW)


@pytest.mark.parametrize("reader", [read, read_log, read_target])
def test_a_number_too_long_to_be_one_is_refused(reader):
    with pytest.raises(Refused, match="not_a_number"):
        reader(f"tư vấn {'9' * 29} vụ", NOW)


def test_a_target_whose_day_is_past_is_refused():
    with pytest.raises(Refused, match="date_past"):
        read_target("thẩm định 12 dự thảo trước 20/7/2026", NOW)


def test_the_field_of_the_speaker_settles_a_dangerous_abbreviation():
    asked, settled = read("đã làm 25 hđ", NOW), read("đã làm 25 hđ", NOW, field="JUDICIAL_SUPPORT")
    assert Doubt.MEASURE_AMBIGUOUS in dict(asked.doubts)
    assert settled.entries[0].amounts[0].measure == "hợp đồng"


def test_an_office_may_have_short_units_of_its_own():
    understood = read("tư vấn 3 vx", NOW, short_units={"vx": "vụ"})
    assert (understood.intent, understood.entries[0].amounts[0].measure) == (Intent.LOG, "vụ")


@pytest.mark.parametrize(
    ("wanted", "done"),
    [
        ("Tham gia tố tụng", "to tung"),
        ("Tư vấn pháp luật", "tư vấn"),
        ("Thẩm định dự thảo văn bản", "thẩm định"),
        ("PBGDPL", "phổ biến giáo dục pháp luật"),
        ("giải quyết hồ sơ hộ tịch", "giải quyết hộ tịch"),
    ],
)
def test_one_act_under_two_names_counts_for_a_target(wanted, done):
    assert act_key(wanted) == act_key(done)


@pytest.mark.parametrize(
    ("wanted", "done"),
    [
        ("tư vấn", "tham gia tố tụng"),
        ("tuyên truyền", "tuyên truyền luật đất đai"),
        ("góp ý", "thẩm định"),
        ("tuyên truyền luật đất đai", "tuyên truyền luật trẻ em"),
        ("hòa giải thành", "hòa giải"),
        ("cấp bản sao trích lục", "giải quyết hồ sơ hộ tịch"),
    ],
)
def test_different_acts_do_not_count_for_each_other(wanted, done):
    assert act_key(wanted) != act_key(done)


def test_keys_have_no_marks_and_join_spellings():
    assert act_key("Hoà giải") == act_key("hòa giải") == "hoa giai"
    assert act_key("tố tụng") == act_key("Tham gia tố tụng") == act_key("tham gia to tung")
    assert act_key("Phổ biến, giáo dục pháp luật") == act_key("pbgdpl")
    assert measure_key("vụ việc") == measure_key("Vụ") == "vu"
    assert measure_key("buổi") != measure_key("cuộc")


@given(st.text(max_size=200) | st.lists(st.sampled_from(CHATTER), max_size=20).map(" ".join))
def test_any_text_is_read_or_refused(text):
    for reader in (read, read_log, read_target):
        try:
            understood = reader(text, NOW)
        except Refused:
            continue
        assert all(entry.start <= entry.end for entry in understood.entries)


@given(st.integers(1, 99_999), st.sampled_from(["vụ", "buổi", "hồ sơ", "dự thảo"]))
def test_marks_make_no_difference(count, measure):
    marked, plain = f"tư vấn {count} {measure} hôm qua", f"tu van {count} {fold(measure)} hom qua"
    assert read(marked, NOW).entries == read(plain, NOW).entries


@pytest.mark.parametrize("text", ["tư vấn 3 vụ, " * 770, "đợt " * 2500, " " * 10_000, "28/8 " * 2000, "a" * 10_000])
def test_ten_thousand_characters_are_read_at_once(text):
    before = process_time()
    read(text, NOW)
    assert process_time() - before < 1


def test_units_of_measure_are_found_with_their_longest_name():
    assert len(MEASURES.index["luot"][0][0]) > 1
