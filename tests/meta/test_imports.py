"""Dependencies point one way and each layer keeps to its business: read from the code itself, over ast."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# What each package may import: of ours, and from outside the standard library.
MAY_IMPORT = {
    "bot": {"handlers", "storage", "domain", "texts"}
    | {"apscheduler", "click", "httpx", "pydantic", "pydantic_settings", "starlette", "telegram", "uvicorn"},
    "handlers": {"storage", "domain", "texts"}
    | {"PIL", "docxtpl", "pydantic", "python_calamine", "segno", "xlsxwriter"},
    "storage": {"domain", "aiosqlite", "itsdangerous", "pydantic"},
    "domain": {"holidays", "pydantic"},
    "texts": {"domain", "jinja2", "markupsafe"},
    "sandbox": {"click", "httpx", "pydantic", "starlette", "uvicorn"},
}
STARTS_THE_SANDBOX = {"bot/commands_demo.py", "bot/demo.py", "bot/record.py", "bot/stage.py"}

# What each package may not take from the standard library.
DATABASE = {"sqlite3"}
NETWORK = {"http", "smtplib", "socket", "socketserver", "ssl", "urllib.request"}
OUTSIDE = {"asyncio", "io", "logging", "os", "pathlib", "shutil", "subprocess", "tempfile", "threading"}
CHANCE = {"random", "secrets", "time", "uuid"}
MAY_NOT_IMPORT = {
    "bot": DATABASE,
    "handlers": DATABASE | NETWORK,
    "storage": NETWORK,
    "domain": DATABASE | NETWORK | OUTSIDE | CHANCE,
    "texts": DATABASE | NETWORK,
    "sandbox": DATABASE,
}

# Calls that are one layer's business: in which packages they may not stand, and how they look.
INNER = {"handlers", "storage", "domain", "texts"}
CALLS = {
    "a task outside the TaskGroup": (
        INNER | {"bot"},
        re.compile(r"(asyncio\.|.*loop(\(\))?\.)?(create_task|ensure_future)"),
    ),
    "waiting": (INNER, re.compile(r"((asyncio|time)\.)?sleep")),
    "reading a clock": (
        INNER,
        re.compile(r"(\w+\.)*(datetime|date)\.(now|utcnow|today)|time\.(time|monotonic)(_ns)?"),
    ),
    "input or output": ({"domain"}, re.compile(r"open|print|input")),
}

SQL = re.compile(
    r"\bselect\b.+\bfrom\b|\binsert\s+(or\s+\w+\s+)?into\b|\bupdate\s+(\S+\s+)?set\s+\w+\s*=|\bdelete\s+from\b",
    re.IGNORECASE | re.DOTALL,
)
PLATFORM = re.compile("zalo|telegram", re.IGNORECASE)
NAMES_NO_PLATFORM = {"handlers", "domain", "storage"}


def package_of(path: str) -> str:
    return path.partition("/")[0]


def imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and full dotted name of everything imported from other packages."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def may_import(path: str, name: str) -> bool:
    package, root = package_of(path), name.partition(".")[0]
    if root in sys.stdlib_module_names:
        return not any(f"{name}.".startswith(f"{banned}.") for banned in MAY_NOT_IMPORT[package])
    return root == package or root in MAY_IMPORT[package] or (root == "sandbox" and path in STARTS_THE_SANDBOX)


def literals(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and text of every string but the docstrings; an f-string as one, its values left out."""
    documentation = {
        node.value for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts = [part.value for part in node.values if isinstance(part, ast.Constant)]
            yield node.lineno, " ".join(map(str, parts))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in documentation:
            yield node.lineno, node.value


def wrong_imports(path: str, source: str) -> list[str]:
    found = imported(ast.parse(source))
    return [f"{path}:{line} imports {name}" for line, name in found if not may_import(path, name)]


def wrong_calls(path: str, source: str) -> list[str]:
    package = package_of(path)
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return [
        f"{path}:{call.lineno} {what}: {ast.unparse(call.func)}"
        for call in calls
        for what, (packages, pattern) in CALLS.items()
        if package in packages and pattern.fullmatch(ast.unparse(call.func))
    ]


def sql_outside_storage(path: str, source: str) -> list[str]:
    if path.startswith("storage/"):
        return []
    return [f"{path}:{line} holds SQL" for line, text in literals(ast.parse(source)) if SQL.search(text)]


def platform_names(path: str, source: str) -> list[str]:
    if package_of(path) not in NAMES_NO_PLATFORM:
        return []
    lines = enumerate(source.splitlines(), start=1)
    return [f"{path}:{number} names a platform" for number, line in lines if PLATFORM.search(line)]


def platform_branches(path: str, source: str) -> list[str]:
    """Comparing, matching, looking up or taking apart a platform's key: what it can do is asked of its `means`."""
    if package_of(path) not in NAMES_NO_PLATFORM:
        return []
    return [f"{path}:{line} asks which platform it is" for line in sorted(set(_branches(ast.parse(source))))]


def _branches(tree: ast.AST) -> Iterator[int]:
    return (node.lineno for node in ast.walk(tree) if any(found(node) for found in (_compares, _matches, _looks_up)))


def _compares(node: ast.AST) -> bool:
    sides = [node.left, *node.comparators] if isinstance(node, ast.Compare) else []
    return any(map(_is_key, sides)) and any(map(_is_fixed, sides))


def _matches(node: ast.AST) -> bool:
    return isinstance(node, ast.Match) and _is_key(node.subject)


def _looks_up(node: ast.AST) -> bool:
    if isinstance(node, ast.Subscript):
        return _is_key(node.slice)
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    return _is_key(node.func.value) or (node.func.attr == "get" and any(map(_is_key, node.args[:1])))


def _is_key(node: ast.AST) -> bool:
    """`….platform`, or a variable of that name."""
    return getattr(node, "attr", getattr(node, "id", "")) in {"platform", "platforms"}


def _is_fixed(node: ast.AST) -> bool:
    """A text, or a collection of them; or a constant's name."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str)
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        return any(_is_fixed(one) for one in node.elts)
    return isinstance(node, ast.Name) and node.id.isupper()


RULES = [wrong_imports, wrong_calls, sql_outside_storage, platform_names, platform_branches]


def files(pattern: str) -> list[Path]:
    return sorted(path for package in MAY_IMPORT for path in (ROOT / package).rglob(pattern))


@pytest.mark.parametrize("rule", RULES)
def test_every_module_keeps_the_rule(rule):
    found = [
        fault for path in files("*.py") for fault in rule(path.relative_to(ROOT).as_posix(), path.read_text("utf-8"))
    ]
    assert found == []


def test_the_pictures_of_the_data_name_no_platform():
    found = [
        fault
        for path in files("*.sql")
        for fault in platform_names(path.relative_to(ROOT).as_posix(), path.read_text("utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_every_package_is_looked_at(package):
    assert any(path.is_relative_to(ROOT / package) for path in files("*.py"))


BAD = [
    (wrong_imports, "domain/people.py", "from storage import people"),
    (wrong_imports, "domain/people.py", "import time"),
    (wrong_imports, "domain/people.py", "from random import choice"),
    (wrong_imports, "storage/people.py", "import handlers.people"),
    (wrong_imports, "handlers/people.py", "from bot.config import Config"),
    (wrong_imports, "handlers/people.py", "import telegram"),
    (wrong_imports, "handlers/people.py", "import sqlite3"),
    (wrong_imports, "handlers/people.py", "def late():\n    from urllib.request import urlopen"),
    (wrong_imports, "handlers/people.py", "from urllib import request"),
    (wrong_imports, "storage/people.py", "import httpx"),
    (wrong_imports, "sandbox/server.py", "from domain.messages import Message"),
    (wrong_imports, "sandbox/server.py", "from telegram import Update"),
    (wrong_imports, "bot/app.py", "import sandbox.server"),
    (wrong_imports, "bot/app.py", "import aiosqlite"),
    (wrong_calls, "bot/app.py", "asyncio.create_task(run())"),
    (wrong_calls, "handlers/people.py", "asyncio.get_running_loop().create_task(run())"),
    (wrong_calls, "storage/people.py", "self._loop.create_task(run())"),
    (wrong_calls, "bot/app.py", "ensure_future(run())"),
    (wrong_calls, "handlers/people.py", "await asyncio.sleep(1)"),
    (wrong_calls, "storage/people.py", "time.sleep(1)"),
    (wrong_calls, "domain/people.py", "datetime.now(UTC)"),
    (wrong_calls, "handlers/people.py", "datetime.date.today()"),
    (wrong_calls, "storage/people.py", "time.time()"),
    (wrong_calls, "domain/people.py", "open('people.csv')"),
    (sql_outside_storage, "handlers/people.py", "sql = 'SELECT id\\nFROM staff'"),
    (sql_outside_storage, "bot/app.py", "sql = 'insert or ignore into inbox values (1)'"),
    (sql_outside_storage, "bot/app.py", "sql = f'UPDATE {table} SET done = 1'"),
    (sql_outside_storage, "sandbox/server.py", "sql = 'delete from inbox'"),
    (platform_names, "handlers/people.py", "# only on Telegram"),
    (platform_names, "storage/people.py", "ZALO = 1"),
    (platform_names, "domain/people.py", '"""Zalo has no buttons."""'),
    (platform_branches, "handlers/people.py", "if chat.platform == 'x': pass"),
    (platform_branches, "handlers/people.py", "say = one if visit.request.chat.platform in {'x', 'y'} else two"),
    (platform_branches, "storage/people.py", "if 'x' != platform: pass"),
    (platform_branches, "domain/people.py", "match chat.platform:\n    case 'x': pass"),
    (platform_branches, "handlers/people.py", "LIMITS[chat.platform]"),
    (platform_branches, "handlers/people.py", "LIMITS.get(platform, 5)"),
    (platform_branches, "handlers/people.py", "chat.platform.startswith('x')"),
    (platform_branches, "handlers/people.py", "if chat.platform == FIRST: pass"),
]
GOOD = [
    (wrong_imports, "bot/stage.py", "from sandbox import server"),
    (wrong_imports, "bot/app.py", "from telegram import Bot\nimport domain.messages"),
    (wrong_imports, "domain/people.py", "from datetime import time\nfrom . import errors\nimport holidays"),
    (wrong_imports, "storage/people.py", "import aiosqlite, sqlite3"),
    (
        wrong_imports,
        "texts/__init__.py",
        "import tomllib\nfrom pathlib import Path\nfrom urllib.parse import quote",
    ),
    (wrong_calls, "bot/app.py", "tasks.create_task(run(), name='worker')\nawait asyncio.sleep(1)"),
    (wrong_calls, "domain/people.py", "office.open(now)\ndue.time()\nmoment.date()"),
    (sql_outside_storage, "storage/people.py", "sql = 'SELECT id FROM staff'"),
    (
        sql_outside_storage,
        "bot/app.py",
        '"""Select what waits from the outbox."""\nlog.error("update %d set aside", row)',
    ),
    (platform_names, "bot/telegram.py", "# only on Telegram"),
    (platform_branches, "bot/app.py", "core.edges[chat.platform]"),
    (platform_branches, "storage/people.py", "tx.run(sql, (chat.platform, chat.chat_id))"),
    (platform_branches, "handlers/people.py", "if account.chat == visit.request.chat: pass"),
]


@pytest.mark.parametrize(("rule", "path", "source"), BAD)
def test_what_breaks_a_rule_is_found(rule, path, source):
    assert len(rule(path, source)) == 1


@pytest.mark.parametrize(("rule", "path", "source"), GOOD)
def test_what_keeps_a_rule_is_left_alone(rule, path, source):
    assert rule(path, source) == []
