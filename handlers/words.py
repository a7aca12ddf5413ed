"""Plain words that stand for a command, with or without marks, in any case; and the words that a command is said by."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from domain.folding import fold, nearest
from domain.messages import Choice, as_command
from domain.replies import spelled
from texts import words

_NUMBERED = re.compile(r"(.+?)(?: so)? (\d{1,18})")
_PAIR = re.compile(r"(.+?)(?: so)? (\d{1,18}) (?:(?:so|van ban) )?(\d{1,3})")
_ID = re.compile(r"(\d{1,18})(\.\d+)?")
_AGAINST = frozenset(("huy", "khong", "rut", "thoi", "xoa", "chua"))  # no slip: “hủy cam kết” never means “ký cam kết”
_SHORT = 6  # letters: a shorter phrase is one slip away from too many words


def _entries() -> Iterator[tuple[str, dict[str, Any]]]:
    """Command line and entry of words.toml."""
    return ((entry.get("line", name), entry) for name, entry in words()["commands"].items())


@cache
def _phrases() -> dict[str, tuple[str, str]]:
    """Folded phrase -> the phrase with its marks, and the command line."""
    return {
        fold(phrase): (phrase, line)
        for line, entry in _entries()
        for phrase in (*entry.get("words", ()), *entry.get("aliases", ()))
    }


@cache
def _numbered() -> dict[str, str]:
    """Folded phrase that takes a number -> command line."""
    return {fold(phrase): line for line, entry in _entries() for phrase in entry.get("numbered", ())}


def command_for(text: str) -> str | None:
    """The command line that this phrase means: “tôi còn việc gì” -> "viec", “xóa số 318” -> "ghi xoa 318"."""
    said = spelled(text)
    if said in _phrases():
        return _phrases()[said][1]
    found = _NUMBERED.fullmatch(said)
    line = _numbered().get(found[1]) if found else None
    return f"{line} {int(found[2])}" if found and line else _paired(said)


def _paired(said: str) -> str | None:
    """“kế hoạch 17 2” -> "tailieu 17 2": the second of campaign 17, for the commands that have parts."""
    found = _PAIR.fullmatch(said)
    line = _numbered().get(found[1]) if found else None
    pairs = {line for line, entry in _entries() if entry.get("pairs")}
    return f"{line} {int(found[2])} {int(found[3])}" if found and line in pairs else None


def repaired(text: str) -> str | None:
    """The phrase meant by words that a keyboard has damaged (“huong dn”, “dagn ky”); None if several could be."""
    said = spelled(text)
    long_ones = [phrase for phrase in _phrases() if len(phrase) >= _SHORT]
    meant = nearest(said, long_ones) if len(said) >= _SHORT - 1 else None
    turned = meant and not _AGAINST.intersection(said.split()) <= set(meant.split())
    return _phrases()[meant][0] if meant and not turned else None


def other_names() -> list[str]:
    """Names that commands once had, or could have."""
    return [alias for _, entry in _entries() for alias in entry.get("aliases", ()) if alias.isalpha()]


@cache
def _said() -> dict[tuple[str, bool], str]:
    """Command line, and whether a number follows -> the words that are printed for it."""
    bare = {(line, False): entry["words"][0] for line, entry in _entries() if entry.get("words")}
    return bare | {(line, True): entry["numbered"][0] for line, entry in _entries() if entry.get("numbered")}


def said_as(command: str) -> str | None:
    """The words that always work instead of a choice: "/ghi xoa 318.2" -> “xóa 318”; None if there are none."""
    name, args = as_command(command)
    number = _ID.fullmatch(args[-1]) if args else None
    line = " ".join((name, *(args[:-1] if number else args)))
    phrase = _said().get((line, number is not None))
    return f"{phrase} {number[1]}" if phrase and number else phrase


def typed(choice: Choice) -> str:
    """What to type for a choice where nothing is pressed: words that always work, or its label."""
    return said_as(choice.command) or choice.label[:1].lower() + choice.label[1:]
