"""What the officer does in chat, done on the computer: beside the program if that runs, in one transaction."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.clock import wall_clock
from bot.config import Config
from domain.campaigns import Campaign
from domain.markup import plain
from handlers import broadcasts, lifecycle, publication
from handlers.publication import Desk
from storage import audit, outbox
from storage.database import Database, migrate
from texts import render


def at_desk(config: Config, work: Callable[[Desk], Awaitable[str]]) -> str:
    """Do it; what is to be printed."""
    migrate(config.database.path)
    return plain(asyncio.run(_worked(config, work)))


async def _worked(config: Config, work: Callable[[Desk], Awaitable[str]]) -> str:
    office = config.as_office()
    database = await Database.open(config.database.path, beside=True)
    try:
        async with database.transaction() as tx:
            now = wall_clock(config.clock.file)().astimezone(office.zone)
            return await work(Desk(tx, office, now, origin=audit.ON_COMPUTER))
    finally:
        await database.close()


async def told(desk: Desk, found: Campaign, text: str) -> str:
    """A campaign as it is, in one of the texts of which the officer knows it."""
    facts = {
        "reach": await publication.reach(desk, found),
        "told": await broadcasts.told_of(desk.tx, found.id),
        "waits": await outbox.waiting(desk.tx, found.id, lifecycle.KIND),
    }
    return render(text, campaign=found, now=desk.now, **facts, shares=[], notice=None)
