"""Says what neighbouring phrases of dates mean together."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from domain.errors import Refused
from domain.language.date_context import could_be_ratio, is_led_to
from domain.language.date_groups import Group
from domain.language.date_hours import PART_ENDS, Clock
from domain.language.date_meanings import edge_of, one_day
from domain.language.date_phrases import Role
from domain.language.date_words import Asked, Precision, Span, add_months, real_date


@dataclass(frozen=True, slots=True)
class Reading:
    """What was said, as far as it can be known.

    `value` is the moment; without an hour, the end of office hours of the last day covered (a morning ends at
    11:30, an evening at 20:00). `start` and `end` are the days covered, both included; looking back, a period
    that is still running ends today. `ambiguous` must be asked about; `others` are the other readings, where
    they are known.
    """

    value: datetime
    precision: Precision
    ambiguous: bool
    start: date
    end: date
    others: tuple["Reading", ...] = ()


def reading(text: str, group: Group, asked: Asked, closes: time, *, sentence: bool) -> Reading:
    """What a group means."""
    last = _one_reading(group, asked, closes)
    if group.since is not None:
        return _run(group.since, last, asked, closes)
    alone = (
        sentence and len(group.matches) == 1 and could_be_ratio(group.matches[0]) and not is_led_to(text, group.start)
    )
    return replace(last, ambiguous=last.ambiguous or alone)


def _run(since: Group | int, last: Reading, asked: Asked, closes: time) -> Reading:
    if isinstance(since, int):
        month = last.end if since <= last.end.day else add_months(last.end.replace(day=1), -1)
        return replace(last, start=real_date(since, month.month, month.year))
    if since.roles <= {"clock", "part"}:  # “từ 8h đến 10h sáng mai”
        return last
    first = _one_reading(since, asked, closes)
    if first.start > last.end:  # “từ thứ 2 đến thứ 6 tuần trước”: the Monday before that Friday
        then = asked.now.replace(year=last.end.year, month=last.end.month, day=last.end.day)
        first = _one_reading(since, Asked(then, "past"), closes)
    if first.start > last.end:
        raise Refused("end_before_start", start=first.start, end=last.end)
    return replace(last, start=first.start, ambiguous=first.ambiguous or last.ambiguous)


def _one_reading(group: Group, asked: Asked, closes: time) -> Reading:
    spans: dict[Role, Span] = {}
    clock, part, edge = None, None, None
    for phrase, m in zip(group.phrases, group.matches, strict=True):
        match phrase.meaning(m, asked):
            case Span() as span:
                spans[phrase.role] = span
            case Clock() as said:
                clock = said
            case word if phrase.role == "part":
                part = word
            case word:
                edge = word
    return _at_hours(_days(spans, edge, asked), clock, part, asked, closes)


def _days(spans: dict[Role, Span], edge: str | None, asked: Asked) -> Span | None:
    week, weekday = spans.pop("week", None), spans.pop("weekday", None)
    if edge:
        return edge_of(edge, week or spans["period"], asked)
    if week and weekday:
        weekday = one_day(week.start + timedelta(days=weekday.start.weekday()))
    named = [spans[role] for role in ("day", "near", "period") if role in spans]
    if not named:
        return weekday or week
    contradicting = [span for span in named[1:] if span.start != named[0].start]
    if weekday and weekday.start.weekday() != named[0].start.weekday():
        contradicting.append(weekday)
    return replace(named[0], doubtful=True, others=tuple(contradicting)) if contradicting else named[0]


def _at_hours(span: Span | None, clock: Clock | None, part: str | None, asked: Asked, closes: time) -> Reading:
    times, doubtful = clock.within(part) if clock else ((PART_ENDS.get(part, closes),), False) if part else ((), False)
    if span is None:
        span = _day_of_hour(times[0], asked) if clock else one_day(asked.today)
    elif times and span.others:  # with an hour, “t7” is a day
        others = tuple(other for other in span.others if other.precision == Precision.DAY)
        span = replace(span, others=others, doubtful=bool(others))
    precision = Precision.HOUR if clock else span.precision
    at = times[0] if times else span.at or closes
    alternatives = (
        *(_reading(day, at, precision if clock else day.precision, asked) for day in span.others),
        *(_reading(span, hour, precision, asked) for hour in times[1:]),
    )
    meant = _reading(span, at, precision, asked)
    return replace(meant, ambiguous=span.doubtful or doubtful, others=alternatives)


def _day_of_hour(at: time, asked: Asked) -> Span:
    """Today, or where that is on the wrong side of now, the next or last day, doubtful."""
    today = one_day(asked.today)
    passed = at <= asked.now.time()
    if passed != asked.future:
        return today
    other = one_day(asked.today + timedelta(days=1 if asked.future else -1))
    return replace(other, doubtful=True, others=(today,))


def _reading(span: Span, at: time, precision: Precision, asked: Asked) -> Reading:
    running = not asked.future and precision not in {Precision.HOUR, Precision.DAY} and span.start <= asked.today
    end = min(span.end, asked.today) if running else span.end
    return Reading(datetime.combine(end, at, asked.now.tzinfo), precision, span.doubtful, span.start, end)
