"""Asks a platform who we are: for `thidua check`, and for the slips that `thidua invite` prints."""

from typing import NamedTuple

from telegram import Bot
from telegram.error import InvalidToken, TelegramError
from telegram.request import HTTPXRequest

from bot.config import TelegramSection, ZaloSection
from bot.zalo_client import NoAnswer, Refusal, Unreached, ZaloClient

PATIENCE = 5.0  # seconds for the platform to answer


class Answer(NamedTuple):
    """`name`: what the platform calls us, "" if it does not answer now; `refused`: it knows no such token."""

    name: str = ""
    refused: bool = False


async def telegram(section: TelegramSection, token: str) -> Answer:
    proxy = section.proxy.get_secret_value() or None
    request = HTTPXRequest(connect_timeout=PATIENCE, read_timeout=PATIENCE, proxy=proxy)
    try:
        async with Bot(token, base_url=f"{section.base_url}/bot", request=request) as bot:
            return Answer(bot.username)
    except InvalidToken:
        return Answer(refused=True)
    except TelegramError:
        return Answer()


async def zalo(section: ZaloSection, token: str) -> Answer:
    client = ZaloClient(section.base_url, token, section.proxy.get_secret_value() or None)
    try:
        me = await client.call("getMe", PATIENCE)
    except Refusal as refusal:
        return Answer(refused=refusal.code == 401)  # noqa: PLR2004  # the token
    except (Unreached, NoAnswer):
        return Answer()
    finally:
        await client.close()
    named = me if isinstance(me, dict) else {}
    return Answer(str(named.get("display_name") or named.get("account_name") or "?"))
