"""A campaign summed up, for the files that leave the office."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from domain.calendar import VIETNAM
from domain.campaigns import Campaign, CampaignState, Document
from domain.people import Unit
from domain.summaries import Entrant, Figures, Line, Missing, Summary

OFFICE = "Sở Tư pháp tỉnh Thái An (minh họa)"
AS_OF = datetime(2026, 6, 26, 10, tzinfo=UTC).astimezone(VIETNAM)
EVIL = ("=1+1", "+84912345678", "-2", "@SUM(A:A)", "<b>x</b> & “y”", "{{ head.name }}")
CAMPAIGN = Campaign(
    id=1,
    version=1,
    name="Đợt thi đua cao điểm chào mừng Ngày Truyền thống ngành Tư pháp",
    label="Đợt thi đua 28/8",
    theme="Kỷ cương, trách nhiệm",
    start=date(2026, 6, 15),
    end=date(2026, 8, 28),
    registration_deadline=AS_OF,
    report_deadline=None,
    publish_at=datetime(2026, 6, 15, 2, tzinfo=UTC),
    state=CampaignState.REGISTERING,
    documents=(
        Document("Kế hoạch", "45/KH-STP", date(2026, 6, 12), "Sở Tư pháp tỉnh Thái An"),
        Document("Quyết định", "236/QĐ-BTP", date(2026, 2, 23), "Bộ Tư pháp"),
    ),
)
CASES = Line("Trợ giúp pháp lý", Decimal(1250), "vụ việc", "đến 20/8/2026", "Trợ giúp pháp lý", Decimal(500))
TEXTS = Line("Thẩm định văn bản", Decimal("2.5"), "văn bản", work_field="Xây dựng pháp luật", done=Decimal(3))
VAGUE = Line("Phấn đấu hoàn thành tốt nhiệm vụ", None, "")
CENTRE = Unit(3, "Trung tâm Trợ giúp pháp lý", "TTTGPL")
OFFICE_UNIT = Unit(1, "Văn phòng Sở", "VP")
ENTRANTS = (
    Entrant(
        CENTRE, CENTRE.name, collective=True, lines=(CASES,), titles=("Tập thể lao động xuất sắc",), state="Đã nhận"
    ),
    Entrant(
        CENTRE,
        "Trần Thị Hoa",
        "Chuyên viên",
        lines=(CASES, VAGUE),
        titles=("Lao động tiên tiến",),
        state="Đã nhận",
        gender="female",
    ),
    Entrant(OFFICE_UNIT, "Lê An", "Văn thư", lines=(TEXTS,), forms=("Giấy khen",), state="Đã gửi", on_behalf=True),
)
FIGURES = (
    (CENTRE, Figures(12, 11, 10, 1, 0, 2, 1, 7, 1, 9, 5, 1, 1, 1)),
    (OFFICE_UNIT, Figures(4, 3, 3, 1, 1, 0, 0, 1, 1, 2, 1, 0, 0, 1)),
)
MISSING = (
    Missing(OFFICE_UNIT, "Đỗ Mai", "Kế toán", "Chưa trả lời"),
    Missing(OFFICE_UNIT, "Bùi Tú", "Lái xe", "Không tham gia"),
)
SUMMARY = Summary(CAMPAIGN, AS_OF, ENTRANTS, MISSING, FIGURES)


def named(*names: str) -> Summary:
    """Of people with these names."""
    return replace(SUMMARY, taking_part=tuple(replace(ENTRANTS[1], name=name) for name in names))
