"""Everybody who could act on campaigns, saying by chance what can be said, while days pass."""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from random import Random

from domain.errors import Refused
from domain.messages import ChatRef, Message, Request
from domain.office import Office
from domain.people import Staff
from domain.permissions import Right
from handlers import dispatch, lifecycle, publishing
from handlers.files import FileNeeded
from handlers.visit import Means, Visit
from storage import people, tree
from storage.database import Transaction
from tests.desk import START
from tests.life_cycle_tables import ALLOWED, DATES, MOVED

NOW = datetime.fromisoformat(START)
OFFICE = Office("Sở Tư pháp tỉnh Thái An", "")
OFFICERS = ("officer", "second officer")
UPDATES = count(1)


async def seen(tx: Transaction) -> list[tuple[str, int, str, str]]:
    rows = [tuple(row) for row in await tx.rows("SELECT * FROM seen")]
    await tx.run("DELETE FROM seen")
    return rows


@dataclass
class World:
    """Everybody, what each was ever offered, and the clock."""

    tx: Transaction
    key: str
    cast: dict[str, str]
    chance: Random
    now: datetime = NOW
    offered: list[str] = field(default_factory=list)
    taken: set[tuple[str, str]] = field(default_factory=set)

    async def does(self, sender: str, line: str) -> tuple[Staff | None, Message | None]:
        """One line from somebody; what is refused is undone, as the worker does it. Who that was, and the answer."""
        staff = await people.by_account(self.tx, self.key, sender, self.now)
        said = {"text": line}
        if line[0] in "/=":
            name, *args = line[1:].split() if line[0] == "/" else ("=", *line[1:].split(".", 2))
            said = {"command": name, "args": tuple(args), "text": " ".join(args)}
        request = Request(chat=ChatRef(platform=self.key, chat_id=sender), sender=sender, **said)
        means = Means(buttons=self.key == "telegram", files=self.key == "telegram")
        visit = Visit(self.tx, request, self.now, OFFICE, staff, next(UPDATES), lambda *_: "", means=means)
        answer = None
        with suppress(Refused, FileNeeded):
            async with self.tx.undoable():
                answer = await dispatch(visit)
        self.offered += [one.command for one in answer.choices] if answer else []
        return staff, answer

    async def lines(self) -> tuple[str, list[str]]:
        """Who says what: now and then all that it takes to take a step, mostly by an officer; else one line."""
        if self.chance.random() > 0.3:
            return self._sender(0.5), [await self._line()]
        number = self.chance.randrange(1, 20)
        row = await self.tx.row("SELECT state, version FROM campaign WHERE id = ?", (number,))
        verb, *answers = self.chance.choice(ENDS.get(row["state"] if row else "", (("xem",),)))
        seen = "" if verb in publishing._SHOWS else f".{row['version']}"
        return self._sender(0.8), [f"/phatdong {verb} {number}{seen}", *answers]

    def _sender(self, officers: float) -> str:
        return self.cast[self.chance.choice(OFFICERS if self.chance.random() < officers else sorted(self.cast))]

    async def _line(self) -> str:
        """A choice that somebody was offered, old or new; a verb with an id and a version; an answer; plain words."""
        kind, chance = self.chance.random(), self.chance
        if kind < 0.4 and self.offered:
            return chance.choice(self.offered[-60:] if chance.random() < 0.7 else self.offered)
        if kind < 0.75:
            number = chance.randrange(1, 20)
            version = await self.tx.value("SELECT version FROM campaign WHERE id = ?", (number,)) or 1
            seen = version if chance.random() < 0.7 else chance.randrange(1, 6)
            return f"/phatdong {chance.choice(VERBS)} {number}{chance.choice(('', f'.{seen}', f'.{seen}'))}"
        if kind < 0.9:
            drafts = await self.tx.rows("SELECT id, step FROM dialogue ORDER BY id DESC LIMIT 6")
            answer = chance.choice(ANSWERS)
            one = chance.choice(drafts) if drafts else None
            return f"={one['id']}.{one['step']}.{answer}" if one and chance.random() < 0.6 else answer
        return f"/{chance.choice(WORDS)} {chance.randrange(1, 20)}"

    async def waits(self) -> None:
        """Hours or days pass, and what they bring happens."""
        self.now += timedelta(hours=self.chance.choice((1, 4, 9, 30)))
        while await lifecycle.step_next(self.tx, OFFICE, self.now):
            pass
        if await self.tx.value("SELECT 1 FROM temp.sqlite_master WHERE name = 'seen'"):
            await self.check(None, DATES)

    async def check(self, who: Staff | None, line: str) -> None:
        """All that has changed is what the tables let this person, or a date (`line` says so), change."""
        for name, number, before, after in await seen(self.tx):
            if name == "campaign" and before not in (after, "None"):
                allowed = ALLOWED.get((before, after), frozenset())
                assert allowed & _roles(who, line), (line, number, before, after)
                self.taken.add((before, after))
            elif name == "campaign":
                assert after == before or (before, after) == ("None", "DRAFT"), (line, number, before, after)
            else:
                await self._registration(who, line, number, before, after)

    async def _registration(self, who: Staff | None, line: str, number: int, before: str, after: str) -> None:
        if await self._undone(number, before, after):
            return
        row = await self.tx.row("SELECT staff_id, unit_id FROM registration WHERE id = ?", (number,))
        allowed = MOVED.get((before, after), frozenset())
        assert allowed & await _capacities(self.tx, who, row), (line, number, before, after)

    async def _undone(self, number: int, before: str, after: str) -> bool:
        """A decision goes back the way it came."""
        found = "SELECT 1 FROM registration_decision WHERE registration_id = ? AND before = ? AND after = ? AND undone"
        return await self.tx.value(found, (number, after, before)) is not None


