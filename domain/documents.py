"""Reads the number of an official document, which tells its kind and its issuer: “45/KH-STP”, “2150/BTP-TCCB”.

The form of a number and the letters for each kind: Nghị định 30/2020/NĐ-CP, Phụ lục I and III.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from domain.folding import fold, nfc

KINDS = {
    "KH": "Kế hoạch",
    "QĐ": "Quyết định",
    "CT": "Chỉ thị",
    "CTr": "Chương trình",
    "HD": "Hướng dẫn",
    "TB": "Thông báo",
    "NQ": "Nghị quyết",
    "NĐ": "Nghị định",
    "TT": "Thông tư",
    "ĐA": "Đề án",
    "PA": "Phương án",
    "TTr": "Tờ trình",
    "BC": "Báo cáo",
    "CĐ": "Công điện",
    "CV": "Công văn",
}
LETTER = "Công văn"  # its number names no kind
OFFICE = "STP"
ISSUERS = {
    "BTP": "Bộ Tư pháp",
    "BNV": "Bộ Nội vụ",
    "CP": "Chính phủ",
    "TTg": "Thủ tướng Chính phủ",
    "CTN": "Chủ tịch nước",
    "UBND": "UBND {province}",
    "HĐND": "HĐND {province}",
    "TU": "Tỉnh ủy",
    "SNV": "Sở Nội vụ",
    "HĐTĐKT": "Hội đồng Thi đua - Khen thưởng",
}
_CODE = r"[^\W\d_][\w&]*"
_NUMBER = re.compile(rf"(?<![\w/])(\d{{1,5}}(?:\s*/\s*\d{{4}})?)\s*/\s*({_CODE}(?:-{_CODE})*)")
_OF = re.compile(r"(?:của|cua)\s+([^,;()]+?)(?=\s+(?:và|va)\s|\s*[,;()]|\s*$)", re.IGNORECASE)
_OFFICE_NAME = re.compile(r"\s*\(.*\)|^sở tư pháp\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cited:
    """A document as it was typed. `issuer`: "" where nothing tells it; `rest`: what stands up to the next number."""

    number: str
    kind: str
    issuer: str
    rest: str


def cited(text: str, office: str) -> tuple[Cited, ...]:
    """The documents in a text, left to right. `office`: the name of the department."""
    text = nfc(text)
    found = list(_NUMBER.finditer(text))
    ends = [*(m.start() for m in found[1:]), len(text)]
    return tuple(_cited(m, text[m.end() : end], office) for m, end in zip(found, ends, strict=False))


def _cited(m: re.Match[str], rest: str, office: str) -> Cited:
    parts = m[2].split("-")
    kind = _spelled(parts[0], KINDS) if len(parts) > 1 else None
    by = parts[1] if kind else parts[0]
    known = _spelled(by, {**ISSUERS, OFFICE: ""})
    codes = [kind or "", known or by.upper(), *(part.upper() for part in parts[2 if kind else 1 :])]
    said = _OF.search(rest)
    return Cited(
        number=f"{''.join(m[1].split())}/{'-'.join(filter(None, codes))}",
        kind=KINDS[kind] if kind else LETTER,
        issuer=said[1] if said else _issuer(known, office),
        rest=rest,
    )


def _spelled(code: str, known: Mapping[str, str]) -> str | None:
    """The code as it is written: with its marks, or else without them (“qd” is a QĐ)."""
    exact = next((one for one in known if one.casefold() == code.casefold()), None)
    return exact or next((one for one in known if fold(one) == fold(code)), None)


def _issuer(code: str | None, office: str) -> str:
    if code == OFFICE:
        return office
    return ISSUERS[code].format(province=_OFFICE_NAME.sub("", office) or "tỉnh") if code else ""
