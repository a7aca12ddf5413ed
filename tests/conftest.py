"""A cast with fixed roles talks to the whole program through a pretend platform; tests read as conversations.

A `Desk` is the program running against a sandbox with its clock in a file. A person `says`, `chooses`,
`sends` a file and reads `last`; every act waits until the assistant has gone quiet.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from bot.app import serve
from bot.config import load
from domain.calendar import WorkCalendar
from domain.campaigns import Campaign, CampaignState, Criterion
from domain.folding import fold
from domain.messages import ChatRef
from domain.permissions import Role
from sandbox import Sandbox, view
from storage import campaigns, inbox, outbox, people
from storage.database import Database, Transaction, migrate

PATIENCE = 10.0  # seconds until a test gives up on the assistant
START = "2026-06-17T09:05:00+07:00"  # a Wednesday, inside the sending window
CONFIG = """
[office]
name = "Sở Tư pháp tỉnh Thái An (minh họa)"
public_contact = "Trung tâm Trợ giúp pháp lý nhà nước, điện thoại 0200 0000 000"
[database]
path = "thidua.db"
[telegram]
token = "{token}"
base_url = "{url}"
base_file_url = "{url}"
[clock]
file = "{clock}"
[delivery]
pace = false
"""


class Desk:
    """The program at work, and the world around it."""

    def __init__(self, sandbox: Sandbox, folder: Path) -> None:
        self.sandbox = sandbox
        self.folder = folder
        self.clock = folder / "clock"
        self.config = folder / "config.toml"
        self.calendar = WorkCalendar()
        self._stop = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def open(self) -> None:
        self.at(START)
        self.config.write_text(CONFIG.format(token=self.sandbox.token, url=self.sandbox.url, clock=self.clock))
        migrate(self.folder / "thidua.db")
        self.database = await Database.open(self.folder / "thidua.db", beside=True)

    async def start(self) -> None:
        self._stop.clear()
        self._task = asyncio.create_task(serve(load(self.config), self._stop))
        await self.quiet()

    async def stop(self) -> None:
        if self._task is not None:
            self._stop.set()
            await self._task
            self._task = None

    async def close(self) -> None:
        await self.stop()
        await self.database.close()

    def at(self, moment: str) -> None:
        """Set the clock, local time: "2026-06-19T08:00"."""
        text = moment if "+" in moment else f"{moment}:00+07:00"[:25]
        self.clock.write_text(datetime.fromisoformat(text).isoformat())

    async def moved_to(self, moment: str) -> None:
        """Let time pass until then, and what is due happen."""
        self.at(moment)
        await self.ticked()
        await self.quiet()

    async def ticked(self) -> None:
        """Two ticks of the schedule have begun since now: the first may have begun before."""
        for _ in range(2):
            await asyncio.sleep(0.055)

    async def read(self, ask: Callable[[Transaction], Awaitable[object]]) -> object:
        async with self.database.transaction() as tx:
            return await ask(tx)

    async def quiet(self) -> None:
        """Everything that arrived is handled and everything due is said."""
        async with asyncio.timeout(PATIENCE):
            while not await self._is_quiet():
                if self._task is not None and self._task.done():
                    await self._task
                await asyncio.sleep(0.004)

    async def _is_quiet(self) -> bool:
        if len(self.sandbox.world.updates):
            return False
        async with self.database.transaction() as tx:
            now = datetime.fromisoformat(self.clock.read_text())
            unasked = self.calendar.open(now)
            return not await inbox.open_count(tx) and not await outbox.open_count(tx, now, unasked=unasked)


class Person:
    """Somebody with a phone."""

    def __init__(self, desk: Desk, number: int, name: str) -> None:
        self.desk = desk
        self.number = number
        self.name = name
        if number not in desk.sandbox.world.people:
            first, _, last = name.rpartition(" ")
            desk.sandbox.sim.person(number, last, first)

    async def says(self, text: str) -> str:
        self.desk.sandbox.sim.say(self.number, text)
        await self.desk.quiet()
        return self.last

    async def chooses(self, label: str) -> str:
        """Press the newest button whose label begins with these words (marks and case aside)."""
        full = next(button for button in reversed(self.buttons) if fold(button).startswith(fold(label)))
        pressed = self.desk.sandbox.sim.press(self.number, full)
        await self.desk.quiet()
        answer = self.desk.sandbox.world.presses[pressed["callback_query_id"]].answer or {}
        return answer.get("text") or self.last

    async def presses(self, data: str) -> str:
        """Press a button by what it carries, however old or forged. The alert, or what was said."""
        world, sim = self.desk.sandbox.world, self.desk.sandbox.sim
        chat = world.place(self.number)
        pressed = world.pressed(self.number, data)
        gone = {"message_id": 1, "date": 0, "chat": chat.as_json()}
        message = view.carried(chat, chat.messages[self.said[-1]["message_id"]]) if self.said else gone
        query = {"id": pressed.id, "from": world.person(self.number).as_json(), "message": message, "data": data}
        world.tell("callback_query", query | {"chat_instance": str(self.number)})
        await self.desk.quiet()
        return (await sim.answer_to(pressed.id)).get("text") or self.last

    async def sends(self, name: str, content: bytes, caption: str = "") -> str:
        self.desk.sandbox.sim.send(self.number, "document", name=name, content=content, caption=caption)
        await self.desk.quiet()
        return self.last

    async def opens(self, payload: str) -> str:
        self.desk.sandbox.sim.open_link(self.number, payload)
        await self.desk.quiet()
        return self.last

    @property
    def chat(self) -> list[dict]:
        """All that stands in the private chat, as displayed, oldest first."""
        return self.desk.sandbox.sim.chat(self.number)

    @property
    def said(self) -> list[dict]:
        """What stands there of the assistant."""
        return [message for message in self.chat if message["from"] != self.number]

    @property
    def heard(self) -> list[str]:
        return [message["text"] for message in self.said]

    @property
    def last(self) -> str:
        """What the assistant said last, be it a new message or one changed in place."""
        return self._last["text"] if self.said else ""

    @property
    def _last(self) -> dict:
        calls = self.desk.sandbox.sim.record()
        ours = [call for call in calls if str(call["params"].get("chat_id")) == str(self.number)]
        edits = [call for call in ours if call["method"] in SAYING]
        place = edits[-1]["params"].get("message_id") if edits else None
        return next((one for one in self.said if str(one["message_id"]) == str(place)), self.said[-1])

    @property
    def buttons(self) -> list[str]:
        """The labels on all messages of the assistant, oldest first."""
        return [label for message in self.said for label in _labels(message)]

    @property
    def choices(self) -> list[str]:
        """The labels on what the assistant said last."""
        return _labels(self._last) if self.said else []


SAYING = {"sendMessage", "sendDocument", "editMessageText"}


def _labels(message: dict) -> list[str]:
    return [button["text"] for row in message["buttons"] for button in row]


@pytest.fixture
async def sandbox(tmp_path: Path) -> AsyncIterator[Sandbox]:
    async with Sandbox(clock_file=tmp_path / "clock") as running:
        yield running


@pytest.fixture
async def desk(sandbox: Sandbox, tmp_path: Path) -> AsyncIterator[Desk]:
    """An office of two units, its cast let in, the program running."""
    running = Desk(sandbox, tmp_path)
    await running.open()
    try:
        async with running.database.transaction() as tx:
            await _people(tx, running)
        await running.start()
        yield running
    finally:
        await running.close()


CAST = {  # number of the phone: name, gender, unit, role
    1001: ("Nguyễn Thị Lan Anh", "female", "Văn phòng Sở", Role.OFFICER),
    1002: ("Trần Văn Dũng", "male", "Phòng Hành chính và Bổ trợ tư pháp", Role.UNIT_HEAD),
    1003: ("Lý Văn Tuấn", "male", "Phòng Hành chính và Bổ trợ tư pháp", Role.UNIT_FOCAL),
    1004: ("Phạm Thanh Bình", "male", "Phòng Hành chính và Bổ trợ tư pháp", Role.STAFF),
    1005: ("Hoàng Thị Thu Hoa", "female", "Trung tâm Trợ giúp pháp lý nhà nước", Role.STAFF),
}
STRANGER = 1999


async def _people(tx: Transaction, desk: Desk) -> None:
    now = datetime.fromisoformat(START)
    consent = people.Consent("1", now)
    for number, (name, gender, unit, role) in CAST.items():
        found = await people.unit_named(tx, unit)
        unit_id = found.id if found else await people.add_unit(tx, unit, unit)
        staff = await people.add_staff(tx, unit_id, name, gender, "Chuyên viên", [role])
        chat = ChatRef(platform="telegram", chat_id=str(number))
        await people.link(tx, staff, chat, str(number), consent, now)
        Person(desk, number, name)
        desk.sandbox.world.place(number).person.wrote = True


@pytest.fixture
def officer(desk: Desk) -> Person:
    return Person(desk, 1001, CAST[1001][0])


@pytest.fixture
def unit_head(desk: Desk) -> Person:
    return Person(desk, 1002, CAST[1002][0])


@pytest.fixture
def focal(desk: Desk) -> Person:
    return Person(desk, 1003, CAST[1003][0])


@pytest.fixture
def staff(desk: Desk) -> Person:
    return Person(desk, 1004, CAST[1004][0])


@pytest.fixture
def hoa(desk: Desk) -> Person:
    return Person(desk, 1005, CAST[1005][0])


@pytest.fixture
def stranger(desk: Desk) -> Person:
    return Person(desk, STRANGER, "Vũ Người Lạ")


DRIVE = Campaign(
    id=0,
    version=1,
    name="Đợt thi đua cao điểm chào mừng 81 năm Ngày truyền thống ngành Tư pháp (28/8/1945 - 28/8/2026)",
    label="Đợt thi đua 28/8",
    theme="",
    start=date(2026, 6, 15),
    end=date(2026, 8, 28),
    registration_deadline=datetime.fromisoformat("2026-06-26T17:00:00+07:00"),
    report_deadline=datetime.fromisoformat("2026-08-14T17:00:00+07:00"),
    publish_at=datetime.fromisoformat("2026-06-15T08:00:00+07:00"),
    state=CampaignState.PUBLISHED,
    criteria=(
        Criterion(0, "Tham gia tố tụng", "vụ", Decimal(3), ""),
        Criterion(0, "Tư vấn pháp luật", "vụ", Decimal(10), ""),
        Criterion(0, "Truyền thông về cơ sở", "đợt", Decimal(2), ""),
    ),
)


@pytest.fixture
async def drive(desk: Desk) -> int:
    """The id of a campaign of the whole office, open for registration until 26/6."""
    async with desk.database.transaction() as tx:
        return await campaigns.add(tx, DRIVE)
