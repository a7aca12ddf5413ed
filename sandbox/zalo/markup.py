"""How a phone shows a sent text: `parse_mode` read as far as it marks words, else `text_styles`.

What marks whole lines in Markdown (headings, lists, quotes) is left as typed.
"""

import html
import re
from collections.abc import Callable

from sandbox.entities import Mark, marked, units
from sandbox.errors import Json
from sandbox.zalo.refusals import refused
from sandbox.zalo.styles import styled
from sandbox.zalo.switches import Switches

COLOURS = {"red": "c_db342e", "orange": "c_f27806", "yellow": "c_f7b503", "green": "c_15a85f"}
BRACED = {"big": ("<big>", "</big>"), "underline": ("<u>", "</u>")} | {
    name: (f'<span class="{style}">', "</span>") for name, style in COLOURS.items()
}
TWINS = {
    "***": ("<b><i>", "</i></b>"), "**": ("<b>", "</b>"), "__": ("<b>", "</b>"), "*": ("<i>", "</i>"),
    "_": ("<i>", "</i>"), "~~": ("<s>", "</s>"), "`": ("<code>", "</code>"),
}  # fmt: skip
TAGS = {"b": "b", "strong": "b", "i": "i", "em": "i", "u": "u", "s": "s", "del": "s", "strike": "s"} | {
    f"h{level}": "b" for level in range(1, 7)
}
_MARKDOWN = re.compile(r"\\(?P<kept>[\\*_~`{}#>-])|(?P<twin>\*{1,3}|__?|~~|`)|\{(?P<close>/?)(?P<brace>[a-z]+)\}")
_HTML = re.compile(r"<(?P<close>/?)(?P<tag>[A-Za-z][A-Za-z0-9]*)[^>]*>|&(?:\w+|#\d+|#x[0-9a-fA-F]+);")


def shown(switches: Switches, text: str, given: Json) -> tuple[str, str]:
    """The text without its markup, and as HTML. Raises ApiError; if both kinds are given, `parse_mode` wins."""
    mode, styles = given.get("parse_mode"), given.get("text_styles")
    if (mode or styles) and not switches.rich_text:
        raise refused("Text styles are not supported")
    if mode:
        if not isinstance(mode, str) or mode not in _READERS:
            raise refused("The parse_mode must be markdown or html")
        return _READERS[mode](text)
    return text, marked(text, []) if styles is None else styled(text, styles)


class _Text:
    """What is read so far, and the marks still open: their names, starts and tags."""

    def __init__(self) -> None:
        self.text = ""
        self.marks: list[Mark] = []
        self._open: list[tuple[str, int, tuple[str, str]]] = []

    def opens(self, name: str, tags: tuple[str, str]) -> None:
        self._open.append((name, units(self.text), tags))

    def is_open(self, name: str) -> bool:
        return any(opened == name for opened, _, _ in self._open)

    def closes(self, name: str) -> None:
        """End the mark of that name and those opened within it; none open: nothing."""
        while self.is_open(name):
            opened, start, tags = self._open.pop()
            if units(self.text) > start:
                self.marks.append(Mark(start, units(self.text), *tags))
            if opened == name:
                break

    def shown(self) -> tuple[str, str]:
        while self._open:
            self.closes(self._open[-1][0])
        return self.text, marked(self.text, sorted(self.marks, key=lambda mark: (mark.start, -mark.end)))


def _markdown(source: str) -> tuple[str, str]:
    """A mark that nobody closes is an ordinary letter."""
    read, end = _Text(), 0
    for piece in _MARKDOWN.finditer(source):
        read.text += source[end : piece.start()]
        end = piece.end()
        if piece["twin"]:
            _twin(read, piece["twin"], source[end:])
        elif piece["brace"]:
            _brace(read, piece)
        else:
            read.text += piece["kept"]
    read.text += source[end:]
    return read.shown()


def _twin(read: _Text, sign: str, rest: str) -> None:
    if read.is_open(sign):
        read.closes(sign)
    elif sign in rest and not rest[:1].isspace():
        read.opens(sign, TWINS[sign])
    else:
        read.text += sign


def _brace(read: _Text, piece: re.Match[str]) -> None:
    if piece["brace"] not in BRACED:
        read.text += piece.group()
    elif piece["close"]:
        read.closes(piece["brace"])
    else:
        read.opens(piece["brace"], BRACED[piece["brace"]])


def _html(source: str) -> tuple[str, str]:
    """Tags that are not known are dropped, what stands in them stays."""
    read, end = _Text(), 0
    for piece in _HTML.finditer(source):
        read.text += source[end : piece.start()]
        end = piece.end()
        if piece["tag"] is None:
            read.text += html.unescape(piece.group())
        elif tag := TAGS.get(piece["tag"].lower()):
            read.closes(tag) if piece["close"] else read.opens(tag, (f"<{tag}>", f"</{tag}>"))
    read.text += source[end:]
    return read.shown()


_READERS: dict[str, Callable[[str], tuple[str, str]]] = {"markdown": _markdown, "html": _html}
