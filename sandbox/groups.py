"""Groups: the bot's coming and going, anonymous admins, privacy mode, migration; and being blocked."""

from sandbox.around import bot_member
from sandbox.errors import Json
from sandbox.world import ANONYMOUS, BOT_USERNAME, Chat, Person, World


def bot_becomes(world: World, chat: Chat, by: Person, status: str) -> None:
    """Change the bot's own status in a chat and tell it so."""
    before, chat.bot = chat.bot, status
    _tell_member(world, chat, by, before, status)


def blocked(world: World, person: Person, *, blocked: bool) -> Json:
    """Block or unblock the bot in one's own chat."""
    person.blocked = blocked
    chat = world.chats.setdefault(person.id, Chat(person.id, "private", person=person))
    statuses = ("member", "kicked") if blocked else ("kicked", "member")
    _tell_member(world, chat, person, *statuses)
    return {}


def _tell_member(world: World, chat: Chat, by: Person, before: str, after: str) -> None:
    change = {"chat": chat.as_json(), "from": by.as_json(), "date": world.stamp()}
    old, new = bot_member(world, before), bot_member(world, after)
    world.tell("my_chat_member", change | {"old_chat_member": old, "new_chat_member": new})


def author(world: World, chat: Chat, person: Person, *, anonymous: bool) -> Json:
    """The fields of a group message that say who wrote it."""
    if not anonymous:
        return {"from": person.as_json()}
    nobody = {"id": ANONYMOUS, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    return {"from": nobody, "sender_chat": chat.as_json()}


def post_in_group(world: World, chat: Chat, author: Json, content: Json) -> Json:
    """A message in a group; the bot hears of it only as its privacy mode allows."""
    message = world.post(chat, author["from"], content | author)
    if chat.bot == "administrator" or (chat.bot == "member" and _meant_for_bot(world, message)):
        world.tell("message", message)
    return message


def service(world: World, chat: Chat, author: Json, content: Json) -> None:
    """A service message; the bot always gets these while it is in the group."""
    message = world.post(chat, author["from"], content | author)
    if chat.bot not in ("left", "kicked"):
        world.tell("message", message)


def _meant_for_bot(world: World, message: Json) -> bool:
    if message.get("reply_to_message", {}).get("from", {}).get("id") == world.bot["id"]:
        return True
    first, _, addressee = (
        str(message.get("text", message.get("caption", ""))).partition(" ")[0].partition("@")
    )
    return first.startswith("/") and addressee.lower() in ("", BOT_USERNAME)


def migrate(world: World, chat: Chat) -> Chat:
    """A group becomes a supergroup under a new id; both chats get their service message."""
    if chat.type != "group" or chat.migrated_to:
        raise ValueError("only a group that has not moved yet can become a supergroup")
    new = Chat(-1_000_000_000_000 + chat.id, "supergroup", chat.title, bot=chat.bot)
    new.members, new.admins = set(chat.members), set(chat.admins)
    world.chats[new.id] = new
    nobody = author(world, chat, Person(0, ""), anonymous=True)
    service(world, chat, nobody, {"migrate_to_chat_id": new.id})
    chat.migrated_to = new.id
    nobody = author(world, new, Person(0, ""), anonymous=True)
    service(world, new, nobody, {"migrate_from_chat_id": chat.id})
    return new
