"""A launch draft: what it lacks, what contradicts, what runs beside it, and what last year's leaves of itself."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import campaign_file, dates
from domain.calendar import VIETNAM
from domain.campaigns import Campaign, CampaignState, Criterion, Document
from domain.launch import Item, LaunchDraft, contradictions, empty, missing, overlaps
from domain.launch_again import again, as_it_stands
from tests.domain.launching import NOW, around, drafted, typed

READY = "7 45/KH-STP 12/6\n8 2150/BTP-TCCB 08/6\n9 Đoàn kết, kỷ cương"


def campaign(message: str = READY, draft: LaunchDraft | None = None, **changes: object) -> Campaign:
    return replace(typed(message, draft).draft.file(NOW).campaign(NOW.now), **changes)


def test_a_drive_of_a_template_lacks_only_its_documents_and_theme():
    assert missing(drafted("28-8")) == ((Item.PLAN,), (Item.SUPERIOR, Item.THEME))
    assert missing(drafted("9-11")) == ((Item.SUPERIOR,), (Item.THEME,))
    assert missing(empty()).needed == (Item.NAME, Item.PERIOD, Item.PLAN)


def test_three_lines_make_it_ready():
    after = typed(READY)
    assert after.changed == (Item.PLAN, Item.SUPERIOR, Item.THEME)
    assert missing(after.draft) == ((), ())
    assert missing(after.draft).ready
    assert contradictions(after.draft, NOW) == ()


def test_what_is_only_advised_does_not_keep_it_from_being_ready():
    lacks = missing(typed("7 45/KH-STP 12/6").draft)
    assert lacks.ready
    assert lacks.advised == (Item.SUPERIOR, Item.THEME)


def test_a_response_rests_on_the_document_of_others_and_a_launch_on_the_office_s_own():
    launch = campaign()
    assert launch.launched_by == Document("Kế hoạch", "45/KH-STP", date(2026, 6, 12), "Sở Tư pháp tỉnh Thái An")
    response = campaign("hưởng ứng\n" + READY)
    assert response.launched_by is None
    assert response.documents[0].issuer == "Bộ Tư pháp"
    assert campaign("Sở phát động", typed("hưởng ứng\n" + READY).draft) == launch


@pytest.mark.parametrize(
    ("message", "codes"),
    [
        ("3 17h 5/9", [("deadline_after_end", Item.REGISTRATION)]),
        ("2 1/9 - 30/10", [("report_before_start", Item.REPORT)]),
        ("2 1/9 - 30/10\n4 15/10", []),
        ("4 15/10\n2 1/9 - 30/10", []),
    ],
)
def test_days_that_contradict_are_kept_and_said_before_publishing(message, codes):
    after = typed(message)
    assert after.unread == ()
    assert [(one.code, one.item) for one in contradictions(after.draft, NOW)] == codes


def test_a_deadline_that_has_passed_since_it_was_typed_is_said():
    later = around(2026, 7, 1, 9)
    (fault,) = contradictions(drafted("28-8"), later)
    assert (fault.code, fault.item) == ("date_past", Item.REGISTRATION)
    assert fault.facts["text"] == "17 giờ 00, thứ Sáu, ngày 26/6/2026"
    over = [one.item for one in contradictions(drafted("28-8"), around(2026, 8, 29, 9))]
    assert over == [Item.PERIOD, Item.REGISTRATION, Item.REPORT]


def test_a_unit_of_the_settings_that_is_not_there_is_said():
    draft = drafted("28-8").with_(audience=["Phòng cũ"])
    assert [(one.code, one.item) for one in contradictions(draft, NOW)] == [("unknown_unit", Item.AUDIENCE)]


def other(**changes: object) -> Campaign:
    return campaign(id=7, state=CampaignState.RUNNING, **changes)


@pytest.mark.parametrize(
    ("changes", "overlap"),
    [
        ({}, True),
        ({"start": date(2026, 8, 28), "end": date(2026, 9, 30)}, True),
        ({"start": date(2026, 8, 29), "end": date(2026, 9, 30)}, False),
        ({"start": date(2026, 1, 1), "end": date(2026, 6, 15)}, True),
        ({"start": date(2026, 1, 1), "end": date(2026, 6, 14)}, False),
        ({"units": frozenset({11})}, True),
        ({"state": CampaignState.CANCELLED}, False),
        ({"state": CampaignState.DRAFT}, False),
    ],
)
def test_what_runs_on_the_same_days_for_the_same_people_overlaps(changes, overlap):
    one = replace(other(), **changes)
    assert overlaps(campaign(), [one]) == ((one,) if overlap else ())


def test_other_units_do_not_overlap():
    assert overlaps(campaign(units=frozenset({12})), [other(units=frozenset({11, 13}))]) == ()
    assert len(overlaps(campaign(units=frozenset({12})), [other(units=frozenset({11, 12}))])) == 1


def test_a_campaign_does_not_overlap_with_itself():
    assert overlaps(other(), [other()]) == ()


@given(
    first=st.dates(date(2026, 6, 12), date(2027, 6, 1)),
    days=st.integers(1, 400),
    minutes=st.integers(0, 24 * 60 - 1),
)
def test_what_a_draft_writes_is_read_back_the_same_also_after_json(first, days, minutes):
    deadline = datetime(first.year, first.month, first.day, tzinfo=VIETNAM) + timedelta(minutes=minutes)
    draft = drafted("28-8").with_(
        start=dates.day(first),
        end=dates.day(first + timedelta(days)),
        registration_deadline=dates.full(deadline),
        report_deadline=None,
    )
    kept = LaunchDraft.model_validate_json(draft.model_dump_json())
    assert kept == draft
    file = kept.file(NOW)
    assert (file.start, file.end) == (first, first + timedelta(days))
    assert (file.registration_deadline, file.report_deadline) == (deadline, None)


# The drives of real departments, as their own papers told of them.

VINH_PHUC = around(2021, 6, 1, 9, office="Sở Tư pháp tỉnh Vĩnh Phúc")
VINH_PHUC_THEME = (
    "Tư pháp Vĩnh Phúc đoàn kết, kỷ cương, hành động, sáng tạo, thi đua thực hiện thắng lợi nhiệm vụ chính trị "
    "được giao năm 2021"
)
VINH_PHUC_NAME = (
    "Đợt thi đua cao điểm lập thành tích chào mừng kỷ niệm 76 năm Ngày Truyền thống ngành Tư pháp "
    "(28/8/1945 - 28/8/2021)"
)
VINH_PHUC_FILE = f"""
name = "{VINH_PHUC_NAME}"
label = "Đợt thi đua 28/8"
theme = "{VINH_PHUC_THEME}"
start = 2021-06-01
end = 2021-08-31
registration_deadline = 2021-06-25T17:00:00
report_deadline = 2021-08-13T17:00:00