ENDS = {  # how a campaign is brought further
    "DRAFT": (("xem", "gửi ngay"), ("xem", "trình giám đốc xem"), ("xem", "bỏ")),
    "APPROVED": (("dung",), ("huyhan",)),
    "LAUNCHED": (("huybao",),),
    "REGISTERING": (("huyhan",), ("sua", "chủ đề: Đoàn kết", "ok"), ("sua", "hạn đăng ký 17h 18/6", "ok")),
    "RUNNING": (("huybao",), ("sua", "hạn đăng ký 17h 21/6", "ok")),
    "INTERIM_REVIEW": (("soket", "none"), ("soket", "21/6"), ("huyhan",)),
    "CLOSED": (("binhxethan",),),
    "REVIEWING": (("quyetdinh", "120/QĐ-STP 16/6/2026", "ok"),),
    "DECIDED": (("luuhan",),),
}
VERBS = sorted({*publishing._ACTS, *publishing._SHOWS, *publishing._BEGINS})
WORDS = ("thidua", "dangky", "dangky tapthe", "dangky khong", "tiendo", "tailieu", "viec", "menu", "ykien")
ANSWERS = (
    *("ok", "again", "leave", "none", "usual", "bao", "1", "2", "xong", "thoát", "đồng ý", "không"),
    *("120/QĐ-STP 16/6/2026", "21/6", "chủ đề: Đoàn kết", "hạn đăng ký 17h 25/6", "8h ngày mai", "tư vấn 3 vụ"),
    *("hạn đăng ký 17h 20/6", "thời gian 15/6 - 30/6"),
)


def _roles(who: Staff | None, line: str) -> set[str]:
    if line == DATES:
        return {DATES}
    rights = {"officer": Right.OFFICE, "director": Right.AGREE}
    return {role for role, right in rights.items() if who and who.may(right)}


async def _capacities(tx: Transaction, who: Staff | None, row) -> set[str]:
    if who is None:
        return set()
    subject = await people.get(tx, row["staff_id"])
    unit = subject.unit if subject else await tree.get(tx, row["unit_id"])
    found = {
        "participant": who.id == row["staff_id"] or who.may(Right.UNIT, unit),
        "head": who.may(Right.APPROVE, unit) and not who.may(Right.OFFICE),
        "officer": who.may(Right.OFFICE),
    }
    return {name for name, may in found.items() if may}
