"""The outbox against a model of plain dicts: nothing is claimed twice, nothing out of order, nothing forgotten."""

import asyncio
import math
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from domain.messages import ChatRef, Message
from storage import deliveries, inbox, outbox, pauses, people, tree
from storage.database import Database, Transaction, migrate, moment, seconds
from storage.outbox import Unasked

START = datetime(2026, 6, 17, 2, 5, tzinfo=UTC)
CHATS = ("11", "12", "13")
PEOPLE = 3


@dataclass
class Row:
    """What the model knows of a message. `whom`: a chat for an answer, a person's id for what is unasked."""

    answer: bool
    whom: object
    not_before: datetime
    order: int
    state: str = "waiting"
    retry_at: datetime = START - timedelta(days=1)

    def due(self, now: datetime) -> bool:
        return self.state == "waiting" and self.not_before <= now and self.retry_at <= now


class Outbox(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.runner = asyncio.Runner()
        path = Path(self.folder.name) / "thidua.db"
        migrate(path)
        self.database = self.do(Database.open(path))
        self.now = START
        self.paused = self.silent = START - timedelta(days=1)  # for answers, and for what is unasked
        self.model: dict[str, Row] = {}
        self.claimed: list[list[str]] = []
        self.tx(self._staff)

    async def _staff(self, tx) -> None:
        unit = await tree.add_unit(tx, "Văn phòng Sở", "VP")
        for number in range(PEOPLE):
            await people.add_staff(tx, unit, f"Nguyễn Văn {number}", "male", "", [])

    def do(self, coroutine):
        return self.runner.run(coroutine)

    def tx(self, ask):
        async def within():
            async with self.database.transaction() as tx:
                return await ask(tx)

        return self.do(within())

    def teardown(self) -> None:
        self.do(self.database.close())
        self.runner.close()
        self.folder.cleanup()

    # What happens to the outbox ---------------------------------------------------------------------------

    @rule(chat=st.sampled_from(CHATS))
    def somebody_asked(self, chat):
        key = f"answer:{len(self.model)}"
        where = ChatRef(platform="telegram", chat_id=chat)
        self.tx(lambda tx: outbox.answer(tx, key, where, Message(text=key), self.now))
        self.model[key] = Row(answer=True, whom=chat, not_before=self.now, order=len(self.model))

    @rule(person=st.integers(1, PEOPLE), number=st.integers(0, 5))
    def something_is_to_be_said(self, person, number):
        key, at = f"unasked:{person}:{number}", self.now
        one = Unasked(key=key, kind="test", staff_id=person, message=Message(text=key))
        self.tx(lambda tx: outbox.queue(tx, [one], self.now))
        self.model.setdefault(key, Row(answer=False, whom=person, not_before=at, order=len(self.model)))

    @rule(seconds=st.integers(1, 120))
    def time_passes(self, seconds):
        self.now += timedelta(seconds=seconds)

    @rule()
    def an_answer_is_claimed(self):
        row = self.tx(lambda tx: deliveries.claim_answer(tx, self.now, self.now))
        assert (row.key if row else None) == self._next_answer()
        if row:
            self._is_sending([row.key])

    @rule()
    def a_bundle_is_claimed(self):
        async def claim(tx):
            rows = await deliveries.due_bundle(tx, self.now, self.now)
            await deliveries.mark_sending(tx, [row.id for row in rows])
            return [row.key for row in rows]

        keys = self.tx(claim)
        assert keys == self._next_bundle()
        if keys:
            self._is_sending(keys)

    @precondition(lambda self: self.claimed)
    @rule(state=st.sampled_from(["sent", "failed", "dropped"]), which=st.integers(0, 9))
    def it_ends(self, state, which):
        keys = self._taken(which)
        self.tx(lambda tx: self._finish(tx, keys, state))
        for key in keys:
            self.model[key].state = state

    async def _finish(self, tx, keys, state):
        await deliveries.finish(
            tx, await self._ids(tx, keys), state, self.now, sent_as="7" if state == "sent" else None
        )

    @precondition(lambda self: self.claimed)
    @rule(wait=st.integers(0, 200), which=st.integers(0, 9))
    def it_is_put_back(self, wait, which):
        keys, until = self._taken(which), self.now + timedelta(seconds=wait)

        async def put_back(tx):
            await deliveries.put_back(tx, await self._ids(tx, keys), until, "429")

        self.tx(put_back)
        for key in keys:
            self.model[key].state, self.model[key].retry_at = "waiting", until

    @rule(wait=st.floats(0.1, 60), answers=st.booleans())
    def the_platform_wants_silence(self, wait, answers):
        until, before = self.now + timedelta(seconds=wait), self.silent
        self.tx(lambda tx: pauses.pause(tx, "telegram", until, answers=answers))
        self.silent = moment(self.tx(lambda tx: pauses.paused_until(tx, "telegram")))
        rounded = datetime.fromtimestamp(math.ceil(until.timestamp()), UTC)
        assert self.silent == max(before, rounded)
        self.paused = max(self.paused, rounded) if answers else self.paused

    @rule()
    def the_program_dies_and_starts(self):
        recovered = self.tx(deliveries.recover)
        sending = [row for row in self.model.values() if row.state == "sending"]
        assert recovered == len(sending)
        for row in sending:
            row.state = "waiting"
        self.claimed.clear()

    @rule(person=st.integers(1, PEOPLE))
    def somebody_leaves(self, person):
        self.tx(lambda tx: outbox.drop_for(tx, person, "đã rút đồng ý"))
        for row in self.model.values():
            if row.whom == person and row.state == "waiting":
                row.state = "dropped"

    # What must hold ---------------------------------------------------------------------------------------

    @invariant()
    def the_rows_are_what_the_model_says(self):
        rows = self.tx(lambda tx: tx.rows("SELECT key, state FROM outbox"))
        assert {row["key"]: row["state"] for row in rows} == {key: row.state for key, row in self.model.items()}

    def _next_answer(self) -> str | None:
        if self.paused > self.now:
            return None
        heads: dict[object, str] = {}
        for key, row in self.model.items():
            if row.answer and row.state in {"waiting", "sending"}:
                heads.setdefault(row.whom, key)
        return next((key for key in self.model if key in heads.values() and self.model[key].due(self.now)), None)

    def _next_bundle(self) -> list[str]:
        due = [(seconds(row.not_before), row.order, key) for key, row in self.model.items() if self._bulk_due(row)]
        if not due:
            return []
        whom = self.model[min(due)[2]].whom
        return [key for *_, key in sorted(due) if self.model[key].whom == whom]

    def _bulk_due(self, row: Row) -> bool:
        return not row.answer and row.due(self.now)

    def _is_sending(self, keys: list[str]) -> None:
        for key in keys:
            self.model[key].state = "sending"
        self.claimed.append(keys)

    def _taken(self, which: int) -> list[str]:
        return self.claimed.pop(which % len(self.claimed))

    async def _ids(self, tx, keys: list[str]) -> list[int]:
        return [await tx.value("SELECT id FROM outbox WHERE key = ?", (key,)) for key in keys]


TestOutbox = Outbox.TestCase
TestOutbox.settings = settings(max_examples=25, stateful_step_count=30, deadline=None)


@pytest.fixture
async def database(tmp_path):
    migrate(tmp_path / "thidua.db")
    opened = await Database.open(tmp_path / "thidua.db")
    yield opened
    await opened.close()


class Explained(Transaction):
    """Notes how SQLite would find the rows of each question."""

    async def rows(self, sql, values=()):
        self.plans = [*getattr(self, "plans", []), *await super().rows(f"EXPLAIN QUERY PLAN {sql}", values)]
        return await super().rows(sql, values)


async def test_what_is_asked_at_every_tick_never_reads_the_whole_table(database):
    where = ChatRef(platform="telegram", chat_id="11")
    async with database.transaction() as tx:
        asked = Explained(tx._connection)
        await outbox.answer(tx, "a", where, Message(text="x"), START)
        await deliveries.claim_answer(asked, START, START)
        await deliveries.due_bundle(asked, START, START)
        await outbox.said_there(asked, where, "7")
        await pauses.paused_until(asked, "telegram")
        await inbox.next_waiting(asked)
        await inbox.to_fetch(asked, "telegram")
    found = [plan["detail"] for plan in asked.plans]
    assert len(found) > 6
    assert [one for one in found if one.startswith("SCAN") and "INDEX" not in one] == []
