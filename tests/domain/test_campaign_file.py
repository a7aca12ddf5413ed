import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from domain.calendar import VIETNAM, WorkCalendar
from domain.campaign_file import LARGEST, read
from domain.campaign_tables import AwardTable, CampaignFile, CriterionTable, DocumentTable
from domain.campaign_values import Surroundings
from domain.campaigns import Document
from domain.errors import Refused
from domain.parents import ParentTable
from domain.people import Unit
from texts import award_types

EXAMPLE = (Path(__file__).parents[2] / "campaign.example.toml").read_text("utf-8")
LINES = [line for line in EXAMPLE.splitlines() if not line.startswith("#")]
UNITS = [Unit(1, "Văn phòng Sở", "VP"), Unit(2, "Phòng Hành chính và Bổ trợ tư pháp", "HC&BTTP")]
AROUND = Surroundings(datetime(2026, 6, 12, 9, tzinfo=VIETNAM), WorkCalendar(), UNITS, awards=award_types())


def with_value(key: str, value: str) -> str:
    """The example with the first line of a key changed."""
    place = next(place for place, line in enumerate(LINES) if line.startswith(f"{key} ="))
    return "\n".join([*LINES[:place], f"{key} = {value}", *LINES[place + 1 :]])


def mistakes(text: str | bytes) -> list[tuple[str, str]]:
    content = text.encode() if isinstance(text, str) else text
    with pytest.raises(Refused) as refused:
        read(content, AROUND)
    assert refused.value.code == "campaign_file_wrong"
    return [(one.code, one.key) for one in refused.value.facts["mistakes"]]


def test_the_example_is_the_drive_of_28_8():
    drive = read(EXAMPLE.encode(), AROUND).campaign(AROUND.now)
    assert (drive.start, drive.end) == (date(2026, 6, 15), date(2026, 8, 28))
    assert drive.registration_deadline == datetime(2026, 6, 26, 17, tzinfo=VIETNAM)
    assert drive.report_deadline == datetime(2026, 8, 14, 17, tzinfo=VIETNAM)
    assert drive.launched_by == Document("Kế hoạch", "45/KH-STP", date(2026, 6, 12), "Sở Tư pháp tỉnh Thái An")
    assert drive.criteria[0].amount == Decimal(3)
    assert drive.units == frozenset()


def test_the_example_names_every_key():
    named = {key for key in re.findall(r"^#?\s*(\w+) =|^\[\[(\w+)\]\]", EXAMPLE, re.MULTILINE) for key in key if key}
    parts = (DocumentTable, CriterionTable, ParentTable, AwardTable)
    assert named == {*CampaignFile.model_fields, *(key for part in parts for key in part.model_fields)}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ('"17h 26/6/2026"', datetime(2026, 6, 26, 17, tzinfo=VIETNAM)),
        ('"26/6/2026"', datetime(2026, 6, 26, 17, tzinfo=VIETNAM)),
        ('"16h30 thứ sáu 26/6/2026"', datetime(2026, 6, 26, 16, 30, tzinfo=VIETNAM)),
        ("2026-06-26", datetime(2026, 6, 26, 17, tzinfo=VIETNAM)),
        ("2026-06-26T16:00:00", datetime(2026, 6, 26, 16, tzinfo=VIETNAM)),
        ("2026-06-26T09:00:00Z", datetime(2026, 6, 26, 9, tzinfo=UTC)),
    ],
)
def test_a_deadline_is_read_as_people_write_it_and_without_an_hour_means_the_end_of_office_hours(value, expected):
    assert read(with_value("registration_deadline", value).encode(), AROUND).registration_deadline == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ('"toàn Sở"', set()),
        ("[]", set()),
        ('["hc&bttp"]', {2}),
        ('["Van phong So", "HC&BTTP"]', {1, 2}),
        ('"VP"', {1}),
    ],
)
def test_an_audience_is_the_whole_office_or_units_by_either_name(value, expected):
    assert read(with_value("audience", value).encode(), AROUND).audience == expected


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("start", "2026-06-31", "date_not_real"),
        ("start", '"31/6/2026"', "date_not_real"),
        ("start", "15", "not_a_date"),
        ("start", '"tháng 6"', "not_a_date"),
        ("start", "1926-06-15", "not_this_century"),
        ("start", "0001-01-01T00:00:00+07:00", "not_this_century"),
        ("end", "2026-06-14", "end_before_start"),
        ("registration_deadline", '"17h 29/8/2026"', "deadline_after_end"),
        ("registration_deadline", "17:00:00", "not_a_date"),
        ("report_deadline", "2026-06-14", "report_before_start"),
        ("publish_at", "2026-08-29", "publish_after_end"),
        ("audience", '["Phòng Y"]', "unknown_unit"),
        ("audience", '["VP", 3]', "not_a_list"),
        ("amount", '"ba bốn"', "not_a_number"),
        ("amount", "true", "not_a_number"),
        ("amount", "-3", "not_a_number"),
        ("amount", "nan", "not_a_number"),
        ("amount", "1e999999999", "not_a_number"),
        ("label", '""', "empty"),
        ("label", '"\\u0000"', "empty"),
        ("label", '"' + "x" * 61 + '"', "too_long"),
        ("number", "45", "not_text"),
    ],
)
def test_a_wrong_value_is_a_mistake_at_its_key(key, value, code):
    assert (code, key) in mistakes(with_value(key, value))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [("missing", "name"), ("missing", "label"), ("missing", "start"), ("missing", "end")]),
        ("\n".join(LINES).replace("theme =", "themme ="), [("unknown_key", "themme")]),
        ("\n".join(LINES).replace("label =", "lable ="), [("unknown_key", "lable")]),
        ("\n".join(LINES).replace("[[documents]]", "[documents]"), [("not_toml", "")]),
        ("\n".join(LINES).replace("number =", "nummber =", 1), [("unknown_key", "nummber")]),
        ("\n".join(LINES) + "\naudience = []", [("misplaced", "audience")]),
        ("tên = “Đợt thi đua”", [("not_toml", "")]),
        ("a = " + "[" * 60_000, [("not_toml", "")]),
        ("a = " + "9" * 5_000, [("not_toml", "")]),
        (b"\xff\xfe", [("not_utf8", "")]),
        (b"#" * (LARGEST + 1), [("too_big", "")]),
    ],
)
def test_a_file_that_is_none_is_one_mistake_and_a_misspelt_key_is_not_missing_too(text, expected):
    assert mistakes(text) == expected


def test_all_mistakes_are_said_at_once():
    text = with_value("start", '"31/6/2026"').replace("amount = 3 ", "amount = 0 ").replace("theme", "thema")
    assert mistakes(text) == [("date_not_real", "start"), ("not_a_number", "amount"), ("unknown_key", "thema")]


def test_the_byte_order_mark_of_an_editor_does_no_harm():
    assert read(b"\xef\xbb\xbf" + EXAMPLE.encode(), AROUND).label == "Đợt thi đua 28/8"
