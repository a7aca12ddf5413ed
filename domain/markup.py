"""The HTML subset cut to a platform's length: never inside a word, a tag or a surrogate pair."""

import re
from collections.abc import Iterator
from html import unescape

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_WORD = re.compile(r"(?:<[^>]*>|\S)+\s*|\s+")
_PIECE = re.compile(r"<[^>]*>|&[^;\s]+;|\s+|[^<&\s]")
_MARK = re.compile(r"<[^>]*>")
_TAG = re.compile(r"<(/?)([a-z]+)[^>]*>")


def units(text: str) -> int:
    """Length in UTF-16 code units, as the platforms count."""
    return len(text.encode("utf-16-le")) // 2


def plain(html: str) -> str:
    """The words without their tags, as an alert or a file's caption shows them."""
    if "<" in html:
        html = _MARK.sub("", html)
    return unescape(html)


def split(html: str, limit: int) -> list[str]:
    """Parts of at most `limit` shown UTF-16 units each; a tag open at a cut is closed and opened again.

    A cut falls at the end of a line, or between the words of a line that is longer than a part; only a
    word longer than a part is cut itself.
    """
    parts: list[str] = []
    part, used, open_tags = "", 0, list[str]()
    for chunk in _chunks(html, limit):
        if used + units(plain(chunk.rstrip())) > limit:
            parts.append(part.rstrip() + "".join(f"</{_name(tag)}>" for tag in reversed(open_tags)))
            part, used = "".join(open_tags), 0
        if "<" in chunk:
            _track(chunk, open_tags)
        part, used = part + chunk, used + units(plain(chunk))
    return [one for one in (*parts, part.rstrip()) if plain(one).strip()]


def _chunks(html: str, limit: int) -> Iterator[str]:
    """What is never cut: lines; of too long a line its words; of too long a word its characters."""
    for line in _LINE.findall(html):
        for word in [line] if _fits(line, limit) else _WORD.findall(line):
            yield from [word] if _fits(word, limit) else _PIECE.findall(word)


def _fits(chunk: str, limit: int) -> bool:
    return units(plain(chunk.rstrip())) <= limit


def _name(tag: str) -> str:
    found = _TAG.match(tag)
    return found[2] if found else ""


def _track(chunk: str, open_tags: list[str]) -> None:
    for tag in _TAG.finditer(chunk):
        if tag[1]:
            open_tags.pop()
        else:
            open_tags.append(tag[0])
