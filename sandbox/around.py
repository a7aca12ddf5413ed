"""The methods around the messages: who is where, the bot's own card, its command menus, files, webhook."""

from collections import Counter

from sandbox import bounds
from sandbox.errors import Json, bad
from sandbox.sending import chat_of, writable
from sandbox.world import Chat, World

MOST_DOWNLOADED = 20_000_000


def get_me(world: World, _given: Json) -> Json:
    return world.bot


def send_chat_action(world: World, given: Json) -> bool:
    writable(world, given)
    if given["action"] not in bounds.ACTIONS:
        raise bad("wrong parameter action in request")
    return True


def get_file(world: World, given: Json) -> Json:
    stored = world.files.get(given["file_id"])
    if stored is None:
        raise bad("invalid file_id")
    if stored.size > MOST_DOWNLOADED:
        raise bad("file is too big")
    return stored.as_json() | {"file_path": f"documents/{stored.id}"}


def get_chat(world: World, given: Json) -> Json:
    chat = chat_of(world, given)
    newest = [chat.messages[number] for number in chat.pinned[-1:] if number in chat.messages]
    pinned = {"pinned_message": newest[0]} if newest else {}
    return chat.as_json() | {"accent_color_id": 0, "max_reaction_count": 11} | pinned


def leave_chat(world: World, given: Json) -> bool:
    chat = writable(world, given)
    if chat.person:
        raise bad("chat member status can't be changed in private chats")
    chat.bot = "left"
    return True


def get_chat_member(world: World, given: Json) -> Json:
    chat = writable(world, given)
    if given["user_id"] != world.bot["id"] and given["user_id"] not in world.people:
        raise bad("invalid user_id specified")
    return member(world, chat, given["user_id"])


def get_chat_administrators(world: World, given: Json) -> list[Json]:
    chat = writable(world, given)
    if chat.person:
        raise bad("there are no administrators in the private chat")
    bot = [world.bot["id"]] if chat.bot == "administrator" else []
    return [member(world, chat, user) for user in [*sorted(chat.admins), *bot]]


def get_chat_member_count(world: World, given: Json) -> int:
    chat = writable(world, given)
    return 2 if chat.person else len(chat.members) + 1


def member(world: World, chat: Chat, user: int) -> Json:
    """A ChatMember, with the status the user has in this chat now."""
    if user == world.bot["id"]:
        return bot_member(world, chat.bot)
    status = "administrator" if user in chat.admins else "member" if user in chat.members else "left"
    return {"user": world.people[user].as_json(), "status": status} | _rights(status)


def bot_member(world: World, status: str) -> Json:
    return {"user": world.bot_user, "status": status} | _rights(status)


def _rights(status: str) -> Json:
    if status == "kicked":
        return {"until_date": 0}
    if status != "administrator":
        return {}
    names = [
        "can_be_edited",
        "is_anonymous",
        "can_manage_chat",
        "can_delete_messages",
        "can_manage_video_chats",
        "can_restrict_members",
        "can_promote_members",
        "can_change_info",
        "can_invite_users",
        "can_post_stories",
        "can_edit_stories",
        "can_delete_stories",
        "can_pin_messages",
        "can_manage_topics",
    ]
    return dict.fromkeys(names, False) | {"can_pin_messages": True, "can_manage_chat": True}


def set_my_commands(world: World, given: Json) -> bool:
    commands: list[Json] = given["commands"]
    if len(commands) > bounds.MOST_COMMANDS:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for name, times in Counter(command["command"] for command in commands).items():
        if times > 1 or not bounds.COMMAND.fullmatch(name.removeprefix("/")):
            raise bad("BOT_COMMAND_INVALID")
    world.commands[_scope(world, given)] = commands
    return True


def get_my_commands(world: World, given: Json) -> list[Json]:
    return world.commands.get(_scope(world, given), [])


def delete_my_commands(world: World, given: Json) -> bool:
    world.commands.pop(_scope(world, given), None)
    return True


def _scope(world: World, given: Json) -> tuple[object, ...]:
    scope = given.get("scope", {"type": "default"})
    if scope["type"] not in bounds.SCOPES:
        raise bad("can't parse BotCommandScope: Unsupported type specified")
    if scope["type"].startswith("chat"):
        if "chat_id" not in scope:
            raise bad("can't parse BotCommandScope: Can't find field \"chat_id\"")
        chat_of(world, scope)
    return scope["type"], scope.get("chat_id"), scope.get("user_id"), given.get("language_code", "")


def set_text(world: World, given: Json, *, name: str) -> bool:
    world.texts[name, given.get("language_code", "")] = given.get(name, "")
    return True


def get_text(world: World, given: Json, *, name: str) -> Json:
    return {name: world.texts.get((name, given.get("language_code", "")), "")}


def set_webhook(world: World, given: Json) -> bool:
    url = given.get("url", "")
    if url and not url.startswith("https://"):
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    world.webhook = {"url": url} if url else {}
    return _settle(world, given)


def delete_webhook(world: World, given: Json) -> bool:
    world.webhook = {}
    return _settle(world, given)


def _settle(world: World, given: Json) -> bool:
    if given.get("drop_pending_updates"):
        world.updates.clear()
    if "allowed_updates" in given:
        world.updates.allow(given["allowed_updates"])
    return True


def get_webhook_info(world: World, _given: Json) -> Json:
    return {
        "url": world.webhook.get("url", ""),
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates),
        "allowed_updates": sorted(world.updates.allowed),
    }
