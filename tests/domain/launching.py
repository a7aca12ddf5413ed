"""What the tests of launch drafts stand on: an office, its units, a moment, and messages to its draft."""

from datetime import datetime

from domain.calendar import VIETNAM, WorkCalendar
from domain.campaign_values import Surroundings
from domain.launch import LaunchDraft, of_drive
from domain.launch_lines import Edited, edited
from domain.people import Unit
from domain.templates import Drive, Template
from texts import award_types, templates

CALENDAR = WorkCalendar()
UNITS = [
    Unit(11, "Văn phòng Sở", "VPS"),
    Unit(12, "Phòng Xây dựng và Kiểm tra văn bản quy phạm pháp luật", "XD&KTVB"),
    Unit(13, "Phòng Phổ biến, giáo dục pháp luật", "PBGDPL"),
    Unit(14, "Trung tâm Trợ giúp pháp lý nhà nước", "TTTGPL"),
]
TEMPLATES = {one.key: one for one in templates().of_office((), ())}


def around(*when: int, office: str = "Sở Tư pháp tỉnh Thái An") -> Surroundings:
    return Surroundings(datetime(*when, tzinfo=VIETNAM), CALENDAR, UNITS, office, awards=award_types())


NOW = around(2026, 6, 12, 9)


def drafted(template: Template | str, year: int = 2026, where: Surroundings = NOW) -> LaunchDraft:
    one = TEMPLATES[template] if isinstance(template, str) else template
    return of_drive(Drive(one, year), where)


def typed(message: str, draft: LaunchDraft | None = None, where: Surroundings = NOW) -> Edited:
    return edited(draft or drafted("28-8"), message, where)
