"""Somebody with a phone who talks to the assistant: the same words for a test on every platform."""

import re
import sqlite3
from contextlib import closing

from domain.folding import fold
from domain.messages import Message
from sandbox import view
from tests.desk import Desk


class Person:
    """Somebody with a phone, on the desk's platform. `id`: as that platform knows the person."""

    def __new__(cls, desk: Desk, number: int, name: str) -> "Person":  # noqa: PYI034  # of whichever kind the desk's platform has
        kind = OnZalo if cls is Person and desk.platforms[0] == "zalo" else cls
        return super().__new__(kind)

    def __init__(self, desk: Desk, number: int, name: str) -> None:
        self.desk = desk
        self.number = number
        self.name = name
        self.meet()

    @property
    def id(self) -> str:
        return str(self.number)

    def meet(self) -> None:
        """Give the person a phone."""
        desk, number, name = self.desk, self.number, self.name
        if number not in desk.sandbox.world.people:
            first, _, last = name.rpartition(" ")
            desk.sandbox.sim.person(number, last, first)

    def known(self) -> None:
        """The person has written to the assistant before."""
        self.desk.sandbox.world.place(self.number).person.wrote = True

    async def says(self, text: str) -> str:
        self.desk.sandbox.sim.say(self.number, text)
        await self.desk.quiet()
        return self.last

    async def chooses(self, label: str) -> str:
        """Press the newest button whose label begins with these words (marks and case aside)."""
        newest = (button for message in reversed(self._kept) for button in reversed(_labels(view.displayed(message))))
        full = next(button for button in newest if fold(button).startswith(fold(label)))
        pressed = self.desk.sandbox.sim.press(self.number, full)
        await self.desk.quiet()
        answer = self.desk.sandbox.world.presses[pressed["callback_query_id"]].answer or {}
        return answer.get("text") or self.last

    async def presses(self, data: str) -> str:
        """Press a button by what it carries, however old or forged. The alert, or what was said."""
        world, sim = self.desk.sandbox.world, self.desk.sandbox.sim
        chat = world.place(self.number)
        pressed = world.pressed(self.number, data)
        gone = {"message_id": 1, "date": 0, "chat": chat.as_json()}
        said = [one for one in self._kept if one["from"]["id"] != self.number]
        message = view.carried(chat, said[-1]) if said else gone
        query = {"id": pressed.id, "from": world.person(self.number).as_json(), "message": message, "data": data}
        world.tell("callback_query", query | {"chat_instance": str(self.number)})
        await self.desk.quiet()
        return (await sim.answer_to(pressed.id)).get("text") or self.last

    async def sends(self, name: str, content: bytes, caption: str = "") -> str:
        self.desk.sandbox.sim.send(self.number, "document", name=name, content=content, caption=caption)
        await self.desk.quiet()
        return self.last

    async def gestures(self, kind: str, **details) -> str:
        """Send something without words: a sticker, a photo, a voice message."""
        self.desk.sandbox.sim.send(self.number, kind, **details)
        await self.desk.quiet()
        return self.last

    async def reads_on(self) -> str:
        """All that was said last, to its end."""
        return self.last

    def presses_at_once(self, label: str) -> None:
        """Choose, without waiting for the answer."""
        self.desk.sandbox.sim.press(self.number, label)

    async def opens(self, payload: str) -> str:
        self.desk.sandbox.sim.open_link(self.number, payload)
        await self.desk.quiet()
        return self.last

    @property
    def chat(self) -> list[dict]:
        """All that stands in the private chat, as displayed, oldest first."""
        return self.desk.sandbox.sim.chat(self.number)

    @property
    def said(self) -> list[dict]:
        """What stands there of the assistant."""
        return [message for message in self.chat if message["from"] != self.number]

    @property
    def heard(self) -> list[str]:
        return [message["text"] for message in self.said]

    @property
    def last(self) -> str:
        """What the assistant said last, be it a new message or one changed in place."""
        return self._last.get("text", "")

    @property
    def _last(self) -> dict:
        """{} where nothing was said yet."""
        calls = reversed(self.desk.sandbox.world.calls)
        ours = (call for call in calls if str(call.params.get("chat_id")) == self.id)
        saying = next((call for call in ours if call.method in SAYING), None)
        place = str(saying.params.get("message_id")) if saying else ""
        said = [message for message in self._kept if message["from"]["id"] != self.number]
        last = next((one for one in said if str(one["message_id"]) == place), said[-1] if said else None)
        return view.displayed(last) if last else {}

    @property
    def _kept(self) -> list[dict]:
        """The private chat as the platform keeps it."""
        chat = self.desk.sandbox.world.chats.get(self.number)
        return list(chat.messages.values()) if chat else []

    @property
    def buttons(self) -> list[str]:
        """The labels on all messages of the assistant, oldest first."""
        return [label for message in self.said for label in _labels(message)]

    @property
    def choices(self) -> list[str]:
        """The labels on what the assistant said last."""
        return _labels(self._last)

    @property
    def offers(self) -> list[tuple[str, str]]:
        """What the assistant said last leads on to: in its words, and what `presses` takes for it."""
        buttons = [button for row in self._last.get("buttons", []) for button in row]
        return [(button["text"], button["callback_data"]) for button in buttons]


