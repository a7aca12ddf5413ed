"""Groups: the bot's coming and going, anonymous admins, privacy mode, migration; and being blocked."""

from sandbox.around import bot_member
from sandbox.errors import Json
from sandbox.world import BOT_USERNAME, Chat, Person, World

ANONYMOUS_BOT = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
NEWS = {"id": 777000, "is_bot": False, "first_name": "Telegram"}


def anonymous(chat: Chat) -> Json:
    """Who wrote a message of an anonymous admin: Telegram's own bot, in the name of the group."""
    return {"from": ANONYMOUS_BOT, "sender_chat": chat.as_json()}


def news(world: World, channel: str) -> Json:
    """Who writes in a group what its linked channel has posted: Telegram itself, in the name of the channel."""
    origin = {"id": -1_001_000_000_777, "type": "channel", "title": channel}
    posted = {"type": "channel", "chat": origin, "message_id": 1, "date": world.stamp()}
    return {"from": NEWS, "sender_chat": origin, "forward_origin": posted, "is_automatic_forward": True}


def bot_becomes(world: World, chat: Chat, by: Person, status: str) -> None:
    """Change the bot's own status in a chat and tell it so."""
    old, new = bot_member(world, chat.bot), bot_member(world, status)
    chat.bot = status
    change = {"chat": chat.as_json(), "from": by.as_json(), "date": world.stamp()}
    world.tell("my_chat_member", change | {"old_chat_member": old, "new_chat_member": new})


def block(world: World, chat: Chat) -> Json:
    """A person blocks the bot in their own chat."""
    return _set_blocked(world, chat, blocked=True)


def unblock(world: World, chat: Chat) -> Json:
    return _set_blocked(world, chat, blocked=False)


def _set_blocked(world: World, chat: Chat, *, blocked: bool) -> Json:
    if chat.person and chat.person.blocked != blocked:
        chat.person.blocked = blocked
        bot_becomes(world, chat, chat.person, "kicked" if blocked else "member")
    return {}


def post(world: World, chat: Chat, author: Json, content: Json) -> Json:
    """A message in a group; the bot hears of it only as its privacy mode allows."""
    message = world.post(chat, author | content)
    if chat.bot == "administrator" or (chat.bot == "member" and _meant_for_bot(world, message)):
        world.tell("message", message)
    return message


def service(world: World, chat: Chat, author: Json, content: Json) -> Json:
    """A service message; the bot gets all of them while it is in the group."""
    message = world.post(chat, author | content)
    if chat.bot in ("member", "administrator"):
        world.tell("message", message)
    return message


def _meant_for_bot(world: World, message: Json) -> bool:
    replied: Json = message.get("reply_to_message", {"from": {}})
    if replied["from"].get("id") == world.bot["id"]:
        return True
    command, _, addressee = _first_word(message).partition("@")
    return command.startswith("/") and addressee.lower() in ("", BOT_USERNAME)


def _first_word(message: Json) -> str:
    words = str(message.get("text") or message.get("caption") or "").split(maxsplit=1)
    return words[0] if words else ""


def migrate(world: World, chat: Chat) -> Chat:
    """A group becomes a supergroup under a new id; both chats get their service message."""
    if chat.type != "group" or chat.migrated_to:
        raise ValueError("only a group that has not moved yet can become a supergroup")
    new = Chat(chat.id - 1_000_000_000_000, "supergroup", chat.title, bot=chat.bot)
    new.members, new.admins = set(chat.members), set(chat.admins)
    world.chats[new.id] = new
    service(world, chat, anonymous(chat), {"migrate_to_chat_id": new.id})
    chat.migrated_to = new.id
    service(world, new, anonymous(new), {"migrate_from_chat_id": chat.id})
    return new
