"""Telegram: raw update -> Request, Message -> Bot API calls, and everything that only Telegram can do."""

import asyncio
import json
import logging
from functools import partial
from typing import Any

from telegram import Bot
from telegram.error import BadRequest, Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.request import HTTPXRequest, RequestData
from telegram.request._requestparameter import RequestParameter  # the public way warns for known methods

from bot import pulse, telegram_updates
from bot.certificates import trusted
from bot.config import TelegramSection
from bot.core import Context, Core, Reading, StopEdge, cause
from bot.senders import Sent
from bot.telegram_menus import Menus
from bot.telegram_saying import Mouth, seconds_of
from domain.messages import ChatRef, Message, as_command
from handlers import linkable
from handlers.visit import Means
from storage import inbox, settings
from storage.database import Transaction
from texts import render

log = logging.getLogger(__name__)

PLATFORM = "telegram"
POLL, READ_TIMEOUT = 25, 35.0  # seconds
CONFLICT_PATIENCE = 60.0  # seconds of another program on this token before this edge stops
CONFLICT_WAIT = 3.0  # seconds
BACK_OFF_LONGEST = 60.0  # seconds
UNNUMBERED = 5.0  # seconds between polls while updates without a number are handed out again and again
LINK_LIMIT = 64
FILE_LIMIT = 20 * 1024 * 1024  # bytes that the platform hands on


