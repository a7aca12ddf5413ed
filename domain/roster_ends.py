"""What stands in a list of staff and is nobody: totals, signatures and dates under the table, the header again."""

import re
from collections.abc import Mapping

from domain.folding import fold

_TOTAL = re.compile(r"tong (so|cong)( nguoi| can bo| danh sach| bien che)? ?([:=(\d]|$)")
_DATE = re.compile(r"(.*, ?)?ngay [\d ….…_/-]*(thang|/|$)")
_SIGNATURE = re.compile(
    r"nguoi (lap|duyet|ky)\b|thu truong\b|xac nhan\b|noi nhan\b|ke toan truong\b|\(?ky(,| ten\b| ghi ro| va )"
    r"|(tm|kt|tl|tuq)\b[./ ]"
)
_OFFICES = re.compile(r"(pho )?giam doc\b|lanh dao\b|truong (phong|ban|don vi)\b|chanh (van phong|thanh tra)\b")


def is_total(cells: Mapping[str, str]) -> bool:
    """With a unit beside it, “Tống Công” is somebody."""
    unit = cells["unit"]
    of_nobody = not unit or any(letter.isdigit() for letter in unit)
    return of_nobody and any(_TOTAL.match(fold(cell)) for cell in cells.values())


def is_signature(cells: Mapping[str, str], *, signed: bool) -> bool:
    """`signed`: whether one stands above; then what has no name or no unit is the name of who signs."""
    name, unit = fold(cells["full_name"]), fold(cells["unit"])
    if _signs(name) or (not name and _signs(unit)):
        return True
    if _OFFICES.match(name) and (not unit or _signs(unit) or _OFFICES.match(unit)):
        return True
    if name and unit:
        return False
    others = [fold(cell) for column, cell in cells.items() if column not in {"full_name", "unit"}]
    return signed or any(map(_signs, others)) or (not name and not unit and any(map(_OFFICES.match, others)))


def _signs(folded: str) -> bool:
    return bool(_SIGNATURE.match(folded) or _DATE.match(folded))