[[documents]]
kind = "Quyết định"
number = "257/QĐ-UBND"
date = 2021-01-28
issuer = "UBND tỉnh Vĩnh Phúc"

[[documents]]
kind = "Quyết định"
number = "720/QĐ-UBND"
date = 2021-03-26
issuer = "UBND tỉnh Vĩnh Phúc"

[[documents]]
kind = "Quyết định"
number = "33/QĐ-STP"
date = 2021-02-26
issuer = "Sở Tư pháp tỉnh Vĩnh Phúc"
"""


def test_the_drive_of_june_to_august_with_three_parents_is_the_same_by_message_and_by_file():
    after = typed(
        "hưởng ứng\n"
        "2 từ tháng 6/2021 đến hết tháng 8/2021\n"
        "8 257/QĐ-UBND 28/01; Quyết định số 33/QĐ-STP ngày 26/02/2021; 720/QĐ-UBND 26/3/2021\n"
        f"9 “{VINH_PHUC_THEME}”\n"
        "6 bỏ hết",
        drafted("28-8", 2021, VINH_PHUC),
        VINH_PHUC,
    )
    assert after.unread == ()
    assert missing(after.draft).ready
    assert after.draft.file(VINH_PHUC) == campaign_file.read(VINH_PHUC_FILE.encode(), VINH_PHUC)
    drive = after.draft.file(VINH_PHUC).campaign(VINH_PHUC.now)
    assert drive.launched_by is None


LAO_CAI = around(2023, 2, 1, 9, office="Sở Tư pháp tỉnh Lào Cai")
MOVEMENTS = {
    "Phong trào thi đua “Cán bộ Tư pháp tiếp tục đẩy mạnh việc học tập và làm theo tấm gương đạo đức Hồ Chí Minh”": (
        "năm 2023",
        (date(2023, 1, 1), date(2023, 12, 31)),
    ),
    "Phong trào thi đua “Cả nước chung sức vì người nghèo - không để ai bị bỏ lại phía sau”": (
        "01/01/2023 - 31/12/2025",
        (date(2023, 1, 1), date(2025, 12, 31)),
    ),
    "Phong trào “Ngành Tư pháp chung sức góp phần xây dựng nông thôn mới” giai đoạn 2023 - 2025": (
        "từ 01/01/2023 đến 31/12/2025",
        (date(2023, 1, 1), date(2025, 12, 31)),
    ),
    "Phong trào thi đua “Cán bộ, công chức, viên chức, người lao động trong ngành Tư pháp thi đua thực hiện văn hóa "
    "công sở”": ("tháng 1 đến tháng 12", (date(2023, 1, 1), date(2023, 12, 31))),
}


@pytest.mark.parametrize("name", MOVEMENTS)
def test_each_of_four_parallel_movements_is_made_by_four_lines(name):
    said, days = MOVEMENTS[name]
    after = typed(f"tên: {name}\nthời gian {said}\n12/KH-STP 30/01\ntên gọi: Phong trào", empty(), LAO_CAI)
    assert after.unread == ()
    file = after.draft.file(LAO_CAI)
    assert (file.name, file.label, (file.start, file.end)) == (name, "Phong trào", days)
    assert missing(after.draft).ready


def test_four_parallel_movements_overlap_and_may():
    made = [
        replace(
            typed(f"1 {name}\n2 {said}\n7 12/KH-STP 30/01", empty(), LAO_CAI).draft.file(LAO_CAI).campaign(LAO_CAI.now),
            id=place,
            state=CampaignState.RUNNING,
        )
        for place, (name, (said, _)) in enumerate(MOVEMENTS.items(), start=1)
    ]
    assert [len(overlaps(one, made)) for one in made] == [3, 3, 3, 3]


def test_last_year_s_drive_is_this_year_s_draft():
    before = campaign(
        criteria=(
            Criterion(3, "Tư vấn", "vụ", Decimal("1.5"), "Trợ giúp pháp lý"),
            Criterion(4, "Họp", "buổi", None, ""),
        ),
        units=frozenset({14, 11, 99}),
    )
    draft = again(before, 2027, NOW)
    assert draft.table == {
        "name": "Đợt thi đua cao điểm lập thành tích chào mừng kỷ niệm 82 năm Ngày Truyền thống ngành Tư pháp"
        " (28/8/1945 - 28/8/2027)",
        "label": "Đợt thi đua 28/8",
        "start": "15/6/2027",
        "end": "28/8/2027",
        "registration_deadline": "17 giờ 00, thứ Sáu, ngày 25/6/2027",
        "report_deadline": "17 giờ 00, thứ Sáu, ngày 13/8/2027",
        "audience": ["Văn phòng Sở", "Trung tâm Trợ giúp pháp lý nhà nước"],
        "criteria": [
            {"name": "Tư vấn", "unit": "vụ", "amount": "1,5", "field": "Trợ giúp pháp lý"},
            {"name": "Họp", "unit": "buổi"},
        ],
    }
    assert missing(draft).needed == (Item.PLAN,)
    assert json.loads(draft.model_dump_json())["year"] == 2027
    assert draft.file(NOW).criteria[0].amount == Decimal("1.5")


def test_last_year_s_response_is_a_response_again():
    assert again(campaign("hưởng ứng\n" + READY), 2027, NOW).responding


@given(year=st.integers(2027, 2060))
def test_a_drive_repeated_is_what_its_template_says_for_that_year(year):
    repeated = again(campaign(), year, NOW).table
    assert repeated == drafted("28-8", year).table


@pytest.mark.parametrize(
    "before", [READY, "hưởng ứng\n" + READY, READY + "\n5 1,3\n4 không có\n6 tư vấn 1,5 vụ; họp (buổi)"]
)
def test_a_campaign_written_as_a_draft_is_that_campaign_again(before):
    one = campaign(before)
    draft = LaunchDraft.model_validate_json(as_it_stands(one, NOW).model_dump_json())
    assert draft.file(NOW).campaign(one.publish_at) == one
    assert draft.responding is one.responds