class TelegramEdge:
    """Polls with its own loop: an update is in the inbox before the platform is told to forget it."""

    platform = PLATFORM
    means = Means(contacts=True)

    def __init__(self, section: TelegramSection) -> None:
        token = section.secret()
        proxy = section.proxy.get_secret_value() or None
        trust = {"verify": trusted()}
        self._poll = HTTPXRequest(connection_pool_size=1, read_timeout=READ_TIMEOUT, proxy=proxy, httpx_kwargs=trust)
        self._bot = Bot(
            token,
            base_url=f"{section.base_url}/bot",
            base_file_url=f"{section.base_file_url}/file/bot",
            request=HTTPXRequest(connection_pool_size=40, pool_timeout=60.0, proxy=proxy, httpx_kwargs=trust),
            get_updates_request=self._poll,
        )
        self._mouth = Mouth(self._bot, partial(self.address, "command"))
        self.username = ""
        self.bot_id = token.partition(":")[0]
        self.core: Core  # set by the program before it starts this edge

    async def start(self, core: Core) -> None:
        self.core = core
        async with core.database.transaction() as tx:
            self.username = await settings.get(tx, f"{PLATFORM}.{self.bot_id}.username") or ""
        await self._poll.initialize()
        await self._bot.request.initialize()

    async def close(self) -> None:
        await self._poll.shutdown()
        await self._bot.request.shutdown()

    # What it means ---------------------------------------------------------------------------------

    def read(self, body: str, file: bytes | None) -> Reading:
        reading = telegram_updates.read(json.loads(body), file, self.username)
        request = reading.request
        if request is not None and request.private and request.contact is not None:
            self._mouth.keyed.add(request.chat.chat_id)  # most likely it came by the key
        return reading

    def address(self, kind: str, code: str) -> str:
        start = "startgroup" if kind == "group" else "start"
        payload = {"person": f"m_{code}", "group": code}.get(kind) or _encoded(code)
        return f"https://t.me/{self.username}?{start}={payload}"

    def way_in(self, said: str) -> str:
        link = self.address("command", said) if said.startswith("/") else ""
        return render("platforms/way_in_telegram", link=link, username=self.username, words=said)

    # Receiving -------------------------------------------------------------------------------------

    async def receive(self) -> None:
        """Poll for ever. StopEdge when the token is refused or another program keeps polling with it."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._receive(), name="telegram poll")
            tasks.create_task(Menus(self._bot, self.core, PLATFORM).keep(), name="telegram menus")
            tasks.create_task(self._fetch_files(), name="telegram files")

    async def _receive(self) -> None:
        failures, conflict_since, offset = 0, None, 0
        clock = asyncio.get_running_loop().time
        introduced = False
        while True:
            try:
                introduced = introduced or await self._introduce()
                updates = await self._updates(offset)
                offset, before = await self._take(updates, offset), offset
                failures, conflict_since = 0, None
                self.core.polled(PLATFORM, failures)
                await pulse.polled(self.core, PLATFORM)
                if updates and offset == before:
                    await asyncio.sleep(UNNUMBERED)
            except Conflict:
                conflict_since = conflict_since or clock()
                if clock() - conflict_since > CONFLICT_PATIENCE:
                    raise StopEdge(render("edge/conflict")) from None
                await asyncio.sleep(CONFLICT_WAIT)
            except TelegramError as error:
                if isinstance(error, InvalidToken) and error.__cause__ is None:  # else they are some gateway's words
                    raise StopEdge(render("edge/token_refused")) from None
                failures += 1
                self.core.polled(PLATFORM, failures)
                await asyncio.sleep(_back_off(error, failures))

    async def _introduce(self) -> bool:
        """Learn our name, which links and group commands carry; True when done."""
        me = await self._bot.get_me()
        self.username = me.username or ""
        async with self.core.database.transaction() as tx:
            await settings.put(tx, f"{PLATFORM}.{self.bot_id}.username", self.username)
            await settings.put(tx, f"{PLATFORM}.stopped", "")
        return True

    async def _updates(self, offset: int) -> list[Any]:
        values = {"offset": offset, "timeout": POLL, "limit": 100, "allowed_updates": list(telegram_updates.KINDS)}
        data = RequestData([RequestParameter.from_input(name, value) for name, value in values.items()])
        updates = await self._poll.post(f"{self._bot.base_url}/getUpdates", data)
        if not isinstance(updates, list):
            raise TelegramError("no list of updates")
        return updates

    async def _take(self, updates: list[Any], offset: int) -> int:
        """Put a batch into the inbox; the offset that then lets the platform forget it.

        None left: all below is forgotten, and after a quiet week numbers may start lower, so from 0 again.
        """
        if not updates:
            return 0
        async with self.core.database.transaction() as tx:
            for update in updates:
                number = telegram_updates.number(update)
                await inbox.put(
                    tx,
                    PLATFORM,
                    self.bot_id,
                    number,
                    telegram_updates.chat_key(update),
                    json.dumps(update),  # half a surrogate pair stays an escape: SQLite would refuse it
                    self.core.now(),
                )
                offset = max(offset, int(number) + 1) if number.isdigit() else offset
        self.core.arrived.ring()
        return offset

    async def _fetch_files(self) -> None:
        while True:
            async with self.core.database.transaction() as tx:
                waiting = await inbox.to_fetch(tx, PLATFORM)
            if waiting is None:
                await self.core.files.heard()
                continue
            arrival, file_id = waiting
            content = await self._download(file_id)
            async with self.core.database.transaction() as tx:
                await inbox.fetched(tx, arrival, content)
            self.core.arrived.ring()

    async def _download(self, file_id: str) -> bytes | None:
        """The file's bytes; None if it is too large, or cannot be had after three tries."""
        for attempt in range(3):
            try:
                file = await self._bot.get_file(file_id)
                too_large = (file.file_size or 0) > FILE_LIMIT
                return None if too_large else bytes(await file.download_as_bytearray())
            except BadRequest:
                return None
            except TelegramError as error:
                await asyncio.sleep(_back_off(error, attempt))
            except Exception as error:  # noqa: BLE001  # whatever came back costs this file alone, never the edge
                log.error("a file given up: %s", cause(error))
                return None
        return None

    async def counted(self, tx: Transaction, sent: Sent | None) -> None:
        """Nobody counts messages here."""

    async def send(self, chat: ChatRef, message: Message | None, context: Context | None) -> Sent | None:
        sent_as = await self._mouth.send(chat, message, context)
        return Sent(sent_as) if sent_as is not None else None

    async def edit(self, chat: ChatRef, sent_as: str, message: Message) -> None:
        await self._mouth.edit(chat, sent_as, message)


def _encoded(command: str) -> str:
    """A command that shows something, as a link carries it: /dangky 17 -> c_dangky-17. ValueError for any other."""
    name, args = as_command(command)
    encoded = telegram_updates.COMMAND + "-".join((name, *args))
    if not linkable(name, args) or len(encoded) > LINK_LIMIT:
        msg = f"a link may only show something: {command}"
        raise ValueError(msg)
    return encoded


def _back_off(error: TelegramError, failures: int) -> float:
    if isinstance(error, RetryAfter):
        return seconds_of(error)
    return min(0.5 * 2.0 ** min(failures, 10), BACK_OFF_LONGEST)
