"""Formatted text as Telegram reads it: the HTML parse mode, and commands in what people type."""

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from sandbox.errors import Json, bad

TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
    "span": "spoiler", "a": "text_link", "code": "code", "pre": "pre", "blockquote": "blockquote",
}  # fmt: skip
WRITTEN = {
    "bold": "b", "italic": "i", "underline": "u", "strikethrough": "s", "spoiler": "tg-spoiler",
    "code": "code", "pre": "pre", "text_link": "a",
    "blockquote": "blockquote", "expandable_blockquote": "blockquote",
}  # fmt: skip
LONGEST = 4096
COMMAND = re.compile(r"(?<![\w/@])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])")
_PIECE = re.compile(r"<(?P<close>/?)(?P<tag>[^\s>/]*)(?P<attributes>[^>]*)>|<|&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);")
_ATTRIBUTE = re.compile(r"""\s+([a-zA-Z-]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")


def units(text: str) -> int:
    """Length in UTF-16 code units, in which Telegram counts everything."""
    return len(text.encode("utf-16-le")) // 2


def parse_html(source: str) -> tuple[str, list[Json]]:
    """Text and entities. Raises the Bot API's "can't parse entities: …"."""
    return _trimmed(*_Reader(source).read())


def plain(source: str) -> tuple[str, list[Json]]:
    return source.strip(), []


def pieces(text: str) -> Iterator[str]:
    """Cut as a phone does: at most 4096 UTF-16 units each, no surrogate pair cut."""
    while text:
        size = LONGEST
        while units(text[:size]) > LONGEST:
            size -= max(1, (units(text[:size]) - LONGEST) // 2)
        yield text[:size]
        text = text[size:]


def commands(text: str) -> list[Json]:
    """The bot_command entities of what a person typed."""
    return [
        {"type": "bot_command", "offset": units(text[: found.start()]), "length": units(found.group())}
        for found in COMMAND.finditer(text)
    ]


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.text = ""
        self.open: list[tuple[str, int, Json]] = []
        self.entities: list[Json] = []

    def read(self) -> tuple[str, list[Json]]:
        end = 0
        for piece in _PIECE.finditer(self.source):
            self.text += self.source[end : piece.start()]
            end = piece.end()
            self._take(piece)
        self.text += self.source[end:]
        if self.open:
            raise _unreadable(f'Can\'t find end tag corresponding to start tag "{self.open[-1][0]}"')
        return self.text, sorted(self.entities, key=lambda entity: (entity["offset"], -entity["length"]))

    def _take(self, piece: re.Match[str]) -> None:
        at = len(self.source[: piece.start()].encode())
        if piece.group().startswith("&"):
            self.text += html.unescape(piece.group())
        elif piece["tag"] is None:
            raise _unreadable(f"Unclosed start tag at byte offset {at}")
        elif piece["close"]:
            self._close(piece["tag"].lower(), at)
        else:
            self._open(piece["tag"].lower(), piece["attributes"], at)

    def _open(self, tag: str, written: str, at: int) -> None:
        attributes = {name.lower(): value.strip("\"'") for name, value in _ATTRIBUTE.findall(written)}
        if tag not in TAGS or (tag == "span" and attributes.get("class") != "tg-spoiler"):
            raise _unreadable(f'Unsupported start tag "{tag}" at byte offset {at}')
        entity: Json = {"type": TAGS[tag]}
        if tag == "a":
            entity["url"] = html.unescape(attributes.get("href", ""))
        if tag == "blockquote" and "expandable" in attributes:
            entity["type"] = "expandable_blockquote"
        self.open.append((tag, units(self.text), entity))

    def _close(self, tag: str, at: int) -> None:
        if not self.open:
            raise _unreadable(f"Unexpected end tag at byte offset {at}")
        opened, offset, entity = self.open.pop()
        if tag not in ("", opened):
            raise _unreadable(f'Unmatched end tag at byte offset {at}, expected "</{opened}>", found "</{tag}>"')
        length = units(self.text) - offset
        if entity.get("url") == "":  # as Telegram does, a link without an address is its own text
            entity["url"] = self.text.encode("utf-16-le")[offset * 2 :].decode("utf-16-le")
        if length and ("url" not in entity or "." in entity["url"] or entity["url"].startswith("tg:")):
            self.entities.append(entity | {"offset": offset, "length": length})


def _unreadable(words: str) -> Exception:
    return bad(f"can't parse entities: {words}")


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Telegram drops white space at both ends of a message and what is marked there."""
    cut, size = units(text) - units(text.lstrip()), units(text.strip())
    kept = []
    for entity in entities:
        start = max(entity["offset"] - cut, 0)
        end = min(entity["offset"] - cut + entity["length"], size)
        if end > start:
            kept.append(entity | {"offset": start, "length": end - start})
    return text.strip(), kept


class Mark(NamedTuple):
    """A stretch of text in UTF-16 units, and the tags around it."""

    start: int
    end: int
    opening: str
    closing: str


def to_html(text: str, entities: list[Json]) -> str:
    """What is displayed, written again as HTML."""
    return marked(text, [_mark(entity) for entity in entities if entity["type"] in WRITTEN])


def _mark(entity: Json) -> Mark:
    tag = WRITTEN[entity["type"]]
    href = f' href="{html.escape(entity["url"])}"' if "url" in entity else ""
    return Mark(entity["offset"], entity["offset"] + entity["length"], f"<{tag}{href}>", f"</{tag}>")


def marked(text: str, marks: list[Mark]) -> str:
    """The text escaped, with its tags; of marks that begin together the first is the outermost."""
    raw = text.encode("utf-16-le")
    written, end = "", 0
    for at, _, tag in sorted(_tags(marks)):
        written += html.escape(raw[end * 2 : at * 2].decode("utf-16-le"), quote=False) + tag
        end = at
    return written + html.escape(raw[end * 2 :].decode("utf-16-le"), quote=False)


def _tags(marks: list[Mark]) -> Iterator[tuple[int, tuple[int, int], str]]:
    """Position, order among the tags there (closing first, innermost first), the tag."""
    for number, mark in enumerate(marks):
        yield mark.start, (1, number), mark.opening
        yield mark.end, (0, -number), mark.closing
