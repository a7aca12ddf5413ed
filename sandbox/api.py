"""The methods of the Bot API, and one call of them from its parameters to its answer."""

from collections.abc import Callable
from functools import partial
from typing import Any

from sandbox import around, editing, sending
from sandbox.answering import Answering, HungUp
from sandbox.check import checked
from sandbox.errors import ApiError, Json
from sandbox.faults import Faults
from sandbox.limits import Limits
from sandbox.record import Call
from sandbox.wire import shown
from sandbox.world import World

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


class BotApi(Answering):
    def __init__(self, world: World, faults: Faults, limits: Limits | None) -> None:
        super().__init__(str(world.bot["id"]), world.record, faults)
        self._world = world
        self._limits = limits

    def close(self) -> None:
        super().close()
        self._world.updates.close()

    async def _outcome(self, entry: Call, given: Json, _hung_up: HungUp) -> Json:
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
