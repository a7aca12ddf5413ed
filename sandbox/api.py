"""One call of the Bot API, from its parameters to its answer, with whatever fault was ordered for it."""

import asyncio
import contextlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from sandbox import around, editing, sending
from sandbox.check import checked
from sandbox.errors import ApiError, Json
from sandbox.faults import Fault, Faults
from sandbox.limits import Limits
from sandbox.wire import shown
from sandbox.world import Call, World

METHODS: dict[str, Callable[[World, Json], Any]] = {
    "setWebhook": around.set_webhook,
    "deleteWebhook": around.delete_webhook,
    "getWebhookInfo": around.get_webhook_info,
    "getMe": around.get_me,
    "sendMessage": sending.send_message,
    "sendPhoto": sending.send_photo,
    "sendDocument": sending.send_document,
    "sendChatAction": around.send_chat_action,
    "editMessageText": editing.edit_message_text,
    "editMessageCaption": editing.edit_message_caption,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "deleteMessage": editing.delete_message,
    "answerCallbackQuery": editing.answer_callback_query,
    "pinChatMessage": editing.pin_chat_message,
    "unpinChatMessage": editing.unpin_chat_message,
    "getFile": around.get_file,
    "getChat": around.get_chat,
    "getChatAdministrators": around.get_chat_administrators,
    "getChatMemberCount": around.get_chat_member_count,
    "getChatMember": around.get_chat_member,
    "leaveChat": around.leave_chat,
    "setMyCommands": around.set_my_commands,
    "getMyCommands": around.get_my_commands,
    "deleteMyCommands": around.delete_my_commands,
    "setMyName": partial(around.set_text, name="name"),
    "getMyName": partial(around.get_text, name="name"),
    "setMyDescription": partial(around.set_text, name="description"),
    "getMyDescription": partial(around.get_text, name="description"),
    "setMyShortDescription": partial(around.set_text, name="short_description"),
    "getMyShortDescription": partial(around.get_text, name="short_description"),
}
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


@dataclass
class Reply:
    """What goes back over the wire; `cut` closes the connection instead."""

    status: int
    body: bytes
    kind: str = "application/json"
    cut: bool = False


class BotApi:
    def __init__(self, world: World, faults: Faults, limits: Limits | None) -> None:
        self._world = world
        self._faults = faults
        self._limits = limits
        self._closing = asyncio.Event()

    def close(self) -> None:
        """Let every call in hand end at once."""
        self._closing.set()
        self._world.updates.close()

    async def call(self, method: str, given: Json) -> Reply:
        """Act on one call and write both into the record."""
        entry = self._world.began(method, shown(given))
        fault = self._faults.take(method, given)
        if fault and fault.kind == "slow":
            await self._pause(fault.seconds)
        elif fault and fault.kind != "cut_after":
            self._world.ended(entry, {"ok": False, "fault": fault.kind})
            return _faulty(fault)
        outcome = await self._outcome(entry, given)
        self._world.ended(entry, outcome | ({"fault": fault.kind} if fault else {}))
        reply = Reply(outcome.get("error_code", 200), json.dumps(outcome).encode())
        reply.cut = fault is not None and fault.kind == "cut_after"
        return reply

    async def _outcome(self, entry: Call, given: Json) -> Json:
        try:
            params = checked(entry.method, given)
            entry.params = shown(params)  # typed from now on, however they travelled
            return {"ok": True, "result": await self._act(entry.method, params)}
        except ApiError as refusal:
            return refusal.as_json()

    async def _act(self, method: str, params: Json) -> Any:
        if method == "getUpdates":
            return await self._get_updates(params)
        if self._limits and method.startswith("send") and method != "sendChatAction":
            self._limits.admit(params)
        return METHODS[method](self._world, params)

    async def _get_updates(self, params: Json) -> list[Json]:
        if self._world.webhook:
            raise ApiError(409, WEBHOOK_ACTIVE)
        return await self._world.updates.get(
            params.get("offset", 0),
            params.get("limit", 100),
            params.get("timeout", 0),
            params.get("allowed_updates"),
        )

    async def _pause(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._closing.wait()


def _faulty(fault: Fault) -> Reply:
    if fault.kind == "cut":
        return Reply(200, b"", cut=True)
    if fault.kind == "malformed":
        return Reply(200, b'{"ok":true,"result":{"message_id"')
    refusal = fault.refusal()
    if refusal is None:
        page = b"<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body></body>\r\n</html>\r\n"
        return Reply(502, page, kind="text/html")
    return Reply(refusal.code, json.dumps(refusal.as_json()).encode())
