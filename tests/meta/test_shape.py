"""The shape of the code: small modules, simple functions, telling names, no silence without a reason."""

import json
import re
import subprocess
import sys
import tokenize
from io import StringIO
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ["bot", "handlers", "domain", "storage", "texts", "sandbox", "benchmarks", "tests"]
MOST_LINES = 300
MOST_COMPLEX = 8
SAYS_NOTHING = {"base", "common", "helper", "helpers", "misc", "repositories", "services", "util", "utils"}

# The only modules and functions that may be longer or more complex: "path" or "path function", and why.
EXCEPTIONS: dict[str, str] = {}

SILENCED = re.compile(r"#\s*(noqa|type:\s*ignore)", re.IGNORECASE)
WITH_CODE_AND_REASON = re.compile(r"# (noqa: [A-Z]+\d+(, ?[A-Z]+\d+)*|type: ignore\[[a-z-]+(, ?[a-z-]+)*\])  # \w.*")


def modules() -> dict[str, str]:
    """Every Python file of ours by its path from the root."""
    found = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))
    return {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in found}


def too_long(path: str, source: str) -> list[str]:
    return [path] if len(source.splitlines()) > MOST_LINES else []


def too_complex(*arguments: str, source: str | None = None) -> list[str]:
    """Functions that ruff finds too complex, as "path name", whatever they silence."""
    ruff = [sys.executable, "-m", "ruff", "check", "--isolated", "--no-cache", "--ignore-noqa"]
    options = ["--select=C901", f"--config=lint.mccabe.max-complexity={MOST_COMPLEX}", "--output-format=json"]
    ran = subprocess.run(  # noqa: S603  # our own command line
        [*ruff, *options, *arguments],
        cwd=ROOT,
        input=source,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode in (0, 1), ran.stderr
    return [
        f"{Path(fault['filename']).relative_to(ROOT).as_posix()} {fault['message'].split('`')[1]}"
        for fault in json.loads(ran.stdout)
        if fault["code"] == "C901"  # not: a file that does not parse, which other tests say better
    ]


def silenced_without_reason(path: str, source: str) -> list[str]:
    tokens = tokenize.generate_tokens(StringIO(source).readline)
    return [
        f"{path}:{token.start[0]} {token.string}"
        for token in tokens
        if token.type == tokenize.COMMENT
        and SILENCED.search(token.string)
        and not WITH_CODE_AND_REASON.fullmatch(token.string)
    ]


def says_nothing(path: str, _source: str) -> list[str]:
    return [path] if SAYS_NOTHING & set(path.removesuffix(".py").split("/")) else []


def larger_than_allowed() -> list[str]:
    long_modules = [fault for module in modules().items() for fault in too_long(*module)]
    folders = [folder for folder in FOLDERS if (ROOT / folder).is_dir()]
    return long_modules + too_complex(*folders)


def test_modules_are_short_and_functions_simple_but_for_the_exceptions():
    assert sorted(larger_than_allowed()) == sorted(EXCEPTIONS)


def test_every_exception_has_a_reason():
    assert [name for name, reason in EXCEPTIONS.items() if not reason.strip()] == []


@pytest.mark.parametrize("rule", [silenced_without_reason, says_nothing])
def test_every_module_keeps_the_rule(rule):
    assert [fault for module in modules().items() for fault in rule(*module)] == []


LONG = "x = 1\n" * MOST_LINES
DEEP = "def f(x):\n" + "".join(f"    if x == {n}: return {n}\n" for n in range(MOST_COMPLEX))


@pytest.mark.parametrize(
    ("rule", "path", "source"),
    [
        (too_long, "bot/app.py", LONG + "x = 1\n"),
        (says_nothing, "handlers/utils.py", ""),
        (says_nothing, "services/people.py", ""),
        (silenced_without_reason, "bot/app.py", "x = 1  # noqa\n"),
        (silenced_without_reason, "bot/app.py", "x = 1  # noqa: E501\n"),
        (silenced_without_reason, "bot/app.py", "x = 1  # noqa  # because\n"),
        (silenced_without_reason, "bot/app.py", "x = 1  # type: ignore\n"),
        (silenced_without_reason, "bot/app.py", "x = 1  # type: ignore[misc]\n"),
        (silenced_without_reason, "bot/app.py", "x = 1  # type: ignore  # because\n"),
    ],
)
def test_what_breaks_a_rule_is_found(rule, path, source):
    assert len(rule(path, source)) == 1


@pytest.mark.parametrize(
    ("rule", "path", "source"),
    [
        (too_long, "bot/app.py", LONG),
        (says_nothing, "domain/database.py", ""),
        (silenced_without_reason, "bot/app.py", "x = 1  # noqa: E501, S101  # a link\n"),
        (silenced_without_reason, "bot/app.py", "x = 1  # type: ignore[misc]  # untyped library\n"),
        (silenced_without_reason, "bot/app.py", "x = '# noqa'  # an ordinary comment\n"),
    ],
)
def test_what_keeps_a_rule_is_left_alone(rule, path, source):
    assert rule(path, source) == []


def test_one_branch_too_many_is_found_even_if_silenced():
    arguments = ("--stdin-filename", "sample.py", "-")
    silenced = DEEP.replace("(x):", "(x):  # noqa: C901  # no", 1)
    assert too_complex(*arguments, source=silenced) == ["sample.py f"]
    assert too_complex(*arguments, source=DEEP.rsplit("    if", 1)[0]) == []
