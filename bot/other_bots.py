"""Whether people were let in by another bot than those whose tokens are here now: for `thidua check`."""

from bot import telegram, zalo
from bot.config import Config
from storage import accounts, settings
from storage.database import Transaction
from texts import render


async def warnings(tx: Transaction, config: Config) -> list[str]:
    """A sentence for each bot that is gone, with what its people must do."""
    people = await accounts.people_by_platform(tx)
    return [*await _telegram(tx, config, people), *_zalo(config, people)]


async def _telegram(tx: Transaction, config: Config, people: dict[str, int]) -> list[str]:
    """Whoever it was ran here once, and left its name."""
    bot = _number(config.telegram.secret())
    before = [name.split(".")[1] for name in await settings.names(tx, f"{telegram.PLATFORM}.%.username")]
    let_in = people.get(telegram.PLATFORM, 0)
    if not bot or not before or bot in before or not let_in:
        return []
    return [render("check/other_telegram", bot=bot, before=before, people=let_in)]


def _zalo(config: Config, people: dict[str, int]) -> list[str]:
    """Its people stand under its own number."""
    here = {f"{zalo.KIND}:{_number(token)}" for _, token in config.zalo_tokens()}
    gone = {key: count for key, count in people.items() if key.startswith(f"{zalo.KIND}:") and key not in here}
    return [render("check/other_zalo", bot=key.partition(":")[2], people=gone[key]) for key in gone if here]


def _number(token: str) -> str:
    return token.partition(":")[0]
