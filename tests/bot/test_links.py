"""Anybody can make a link and have others press it: whatever it asks for, it shows and changes nothing."""

from handlers.everything import COMMANDS
from storage import routines
from tests.bot.test_updates import asked, message

LINKED = {command.name for command in COMMANDS if command.linked}
ENDS = ["", "-1", "-1-2", "-ok-1", "-ok-1.1", "-xoa-1", "-ngung-1", "-rut", "-khong-1", "-nop-1", "-", "-m_1", "-１"]
MALFORMED = ["c_", "c_-", "c_=", "c_=1.step.yes", "c_dangky-", "c_/menu", "c__voice", "c_unknown", "c_menu@x"]
# Of the conversation itself, and of what goes on beside it.
OWN_TABLES = {"inbox", "outbox", "dialogue", "menu", "routine", "setting", "sqlite_sequence"}
OWN_TABLES |= {"tally", "unit_count", "command_menu"}  # counted and shown anew by whoever asks first


def test_a_link_is_a_showing_command_with_ids_only_or_else_a_plain_start():
    payloads = [*MALFORMED, *(f"c_{one.name}{end}" for one in COMMANDS for end in ENDS)]
    assert [payload for payload in payloads if not _shows_or_starts(payload)] == []


def _shows_or_starts(payload: str) -> bool:
    request = asked(message(text=f"/start {payload}"))
    shows = request.command in LINKED and all(word.isdecimal() and word.isascii() for word in request.args)
    return shows or (request.command, request.args, request.text) == ("start", (), "")


def test_a_link_to_what_is_shown_is_that_command():
    assert asked(message(text="/start c_tiendo-1-2")).args == ("1", "2")


async def kept(desk) -> dict[str, list[tuple]]:
    """Everything that is written down beside the conversation itself."""
    async with desk.database.transaction() as tx:
        names = [row["name"] for row in await tx.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: [tuple(row) for row in await tx.rows(f'SELECT * FROM "{name}"')]  # noqa: S608  # the schema's own names
            for name in names
            if name not in OWN_TABLES
        }


async def test_no_link_to_any_command_changes_anything(desk, officer, drive):
    while not await desk.read(routines.known):  # what is done regularly is noted by the first tick
        await desk.ticked()
    before = await kept(desk)
    for command in COMMANDS:
        for end in (f"-{drive}", "-1-1", f"-ok-{drive}", "-rut"):
            desk.sandbox.sim.say(1001, f"/start c_{command.name}{end}")
    await desk.quiet()
    assert len(officer.said) == 4 * len(COMMANDS)
    assert await kept(desk) == before
