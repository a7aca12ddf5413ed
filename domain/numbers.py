"""Reads numbers as people type them (1.250; 1k5; 1 tỷ 2; một trăm hai), and writes them as the office does."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from domain.errors import Refused
from domain.folding import fold, loose, nfc
from domain.language.number_words import (
    ABOUT,
    DOZENS,
    LABELS,
    MISTAKABLE,
    SCALES,
    SIZES,
    TEN,
    UNITS,
    VAGUE,
    WORDS,
    either,
    spoken,
)

LONGEST = 16  # words of one number
MOST_FIGURES = 12  # of one number as typed; no count of an office is longer
MOST = 10**15  # and no sum of its money larger


@dataclass(frozen=True, slots=True)
class Number:
    """`approximate`: the exact figure must be asked for; `ambiguous`: which of `value` and `others` is meant."""

    value: Decimal
    approximate: bool
    ambiguous: bool
    others: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """A number and where it stands in nfc(text)."""

    number: Number
    start: int
    end: int


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(loose(pattern), re.IGNORECASE)


_FIGURE = r"\d+(?:[.,]\d+)*"
_SIZE = "nghìn|ngàn|triệu|tỷ|tỉ"
_SCALED = rf"{_FIGURE}(?:_(?:{_SIZE})(?!\w)|k|tr)"
_COUNTED = rf"(?:{UNITS})(?!\w)"
_TAIL = rf"{_FIGURE}(?![\w.,]|_(?:{_SIZE}|{UNITS})(?!\w))"
_AMOUNT = rf"(?:{_SCALED}_)+{_TAIL}|(?:{_SCALED}_)*{_SCALED}(?: rưỡi)?|{_FIGURE}"
_SEVERAL = rf"(?P<several>\d+|vài|mấy|dăm ba|dăm|{WORDS}) (?P<dozens>chục|tá)"
_LONE = "(?P<lone>chục|tá|vài|mấy|dăm ba|dăm)"
_TWO = r"(?P<low>\d+)_-_(?P<high>\d+)"
# A dash that stands between two words, or leads a line, is none.
_MINUS = r"(?<![^\s:(,;])[-−–](?=\d)|(?<!\w)(?<!thu\s)(?<!ghi\s)(?<!phát\s)âm (?=\d)"
_BELOW_ZERO = _compiled(rf"\s*(?:{_MINUS})")
_NUMBER = _compiled(
    rf"(?P<minus>{_MINUS})?(?<![\w/:])(?<!\d[.,-])(?:(?P<about>{ABOUT})_)?"
    rf"(?:{_SEVERAL}|{_LONE}|{_TWO}|(?P<amount>{_AMOUNT})|(?P<words>(?:{WORDS})(?: (?:{WORDS}))*))"
    rf"(?:(?=_{_COUNTED})|(?![\w/:]|[.,-]\w))(?P<more>\+| mấy)?"
)
_PIECE = _compiled(rf"(?P<figure>{_FIGURE})_(?P<scale>{_SIZE}|k|tr)?|(?P<half>rưỡi)")
_LABEL = _compiled(rf"(?<!\w)(?<!hồ\s)(?:{LABELS})_$")
_UNIT_NEXT = _compiled(rf"_{_COUNTED}")
_ENDING = _compiled(rf"_(?:%|{UNITS})?[\s.]*")
_GROUPS = re.compile(r"\s*\d{1,3}(?:\s\d{3})+\s*")
_DOTS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")
_COMMAS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")


def read(text: str) -> Number:
    """A text that is one number, perhaps with its unit of measure. Raises Refused("not_a_number", text)."""
    text = nfc(text)
    if _BELOW_ZERO.match(text):
        raise Refused("not_a_number", text=text)
    joined = re.sub(r"\s", "", text) if _GROUPS.fullmatch(text) else text
    found = tuple(_scan(joined, sentence=False))
    if len(found) == 1 and not joined[: found[0].start].strip() and _ENDING.fullmatch(joined, found[0].end):
        return found[0].number
    raise Refused("not_a_number", text=text)


def find(text: str) -> tuple[FoundNumber, ...]:
    """The quantities in a sentence, left to right.

    Left out: parts of dates, hours, ratios and document numbers; what a label numbers (“điều 5”); number words that
    neither a size (“hai mươi”) nor a unit of measure (“ba vụ”) shows to be numbers; what is beyond MOST.
    One below zero is read without its sign, as ambiguous. Raises Refused("not_a_number", text) for more than
    MOST_FIGURES figures that count something.
    """
    return tuple(_scan(nfc(text), sentence=True))


def _scan(text: str, *, sentence: bool) -> Iterator[FoundNumber]:
    position = 0
    while m := _NUMBER.search(text, position):
        position = m.end()
        found = _words(text, m, sentence=sentence) if m["words"] else _digits(text, m, sentence=sentence)
        if found:
            position = max(found.end, m.start() + 1)
            yield found


def _digits(text: str, m: re.Match[str], *, sentence: bool) -> FoundNumber | None:
    counted_next = _UNIT_NEXT.match(text, m.end())
    too_long = sum(map(str.isdigit, m.group())) > MOST_FIGURES
    if too_long and counted_next:
        raise Refused("not_a_number", text=m.group())
    number = None if too_long else _meant(m)
    if sentence and m["lone"] and m["lone"].lower() in MISTAKABLE:
        return None
    money = m["amount"] and not m["amount"][-1:].isdigit()  # “thu 12 tỷ” is not the twelfth
    needs_unit = m["lone"] or (not money and _LABEL.search(text, max(0, m.start() - 20), m.start()))
    if number is None or (sentence and needs_unit and not counted_next):
        return None
    approximate = number.approximate or bool(m["about"] or m["more"])
    ambiguous = number.ambiguous or bool(m["minus"])  # nothing is done less than never: a slip, or a dash
    return FoundNumber(replace(number, approximate=approximate, ambiguous=ambiguous), m.start(), m.end())


def _meant(m: re.Match[str]) -> Number | None:
    if m["lone"]:
        lone = fold(m["lone"])
        return Number(Decimal(DOZENS.get(lone) or VAGUE[lone]), True, False)
    if m["dozens"]:
        several = fold(m["several"])
        count = Decimal(several) if several.isdigit() else VAGUE.get(several) or spoken((several,))
        return None if count is None else Number(Decimal(count) * DOZENS[fold(m["dozens"])], True, False)
    if m["low"]:
        return Number(Decimal(m["low"]), True, False, (Decimal(m["high"]),))
    return _amount(m["amount"])


def _words(text: str, m: re.Match[str], *, sentence: bool) -> FoundNumber | None:
    """The longest beginning of a run of number words that is a number."""
    typed = list(re.finditer(r"\S+", m["words"]))[:LONGEST]
    for count in range(len(typed), 0, -1):
        words = tuple(fold(word.group()) for word in typed[:count])
        number, end = _spoken(words, approximate=bool(m["about"])), m.start("words") + typed[count - 1].end()
        if number is None:
            continue
        plain = MISTAKABLE.isdisjoint(word.group().lower() for word in typed[:count])
        if sentence and not _sized(words) and not (plain and _UNIT_NEXT.match(text, end)):
            return None
        return FoundNumber(number, m.start(), end)
    return None


def _spoken(words: tuple[str, ...], *, approximate: bool) -> Number | None:
    value, two = spoken(words), either(words)
    if value is None and two:
        return Number(two[0], True, False, two[1:])
    return None if value is None else Number(value, approximate, False)


def _sized(words: tuple[str, ...]) -> bool:
    return len(words) > 1 and not SIZES.isdisjoint(words)


def _amount(text: str) -> Number | None:
    """Figures with sizes: “1k5”, “2tr5”, “1 tỷ 200 triệu”. “5k” and “20tr” alone may mean “5 không”, “20 trang”."""
    pieces = list(_PIECE.finditer(text))
    if len(pieces) == 1 and not pieces[0]["scale"]:
        return _figure(text)
    total, size = Decimal(0), 0
    for piece in pieces:
        if piece["scale"]:
            figure, size = _figure(piece["figure"]), SCALES[fold(piece["scale"])]
            if figure is None:
                return None
            total += figure.value * size
        else:  # of the last size: “1 tỷ 2”, “2 triệu rưỡi”
            total += size * Decimal("0.5" if piece["half"] else f"0.{piece['figure']}")
    if total >= MOST:
        return None
    if len(pieces) == 1 and fold(pieces[0]["scale"]) in {"k", "tr"}:
        return Number(_whole(total), False, True, (total / size,))
    return Number(_whole(total), False, False)


def _whole(value: Decimal) -> Decimal:
    """1500 rather than 1500.0."""
    return Decimal(int(value)) if value == int(value) else value


def _figure(text: str) -> Number | None:
    """1.250 and 1,5 as written here; 1,250 and 1.5 may have been meant the other way round."""
    if text.isdigit():
        return Number(Decimal(text), False, False)
    if _DOTS.fullmatch(text):
        return Number(Decimal(text.replace(".", "").replace(",", ".")), False, False)
    if _COMMAS.fullmatch(text):
        value = Decimal(text.replace(",", ""))
        one_comma = text.count(",") == 1 and "." not in text
        return Number(value, False, one_comma, (value / 1000,) if one_comma else ())
    if text.count(",") + text.count(".") != 1:
        return None
    value = Decimal(text.replace(",", "."))
    if "," in text or value < 1:
        return Number(value, False, False)
    return Number(value, False, True, (_whole(value * 1000),))


def write(value: Decimal | int) -> str:
    """“1.250”, “1,5”, “2.530.000”: thousands with a dot, decimals with a comma ."""
    whole, _, fraction = f"{Decimal(value):,f}".partition(".")
    fraction = fraction.rstrip("0")
    return whole.replace(",", ".") + ("," + fraction if fraction else "")


def counted(n: int) -> str:
    """People, collectives, documents: two digits below ten (06, 12, 1.250)."""
    return f"{n:02}" if 0 < n < TEN else write(n)
