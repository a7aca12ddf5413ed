"""Telegram's menus of commands: in private each person's own, by what that person may do now; one for all groups.

Whoever has not been let in sees none.
"""

import json
import logging
from datetime import timedelta
from hashlib import sha256

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
)

from bot.core import Core, drain
from bot.senders import SendError
from bot.telegram_saying import as_send_error
from handlers import reach
from handlers.guide import menu_of
from handlers.tables import Command
from storage import command_menus, pauses, people
from storage.command_menus import Claim
from storage.database import Transaction

log = logging.getLogger(__name__)

AT_ONCE = 20  # chats that are compared in one transaction
Shown = list[tuple[str, str]]  # names and labels


class Menus:
    """Keeps them as the rights are, one call after the other, as room is left by what is said.

    A silence that the platform asks of menus is kept by their own name, since messages may go on meanwhile.
    """

    def __init__(self, bot: Bot, core: Core, platform: str) -> None:
        self._bot, self._core, self._platform = bot, core, platform
        self._own_name = f"{platform}.menus"
        self._everybodys: list[tuple[BotCommandScope, Shown]] = [
            (BotCommandScopeDefault(), _shown(menu_of(None, private=True))),
            (BotCommandScopeAllPrivateChats(), []),
            (BotCommandScopeAllGroupChats(), _shown(menu_of(None, private=False))),
        ]

    async def keep(self) -> None:
        """For ever: at each tick those whose person's rights may have changed are compared, and set if they differ."""
        async with self._core.database.transaction() as tx:
            await command_menus.look_again(tx, self._platform)
        await drain(self._core, self._go_on, self._core.menus)

    async def _go_on(self) -> bool:
        """Set one of everybody's, else compare some of the people's. False if there is none, or not now."""
        async with self._core.database.transaction() as tx:
            silences = [await pauses.paused_until(tx, name) for name in (self._platform, self._own_name)]
        if max(silences) > self._core.real_now().timestamp():
            return False
        return await (self._set_everybodys() if self._everybodys else self._compare())

    async def _set_everybodys(self) -> bool:
        error = await self._set(*self._everybodys[0])
        if error is not None and not error.permanent:
            await self._bear(error)
            return False
        self._everybodys.pop(0)
        return True

    async def _compare(self) -> bool:
        """Those that stand as they should are settled together; False once one could not be set for now."""
        async with self._core.database.transaction() as tx:
            claims = await command_menus.claim(tx, self._platform, self._core.real_now(), AT_ONCE)
            wanted = [(claim, await self._wanted(tx, claim)) for claim in claims]
            as_they_should = [claim for claim, menu in wanted if claim.shown == self._hash(menu)]
            await command_menus.settle(tx, [(claim, claim.shown) for claim in as_they_should])
        for claim, menu in wanted:
            if claim not in as_they_should and not await self._change(claim, menu):
                return False
        return bool(claims)

    async def _wanted(self, tx: Transaction, claim: Claim) -> Shown:
        person = await people.by_account(tx, self._platform, claim.chat.chat_id)
        return _shown(menu_of(person, private=True)) if person else []

    async def _change(self, claim: Claim, menu: Shown) -> bool:
        """Set one. A refusal for good settles it too; what may pass is tried again later, and False."""
        error = await self._set(BotCommandScopeChat(claim.chat.chat_id), menu)
        if error is not None and not error.permanent:
            await self._bear(error)
            return False
        stands = self._hash(menu) if error is None or not menu else claim.shown
        async with self._core.database.transaction() as tx:
            await command_menus.settle(tx, [(claim, stands)])
            if error is not None and error.gone:
                await reach.lost(tx, claim.chat, self._core.local_now())
        return True

    async def _bear(self, error: SendError) -> None:
        """A silence is kept; after any other trouble the next tick goes on."""
        if error.retry_after is not None:
            until = self._core.real_now() + timedelta(seconds=error.retry_after)
            async with self._core.database.transaction() as tx:
                await pauses.pause(tx, self._own_name, until, answers=False)

    async def _set(self, scope: BotCommandScope, menu: Shown) -> SendError | None:
        """What went wrong, if anything did."""
        if self._core.pace:
            await self._core.room.taken(self._platform, waits=True)
        try:
            with as_send_error():
                await self._call(scope, menu)
        except SendError as error:
            if error.permanent:
                log.error("a menu of commands was refused: %s", error.reason)
            return error
        finally:
            if self._core.pace:
                self._core.room.given_back(self._platform)
        return None

    async def _call(self, scope: BotCommandScope, menu: Shown) -> None:
        if menu:
            await self._bot.set_my_commands([BotCommand(name, label) for name, label in menu], scope=scope)
        else:
            await self._bot.delete_my_commands(scope=scope)

    def _hash(self, menu: Shown) -> str:
        """Of one bot's own menus: another token means that none was shown yet."""
        told = json.dumps([self._bot.token.partition(":")[0], menu])
        return sha256(told.encode()).hexdigest()[:16] if menu else ""


def _shown(commands: list[Command]) -> Shown:
    return [(command.name, command.label) for command in commands]
