"""What people do in the pretend Zalo. Each act is what a phone would send; the bot gets the event, or not."""

from collections.abc import Sequence
from typing import Any

from sandbox.entities import marked
from sandbox.errors import Json
from sandbox.zalo.events import NAMES, event, heard
from sandbox.zalo.world import Bot, Group, Message, Person, ZaloWorld


class ZaloSim:
    """Persons, groups and bots are named by id; `bot` left out is the first, `group` left out the private chat.

    Raises ValueError for what no phone could do, LookupError for someone or something that is not there.
    """

    def __init__(self, world: ZaloWorld) -> None:
        self.world = world

    def person(self, id: str, display_name: str) -> Json:  # noqa: A002  # Zalo's word
        """Somebody with a phone, who has not written to any bot yet."""
        self.world.people[id] = Person(id, display_name)
        return self.world.people[id].as_json()

    def group(self, id: str, title: str, members: Sequence[str] = ()) -> Json:  # noqa: A002  # Zalo's word
        """A group without a bot."""
        if not id.startswith("zgr-"):
            raise ValueError("a group's id begins with zgr-")
        self.world.groups[id] = Group(id, title, {*members})
        return {"id": id, "title": title}

    def say(self, person: str, text: str, group: str = "", bot: str = "", *, reply: bool = False) -> Json:
        """Type a text; `reply`: to one of the bot's messages. Returns the event, or {} if the bot was not told."""
        if not text.strip():
            raise ValueError("a phone sends no empty message")
        return self._write(person, "text", text, group, bot, reply=reply)

    def send(self, person: str, kind: str, caption: str = "", group: str = "", bot: str = "", **details: Any) -> Json:
        """Send a photo, voice, sticker, or what bots are not shown.

        `details`: `text`, what the phones show of what bots are not shown; `content` (bytes) of a photo.
        """
        if kind not in NAMES or kind == "text":
            raise ValueError(f"a phone here does not send: {kind}")
        content = details.get("content", b"")
        return self._write(person, kind, caption or details.get("text", ""), group, bot, content=content)

    def add_to_group(self, group: str, bot: str = "") -> Json:
        """The group's leader adds the bot; nobody tells the bot."""
        added = self.world.bot(bot)
        if not added.can_join_groups:
            raise ValueError(f"bot {added.id} cannot join groups")
        added.groups.add(self.world.group(group).id)
        return {}

    def remove_from_group(self, group: str, bot: str = "") -> Json:
        self.world.bot(bot).groups.discard(self.world.group(group).id)
        return {}

    def block(self, person: str, bot: str = "") -> Json:
        self.world.bot(bot).blocked_by.add(self.world.person(person).id)
        self.world.changed.wake()
        return {}

    def unblock(self, person: str, bot: str = "") -> Json:
        self.world.bot(bot).blocked_by.discard(self.world.person(person).id)
        self.world.changed.wake()
        return {}

    def inject(self, event: Any, bot: str = "") -> Json:
        """Queue an update exactly as given, malformed or not."""
        self.world.bot(bot).updates.add(event)
        return {}

    def again(self, bot: str = "", times: int = 1) -> Json:
        """Queue every event the bot was ever to get once more, `times` over."""
        self.world.bot(bot).updates.again(times)
        return {}

    def chat(self, id: str, bot: str = "") -> list[Json]:  # noqa: A002  # Zalo's word
        """A group, or a person's chat with the bot, as displayed now, oldest first; empty if there is none."""
        return [message.displayed() for message in self.world.messages(self.world.bot(bot), id)]

    def record(self, method: str = "") -> list[Json]:
        """Every call of the platform so far, or those of one method, in order of arrival."""
        return self.world.record.shown(method)

    def clear(self) -> Json:
        """Begin the record anew; its numbers go on."""
        self.world.record.calls.clear()
        return {}

    def _write(
        self, person: str, kind: str, text: str, group: str, bot: str, *, reply: bool = False, content: bytes = b""
    ) -> Json:
        author, addressed = self.world.person(person), self.world.bot(bot)
        message = Message(self.world.next_id(), self.world.now(), author.id, kind, text, marked(text, []))
        message.content = content
        if kind == "photo":
            message.photo = f"https://photo.zalo.invalid/{message.id}.jpg"
        self._enter(author, addressed, group)
        self.world.post(addressed, group or person, message)
        if not heard(self.world, addressed, message, group, reply=reply):
            return {}
        told = event(self.world, message, group or person)
        addressed.updates.add(told)
        return told

    def _enter(self, author: Person, bot: Bot, group: str) -> None:
        """Who writes in a group is in it; who writes to a bot is known to it, and blocks it no more."""
        if group:
            self.world.group(group).members.add(author.id)
        else:
            bot.known.add(author.id)
            bot.blocked_by.discard(author.id)
