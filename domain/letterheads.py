"""The head of an official letter (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""

import re
from dataclasses import dataclass

_OFFICE = re.compile(r"(?P<office>sở tư pháp)\s+(?P<province>.+?)\s*(?:\(.*\))?", re.IGNORECASE)
_KIND = re.compile(r"^(?:tỉnh|thành phố)\s+", re.IGNORECASE)
WHOLE = frozenset({"thành phố hồ chí minh"})  # named after a person: written in full (Phụ lục I, phần II, mục 4)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """`office`: as in the head, under its `superior` ("" where nothing tells it); `name`: as in a sentence.

    `place`: where it is dated.
    """

    superior: str
    office: str
    name: str
    place: str


def letterhead(name: str) -> Letterhead:
    """From the name of the office: “Sở Tư pháp tỉnh Thái An” stands under the UBND of that province."""
    found = _OFFICE.fullmatch(name.strip())
    if found is None:
        return Letterhead("", name, name, "…")
    province = found["province"]
    place = province if province.lower() in WHOLE else _KIND.sub("", province)
    return Letterhead(
        f"UBND {province}", found["office"], f"{found['office']} {province}", place[:1].upper() + place[1:]
    )
