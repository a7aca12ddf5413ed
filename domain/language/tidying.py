"""Rewrites what is typed in more than one way before it is read: blanks, “3v”, “2, 3 vụ”."""

import re

from domain.folding import loose, nfc
from domain.language.number_words import UNITS

_COMMA = re.compile(r"(phổ biến|pho bien),\s*(?=giáo dục|giao duc)", re.IGNORECASE)
_ONE = "một|hai|ba|bốn|năm|sáu|bảy|tám|chín"
# A number after these is a name: “thôn 2, 3 xã”.
_NAMING = "".join(rf"(?<!{name}\s)" for name in ("thôn", "tổ", "ngày", "tháng", "điều", "khoản", "số", "đợt"))
_TWO = re.compile(
    loose(
        rf"(?<![\w/.,:-]){_NAMING}(?P<low>\d+|{_ONE})_, (?P<high>\d+|{_ONE})(?= (?:{UNITS})(?!\w))",
    ),
    re.IGNORECASE,
)
_CASES = re.compile(r"(?<![\w./-])(\d+)v(?!\w)", re.IGNORECASE)
_OF_CASES = re.compile(loose(r"(?<!\w)(?:tư vấn|tv|tvpl|tố tụng|tgtt|tgpl|trợ giúp)(?!\w)"), re.IGNORECASE)


def tidied(text: str) -> str:
    """`text` in NFC with single blanks; line ends stay."""
    text = re.sub(r"[^\S\n]+", " ", nfc(text)).strip()
    text = _TWO.sub(_about, _COMMA.sub(r"\1 ", text))
    return _CASES.sub(r"\1 vụ", text) if _OF_CASES.search(text) else text


def _about(m: re.Match[str]) -> str:
    """“2, 3 vụ” and “hai, ba vụ” are about so many."""
    low, high = m["low"], m["high"]
    if not (low + high).isdigit():
        return f"{low} {high}"
    return f"{low}-{high}" if int(high) == int(low) + 1 else m.group()
