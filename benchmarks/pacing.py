"""One announcement to everybody and five groups, against a server that allows 30 messages in any second; a clerk
asks something meanwhile."""

import asyncio
import tempfile
from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import cycle
from pathlib import Path
from statistics import quantiles

from benchmarks import office
from benchmarks.programs import Program, calls, running
from benchmarks.sizes import Sizes
from benchmarks.table import Line
from domain.announcements import OwnKind
from domain.audience import Audience
from domain.messages import ChatRef
from sandbox import Sandbox
from sandbox.faults import Fault
from sandbox.limits import OVERALL
from sandbox.record import Call
from storage import announcements, groups, people
from storage.announcements import Announcement
from storage.database import Database, Transaction

ROUND_TRIP = 0.08  # seconds, as to a server abroad
GROUPS = range(-1005, -1000)
TEXT = "Sở Tư pháp phát động đợt thi đua cao điểm chào mừng Ngày truyền thống ngành Tư pháp 28/8."
ANSWER = "chọn việc cần làm"
ASKS_EVERY = 0.5  # seconds between the clerks' questions
PATIENT = 2000  # milliseconds that a clerk may have to wait


async def lines(sizes: Sizes) -> list[Line]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with Sandbox(strict_window=True) as sandbox:
            config = await office.opened(folder, sandbox, sizes.recipients)
            _audience(sandbox, sizes)
            async with running(folder, "-m", "bot", "--config", config, "run") as program:
                await program.heard(sandbox)
                await _announce(folder)
                waits = await _asked_meanwhile(program, sandbox, sizes)
            return _figures(sandbox, sizes, waits)


def _audience(sandbox: Sandbox, sizes: Sizes) -> None:
    office.phones(sandbox, sizes.recipients)
    for number in GROUPS:
        sandbox.sim.group(number, "Văn phòng Sở")
        sandbox.world.chats[number].bot = "member"
    sandbox.faults.add(Fault("slow", "sendMessage", times=1_000_000, seconds=ROUND_TRIP))


async def _announce(folder: Path) -> None:
    """As an officer's confirmation leaves it, due now: to be acknowledged, its progress shown to the officer."""
    database = await Database.open(folder / "thidua.db", beside=True)
    try:
        async with database.transaction() as tx:
            await _due(tx, datetime.now(UTC))
    finally:
        await database.close()


async def _due(tx: Transaction, now: datetime) -> None:
    officer = (await people.everybody(tx))[0].id
    for number in GROUPS:
        await groups.link(tx, ChatRef(platform="telegram", chat_id=str(number)), "Văn phòng Sở", officer, now)
    one = Announcement(
        id=0,
        version=1,
        campaign_id=None,
        kind=OwnKind.NOTICE,
        send_at=now,
        useless_after=now + timedelta(days=1),
        state="waiting",
        body=TEXT,
        audience=Audience(everybody=True, every_group=True),
        signed_by=officer,
        asks=True,
    )
    await announcements.add(tx, one)


async def _asked_meanwhile(program: Program, sandbox: Sandbox, sizes: Sizes) -> list[float]:
    """Seconds until each question was answered, one clerk after the other, until everybody is told."""
    clerks, waits = cycle(office.numbers(sizes.recipients)), list[float]()
    clock = asyncio.get_running_loop().time
    while len(_told(sandbox)) < sizes.recipients + len(GROUPS):
        clerk, asked = next(clerks), clock()
        sandbox.sim.say(clerk, "/menu")
        await program.until(partial(_answered, sandbox, clerk))
        waits.append(clock() - asked)
        await asyncio.sleep(ASKS_EVERY)
    return waits


def _said(sandbox: Sandbox) -> list[Call]:
    return [call for call in calls(sandbox, "sendMessage") if call.outcome and call.outcome["ok"]]


def _told(sandbox: Sandbox) -> list[Call]:
    return [call for call in _said(sandbox) if str(call.params["text"]).startswith("<b>THÔNG BÁO")]


def _answered(sandbox: Sandbox, clerk: int) -> bool:
    said = [str(call.params["text"]) for call in _said(sandbox) if call.params["chat_id"] == clerk]
    return any(ANSWER in text for text in said)


def _figures(sandbox: Sandbox, sizes: Sizes, waits: list[float]) -> list[Line]:
    told = _told(sandbox)
    took = (max(call.at for call in told) - min(call.at for call in told)).total_seconds() + ROUND_TRIP
    refused = sum((call.outcome or {}).get("error_code") == 429 for call in sandbox.world.calls)  # noqa: PLR2004  # Too Many Requests
    again = sum(times - 1 for times in Counter(call.params["chat_id"] for call in told).values())
    slowest = quantiles(waits, n=100, method="inclusive")[98] * 1000 if len(waits) > 1 else waits[0] * 1000
    whom = f"to {sizes.recipients} people, {len(GROUPS)} groups"
    return [
        Line(f"announced per second {whom}", len(told) / took, OVERALL.most, "the platform's limit"),
        Line(f"refused as too many {whom}", refused),
        Line(f"told twice {whom}", again),
        Line("a clerk's question meanwhile, p99, ms", slowest, PATIENT, "allowed"),
    ]
