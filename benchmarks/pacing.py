"""One announcement to everybody and five groups, against a server that allows 30 messages in any second."""

import tempfile
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import office
from benchmarks.programs import calls, running
from benchmarks.sizes import Sizes
from benchmarks.table import Line
from domain.messages import ChatRef, Message
from sandbox import Sandbox
from sandbox.faults import Fault
from sandbox.limits import OVERALL
from storage import groups, outbox, people
from storage.database import Database

ROUND_TRIP = 0.08  # seconds, as to a server abroad
GROUPS = range(-1005, -1000)
TEXT = "Sở Tư pháp phát động đợt thi đua cao điểm chào mừng Ngày truyền thống ngành Tư pháp 28/8."


async def lines(sizes: Sizes) -> list[Line]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with Sandbox(strict_window=True) as sandbox:
            config = await office.opened(folder, sandbox, sizes.recipients)
            _audience(sandbox, sizes)
            await _announce(folder)
            async with running(folder, "-m", "bot", "--config", config, "run") as program:
                await program.until(lambda: _delivered(sandbox) >= sizes.recipients + len(GROUPS))
            return _figures(sandbox, sizes)


def _audience(sandbox: Sandbox, sizes: Sizes) -> None:
    office.phones(sandbox, sizes.recipients)
    for number in GROUPS:
        sandbox.sim.group(number, "Văn phòng Sở")
        sandbox.world.chats[number].bot = "member"
    sandbox.faults.add(Fault("slow", "sendMessage", times=1_000_000, seconds=ROUND_TRIP))


async def _announce(folder: Path) -> None:
    """Queue one message to each person and each group."""
    now = datetime.now(UTC)
    database = await Database.open(folder / "thidua.db")
    try:
        async with database.transaction() as tx:
            staff = [person.id for person in await people.everybody(tx)]
            chats = [ChatRef(platform="telegram", chat_id=str(number)) for number in GROUPS]
            linked = [await groups.link(tx, chat, "Văn phòng Sở", staff[0], now) for chat in chats]
            unasked = [
                outbox.Unasked(f"staff:{one}", "opening", staff_id=one, message=Message(text=TEXT)) for one in staff
            ]
            unasked += [
                outbox.Unasked(f"group:{one}", "opening", group_id=one, message=Message(text=TEXT)) for one in linked
            ]
            await outbox.queue(tx, unasked, now)
    finally:
        await database.close()


def _delivered(sandbox: Sandbox) -> int:
    return sum(bool(call.outcome and call.outcome["ok"]) for call in calls(sandbox, "sendMessage"))


def _figures(sandbox: Sandbox, sizes: Sizes) -> list[Line]:
    said = calls(sandbox, "sendMessage")
    took = (max(call.at for call in said) - min(call.at for call in said)).total_seconds() + ROUND_TRIP
    refused = sum((call.outcome or {}).get("error_code") == 429 for call in said)  # noqa: PLR2004  # Too Many Requests
    whom = f"to {sizes.recipients} people, {len(GROUPS)} groups"
    return [
        Line(f"announced per second {whom}", _delivered(sandbox) / took, OVERALL.most, "the platform's limit"),
        Line(f"refused as too many {whom}", refused),
    ]
