"""What stands around a date in a sentence: the words that lead to it, and those that show it is none."""

import re

from domain.folding import loose
from domain.language.date_words import COUNTED


def _compiled(text: str) -> re.Pattern[str]:
    return re.compile(loose(text), re.IGNORECASE)


_TO = r"(?:cho đến|đến hết|đến|tới hết|tới|->|-|–|—)"
GLUE = _compiled(r"[\s,()]*(?:(?:lúc|vào|ngày|hôm|của|là|hồi|khoảng|tầm)[\s,:]+)*")
DASH = re.compile(r"\s*[-–—]\s*")
CONNECTING = _compiled(rf"_{_TO}_(?:hết )?(?:ngày )?")
_SHORT_START = _compiled(
    rf"(?:(?:từ|ngày) (?P<day>\d{{1,2}})_{_TO}_|(?<![\w/.,:–-])(?P<touching>\d{{1,2}})[-–])(?:hết )?(?:ngày )?$"
)
_LEADS = (
    "ngày|hôm|lúc|vào|trước|sau|đến|tới|hết|hạn|hạn chót|thời hạn|từ|kể|trong|muộn nhất|chậm nhất|hồi|là"
    "|khoảng|tầm|xong"
)
_LEAD = _compiled(rf"(?<!\w)(?:{_LEADS})[\s:]*$")
LEADS_ONLY = _compiled(rf"(?:(?:{_LEADS}|nộp|nhắc|đi|giai đoạn)[\s:,]+)*")
TAIL = _compiled(r"[\s.,;)]*(?:(?:nhé|nha|ạ|đi|nhá|thôi|rồi)[\s.]*)*")

_RATIO = re.compile(r"([1-9]\d?)/([1-9]\d?)")
_COUNTED_NEXT = _compiled(rf" (?:{COUNTED}|chỉ tiêu)(?!\w)")
_DONE = _compiled(r"(?:hoàn thành|xong|tỷ lệ|tỉ lệ) $")
_GOES_ON = re.compile(r"[^.:;?!,\s]\s*$")
_DOCUMENT = (
    "số|điều|khoản|nghị định|nđ|thông tư|luật|qđ|quyết định|kh|kế hoạch|cv|công văn|ct|chỉ thị|nq|nghị quyết|hiến pháp"
)
_DRIVE = "đợt|thi đua|phong trào|mừng|niệm|chiến dịch|cao điểm"
_PERSON = "chị|cô|bà|anh|em|chú|bác|ông|cháu|đ/c|đc|đồng chí|c|a|e|khuyến|ban|hoa|xã|phường|thôn|bản|thị"
# What a phrase is not a date after: (the phrase, the words before it).
_ELSEWISE = (
    (_compiled("mai"), _compiled(rf"(?<!\w)(?:{_PERSON}) $")),
    (_compiled("thứ.*"), _compiled(r"(?<!\w)(?:lần|bên|người|đợt|hạng|cấp|khoá|khóa|kỳ|vụ|cái) $")),
    (re.compile(r"\d+[/.-]\d+"), _compiled(rf"(?<!\w)(?:{_DOCUMENT}|{_DRIVE}|đạt|được)(?: số)?:? $")),
    (_compiled(r"(?:năm )?\d{4}"), _compiled(rf"(?<!\w)(?:{_DOCUMENT})[\w ]{{0,40}}$")),
    (_compiled(r"năm \d{4}"), _compiled(r"(?:\d|việt) $")),
    (_compiled(r"tháng .*"), re.compile(r"\d $")),
    (_compiled(r".*(?:giờ|h|g)"), _compiled(r"(?<!\w)(?:trong|sau|mất|hết) $")),
)


def _before(pattern: re.Pattern[str], text: str, end: int) -> re.Match[str] | None:
    """Searched for in the last words only, so that a long text costs no more than its length."""
    return pattern.search(text, max(0, end - 60), end)


def is_led_to(text: str, start: int) -> bool:
    """Whether “trước”, “lúc”, “ngày” or the like stands before."""
    return _before(_LEAD, text, start) is not None


def short_start(text: str, start: int) -> re.Match[str] | None:
    """The “từ 17 đến hết” before “21/8”."""
    return _before(_SHORT_START, text, start)


def could_be_ratio(m: re.Match[str]) -> bool:
    """“3/4” may be three of four; “10/8” and “03/4” may not."""
    ratio = _RATIO.fullmatch(m.group())
    return ratio is not None and int(ratio[1]) <= int(ratio[2])


def _never_a_month(m: re.Match[str]) -> bool:
    """“12/15 đơn”."""
    return int(m.group().partition("/")[2]) > 12  # noqa: PLR2004  # months of a year


def is_something_else(text: str, m: re.Match[str]) -> bool:
    """A name, a document, a drive called by its date, a ratio, a length of time."""
    if could_be_ratio(m) and (
        _never_a_month(m) or _COUNTED_NEXT.match(text, m.end()) or _before(_DONE, text, m.start())
    ):
        return True
    if m.group() == "Mai" and _before(_GOES_ON, text, m.start()):
        return True
    return any(said.fullmatch(m.group()) and _before(before, text, m.start()) for said, before in _ELSEWISE)
