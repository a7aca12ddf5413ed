"""How far each unit has come where no picture can be sent: a line a unit, with a small bar of letters."""

from bisect import bisect_right
from collections.abc import Sequence

from domain.markup import plain, units
from handlers.drawing import Line
from texts import render

ROOM = 1900  # UTF-16 units
BLOCKS, DONE, LEFT = 7, "▮", "▯"


def progress_lines(title: str, lines: Sequence[Line], total: Line, at: str, room: int = ROOM) -> str:
    """The same as the picture, in the subset of HTML. What does not fit into `room` is counted by a last line."""

    def said(shown: int) -> str:
        rows = [(bar(one), one) for one in lines[:shown]]
        facts = {"title": title, "total": (bar(total), total), "rows": rows, "more": len(lines) - shown, "at": at}
        return render("progress/lines", **facts)

    def size(shown: int) -> int:
        return units(plain(said(shown)))

    whole = len(lines)
    return said(whole if size(whole) <= room else max(bisect_right(range(whole), room, key=size) - 1, 0))


def bar(line: Line) -> str:
    """Full only where all have done it, empty only where nobody has."""
    done = BLOCKS if line.share == 1 else min(max(round(line.share * BLOCKS), line.share > 0), BLOCKS - 1)
    return DONE * done + LEFT * (BLOCKS - done)
