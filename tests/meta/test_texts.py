"""Every sentence has its place, and every place its sentence; the words keep the tone of an office."""

import ast
import re
import unicodedata
from functools import cache
from pathlib import Path

from handlers.everything import COMMANDS
from texts import words

TEXTS = Path("texts")
TEMPLATES = {str(path.relative_to(TEXTS).with_suffix("")): path for path in TEXTS.rglob("*.txt")}
CODE = [path for folder in ("bot", "handlers", "domain", "storage", "texts") for path in Path(folder).rglob("*.py")]
NEVER = re.compile(
    r"!|\bbạn\b|quý khách|\bLỗi\b|không hợp lệ|vui lòng|hệ thống|thành công|"
    r"\bbot\b|\bmenu\b|\blink\b|\bfile\b|\bclick\b|"
    r"[\U0001F300-\U0001FAFF\u2600-\u27BF]"
)
TOLD_TO_OPERATORS = ("cannot_start/", "check/", "people/import", "edge/")  # who know such words


def _calls(name: str) -> set[str]:
    """The first argument of every call of this name, where it is a plain string; f-strings as patterns."""
    calls = (call for call in _all_calls() if getattr(call.func, "id", getattr(call.func, "attr", "")) == name)
    return {string for call in calls for string in _strings(call.args[:1])}


@cache
def _all_calls() -> list[ast.Call]:
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in CODE)
    return [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)]


def _strings(nodes: list[ast.expr]) -> list[str]:
    strings = []
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            strings.append(node.value)
        elif isinstance(node, ast.IfExp):
            strings += _strings([node.body, node.orelse])
    return strings


def test_every_refusal_has_its_sentence():
    assert sorted(code for code in _calls("Refused") if f"refused/{code}" not in TEMPLATES) == []


def test_every_failed_start_has_its_sentence():
    assert sorted(code for code in _calls("CannotStart") if f"cannot_start/{code}" not in TEMPLATES) == []


def test_every_text_that_is_rendered_is_there():
    assert sorted(name for name in _calls("render") if name not in TEMPLATES) == []


def _mentioned() -> set[str]:
    """Everything that code or a template names in quotes, and the folders whose names are put together."""
    sources = [path.read_text(encoding="utf-8") for path in (*CODE, *TEMPLATES.values())]
    return {word for source in sources for word in re.findall(r"[\"']([\w/]+)(?:\.txt)?[\"'/{]", source)}


def test_every_text_is_used():
    mentioned = _mentioned()
    assert sorted(name for name in TEMPLATES if mentioned.isdisjoint({name, *name.rpartition("/")[::2]})) == []


def test_every_label_that_is_used_is_there_and_every_other_is_gone():
    labels, sources = words()["labels"], "\n".join(path.read_text(encoding="utf-8") for path in CODE)
    assert sorted(_calls("label") - set(labels)) == []
    assert sorted(name for name in labels if not re.search(rf"[\"']{name}[\"']", sources)) == []


def test_every_command_has_its_words_and_every_word_its_command():
    names = {command.name for command in COMMANDS}
    entries = words()["commands"]
    assert {entry.get("line", name).split()[0] for name, entry in entries.items()} == names
    assert all(entry["label"] for entry in entries.values())


def test_a_text_is_nfc_polite_and_short_enough_for_the_smallest_platform():
    texts = {name: path.read_text(encoding="utf-8") for name, path in TEMPLATES.items()}
    shown = {name: re.sub(r"\{[%#].*?[%#]\}|\{\{.*?\}\}|<[^>]*>", "", text) for name, text in texts.items()}
    assert [name for name, text in texts.items() if text != unicodedata.normalize("NFC", text)] == []
    assert [name for name, text in shown.items() if len(text) >= 2000] == []
    told = {name: NEVER.findall(text) for name, text in shown.items() if not name.startswith(TOLD_TO_OPERATORS)}
    assert {name: words for name, words in told.items() if words} == {}
