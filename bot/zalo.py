"""Zalo: one bot token's poll, what its events mean, and how a message is said there."""

import asyncio
import json
import logging
from datetime import UTC, datetime, timedelta
from typing import Any

from bot import pulse, quota, zalo_updates
from bot.config import ZaloSection
from bot.core import Context, Core, Reading, StopEdge
from bot.senders import SendError, Sent
from bot.zalo_client import NoAnswer, Refusal, Unreached, ZaloClient
from bot.zalo_saying import LETTERS, parts, say
from domain.messages import ChatRef, Message
from handlers.visit import Means
from handlers.words import said_as
from storage import inbox, pauses, settings, traffic
from storage import pulse as kept_pulse
from storage.database import Transaction
from texts import render

log = logging.getLogger(__name__)

KIND = "zalo"
POLL, PROBE = 30, 1  # seconds that a poll may wait for something; the one after a failure soon says how things are
ANSWERED_WITHIN = 10.0  # seconds more for its answer to come
BETWEEN = 1.0  # seconds between two polls that brought something: the platform's gateway refuses a hot loop
IDS_KEPT = timedelta(days=400)  # ids do not start anew here, and what was handled long ago may be brought again
IDLE = 408  # the error that an idle poll ends with, whatever its HTTP status
TOO_QUICK, QUICK_IN_A_ROW = 0.1, 5  # an idle poll that ends sooner than this (seconds) is none, if it goes on so
BACK_OFF_FIRST, BACK_OFF_LONGEST = 1.0, 60.0  # seconds
WEBHOOK_SET = "webhook"  # what the refusal of a poll says where a webhook is set


