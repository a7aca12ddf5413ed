"""Messages that edit a launch draft, as people type them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import dates
from domain.campaign_file import wrong_values
from domain.launch import Item, empty
from tests.domain.launching import NOW, UNITS, around, drafted, typed
from texts import render

READY = typed("7 45/KH-STP 12/6\n8 2150/BTP-TCCB 08/6; 257/QĐ-UBND 28/01\n9 Đoàn kết").draft


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        ("4 17h thứ sáu 14/8", "report_deadline", "17 giờ 00, thứ Sáu, ngày 14/8/2026"),
        ("4 17h thu sau 14/8", "report_deadline", "17 giờ 00, thứ Sáu, ngày 14/8/2026"),
        ("4. 14/8", "report_deadline", "17 giờ 00, thứ Sáu, ngày 14/8/2026"),
        ("mục 4: 13/8/2026", "report_deadline", "17 giờ 00, thứ Năm, ngày 13/8/2026"),
        ("4 16h30", "report_deadline", "16 giờ 30, thứ Sáu, ngày 14/8/2026"),
        ("Hạn báo cáo 16h 12/8", "report_deadline", "16 giờ 00, thứ Tư, ngày 12/8/2026"),
        ("han bao cao ket qua: 12/8", "report_deadline", "17 giờ 00, thứ Tư, ngày 12/8/2026"),
        ("3 mai", "registration_deadline", "17 giờ 00, thứ Bảy, ngày 13/6/2026"),
        ("3 thứ hai tuần sau", "registration_deadline", "17 giờ 00, thứ Hai, ngày 15/6/2026"),
        ("3. Hạn đăng ký: 17 giờ 00, thứ Năm, ngày 25/6/2026", "registration_deadline",
         "17 giờ 00, thứ Năm, ngày 25/6/2026"),
        ("3 không", "registration_deadline", None),
        ("4 bỏ", "report_deadline", None),
        ("2 15/6 - 30/8", "end", "30/8/2026"),
        ("2 từ 15/6 đến 30/8/2026", "end", "30/8/2026"),
        ("15/6-30/8", "end", "30/8/2026"),
        ("thời gian: tháng 6 đến hết tháng 8", "start", "01/6/2026"),
        ("5 1,3", "audience", ["Văn phòng Sở", "Phòng Phổ biến, giáo dục pháp luật"]),
        ("5 toàn Sở", "audience", "toàn Sở"),
        ("doi tuong: tttgpl", "audience", ["Trung tâm Trợ giúp pháp lý nhà nước"]),
        ("5 Phòng Phổ biến, giáo dục pháp luật, VPS và TTTGPL", "audience",
         ["Phòng Phổ biến, giáo dục pháp luật", "Văn phòng Sở", "Trung tâm Trợ giúp pháp lý nhà nước"]),
        ("5 vps, VPS; phong xay dung va kiem tra van ban quy pham phap luat", "audience",
         ["Văn phòng Sở", "Phòng Xây dựng và Kiểm tra văn bản quy phạm pháp luật"]),
        ("6 tư vấn 10 vụ; truyền thông 2 đợt", "criteria",
         [{"name": "Tư vấn", "unit": "vụ", "amount": 10}, {"name": "Truyền thông", "unit": "đợt", "amount": 2}]),
        ("6 tu van 10 vu", "criteria", [{"name": "Tư vấn", "unit": "vụ", "amount": 10}]),
        ("chỉ tiêu thẩm định (dự thảo)", "criteria", [{"name": "Thẩm định", "unit": "dự thảo"}]),
        ("6 bỏ hết", "criteria", None),
        ("9 “Đoàn kết, kỷ cương”", "theme", "Đoàn kết, kỷ cương"),
        ("chu de: Đoàn kết", "theme", "Đoàn kết"),
        ("1 Đợt thi đua mới", "name", "Đợt thi đua mới"),
        ("tên gọi: Đợt hè", "label", "Đợt hè"),
    ],
)  # fmt: skip
def test_a_line_changes_its_item(line, key, value):
    after = typed(line)
    assert after.unread == ()
    assert after.draft.table.get(key) == value
    others = {*after.draft.table, *drafted("28-8").table} - {key, "start", "end"}
    assert all(after.draft.table.get(name) == drafted("28-8").table.get(name) for name in others)


@pytest.mark.parametrize(
    ("line", "code", "item"),
    [
        ("xin chào", "item_unclear", None),
        ("15 vụ", "unknown_award", Item.TITLES),
        ("17h 14/8", "item_unclear", None),
        ("3 bao giờ cũng được", "not_a_date", Item.REGISTRATION),
        ("3 tháng 7", "not_a_date", Item.REGISTRATION),
        ("3 31/6", "date_not_real", Item.REGISTRATION),
        ("3 5/6", "date_past", Item.REGISTRATION),
        ("3 8h 12/6", "date_past", Item.REGISTRATION),
        ("3 t7", "date_ambiguous", Item.REGISTRATION),
        ("4 17h thứ bảy 14/8", "date_ambiguous", Item.REPORT),
        ("4 5h 14/8", "date_ambiguous", Item.REPORT),
        ("2 28/8 - 15/6", "end_before_start", Item.PERIOD),
        ("2 15/6", "period_unclear", Item.PERIOD),
        ("2 1/5 - 1/6", "date_past", Item.PERIOD),
        ("2 không", "not_a_date", Item.PERIOD),
        ("5 9", "number_outside", Item.AUDIENCE),
        ("5 Phòng Y", "unknown_unit", Item.AUDIENCE),
        ("5 Phòng Y và VPS", "unknown_unit", Item.AUDIENCE),
        ("5 ;", "unknown_unit", Item.AUDIENCE),
        ("6 làm tốt", "criterion_unclear", Item.CRITERIA),
        ("6 tư vấn khoảng 10 vụ", "amount_approximate", Item.CRITERIA),
        ("6 bỏ 9", "number_outside", Item.CRITERIA),
        ("7 45", "document_unclear", Item.PLAN),
        ("7 45/KH-STP", "document_undated", Item.PLAN),
        ("7 45/KH-STP 31/6", "date_not_real", Item.PLAN),
        ("8 12/ABC 12/6", "issuer_unknown", Item.SUPERIOR),
        ("8 bỏ 1", "number_outside", Item.SUPERIOR),
        ("9 " + "x" * 301, "too_long", Item.THEME),
        ("1 " + "x" * 301, "too_long", Item.NAME),
        ("tên gọi " + "x" * 61, "too_long", Item.NAME),
        ("6 " + "; ".join(f"việc {chr(97 + n % 26)}{chr(97 + n // 26)} (vụ)" for n in range(51)), "too_many",
         Item.CRITERIA),
        ("8 " + "; ".join(f"{n}/BTP-TCCB 08/6" for n in range(1, 22)), "too_many", Item.SUPERIOR),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_read_says_why_and_what_to_type_and_the_others_count(line, code, item):
    after = typed(f"{line}\n9 Đoàn kết")
    (fault,) = after.unread
    assert (fault.code, fault.item, fault.line) == (code, item, line)
    assert after.draft.table["theme"] == "Đoàn kết"
    sentence = render(f"launch/wrong/{code}", item=item, line=line, **fault.facts)
    assert sentence.startswith(f"Mục {item:d}: " if item else "Trợ lý")
    assert any(word in sentence for word in ("Mời", "Xin", "Nếu"))


def test_what_is_wrong_is_quoted_short_and_escaped():
    (fault,) = typed("3 <b>" + "x" * 500).unread
    sentence = render("launch/wrong/not_a_date", item=fault.item, line=fault.line, **fault.facts)
    assert "<b>" not in sentence
    assert len(sentence) < 300


def papers(message, draft=READY):
    after = typed(message, draft)
    assert after.unread == ()
    return [one["number"] for one in after.draft.documents]


def test_a_document_goes_where_its_issuer_is_whatever_its_line_says():
    after = typed("7 2150/BTP-TCCB 08/6\n45/kh-stp 12/6")
    assert after.changed == (Item.SUPERIOR, Item.PLAN)
    assert [one["number"] for one in after.draft.papers(Item.PLAN)] == ["45/KH-STP"]
    assert [one["issuer"] for one in after.draft.papers(Item.SUPERIOR)] == ["Bộ Tư pháp"]


@pytest.mark.parametrize(
    ("message", "numbers"),
    [
        ("7 46/KH-STP 13/6", ["46/KH-STP", "2150/BTP-TCCB", "257/QĐ-UBND"]),
        ("7 thêm 46/QĐ-STP 13/6", ["45/KH-STP", "46/QĐ-STP", "2150/BTP-TCCB", "257/QĐ-UBND"]),
        ("46/KH-STP 13/6\n47/QĐ-STP 13/6", ["46/KH-STP", "47/QĐ-STP", "2150/BTP-TCCB", "257/QĐ-UBND"]),
        ("8 12/QĐ-BTP 05/01", ["45/KH-STP", "2150/BTP-TCCB", "257/QĐ-UBND", "12/QĐ-BTP"]),
        ("8 257/QĐ-UBND 29/01", ["45/KH-STP", "2150/BTP-TCCB", "257/QĐ-UBND"]),
        ("8 33/QĐ-STP 26/02", ["45/KH-STP", "33/QĐ-STP", "2150/BTP-TCCB", "257/QĐ-UBND"]),
        ("8 bỏ 1", ["45/KH-STP", "257/QĐ-UBND"]),
        ("8 bỏ 257/qd-ubnd", ["45/KH-STP", "2150/BTP-TCCB"]),
        ("8 bỏ hết", ["45/KH-STP"]),
        ("7 bỏ", ["2150/BTP-TCCB", "257/QĐ-UBND"]),
        ("7 bỏ\n8 bỏ", []),
    ],
)
def test_one_plan_replaces_the_other_and_documents_of_others_are_added(message, numbers):
    assert papers(message) == numbers


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("6 thêm tập huấn 1 lớp", [("Tham gia tố tụng", None), ("Tư vấn pháp luật", None), ("Thẩm định dự thảo văn bản",
         None), ("Truyền thông pháp luật về cơ sở", None), ("Tập huấn", 1)]),
        ("6 bỏ 1,4", [("Tư vấn pháp luật", None), ("Thẩm định dự thảo văn bản", None)]),
        ("6 bỏ 1,4\n6 thêm tham gia tố tụng 3 vụ", [("Tư vấn pháp luật", None), ("Thẩm định dự thảo văn bản", None),
         ("Tham gia tố tụng", 3)]),
        ("6 tư vấn 10 vụ\n6 tập huấn 1 lớp", [("Tư vấn", 10), ("Tập huấn", 1)]),
    ],
)  # fmt: skip
def test_criteria_are_added_dropped_or_said_anew(message, expected):
    found = typed(message).draft.table["criteria"]
    assert [(one["name"], one.get("amount")) for one in found] == expected


def test_a_figure_for_a_criterion_that_is_there_keeps_its_name_and_field():
    after = typed("6 thêm tham gia to tung 3 vu").draft.table["criteria"]
    assert after[0] == {"name": "Tham gia tố tụng", "unit": "vụ", "field": "Trợ giúp pháp lý", "amount": 3}
    assert len(after) == 4


def test_the_label_follows_the_name_of_an_empty_draft_until_it_is_said_by_itself():
    named = typed("1 Phong trào thi đua thực hiện văn hóa công sở trong các phòng và đơn vị", empty()).draft
    assert named.table["label"] == "Phong trào thi đua thực hiện văn hóa công sở trong các phòng"
    assert typed("1 Phong trào khác", named).draft.table["label"] == "Phong trào khác"
    labelled = typed("tên gọi Phong trào X", named).draft
    assert typed("1 Phong trào khác", labelled).draft.table["label"] == "Phong trào X"
    assert typed("1 Đợt khác").draft.table["label"] == "Đợt thi đua 28/8"


@pytest.mark.parametrize(
    ("message", "key", "value"),
    [
        ("3 26/6", "registration_deadline", "17 giờ 00, thứ Bảy, ngày 26/6/2027"),
        ("2 15/6 - 28/8", "start", "15/6/2027"),
        ("3 29/02/2028\n2 1/2/2028 - 1/4/2028", "registration_deadline", "17 giờ 00, thứ Ba, ngày 29/02/2028"),
        ("2 15/12/2026 - 15/02/2027\n3 10/01", "registration_deadline", "17 giờ 00, Chủ nhật, ngày 10/01/2027"),
        ("2 15/12/2026 - 15/02/2027\n3 20/12", "registration_deadline", "17 giờ 00, Chủ nhật, ngày 20/12/2026"),
    ],
)
def test_a_day_without_its_year_is_of_the_year_of_the_drive(message, key, value):
    assert typed(message, drafted("28-8", 2027)).draft.table[key] == value


def test_a_document_without_its_year_is_the_latest_before_the_drive():
    december = around(2026, 12, 20, 9)
    draft = typed("2 15/01/2027 - 15/3/2027\n7 45/KH-STP 18/12\n8 7/QĐ-BTP 05/01", empty(), december).draft
    assert [one["date"] for one in draft.documents] == ["18/12/2026", "05/01/2027"]


def test_an_empty_draft_in_december_takes_days_of_next_spring():
    draft = typed("2 15/01 - 15/3", empty(), around(2026, 12, 20, 9)).draft
    assert (draft.table["start"], draft.table["end"]) == ("15/01/2027", "15/3/2027")


PIECES = ["1", "2", "3", "45/KH-STP", "12/6", "thêm", "bỏ", "-", ";", "và", "17h", "\n"]


@given(text=st.text(max_size=200) | st.lists(st.sampled_from(PIECES)).map(" ".join))
def test_whatever_is_typed_the_draft_stays_one_and_every_line_is_used_or_reported(text):
    after = typed(text)
    assert wrong_values(after.draft.table, NOW) == []
    lines = [line for line in text.splitlines() if line.strip()]
    assert len(after.unread) <= len(lines)
    assert bool(after.changed) or bool(after.unread) or not "".join(filter(str.isprintable, text)).strip()


@given(
    day=st.dates(date(2026, 6, 13), date(2026, 8, 28)),
    units=st.lists(st.integers(1, len(UNITS)), min_size=1, unique=True),
    figure=st.integers(2, 999),
)
def test_what_is_shown_can_be_typed_back_and_changes_nothing(day, units, figure):
    once = typed(f"3 16h {day.day}/{day.month}\n5 {', '.join(map(str, units))}\n6 tư vấn {figure} vụ").draft
    assert once.table["registration_deadline"].endswith(dates.weekday_day(day))
    shown = (
        f"3. Hạn đăng ký: {once.table['registration_deadline']}\n"
        f"5. Đối tượng: {', '.join(once.table['audience'])}\n"
        f"6. Nội dung, chỉ tiêu: {once.table['criteria'][0]['name']} {figure} vụ"
    )
    again = typed(shown, once)
    assert again.unread == ()
    assert again.draft == once
