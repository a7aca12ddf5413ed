"""Draws how far each unit has come: a bar a unit, for a phone; counts only."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from texts import FONTS, render

MOST_UNITS = 40  # on one picture
WIDTH, MARGIN, GAP = 1080, 48, 24  # pixels, as all sizes here
INK, PALE_INK, RULE, TRACK, FILL, FULL = "#1B2A3A", "#5B6775", "#D5DBE2", "#E4E9EF", "#2A6BB0", "#2E7D4F"
COLOURS = 48  # of the file: enough for smooth letters, and a third of its size
PLAIN, BOLD = "DejaVuSans.ttf", "DejaVuSans-Bold.ttf"
TITLE, TOTAL, FOOT, TOTAL_ROW = 42, 34, 26, 104
CUT = "…"

Font = ImageFont.FreeTypeFont


@dataclass(frozen=True)
class Line:
    """A unit, or all of them: how many have done it, of how many."""

    name: str
    done: int
    of: int

    @property
    def share(self) -> float:
        """From 0 to 1; 0 where there is nobody."""
        return min(self.done / self.of, 1) if self.of else 0

    @property
    def count(self) -> str:
        return f"{self.done}/{self.of}"


@dataclass(frozen=True)
class _Rows:
    """How rows look where there are `most` units: their height, the size of letters, width and lines of a name."""

    most: int
    height: int
    letters: int
    name: int
    lines: int


_ROWS = (_Rows(12, 100, 30, 470, 2), _Rows(24, 82, 27, 470, 2), _Rows(MOST_UNITS, 52, 25, 560, 1))


@lru_cache(maxsize=4)  # every group is sent the same
def progress_picture(title: str, lines: tuple[Line, ...], total: Line, at: str) -> bytes:
    """A PNG, 1080 pixels wide and 2560 high at most: what is higher is made smaller, and blurred, on its way.

    `at`: the moment of the figures, in words, for the foot. Of more than MOST_UNITS lines the last says how many more.
    """
    shown, more = lines[:MOST_UNITS], len(lines) - MOST_UNITS
    heading = fitted(title, _font(BOLD, TITLE), WIDTH - 2 * MARGIN, 2)
    rows = next(one for one in _ROWS if len(shown) <= one.most)
    summed = replace(rows, height=TOTAL_ROW, letters=TOTAL, lines=1)
    counts = max(_font(BOLD, TOTAL).getlength(one.count) for one in (total, *shown))
    sheet = _Sheet(_height(len(heading), len(shown), rows, more=more > 0), int(counts))
    sheet.words(heading, BOLD, TITLE)
    sheet.row(total, summed, BOLD)
    for line in shown:
        sheet.rule()
        sheet.row(line, rows, PLAIN)
    sheet.rule(GAP)
    if more > 0:
        sheet.words([render("progress/more_units", more=more)], PLAIN, FOOT)
    sheet.words([at], PLAIN, FOOT, PALE_INK)
    return sheet.png()


def fitted(text: str, font: Font, width: int, most: int) -> list[str]:
    """In at most so many lines of about one length, broken between words; what is too long ends in “…” after a word."""
    lines = _filled(text, font, width, most)
    if len(lines) == 1 or lines[-1].endswith(CUT):
        return lines
    narrower = (_filled(text, font, width * tenths // 10, most) for tenths in range(6, 10))
    return next((found for found in narrower if not any(line.endswith(CUT) for line in found)), lines)


def _filled(text: str, font: Font, width: int, most: int) -> list[str]:
    """The same, each line as full as it can be."""
    words, found = text.split(), list[str]()
    while words and len(found) < most:
        last = len(found) + 1 == most
        taken = _that_fit(words, font, width, last=last)
        found.append(" ".join(words[:taken]) if taken else _cut(words[0], font, width))
        words = words[max(taken, 1) :]
    if words and not found[-1].endswith(CUT):
        found[-1] += CUT
    return found


def _that_fit(words: list[str], font: Font, width: int, *, last: bool) -> int:
    """How many of these words fit into a line, with “…” after them where it is the last and does not hold all."""
    for taken in range(len(words), 0, -1):
        end = CUT if last and taken < len(words) else ""
        if font.getlength(" ".join(words[:taken]) + end) <= width:
            return taken
    return 0


def _cut(word: str, font: Font, width: int) -> str:
    """A single word that is longer than a line."""
    return next(word[:end] + CUT for end in range(len(word), -1, -1) if font.getlength(word[:end] + CUT) <= width)


@cache
def _font(name: str, size: int) -> Font:
    return ImageFont.truetype(FONTS / name, size, layout_engine=ImageFont.Layout.BASIC)


def _line_height(size: int) -> int:
    return size * 13 // 10


def _height(heading: int, shown: int, rows: _Rows, *, more: bool) -> int:
    foot = GAP + (1 + more) * (_line_height(FOOT) + GAP)
    return MARGIN + heading * _line_height(TITLE) + GAP + TOTAL_ROW + shown * rows.height + foot + MARGIN - GAP


class _Sheet:
    """White paper that is filled from top to bottom. `counts`: width of the column of counts."""

    def __init__(self, height: int, counts: int) -> None:
        self._image = Image.new("RGB", (WIDTH, height), "white")
        self._draw = ImageDraw.Draw(self._image)
        self._counts = counts
        self._y = MARGIN

    def words(self, lines: Sequence[str], font: str, size: int, ink: str = INK) -> None:
        for line in lines:
            self._draw.text((MARGIN, self._y), line, ink, _font(font, size))
            self._y += _line_height(size)
        self._y += GAP

    def rule(self, below: int = 0) -> None:
        self._draw.line((MARGIN, self._y, WIDTH - MARGIN, self._y), RULE, 2)
        self._y += below

    def row(self, line: Line, rows: _Rows, font: str) -> None:
        middle = self._y + rows.height // 2
        self._name(line.name, rows, _font(font, rows.letters), middle)
        self._bar(line.share, MARGIN + rows.name + GAP, middle, rows.letters * 2 // 5)
        self._draw.text((WIDTH - MARGIN, middle), line.count, INK, _font(BOLD, rows.letters), anchor="rm")
        self._y += rows.height

    def _name(self, name: str, rows: _Rows, font: Font, middle: int) -> None:
        lines, step = fitted(name, font, rows.name, rows.lines), _line_height(rows.letters)
        top = middle - step * (len(lines) - 1) // 2
        for place, text in enumerate(lines):
            self._draw.text((MARGIN, top + place * step), text, INK, font, anchor="lm")

    def _bar(self, share: float, left: int, middle: int, half: int) -> None:
        right, top, foot = WIDTH - MARGIN - self._counts - GAP, middle - half, middle + half
        self._draw.rectangle((left, top, right, foot), TRACK)
        if share:
            end = left + max(round((right - left) * share), 4)
            self._draw.rectangle((left, top, end, foot), FULL if share == 1 else FILL)

    def png(self) -> bytes:
        kept = BytesIO()
        self._image.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(kept, "PNG")
        return kept.getvalue()
