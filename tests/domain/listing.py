"""A list of staff, line by line, and what it would change."""

from datetime import UTC, datetime

from domain.people import Staff, Unit
from domain.permissions import Grant, Role
from domain.roster import Plan, Roster, plan
from domain.roster_table import rows

OFFICE = Unit(1, "Văn phòng Sở", "VP")
JUSTICE = Unit(2, "Phòng Hành chính & Bổ trợ tư pháp", "HC&BTTP")
OFFICER = Staff(9, OFFICE, "Nguyễn Lan Anh", "female", "", frozenset({Grant(Role.OFFICER)}))
HEADER = [
    "Họ và tên",
    "Giới tính",
    "Chức vụ",
    "Đơn vị",
    "Đối tượng",
    "Giữ chức vụ lãnh đạo",
    "Số điện thoại",
    "Vai trò",
]
AN = Staff(7, OFFICE, "Lê An", "male", "Chuyên viên", phone="0912345678")
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def planned(*lines, here=(), left=(), by=None, header=HEADER) -> Plan:
    """Each line as it stands in the file, a semicolon between its cells."""
    table = [header, *(line.split(";") for line in lines)]
    return plan(rows([table]), Roster([OFFICE, JUSTICE], here, left), by)
