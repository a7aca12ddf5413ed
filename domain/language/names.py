"""Numbers that only name something: a drive called by its date, a document, a law, a hamlet, “anh Hai”."""

import re

from domain.folding import loose
from domain.language.measures import MEASURES
from domain.language.words import words

_DAY = r"\d{1,2}_[/.-]_\d{1,2}(?:[/.-]\d{4})?"
_DRIVE_WORDS = "đợt|phong trào|thi đua|chào mừng|kỷ niệm|cao điểm|truyền thống|pháp luật|ngành tư pháp"
_DRIVE = re.compile(
    loose(
        r"\(?(?:(?:cho|trong|của|theo|nhân|thuộc|vào|hưởng ứng) )?"
        rf"(?:(?:{_DRIVE_WORDS}|lập thành tích|ngày) ){{0,4}}"
        rf"(?:{_DRIVE_WORDS}|nhân ngày|nhân dịp|mừng ngày) (?:ngày )?\(?{_DAY}\b\)?"
    ),
    re.IGNORECASE,
)
_DOCUMENTS = re.compile(
    loose(
        rf"\b(?:số )?\d+(?:/\d{{4}})?/[^\W\d]{{2,}}[\w.-]*(?: ngày {_DAY})?"
        r"|\b(?:luật|bộ luật|hiến pháp|pháp lệnh|đề án)(?: [^\W\d]+){0,8}? (?:năm )?\d{4}\b"
        r"|\bgiai đoạn \d{4}_-_\d{4}"
        r"|\b(?:số|điều|khoản|khóa|khoá|nghị quyết|nghị định|thông tư|chỉ thị) \d+\b"
        r"|\b(?:chị|anh|bác|chú|đồng chí) (?:mai|hai|ba|tư|năm|sáu|bảy|mốt)\b"
    ),
    re.IGNORECASE,
)
_HAMLET = re.compile(loose(r"\b(?:thôn|tổ|khu|khu phố|xóm|ấp|bản|phường|quận) (\d+)\b"), re.IGNORECASE)


def hidden(text: str) -> tuple[str, list[tuple[int, int]]]:
    """`text` (NFC) with such numbers blanked for the readers of dates and numbers; and where drives are named in it."""
    drives = [found.span() for found in _DRIVE.finditer(text)]
    for start, end in drives:
        text = blank(text, start, end)
    for found in _DOCUMENTS.finditer(text):
        text = blank(text, *found.span())
    for found in _HAMLET.finditer(text):
        if not _counts(text[found.end() :]):
            text = blank(text, *found.span(1))
    return text, drives


def _counts(after: str) -> bool:
    """“tổ 3 người” counts people, “thôn 3 xã Đông Sơn” no communes."""
    sentence = words(after[:40])
    unit = MEASURES.at(sentence, 0) if sentence else None
    return unit is not None and unit[0] not in {"xã", "phường", "thôn"}


def blank(text: str, start: int, end: int) -> str:
    """The text with this part made of a sign that no reader of dates or numbers knows; positions stay."""
    return text[:start] + "¤" * (end - start) + text[end:]
