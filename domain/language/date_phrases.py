"""The phrases of dates and hours, as tables: a pattern and what it means."""

import re
from dataclasses import dataclass
from typing import Literal

from domain.language import date_hours as hours
from domain.language import date_meanings as means
from domain.language.date_meanings import Meaning
from domain.language.date_words import BEFORE, COUNTED, DAY, FIGURE_DAY, FIGURE_MONTH, FOUR, MONTH, SIDE, pattern, words

Role = Literal["clock", "part", "near", "day", "weekday", "week", "edge", "period"]

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_ANY_YEAR = r"(?P<year>(?:19|20)\d\d|\d\d)"
_YEAR_SIDE = r"(?P<side>này|nay|ngoái|trước|sau|tới)"
_ITS_YEAR = rf"(?:_,?_năm (?:{_ANY_YEAR}|{_YEAR_SIDE}))?"
_THAT_YEAR = rf"(?:_[,/-]?_(?:năm )?{_YEAR}|_năm {_YEAR_SIDE})?"
_UNQUALIFIED = rf"(?! (?:{SIDE}|ngoái|\d|i+\b|iv\b|{words(1, 12)}))"
_NOT_COUNTED = rf"(?! (?:{COUNTED})(?!\w))"
_DAY_WORD = r"(?:ngày|hôm|mùng|mồng|bữa)"
_WEEKDAY_SIDE = r"(?: (?P<side>này|tới|sau(?! khi| \d)|vừa rồi|vừa qua|rồi|trước(?! khi| \d)))?"
_HOUR = rf"(?P<hour>[01]?\d|2[0-4]|(?:{words(1, 12)})(?=\s))"  # “chính 14” is no nine o’clock
_SPOKEN_MINUTE = rf"(?P<minute>[0-5]?\d|{words(5, 59)}){_NOT_COUNTED}(?:_phút)?"
_LESS = rf" kém_(?P<less>{words(5, 29)}|[0-5]?\d)"
_UNIT = r"(?P<unit>tuần|tháng|quý|năm)"
_TO = r" (?:cho )?(?:đến|tới)(?!\w)"
_UP_TO_NOW = rf"(?: này| nay)?{_TO} (?:bây giờ|giờ|hôm nay|hiện nay|hiện tại|nay)"
_LENGTH = r"(?P<unit>phút|giờ|tiếng|ngày|hôm|tuần|tháng|năm)"


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way to say (part of) a date; one that is not `sure` counts in a sentence only beside another."""

    role: Role
    regex: re.Pattern[str]
    meaning: Meaning
    sure: bool = True


def _phrase(role: Role, text: str, meaning: Meaning, *, sure: bool = True) -> Phrase:
    return Phrase(role, re.compile(pattern(text), re.IGNORECASE), meaning, sure)


def _clock(text: str, meaning: Meaning, *, sure: bool = True) -> Phrase:
    return _phrase("clock", text, meaning, sure=sure)


# Where two phrases begin at the same letter the longer one is meant; of equals, the earlier.
PHRASES = (
    _phrase("near", r"hôm nay|bữa nay|hnay|ngày hôm nay", means.away(0)),
    _phrase("near", r"nay|sn", means.away(0), sure=False),
    _phrase("near", r"ngày mai|bữa mai|mai", means.away(1)),
    _phrase("near", r"ngày kia|ngày mốt|bữa mốt", means.away(2)),
    _phrase("near", r"mốt", means.away(2), sure=False),
    _phrase("near", r"ngày kìa", means.away(3)),
    _phrase("near", r"(?:ngày )?hôm qua|hqua", means.away(-1)),
    _phrase("near", r"qua", means.away(-1), sure=False),
    _phrase("near", r"hôm kia|bữa kia", means.away(-2)),
    _phrase("near", r"hôm kìa", means.away(-3)),
    _phrase("near", r"bữa qua", means.away(-1, -2)),
    _phrase("near", r"(?:bữa|hôm) (?:trước|nọ|rồi|hổm)", means.away(-2, -3)),
    _phrase(
        "near",
        rf"(?P<count>\d{{1,3}}|{words(1, 31)})_{_LENGTH} (?P<side>nữa|trước(?! khi| \d)|tới)",
        means.distance,
    ),
    _phrase(
        "near",
        rf"(?P<ahead>sau|trong|trong vòng) (?P<count>\d{{1,3}}|{words(1, 31)})_{_LENGTH}(?: tới)?",
        means.distance,
        sure=False,
    ),
    _phrase(
        "near",
        rf"cách đây (?P<count>\d{{1,3}}|{words(1, 31)})_{_LENGTH}",
        means.distance,
    ),
    _phrase("period", r"(?:trong )?(?:vòng )?(?P<count>\d{1,3}) ngày (?P<side>qua|tới)", means.run_of_days),
    _phrase("day", r"(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)", means.calendar_day),
    _phrase(
        "day",
        rf"(?:{_DAY_WORD}_)?(?P<day>{FIGURE_DAY})_[/.-]_(?P<month>{FIGURE_MONTH})_(?:[/.-]_|năm ){_ANY_YEAR}",
        means.calendar_day,
    ),
    _phrase(
        "day",
        rf"{_DAY_WORD}_(?P<day>{DAY})(?: tháng (?P<side>{SIDE}))?{_NOT_COUNTED}(?! (?:tháng|nữa|năm))",
        means.day_of_near_month,
    ),
    _phrase(
        "day",
        rf"{_DAY_WORD}_(?P<day>{DAY})_(?:[/.-]|tháng|thg|th|t)_(?P<month>{MONTH}){_ITS_YEAR}",
        means.calendar_day,
    ),
    _phrase(
        "day",
        rf"(?P<day>{FIGURE_DAY})_(?:tháng|thg|th) ?(?P<month>{MONTH}){_ITS_YEAR}{_NOT_COUNTED}",
        means.calendar_day,
    ),
    _phrase("day", rf"(?P<day>{FIGURE_DAY})/(?P<month>{FIGURE_MONTH}){_ITS_YEAR}", means.calendar_day),
    _phrase(
        "day",
        rf"(?:{_DAY_WORD}_)?(?P<day>[1-9]\d)/(?P<month>0?[1-9]|[1-9]\d)(?:/{_ANY_YEAR})?{_NOT_COUNTED}",
        means.no_day,
    ),
    _phrase(
        "day",
        rf"(?P<day>{FIGURE_DAY})[.-](?P<month>{FIGURE_MONTH})",
        means.calendar_day,
        sure=False,
    ),
    _phrase(
        "weekday",
        rf"thứ[ -]?_(?P<weekday>[2-7]|hai|ba|{FOUR}|năm|sáu|bảy|bẩy){_WEEKDAY_SIDE}{_NOT_COUNTED}",
        means.weekday,
    ),
    _phrase("weekday", rf"t\.?_?(?P<weekday>[2-6]){_WEEKDAY_SIDE}", means.weekday),
    _phrase("weekday", rf"t\.?_?(?P<weekday>7){_WEEKDAY_SIDE}", means.t7),
    _phrase("weekday", rf"(?:chủ_nhật|chúa nhật|chủ nhựt){_WEEKDAY_SIDE}", means.weekday),
    _phrase("weekday", r"cn (?P<side>này|tới|vừa rồi|vừa qua|rồi|trước)", means.weekday),
    _phrase("weekday", r"cn", means.weekday, sure=False),
    _phrase("week", rf"tuần (?P<side>{SIDE})", means.near_week),
    _phrase("week", rf"trong tuần{_UNQUALIFIED}", means.near_week),
    _phrase("edge", r"(?P<edge>đầu|giữa|cuối|hết)(?= (?:tháng|tuần|quý|năm|t\d))", means.word("edge"), sure=False),
    _phrase("period", rf"(?P<edge>đầu|giữa|cuối|hết) (?P<unit>tuần|tháng|quý|năm){_UNQUALIFIED}", means.bare_edge),
    _phrase("period", rf"đầu {_UNIT}{_UP_TO_NOW}", means.until_today),
    _phrase("period", rf"(?:từ|kể từ) đầu {_UNIT}{_UNQUALIFIED}(?!{_TO})", means.until_today),
    _phrase("period", rf"tháng (?P<side>{SIDE})", means.near_month),
    _phrase("period", rf"(?:tháng|thg)_(?P<month>{MONTH})(?:(?P<past> {BEFORE})|{_THAT_YEAR})", means.month),
    _phrase("period", rf"t_?(?P<month>1[0-2]|0?[189])(?:(?P<past> {BEFORE})|{_THAT_YEAR})", means.month),
    _phrase("period", rf"(?:t_?)(?P<month>0?[1-9])_(?:[/.-]_|năm ){_YEAR}", means.month),
    _phrase("period", rf"(?P<month>{FIGURE_MONTH})_[/-]_{_YEAR}", means.month),
    _phrase(
        "period",
        rf"(?:quý|quí|qúy)_(?P<quarter>[1-4]|i{{1,3}}|iv|một|hai|ba|{FOUR}|bốn){_THAT_YEAR}",
        means.quarter,
    ),
    _phrase("period", rf"q_?(?P<quarter>[1-4]){_THAT_YEAR}", means.quarter),
    _phrase("period", rf"(?:quý|quí|qúy) (?P<side>{SIDE})", means.near_quarter),
    _phrase("period", rf"(?P<count>[369]|ba|sáu|chín)_tháng (?P<edge>đầu|cuối)(?: năm)?{_THAT_YEAR}", means.half),
    _phrase("period", rf"nửa (?P<edge>đầu|cuối) năm{_THAT_YEAR}", means.half),
    _phrase("period", rf"(?P<count>[369])_tháng{_THAT_YEAR}", means.half, sure=False),
    _phrase("period", rf"(?P<count>[369])_T(?: (?P<edge>đầu|cuối)(?: năm)?)?{_THAT_YEAR}", means.half),
    _phrase(
        "period",
        r"năm (?P<side>này|nay|ngoái|trước(?! khi| \d)|sau(?! khi| \d)|tới)",
        means.year,
    ),
    _phrase("period", r"năm (?P<year>\d{4})(?!_[-–]_\d)", means.year),
    _phrase("period", _YEAR, means.year, sure=False),
    _phrase(
        "part",
        r"(?:buổi )?(?P<part>sáng|trưa|chiều|tối|đêm)(?: sớm| muộn)?",
        means.word("part"),
        sure=False,
    ),
    _clock(rf"{_HOUR}_(?:h|g|giờ|:)_?(?P<minute>[0-5]\d)(?:_(?:phút|p|'))?{_NOT_COUNTED}", hours.hour),
    _clock(rf"{_HOUR}_(?:h|g|giờ) ?{_SPOKEN_MINUTE}", hours.hour),
    _clock(rf"{_HOUR}_(?:(?:h|g|giờ)_)?(?P<half>rưỡi|rưởi)", hours.hour),
    _clock(rf"{_HOUR}_(?:h|g|giờ)_?{_LESS}", hours.hour),
    _clock(rf"{_HOUR}_(?:h|g|giờ)", hours.hour, sure=False),
    _clock(r"(?P<hour>0?[1-9]|1[0-2])(?::(?P<minute>[0-5]\d))?_(?P<half>am|pm)", hours.half_day),
    _clock(r"đầu giờ", hours.customary((7, 30), (13, 30))),
    _clock(r"cuối giờ|cuối buổi|hết giờ", hours.customary((16, 30), (11, 0))),
    _clock(r"cuối ngày", hours.customary((16, 30))),
    _clock(r"nửa đêm", hours.customary((24, 0))),
)