SAYING = {"sendMessage", "sendDocument", "sendPhoto", "editMessageText"}


def _labels(message: dict) -> list[str]:
    return [button["text"] for row in message.get("buttons", []) for button in row]


NUMBERED = re.compile(r"^(\d+)\. (.+)$", re.MULTILINE)
LISTED = re.compile(r"^(\d+)\. ")  # the label refers to a line that is numbered already
ON = "\n\nNhắn 0 để xem tiếp."
ASKED = re.compile("^(Nhắn một số từ|Nhắn số 1|Chọn được nhiều mục)", re.MULTILINE)
TO_TYPE = re.compile(r"nhắn[^“”\n]{0,40}(“.+”)", re.IGNORECASE)
QUOTED = re.compile(r"“([^”\n]+)”")


class OnZalo(Person):
    """Chooses as one does where there are no buttons: by the number of a line, or in the words that are offered."""

    @property
    def id(self) -> str:
        return f"{self.number:020x}"

    @property
    def _sim(self):
        return self.desk.sandbox.zalo_sim

    def meet(self) -> None:
        if self.id not in self.desk.sandbox.zalo.people:
            self._sim.person(self.id, self.name or "Ai đó")

    def known(self) -> None:
        self.desk.sandbox.zalo.bot().known.add(self.id)

    async def says(self, text: str) -> str:
        self._sim.say(self.id, text)
        await self.desk.quiet()
        return self.last

    async def chooses(self, label: str) -> str:
        """Type the number of the line, turning pages; else the words offered for it; else the label itself."""
        for text in reversed(self.heard):
            if (typed := self._typed(text, label)) is not None:
                return await self.says(typed)
            if "0. Xem tiếp" in text and text == self.last:
                await self.says("0")
                return await self.chooses(label)
        return await self.says(label)

    def _typed(self, text: str, label: str) -> str | None:
        own = LISTED.match(label)
        if own and any(number == own[1] for number, _ in NUMBERED.findall(text)):
            return own[1]
        for number, line in NUMBERED.findall(text):
            if fold(line).startswith(fold(label)):
                return str(number)
        return next((words for words in QUOTED.findall(text) if fold(words).startswith(fold(label))), None)

    async def reads_on(self) -> str:
        """Turns the pages of a text that does not fit in one message."""
        read = [self.last]
        while read[-1].endswith(ON):
            read.append(await self.says("0"))
        return "\n".join(part.removesuffix(ON) for part in read)

    def presses_at_once(self, label: str) -> None:
        self._sim.say(self.id, self._typed(self.last, label) or label)

    async def presses(self, data: str) -> str:
        """What a button would carry can be typed."""
        return await self.says(data)

    async def sends(self, name: str, content: bytes, caption: str = "") -> str:
        """A file never arrives; the platform says only that something was sent."""
        return await self.gestures("unsupported")

    async def gestures(self, kind: str, **_details) -> str:
        self._sim.send(self.id, kind)
        await self.desk.quiet()
        return self.last

    async def opens(self, payload: str) -> str:
        """There are no links: what one would bring is typed."""
        words = {"m_": "/start ", "c_": "/"}.get(payload[:2], "/start ")
        return await self.says((words + payload[2:].replace("-", " ")).strip())

    @property
    def chat(self) -> list[dict]:
        return self._sim.chat(self.id)

    @property
    def said(self) -> list[dict]:
        return [message for message in self.chat if message["from"] == "bot"]

    @property
    def _last(self) -> dict:
        said = self.said
        return said[-1] if said else {}

    @property
    def buttons(self) -> list[str]:
        return [line for text in self.heard for _, line in NUMBERED.findall(text)]

    @property
    def offers(self) -> list[tuple[str, str]]:
        """Every number that is asked for, and every word in quotes to type."""
        lines = NUMBERED.findall(self.last) if ASKED.search(self.last) else []
        words = [words for part in TO_TYPE.findall(self.last) for words in QUOTED.findall(part)]
        return [(line, number) for number, line in lines] + [(one, one) for one in words]

    @property
    def choices(self) -> list[str]:
        """The labels of what was offered last, however it was printed."""
        with closing(sqlite3.connect(self.desk.folder / "thidua.db")) as connection:
            row = connection.execute("SELECT message FROM menu WHERE external_id = ?", (self.id,)).fetchone()
        return [choice.label for choice in Message.model_validate_json(row[0]).choices] if row else []
