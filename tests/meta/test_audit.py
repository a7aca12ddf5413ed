"""The log: every act has its words, fields are names of a short alphabet, reading it looks nothing through."""

import ast
import re
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from storage import audit
from storage.audit import Wanted
from storage.database import Database, Transaction, migrate
from texts import audit_words

CODE = [path for folder in ("bot", "handlers") for path in Path(folder).rglob("*.py")]
NOW, DAY = datetime(2026, 6, 17, 2, tzinfo=UTC), date(2026, 6, 17)
FIELDS = re.compile(r"[a-z_]+(,[a-z_]+)*")


def recorded() -> list[tuple[str, ast.Call]]:
    """Every call that writes into the log, with the file that it is in."""
    calls = [(str(path), node) for path in CODE for node in ast.walk(ast.parse(path.read_text("utf-8")))]
    return [
        (path, node) for path, node in calls if isinstance(node, ast.Call) and _name(node) == "record" and acts(node)
    ]


def _name(call: ast.Call) -> str:
    return getattr(call.func, "attr", "")


def acts(call: ast.Call) -> list[str]:
    """The acts that a call may write; what is put together of parts as a pattern."""
    return [act for arg in call.args for act in _words(arg) if re.match(r"[a-z_]+\\?\.", act)]


def _words(node: ast.expr) -> list[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [re.escape(node.value)]
    if isinstance(node, ast.IfExp):
        return [*_words(node.body), *_words(node.orelse)]
    if isinstance(node, ast.JoinedStr):
        parts = (re.escape(one.value) if isinstance(one, ast.Constant) else "[a-z_]+" for one in node.values)
        return ["".join(parts)]
    return []


def worded(pattern: str) -> bool:
    """Whether an act has its words: by itself, or before its last part, which is a role's name."""
    known = audit_words()["acts"]
    before_role = pattern.rpartition(r"\.")[0]
    return any(re.fullmatch(pattern, act) or act == before_role.replace("\\", "") for act in known)


def test_there_are_calls_to_look_at():
    assert len(recorded()) > 50


def test_every_act_has_its_words():
    assert sorted({act for _, call in recorded() for act in acts(call) if not worded(act)}) == []


def test_every_act_belongs_to_one_kind():
    areas = [area for kind in audit_words()["kinds"].values() for area in kind["areas"]]
    assert sorted(areas) == sorted({*areas})
    assert {act.partition(".")[0] for act in audit_words()["acts"]} == {*areas}


def test_what_stands_for_the_fields_is_names_that_have_words():
    """Written out, they are known; put together, they are the names that our own code has for them."""
    said = {arg.value for _, call in recorded() for arg in call.args if isinstance(arg, ast.Constant)}
    fields = {one for one in said if isinstance(one, str) and FIELDS.fullmatch(one) and one not in {"", "computer"}}
    assert sorted({name for one in fields for name in one.split(",")} - set(audit_words()["fields"])) == []


@pytest.mark.parametrize("value", ["Chuyên viên", "0912345678", "post;phone", "post, phone", "Post", "a b"])
async def test_anything_else_is_refused(tx, value):
    with pytest.raises(ValueError, match="names of fields"):
        await audit.record(tx, NOW, 1, "staff.changed", 1, value)


@pytest.fixture
async def tx(tmp_path) -> AsyncIterator[Transaction]:
    migrate(tmp_path / "log.db")
    opened = await Database.open(tmp_path / "log.db")
    async with opened.transaction() as transaction:
        yield transaction
    await opened.close()


@pytest.mark.parametrize("staff_id", [None, 3])
@pytest.mark.parametrize("areas", [(), ("campaign",), ("campaign", "staff")])
@pytest.mark.parametrize("day", [None, DAY])
async def test_an_index_leads_to_every_page(tx, staff_id, areas, day):
    wanted = Wanted(staff_id, areas, day)
    values = {"until": 1, "since": 0, "most": 9, "staff": 3, "area0": "", "area1": ""}
    plan = [row["detail"] for row in await tx.rows(f"EXPLAIN QUERY PLAN {audit._query(wanted)}", values)]
    looks = [one for one in plan if "audit_log" in one]
    assert looks
    assert all(one.startswith("SEARCH audit_log USING") for one in looks), plan
    assert not any("TEMP B-TREE" in one for one in plan) or len(areas) > 1, plan


@pytest.mark.parametrize("before", [None, 4])
async def test_a_page_holds_the_newest_that_are_wanted(tx, before):
    acts = ("staff.changed", "campaign.published", "staff.added", "role.given.officer", "staff.changed")
    for number, act in enumerate(acts):
        await audit.record(tx, NOW, number % 2 + 1, act, number)
    wanted = Wanted(areas=("staff", "role"))
    expected = [5, 4, 3, 1] if before is None else [3, 1]
    assert [one.id for one in await audit.page(tx, wanted, before, 9)] == expected
    assert [one.id for one in await audit.page(tx, Wanted(1, ("staff",), DAY), None, 9)] == [5, 3, 1]
    assert await audit.page(tx, Wanted(day=date(2026, 6, 16)), None, 9) == []
