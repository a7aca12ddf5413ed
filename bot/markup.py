"""The HTML subset cut to a platform's length: never inside a word, a tag or a surrogate pair."""

import re
from html import unescape

_PIECE = re.compile(r"(<[^>]*>)|(&[^;\s]+;)|(\s+)|([^<&\s]+|[<&])")
_TAG = re.compile(r"</?([a-z]+)")


def units(text: str) -> int:
    """Length in UTF-16 code units, as the platforms count."""
    return len(text.encode("utf-16-le")) // 2


def plain(html: str) -> str:
    """The words without their tags, as an alert or a file's caption shows them."""
    return unescape(re.sub(r"<[^>]*>", "", html))


def split(html: str, limit: int) -> list[str]:
    """Parts of at most `limit` shown UTF-16 units each; a tag open at a cut is closed and opened again.

    A cut falls on white space, best at the end of a line; only a word longer than a whole part is cut.
    """
    parts: list[str] = []
    part, used, open_tags = "", 0, list[str]()
    for piece in _pieces(html, limit):
        size = 0 if piece.startswith("<") and piece.endswith(">") else units(unescape(piece))
        if used + size > limit:
            parts.append(part.rstrip() + "".join(f"</{_name(tag)}>" for tag in reversed(open_tags)))
            part, used = "".join(open_tags), 0
            if piece.isspace():
                continue
        _track(piece, open_tags)
        part, used = part + piece, used + size
    return [one for one in (*parts, part) if plain(one).strip()]


def _pieces(html: str, limit: int) -> list[str]:
    pieces: list[str] = []
    for found in _PIECE.finditer(html):
        piece = found[0]
        if found[4] and units(piece) > limit:
            pieces += [piece[at : at + limit // 2] for at in range(0, len(piece), limit // 2)]
        else:
            pieces.append(piece)
    return pieces


def _name(tag: str) -> str:
    found = _TAG.match(tag)
    return found[1] if found else ""


def _track(piece: str, open_tags: list[str]) -> None:
    if piece.startswith("</"):
        open_tags.pop()
    elif piece.startswith("<") and piece.endswith(">"):
        open_tags.append(piece)
