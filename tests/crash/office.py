"""An office at work while its assistant is killed and started again, and what must be true of it in the end."""

import asyncio
import re
import signal
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import count, pairwise
from pathlib import Path

from sandbox.record import Call
from storage import campaigns, people
from storage.database import Database
from tests.conftest import DRIVE, Desk, _people

ROOT = Path(__file__).parents[2]
LAUNCHER = (sys.executable, "-m", "tests.crash.launcher")
OFFICER = 1001
STAFF = (1003, 1004, 1005)
PATIENCE = 60.0  # seconds; a start takes about one
REGISTER = "Tham gia, chưa nêu chỉ tiêu"
PAGES = 100  # more than anybody's results fill
LANES = 2  # without pacing each has one message in flight


class Assistant:
    """The program in a process of its own. `kills`: how many calls the server had seen at each kill."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.kills: list[int] = []
        self._process: asyncio.subprocess.Process | None = None

    @property
    def calls(self) -> int:
        """How many calls the platforms have seen; they are numbered in one row."""
        return len(self.desk.sandbox.world.calls) + len(self.desk.sandbox.zalo.record.calls)

    async def start(self, *point: str) -> None:
        with (self.desk.folder / "log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *LAUNCHER, str(self.desk.config), *point, cwd=ROOT, stdout=log, stderr=log
            )

    async def killed(self) -> None:
        """Wait until it has died by SIGKILL."""
        async with asyncio.timeout(PATIENCE):
            code = await self._process.wait()
        assert code == -signal.SIGKILL, (code, self.log)
        await self._last_words()
        self.kills.append(self.calls)

    async def _last_words(self) -> None:
        """Let the server read what the dead one still sent: those calls belong to the life before."""
        async with asyncio.timeout(PATIENCE):
            while self.desk.sandbox._state.connections:  # noqa: ASYNC110  # a closed socket wakes nobody here
                await asyncio.sleep(0.001)
        for _ in range(5):
            await asyncio.sleep(0)

    async def kill(self) -> None:
        self._process.kill()
        await self.killed()

    async def stop(self) -> None:
        """Ask it to stop, as a service manager does."""
        if self._process is not None and self._process.returncode is None:
            self._process.terminate()
            async with asyncio.timeout(PATIENCE):
                assert await self._process.wait() == 0, self.log

    @property
    def log(self) -> str:
        return (self.desk.folder / "log").read_text(encoding="utf-8")[-4000:]


class Model:
    """What people did, and so what the assistant must have kept and said."""

    def __init__(self) -> None:
        self.entries: dict[int, list[str]] = {who: [] for who in STAFF}
        self.questions: list[str] = []
        self.registered: list[int] = []
        self.owed: list[tuple[int, str]] = []  # an answer or a message: to whom, and the words that only it has
        self.presses: list[str] = []


class Office:
    def __init__(self, desk: Desk, assistant: Assistant) -> None:
        self.desk = desk
        self.assistant = assistant
        self.sim = desk.sandbox.sim
        self.model = Model()
        self._numbers = count(1)

    # Where they do it ---------------------------------------------------------------------------------------

    def id_of(self, who: int) -> str:
        """Somebody's id on the platform."""
        return str(who)

    def says(self, who: int, text: str) -> None:
        self.sim.say(who, text)

    def chat(self, who: int) -> list[dict]:
        return self.sim.chat(who)

    @property
    def record(self) -> list[Call]:
        return self.desk.sandbox.world.calls

    # What people do -----------------------------------------------------------------------------------------

    def logs(self, who: int) -> None:
        """Log an achievement at a place that nobody else names."""
        place = f"xã A{next(self._numbers):03}"
        self.says(who, f"tư vấn 1 vụ ở {place}")
        self.model.entries[who].append(place)
        self.model.owed.append((who, place))

    def asks(self, who: int) -> None:
        """Ask the officer something: an answer, and an unasked message to the officer."""
        words = f"hỏi việc {next(self._numbers):03}"
        self.says(who, f"/hoi {words}")
        self.model.questions.append(words)
        self.model.owed.append((OFFICER, words))

    async def registers(self, who: int) -> None:
        self.sim.say(who, "/dangky")
        await self.sees(lambda: any(REGISTER in str(message["buttons"]) for message in self.sim.chat(who)))
        self.model.presses.append(self.sim.press(who, REGISTER)["callback_query_id"])
        self.model.registered.append(who)

    async def sees(self, holds: Callable[[], object]) -> None:
        try:
            await self.desk.sandbox.world.changed.until(holds, PATIENCE)
        except TimeoutError:
            raise AssertionError(self.assistant.log) from None

    async def converses(self) -> None:
        """A little of everything, all of them at once."""
        for who in STAFF:
            self.logs(who)
            self.logs(who)
        await asyncio.gather(*(self.registers(who) for who in STAFF))
        for who in STAFF:
            self.asks(who)
            self.logs(who)

    # What must be true --------------------------------------------------------------------------------------

    async def settled(self) -> None:
        """Everything owed has been said, and the assistant has gone quiet."""
        await self.sees(lambda: not self._unsaid())
        await self.sees(lambda: all(self.desk.sandbox.world.presses[one].answer for one in self.model.presses))
        await self.quiet()

    async def quiet(self) -> None:
        """All that came is handled, and what is due is said or waits for another try."""
        async with asyncio.timeout(PATIENCE):
            while await self.desk._works() or await self.desk._waits():  # noqa: ASYNC110  # another process's tables wake nobody
                await asyncio.sleep(0.02)

    def _unsaid(self) -> list[tuple[int, str]]:
        said = [(chat, text) for _, chat, text in self._accepted()]
        return [(who, words) for who, words in self.model.owed if not any(who == w and words in t for w, t in said)]

    def _accepted(self) -> Iterator[tuple[int, int, str]]:
        """What the server took: number of the call, whose chat, text; in order."""
        people = {self.id_of(who): who for who in (OFFICER, *STAFF)}
        for call in self.record:
            if call.method == "sendMessage" and call.outcome and call.outcome["ok"]:
                yield call.seq, people[str(call.params["chat_id"])], call.params["text"]

    def repeats_straddle_kills(self) -> None:
        """What is said twice was taken by the server before a kill; each kill costs one message per lane at most
        (one that may hold several questions: the officer's are bundled)."""
        accepted = list(self._accepted())
        repeats: dict[int, set[int]] = defaultdict(set)
        for who, words in self.model.owed:
            numbers = [number for number, chat, text in accepted if chat == who and words in text]
            for before, again in pairwise(numbers):
                between = [kill for kill in self.assistant.kills if before <= kill < again]
                assert between, f"said twice in one life: {words}"
                repeats[between[0]].add(again)
        assert all(len(messages) <= LANES for messages in repeats.values()), repeats

    async def everything_stands_once(self) -> None:
        """By what /ketqua shows, and by the tables read beside the program."""
        for who in STAFF:
            assert Counter(await self._places_shown(who)) == Counter(self.model.entries[who])
        database = await Database.open(self.desk.folder / "thidua.db", beside=True)
        try:
            async with database.transaction() as tx:
                kept = Counter(row["place"] for row in await tx.rows("SELECT place FROM achievement"))
                asked = Counter(row["body"] for row in await tx.rows("SELECT body FROM question"))
                registered = Counter(row["staff_id"] for row in await tx.rows("SELECT staff_id FROM registration"))
                audits = await tx.value("SELECT count(*) FROM audit_log WHERE act = 'registration.submitted'")
                sound = await tx.value("PRAGMA integrity_check")
                accounts = [
                    await people.by_account(tx, self.desk.key, self.id_of(who)) for who in self.model.registered
                ]
        finally:
            await database.close()
        assert kept == Counter(place for places in self.model.entries.values() for place in places)
        assert asked == Counter(self.model.questions)
        assert registered == Counter(account.id for account in accounts)
        assert audits == len(self.model.registered)
        assert sound == "ok"

    async def _places_shown(self, who: int) -> list[str]:
        """The places on all the pages of /ketqua, in one's own words' numbering."""
        shown: list[str] = []
        for page in range(1, PAGES):
            before = len(self.chat(who))
            self.says(who, f"/ketqua trang {page}")
            await self.sees(lambda before=before: len(self.chat(who)) > before + 1)
            found = re.findall(r"xã A\d{3}", self.chat(who)[-1]["text"])
            if not found:
                break
            shown += found
        return shown


async def opened(desk: Desk, kind: type[Office] = Office) -> Office:
    """The cast let in, a campaign open for registration; the assistant not started yet."""
    await desk.open()
    async with desk.database.transaction() as tx:
        await _people(tx, desk)
        await campaigns.add(tx, DRIVE)
    return kind(desk, Assistant(desk))
