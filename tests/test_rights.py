"""Ten thousand commands and presses, typed and forged: none breaks anything, none changes what its sender may not.

Every change of a row is noted by a trigger of the connection's own, with whom and which unit the row concerns.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import count, product
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

from domain.errors import Refused
from domain.messages import ChatRef, Message, Request
from domain.office import Office
from domain.people import Staff
from domain.permissions import Grant, Right, Role
from handlers import dispatch
from handlers.everything import COMMANDS
from handlers.files import FileNeeded
from handlers.visit import Means, Visit
from storage import grants, inbox, people, tree
from storage.database import Transaction
from tests.conftest import newcomer, somebody
from tests.desk import START
from tests.handlers.approving import BINH, HOA, handed_in

NOW = datetime.fromisoformat(START)
OFFICE = Office("Sở Tư pháp", "")
UPDATES = count(1)
EACH = 5000  # twice: ten thousand

ANSWERS = ("ok", "no", "yes", "xong", "all", "send", "write", "leave", "drop", "page-0", "1", "2", "3", "chuaro", "gui")

MINE = Right.OWN
PROTECTED: dict[str, tuple[frozenset[Right], str, str]] = {  # table: the rights, whom a row concerns, which unit
    "role_grant": (frozenset({Right.GRANT, Right.DELEGATE}), "NULL", "NULL"),
    "unit": (frozenset({Right.ROSTER}), "NULL", "{row}.id"),
    "unit_name": (frozenset({Right.ROSTER}), "NULL", "{row}.unit_id"),
    "posting": (frozenset({Right.ROSTER}), "NULL", "{row}.unit_id"),
    "staff": (frozenset({Right.ROSTER, Right.GRANT, Right.DELEGATE, MINE}), "{row}.id", "{row}.unit_id"),
    "campaign": (frozenset({Right.OFFICE, Right.AGREE}), "NULL", "NULL"),
    "criterion": (frozenset({Right.OFFICE, Right.AGREE}), "NULL", "NULL"),
    "launch_draft": (frozenset({Right.OFFICE, Right.AGREE}), "NULL", "NULL"),
    "announcement": (frozenset({Right.OFFICE, Right.AGREE}), "NULL", "NULL"),
    "group_chat": (frozenset({Right.OFFICE}), "NULL", "NULL"),
    "approval": (frozenset({Right.OFFICE, Right.AGREE}), "NULL", "NULL"),
    "registration": (frozenset({Right.UNIT, Right.APPROVE, MINE}), "{row}.staff_id", "{row}.unit_id"),
    "registration_decision": (
        frozenset({Right.APPROVE}),
        "(SELECT staff_id FROM registration WHERE id = {row}.registration_id)",
        "(SELECT unit_id FROM registration WHERE id = {row}.registration_id)",
    ),
    "achievement": (frozenset({Right.UNIT, MINE}), "{row}.staff_id", "NULL"),
    "report_submission": (frozenset({Right.UNIT}), "NULL", "{row}.unit_id"),
    "absence": (frozenset({Right.UNIT, Right.ROSTER, MINE}), "{row}.staff_id", "NULL"),
    "acknowledgement": (frozenset({MINE}), "{row}.staff_id", "NULL"),
    "account": (frozenset({Right.LET_IN, Right.DATA, Right.ROSTER, MINE}), "{row}.staff_id", "NULL"),
    "invite": (frozenset({Right.LET_IN, MINE}), "{row}.staff_id", "{row}.unit_id"),
    "join_request": (frozenset({Right.LET_IN}), "NULL", "{row}.unit_id"),
    "data_request": (frozenset({Right.DATA, MINE}), "{row}.staff_id", "NULL"),
    "roster_file": (frozenset({Right.ROSTER}), "{row}.staff_id", "NULL"),
    "question": (frozenset({Right.OFFICE, MINE}), "{row}.staff_id", "NULL"),
}


class Answered(NamedTuple):
    sender: Staff | None
    message: Message | None


class Change(NamedTuple):
    table: str
    staff_id: int | None
    unit_id: int | None


async def _watch(tx: Transaction) -> None:
    await tx.run("CREATE TEMP TABLE seen (name TEXT, staff_id INTEGER, unit_id INTEGER)")
    for table, (_, whom, where) in PROTECTED.items():
        for event, row in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
            values = f"'{table}', {whom.format(row=row)}, {where.format(row=row)}"
            await tx.run(
                f"CREATE TEMP TRIGGER seen_{table}_{event} AFTER {event} ON main.{table}"  # noqa: S608  # our own names
                f" BEGIN INSERT INTO seen VALUES ({values}); END"
            )


async def _unwatch(tx: Transaction) -> None:
    for table in PROTECTED:
        for event in ("INSERT", "UPDATE", "DELETE"):
            await tx.run(f"DROP TRIGGER seen_{table}_{event}")
    await tx.run("DROP TABLE seen")


async def _seen(tx: Transaction) -> list[Change]:
    rows = await tx.rows("SELECT DISTINCT name, staff_id, unit_id FROM seen")
    await tx.run("DELETE FROM seen")
    return [Change(*row) for row in rows]


async def _allowed(tx: Transaction, person: Staff | None, change: Change) -> bool:
    """Whether the table of rights lets this person change such a row, there."""
    if person is None:
        return change.table == "join_request"
    rights = PROTECTED[change.table][0]
    if MINE in rights and change.staff_id == person.id:
        return True
    subject = await people.get(tx, change.staff_id)
    unit = subject.unit if subject else await tree.get(tx, change.unit_id)
    return any(person.may(right, unit) for right in rights - {MINE})


def _lines(chance: Random, drafts: list[tuple[int, str]]) -> Iterator[str]:
    """Commands with verbs that exist somewhere, ids of anything, versions right or wrong; answers to any question."""
    verbs = _verbs()
    while True:
        if drafts and chance.random() < 0.35:
            draft, step = chance.choice(drafts)
            yield f"={draft}.{step}.{chance.choice(ANSWERS)}"
            continue
        words = [chance.choice(COMMANDS).name]
        if chance.random() < 0.85:
            words.append(chance.choice(verbs))
        for _ in range(chance.randrange(4)):
            number = chance.randrange(9)
            words.append(chance.choice((str(number), f"{number}.{chance.randrange(1, 6)}", *map(str, Role))))
        yield "/" + " ".join(words)


def _verbs() -> list[str]:
    """Every word that some handler takes for a verb: the keys of its table of acts, and those typed in words."""
    from importlib import import_module  # noqa: PLC0415  # of each handler that a command names

    found = {"ok", "khong", "rut", "sua", "xoa", "xacnhan", "tra", "ho", "tapthe", "chon", "nhap", "lai", "xem", "nop"}
    for path in Path("handlers").glob("*.py"):
        acts = getattr(import_module(f"handlers.{path.stem}"), "_ACTS", {}) if path.stem != "__init__" else {}
        found |= {verb for verb in acts if isinstance(verb, str) and verb}
    return sorted(found)


async def _sends(tx: Transaction, desk, sender: str, line: str, *, group: bool = False) -> Answered:
    """One line from somebody; what a handler refuses is undone, as the worker does it. Who that was, and the answer."""
    staff = await people.by_account(tx, desk.key, sender, NOW)
    name, *args = line.removeprefix("/").split() if line.startswith("/") else ("=", *line[1:].split("."))
    chat = ChatRef(platform=desk.key, chat_id="-100900" if group else sender)
    request = Request(chat=chat, sender=sender, command=name, args=tuple(args), title="Nhóm" if group else "")
    visit = Visit(tx, request, NOW, OFFICE, staff, next(UPDATES), lambda *_: "", means=Means())
    try:
        async with tx.undoable():
            return Answered(staff, await dispatch(visit))
    except (Refused, FileNeeded):
        return Answered(staff, None)


async def _cast(desk) -> dict[str, str]:
    """Everybody who might try: each role, roles of another unit or of a part of the office, and a stranger."""
    found = {role.value: (await somebody(desk, role)).id for role in Role}
    elsewhere = await newcomer(desk, 1400, "Đỗ Văn Ngoài", unit="Trung tâm Trợ giúp pháp lý nhà nước")
    part = await newcomer(desk, 1401, "Đỗ Thị Phần", "female", unit="Văn phòng Sở")
    async with desk.database.transaction() as tx:
        hoa_unit = (await people.by_account(tx, desk.key, elsewhere.id)).unit.id
        for person, role in ((elsewhere, Role.UNIT_HEAD), (part, Role.OFFICER)):
            number = (await people.by_account(tx, desk.key, person.id)).id
            await grants.add(tx, number, Grant(role, hoa_unit), None)
    return {**found, "head elsewhere": elsewhere.id, "officer of a part": part.id, "stranger": "1998"}


async def _harvest(tx: Transaction, desk, cast: dict[str, str]) -> list[str]:
    """What every choice carries that anybody is offered, from each command on, two presses deep."""
    found: dict[str, None] = {}
    for sender in cast.values():
        fresh = [f"/{command.name}" for command in COMMANDS]
        for _ in range(3):
            offered: dict[str, None] = {}
            for line in fresh:
                offered |= dict.fromkeys(await _offered(tx, desk, sender, line))
            fresh = [line for line in offered if line not in found and _few_of_its_kind(found, line)]
            found |= dict.fromkeys(fresh)
    return list(found)


def _few_of_its_kind(found: dict[str, None], line: str) -> bool:
    """Whether fewer than three were offered that differ in numbers alone: of the own unit, of another, of nobody."""
    return sum(_kind(one) == _kind(line) for one in found) < 3


def _kind(line: str) -> str:
    return re.sub(r"\d+", "#", line)


async def _offered(tx: Transaction, desk, sender: str, line: str) -> list[str]:
    """The choices of the answer; whatever the line would change is undone."""
    await tx.run("SAVEPOINT offered")
    message = (await _sends(tx, desk, sender, line))[1]
    await tx.run("ROLLBACK TO offered")
    await tx.run("RELEASE offered")
    return [choice.command for choice in message.choices if choice.command[0] == "/"] if message else []


async def test_every_choice_that_anybody_is_offered_changes_for_each_sender_only_what_that_one_may(desk, drive):
    """Each of them from everybody, in private and in a group: in scope, out of scope, without a role, a stranger."""
    cast = await _cast(desk)
    await handed_in(desk, drive, BINH, HOA)
    async with desk.database.transaction() as tx:
        lines = await _harvest(tx, desk, cast)
        assert len(lines) > 150
        await _watch(tx)
        for line, (who, sender), group in product(lines, cast.items(), (False, True)):
            await tx.run("SAVEPOINT pressed")
            before, _ = await _sends(tx, desk, sender, line, group=group)
            for change in await _seen(tx):
                assert await _allowed(tx, before, change), (who, line, change)
            await tx.run("ROLLBACK TO pressed")
            await tx.run("RELEASE pressed")
        await _unwatch(tx)


@pytest.mark.parametrize("seed", range(2))
async def test_ten_thousand_commands_change_only_what_their_senders_may(desk, drive, seed):
    cast = await _cast(desk)
    chance = Random(seed)
    async with desk.database.transaction() as tx:
        await _watch(tx)
        for number in range(EACH):
            who = chance.choice(sorted(cast))
            drafts = [(row["id"], row["step"]) for row in await tx.rows("SELECT id, step FROM dialogue")]
            line = next(_lines(chance, drafts))
            before = await people.by_account(tx, desk.key, cast[who], NOW)
            await _sends(tx, desk, cast[who], line, group=number % 10 == 0)
            for change in await _seen(tx):
                assert await _allowed(tx, before, change), (who, line, change)
        assert await tx.value("SELECT count(*) FROM audit_log") > 0
        await _unwatch(tx)
    assert await desk.read(inbox.asides) == []
