"""Reads one free sentence: “sáng nay tư vấn 3 vụ ở xã Đông Sơn” is an entry, “đăng ký 10 vụ tư vấn” a target.

What it doubts must be asked before anything is stored; an empty `doubts` means that it may be saved at once.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise

from domain.errors import Refused
from domain.folding import fold
from domain.language import intents
from domain.language.abbreviations import expanded
from domain.language.acts import act_key, spelled
from domain.language.certainty import uncertain
from domain.language.chatter import trimmed
from domain.language.clauses import Clause, clauses
from domain.language.doubts import Doubt, of_clause, of_dates, of_shares
from domain.language.intents import Intent
from domain.language.measures import PEOPLE, measure_key
from domain.language.pieces import Amount, Dated, Prefer, pieces
from domain.language.proxies import enters_for, for_another
from domain.language.segments import NEGATIONS
from domain.language.tidying import tidied
from domain.language.words import Word, listed, phrases, words
from domain.replies import steers

__all__ = [
    "Amount",
    "Doubt",
    "Entry",
    "Intent",
    "Understood",
    "act_key",
    "measure_key",
    "read",
    "read_log",
    "read_target",
]


@dataclass(frozen=True, slots=True)
class Entry:
    """What was done: act and unit of measure spelled with marks, days from `start` to `end`, both included."""

    act: str
    amounts: tuple[Amount, ...]
    start: date
    end: date
    place: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Understood:
    """A sentence as understood; each doubt comes with the words concerned."""

    intent: Intent
    text: str
    entries: tuple[Entry, ...] = ()
    doubts: tuple[tuple[Doubt, str], ...] = ()
    due: date | None = None
    person: str = ""


# Told with people only, it was one occasion: “truyền thông … được 45 người” (assumed, and shown).
_OCCASIONS = re.compile(r"truyền thông|tuyên truyền|phổ biến|nói chuyện")
_BEGINS = re.compile(
    r"^\W*(?:ghi|bao|báo)(?!\s+(?:cáo|cao)\b)"
    r"(?:\s+(?:nhận|nhan|kết quả|ket qua|thành tích|thanh tich|lại|lai|giúp|giup))*\s*:?\s+",
    re.IGNORECASE,
)
_NUMBER_ALONE = re.compile(r"(?:(?:so|muc|chi tieu)\s+)*[\d\W]+")
_FIGURES = re.compile(r"\d\s*[/.-]\s*\d|(?:tháng|thang|quý|quy|ngày|ngay|năm|nam)\s*\d", re.IGNORECASE)
# Up to this word a promise is announced rather than described.
_OPENING = 5
_DONE = phrases(listed("đã, vừa, xong, hoàn thành, rồi, vừa mới"))
_PRIVATE = phrases(listed("nghỉ, ốm, đau, sinh nhật, ăn, mua, mượn, vay, hỏng, đám cưới, ly hôn, hoãn, lương, xăng"))


def read(text: str, now: datetime, *, field: str = "", short_units: Mapping[str, str] | None = None) -> Understood:
    """Any free text. `field`: the speaker's field of work.

    Raises Refused for a day or year that does not exist and for a number too long to be one.
    """
    tidy = tidied(text)
    plain = expanded(tidy, field, short_units)
    sentence = words(plain.text)
    intent = intents.small_talk(sentence) or intents.request(sentence)
    if colleague := enters_for(plain.text):
        return replace(_log("", now, plain.unsettled), intent=Intent.PROXY_LOG, person=colleague, text=text)
    if intent:
        return Understood(intent, text)
    if another := for_another(plain.text):
        person, rest = another
        return replace(_log(rest, now, plain.unsettled), intent=Intent.PROXY_LOG, person=person, text=text)
    if intents.asks(sentence):
        return Understood(Intent.UNKNOWN, text)
    if intents.promise(sentence) or intents.registers(sentence):
        return _promise(sentence, text, now)
    return _free(plain.text, sentence, now, plain.unsettled, text)


def read_log(text: str, now: datetime) -> Understood:
    """What follows “ghi”: always an entry, however doubtful."""
    plain = expanded(tidied(text))
    said = _BEGINS.sub("", plain.text)
    understood = _log("" if steers(said) else said, now, plain.unsettled)
    later = intents.promise(words(plain.text))
    doubts = understood.doubts
    if later and not any(kind is Doubt.DATE_FUTURE for kind, _ in doubts):
        doubts += ((Doubt.DATE_FUTURE, _typed(words(plain.text)[slice(*later)])),)
    return replace(understood, doubts=doubts, text=text)


def read_target(text: str, now: datetime) -> Understood:
    """A promise: “thẩm định 12 dự thảo trước 20/8”. Raises Refused for a day that is past or does not exist."""
    plain = expanded(tidied(text))
    sentence = words(plain.text)
    promised = _promised(plain.text, sentence)
    found = _clauses(promised, now, "future")
    for clause in found:
        clause.act = _named(clause.act)
    due = max((dated.reading.end for clause in found for dated in clause.dated), default=None)
    if due and due < now.date():
        raise Refused("date_past", day=due)
    entries = tuple(_entry(clause, now.date(), ()) for clause in found)
    doubts = [doubt for clause in found for doubt in of_clause(clause, plain.unsettled)]
    kept = tuple(doubt for doubt in doubts if doubt[0] is not Doubt.ACT_UNKNOWN)
    return Understood(Intent.TARGET, text, entries, kept + _several(entries), due)


def _named(act: str) -> str:
    """What is promised, without a quotation mark left over at an end; a number alone, or “xác nhận”, names nothing."""
    bare = act.strip('“”" ')
    uneven = act.count("“") != act.count("”") or act.count('"') % 2
    nothing = steers(bare) or _NUMBER_ALONE.fullmatch(fold(bare))
    return "" if nothing else bare if uneven else act


def _promised(plain: str, sentence: Sequence[Word]) -> str:
    """What follows “tôi muốn đăng ký”."""
    begin = 0
    while (spoken := intents.announced(sentence[begin:])) and spoken[0] <= _OPENING:
        begin += spoken[1]
    return plain[sentence[begin - 1].end :] if begin else plain


def _promise(sentence: Sequence[Word], text: str, now: datetime) -> Understood:
    target = read_target(text, now)
    if any(entry.amounts for entry in target.entries):
        return target
    return Understood(Intent.REGISTER if intents.registers(sentence) else Intent.UNKNOWN, text)


def _free(plain: str, sentence: Sequence[Word], now: datetime, unsettled: Sequence[str], text: str) -> Understood:
    """An entry, a paper handed in, or nothing that is understood."""
    begins = _BEGINS.match(plain)
    found = clauses(pieces(plain[begins.end() :] if begins else plain, now, "past"))
    counted = any(each.amount.measure or clause.act for clause in found for each in clause.counted)
    if not counted and intents.handed_in(sentence):
        return Understood(Intent.SUBMITTED, text)
    if not found or not (begins or counted or _happened(found, sentence)) or _is_private(found, sentence):
        return Understood(Intent.UNKNOWN, text)
    understood = _logged(found, sentence, now.date(), unsettled)
    if _in_words_later(found, now.date()):
        return replace(understood, intent=Intent.TARGET, text=text, doubts=())
    return replace(understood, text=text)


def _happened(found: Iterable[Clause], sentence: Sequence[Word]) -> bool:
    """Without any amount it must at least be told as done: with a day, a place, “đã”."""
    return any(clause.dated or clause.places for clause in found) or _DONE.first(sentence) is not None


def _is_private(found: Iterable[Clause], sentence: Sequence[Word]) -> bool:
    return not any(clause.known for clause in found) and _PRIVATE.first(sentence) is not None


def _in_words_later(found: Iterable[Clause], today: date) -> bool:
    """“mai”, “thứ hai tuần sau”: a plan; a future day in figures is rather a slip, and is asked about."""
    return any(
        dated.reading.start > today and not _FIGURES.search(dated.typed) for clause in found for dated in clause.dated
    )


def _log(plain: str, now: datetime, unsettled: Sequence[str]) -> Understood:
    return _logged(_clauses(plain, now, "past"), words(plain), now.date(), unsettled)


def _clauses(plain: str, now: datetime, prefer: Prefer) -> list[Clause]:
    """The clauses of a sentence that is known to tell of work; at least one."""
    parts = pieces(plain, now, prefer)
    found = clauses(parts)
    if any(clause.counted for clause in found) or (found and prefer == "past"):
        return found
    dated = [part for part in parts if isinstance(part, Dated)]
    said = trimmed([part for part in parts if isinstance(part, Word)])
    undone = prefer == "past" and NEGATIONS.first(said)
    return [Clause(act="" if undone else spelled(said), dated=dated)]


def _logged(found: Sequence[Clause], sentence: Sequence[Word], today: date, unsettled: Sequence[str]) -> Understood:
    _share(found)
    entries = tuple(_entry(clause, today, clause.dated) for clause in found)
    doubts = [doubt for clause in found for doubt in (*of_clause(clause, unsettled), *of_dates(clause, today))]
    doubts += [*uncertain(sentence), *(doubt for clause in found for doubt in of_shares(clause))]
    return Understood(Intent.LOG, "", entries, tuple(dict.fromkeys(doubts)) + _several(entries))


def _share(found: Sequence[Clause]) -> None:
    """A day said once holds for the acts after it, then for those before it; a leading place for the acts after it."""
    for before, clause in pairwise(found):
        clause.dated = clause.dated or before.dated
        if before.leads and not clause.places:
            clause.places, clause.leads = before.places, True
    for clause, after in reversed(list(pairwise(found))):
        clause.dated = clause.dated or after.dated


def _entry(clause: Clause, today: date, dated: Sequence[Dated]) -> Entry:
    amounts = [each.amount for each in clause.counted]
    if amounts and _OCCASIONS.match(clause.act) and all(amount.measure in PEOPLE for amount in amounts):
        amounts.insert(0, Amount(Decimal(1), "đợt", assumed=True))
    return Entry(
        act=clause.act,
        amounts=tuple(amounts),
        start=min((each.reading.start for each in dated), default=today),
        end=max((each.reading.end for each in dated), default=today),
        place=", ".join(clause.places),
        note="; ".join(clause.notes),
    )


def _several(entries: Sequence[Entry]) -> tuple[tuple[Doubt, str], ...]:
    return ((Doubt.SEVERAL_ENTRIES, str(len(entries))),) if len(entries) > 1 else ()


def _typed(sentence: Iterable[Word]) -> str:
    return " ".join(word.typed for word in sentence)
