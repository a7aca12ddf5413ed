"""The chats of both platforms in the one shape that the page reads."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from sandbox.errors import Json
from sandbox.page.cast import full_name
from sandbox.view import displayed, keys
from sandbox.world import Chat, World
from sandbox.zalo.world import Bot, Message, ZaloWorld

KINDS = ("new_chat_members", "migrate_to_chat_id", "migrate_from_chat_id", "contact", "voice", "sticker")


class Shown(NamedTuple):
    """One chat. `messages` by number, as their platform keeps them (a changed one is another object), oldest first."""

    platform: str
    chat: str
    about: Json
    messages: Mapping[str, Any]
    write: Callable[[Any], Json]

    def written(self, number: str) -> Json:
        """A message for the page: `from` is a person's id or "bot", `photo` and `file.url` are paths here."""
        return {"id": number} | self.write(self.messages[number])


def telegram_chats(world: World) -> Iterator[Shown]:
    for chat in world.chats.values():
        messages = {str(number): message for number, message in chat.messages.items()}
        yield Shown("telegram", str(chat.id), _about(world, chat), messages, _writer(world, chat))


def _about(world: World, chat: Chat) -> Json:
    pinned = [str(number) for number in chat.pinned if number in chat.messages]
    return {
        "pinned": pinned[-1] if pinned else "",
        "commands": _menu(world, chat),
        "keyboard": keys(chat),
        "phone": chat.person.phone if chat.person else "",
        "blocked": chat.person.blocked if chat.person else False,
        "joined": chat.bot in ("member", "administrator"),
    }


def _menu(world: World, chat: Chat) -> list[Json]:
    """The narrowest menu that is set, as a phone in Vietnamese shows it."""
    wide = "all_private_chats" if chat.person else "all_group_chats"
    scopes = (("chat", chat.id), (wide, None), ("default", None))
    menus = [world.commands.get((*scope, None, code), []) for scope in scopes for code in ("vi", "")]
    return next(filter(None, menus), [])


def _writer(world: World, chat: Chat) -> Callable[[Json], Json]:
    return lambda message: _of_telegram(world, chat, message)


def _of_telegram(world: World, chat: Chat, message: Json) -> Json:
    shown, author = displayed(message), message["from"]["id"]
    return {
        "from": "bot" if author == world.bot["id"] else str(author),
        "name": full_name(world.people[author]) if author in world.people else message["from"]["first_name"],
        "date": message["date"],
        "edited": message["message_id"] in chat.reworded,
        "html": shown["html"],
        "buttons": shown["buttons"],
        "kind": next((kind for kind in KINDS if kind in message), "photo" if "photo" in message else "text"),
        "topic": chat.topics.get(shown["thread"], ""),
        "photo": _address(message["photo"][-1]) if "photo" in message else "",
        "file": _file(message["document"]) if "document" in message else None,
        "phone": message.get("contact", {}).get("phone_number", ""),
    }


def _address(stored: Json) -> str:
    return f"/sim/files/{stored['file_id']}"


def _file(document: Json) -> Json:
    return {"name": document["file_name"], "size": document["file_size"], "url": _address(document)}


def zalo_chats(world: ZaloWorld) -> Iterator[Shown]:
    for group in world.groups:
        joined = any(group in bot.groups for bot in world.bots.values())
        yield _on_zalo(world, world.bot(), group, joined=joined)
    for person in world.people:
        yield _on_zalo(world, _account(world, person), person, joined=True)


def _account(world: ZaloWorld, person: str) -> Bot:
    """The bot somebody talks with; of several the one of the newest message."""
    newest = {bot.private[person][-1].id: bot for bot in world.bots.values() if bot.private.get(person)}
    return newest[max(newest)] if newest else world.bot()


def _on_zalo(world: ZaloWorld, bot: Bot, chat: str, *, joined: bool) -> Shown:
    about = {"account": bot.id, "blocked": chat in bot.blocked_by, "joined": joined}
    messages = {message.id: message for message in world.messages(bot, chat)}
    return Shown("zalo", chat, about, messages, lambda message: _of_zalo(world, message))


def _of_zalo(world: ZaloWorld, message: Message) -> Json:
    author = world.people.get(message.author) or world.bot()
    return {
        "from": message.author,
        "name": author.display_name,
        "date": int(message.at.timestamp()),
        "html": message.html,
        "kind": message.kind,
        "photo": f"/sim/zalo/photos/{message.id}" if message.content else "",
    }