class ZaloEdge:
    """Polls one event after the other; an event is in the inbox before the next is asked for."""

    def __init__(self, section: ZaloSection) -> None:
        token, quota = section.secret(), section.most_messages
        self.means = Means(buttons=False, files=False, letters=LETTERS, metered=True, edits=False, quota=quota)
        self.section = section
        self.bot_id = token.partition(":")[0]
        self.platform = f"{KIND}:{self.bot_id}"
        self.name = ""
        self._client = ZaloClient(section.base_url, token, section.proxy.get_secret_value() or None)
        self._held = datetime.fromtimestamp(0, UTC)  # until when nothing is said, as polls fail
        self.core: Core  # set by the program before it starts this edge

    async def start(self, core: Core) -> None:
        self.core = core
        async with core.database.transaction() as tx:
            self.name = await settings.get(tx, f"{self.platform}.name") or ""
            await kept_pulse.counted(tx, self.platform, self.section.most_messages)

    async def close(self) -> None:
        await self._client.close()

    # What it means ---------------------------------------------------------------------------------

    def read(self, body: str, file: bytes | None) -> Reading:  # noqa: ARG002  # files do not arrive here
        return zalo_updates.read(json.loads(body), self.platform, self.name)

    def address(self, kind: str, _code: str) -> str:
        """The account itself, as far as the settings say where it is; a link here carries nothing."""
        return self.section.share_link if kind == "person" else ""

    def way_in(self, said: str) -> str:
        words = said_as(said) or said
        return render("platforms/way_in_zalo", called=self.name, link=self.section.share_link, words=words)

    # Receiving -------------------------------------------------------------------------------------

    async def receive(self) -> None:
        """Poll for ever. StopEdge when the token is refused or a webhook has the events."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._poll(), name=f"{self.platform} poll")
            tasks.create_task(self._introduce(), name=f"{self.platform} name")

    async def _poll(self) -> None:
        clock = asyncio.get_running_loop().time
        failures, quick = 0, 0
        while True:
            began = clock()
            try:
                event = await self._event(PROBE if failures else POLL)
            except (Refusal, Unreached, NoAnswer) as error:
                failures += 1
                await self._pause(error, failures)
                continue
            failures = await self._answers_again() if failures else 0
            await pulse.polled(self.core, self.platform)
            if event is not None:
                await self._take(event)
                quick = 0
                await asyncio.sleep(BETWEEN if self.core.pace else 0)
                continue
            quick = quick + 1 if clock() - began < TOO_QUICK else 0
            if quick >= QUICK_IN_A_ROW:
                await asyncio.sleep(BETWEEN)

    async def _event(self, seconds: int) -> Any:
        """What came within that time, None if nothing did."""
        try:
            return await self._client.call("getUpdates", seconds + ANSWERED_WITHIN, timeout=seconds) or None
        except Refusal as refusal:
            if refusal.code == IDLE:
                return None
            if refusal.code == 401:  # noqa: PLR2004  # the token
                raise StopEdge(render("edge/token_refused")) from None
            if WEBHOOK_SET in refusal.description.lower():
                raise StopEdge(render("edge/webhook_set")) from None
            raise

    async def _pause(self, error: Exception, failures: int) -> None:
        """While it cannot be asked, nothing is said to it either: what is then sent may arrive twice, or never."""
        wait = min(BACK_OFF_FIRST * 2.0 ** min(failures - 1, 10), BACK_OFF_LONGEST)
        log.warning("%s: no answer to a poll (%s)", self.platform, type(error).__name__)
        async with self.core.database.transaction() as tx:
            asked = wait + PROBE + ANSWERED_WITHIN
            self._held = await pauses.hold(tx, self.platform, self.core.real_now(), asked)
        self.core.polled(self.platform, failures)
        await asyncio.sleep(wait)

    async def _answers_again(self) -> int:
        """What was held goes; no failure is left."""
        self.core.polled(self.platform, 0)
        async with self.core.database.transaction() as tx:
            await pauses.release(tx, self.platform, self._held)
        self.core.queued()
        return 0

    async def _take(self, event: Any) -> None:
        async with self.core.database.transaction() as tx:
            now = self.core.now()
            number, chat = zalo_updates.number(event), zalo_updates.chat_key(event)
            body = json.dumps(event)  # half a surrogate pair stays an escape: SQLite would refuse it
            if await inbox.put(tx, self.platform, self.bot_id, number, chat, body, now, IDS_KEPT):
                await traffic.count(tx, self.platform, now, received=1)
        self.core.arrived.ring()

    async def _introduce(self) -> None:
        """Learn our name, which mentions in groups and the slips carry; receiving does not wait for it."""
        failures = 0
        while True:
            try:
                me = await self._client.call("getMe")
                break
            except Refusal as refusal:
                if refusal.code == 401:  # noqa: PLR2004  # the token
                    raise StopEdge(render("edge/token_refused")) from None
            except (Unreached, NoAnswer):
                pass
            failures += 1
            await asyncio.sleep(min(BACK_OFF_FIRST * 2.0 ** min(failures, 10), BACK_OFF_LONGEST))
        await self._known_as(me)

    async def _known_as(self, me: Any) -> None:
        names = me if isinstance(me, dict) else {}
        self.name = str(names.get("display_name") or names.get("account_name") or self.name)
        async with self.core.database.transaction() as tx:
            await settings.put(tx, f"{self.platform}.name", self.name)
            await settings.put(tx, f"{self.platform}.stopped", "")

    # Saying ----------------------------------------------------------------------------------------

    async def send(self, chat: ChatRef, message: Message | None, _context: Context | None) -> Sent | None:
        """Say it, in one call unless the text was made for no platform in particular."""
        sent = None
        for part in parts(message) if message is not None else ():
            sent = (await say(self._client, chat, part))._replace(calls=sent.calls + 1 if sent else 1)
        return sent

    async def edit(self, _chat: ChatRef, _sent_as: str, _message: Message) -> None:
        """Nothing that was said can be changed here."""
        raise SendError(render("delivery/no_edge"), permanent=True)

    async def counted(self, tx: Transaction, sent: Sent | None) -> None:
        """Each call that the platform took counts towards the month's quota."""
        if sent is not None:
            used = await traffic.count(tx, self.platform, self.core.now(), sent=sent.calls)
            await quota.watch(tx, self.platform, used, sent.calls, self.section.most_messages, self.core.local_now())
