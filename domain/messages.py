"""The neutral vocabulary between the platforms' edges and the handlers: six types, no more."""

import re
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

MAX_COMMAND_BYTES = 64
_COMMAND = re.compile(
    r"/[a-z]+( [a-z0-9_.-]+)*"  # a slash command with ids only
    r"|=\d+\.[a-z_]+\.[^\s.]+"  # an answer inside a dialogue: draft, step, value
)


def checked_command(command: str) -> str:
    """Refuse, at creation, a choice that no platform could carry or that is none of the kinds."""
    if len(command.encode()) > MAX_COMMAND_BYTES or not _COMMAND.fullmatch(command):
        msg = f"not a choice's command: {command!r}"
        raise ValueError(msg)
    return command


def as_command(text: str) -> tuple[str, tuple[str, ...]]:
    """A typed or pressed command and its words: ("dangky", ("ok", "17.3")); an answer inside a
    dialogue is ("=", (draft, step, value)); plain words are no command: ("", ())."""
    if text[:1] in {"/", "\\", "／"} and text[1:2].isalpha():
        name, *args = text[1:].split()
        return name.partition("@")[0].lower(), tuple(args)
    if text.startswith("=") and _COMMAND.fullmatch(text):
        return "=", tuple(text[1:].split("."))
    return "", ()


class _Neutral(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_bytes="base64", val_json_bytes="base64")


class ChatRef(_Neutral):
    """Where a message came from or goes to. Ids are strings: only their platform knows their shape.

    `platform`: the key of its edge; where one platform is reached by several tokens, each has a key of its own.
    """

    platform: str
    chat_id: str
    thread_id: str | None = None


class Attachment(_Neutral):
    """A file or a picture. `name` is what the person sees; `picture`: shown as one, where that can be.

    `content`: empty as long as it is only offered, with its `size` in bytes (0 if its platform does not tell).
    """

    name: str
    content: bytes = b""
    size: int = 0
    picture: bool = False


class Contact(_Neutral):
    """A telephone number that somebody handed over by a press.

    `phone`: as its platform writes it, the code of the country perhaps with a plus, perhaps without. It is kept out of
    whatever prints a request. `own`: the platform vouches that it is the sender's own, handed over here and now.
    """

    phone: str = Field(repr=False)
    own: bool


class Request(_Neutral):
    """What somebody asked for, in NFC.

    `command`: without its slash, empty for plain words; what came without words has a reserved one that
    nobody can type ("_voice", "_picture", "_file", "_contact"). `text`: what was said beside the command. `sender`:
    "" where it is no person. `title`: of the group. `pictures`: how many came with it.
    `offered`: the file or picture that came with it, without its bytes; `files`: with them, once a handler has asked
    for it. `album`: shared by the requests whose files were sent together.
    `contact`: a telephone number that came. `written_at`: milliseconds of the platform's clock, 0 if it does not tell.
    """

    chat: ChatRef
    sender: str
    command: str = ""
    args: tuple[str, ...] = ()
    text: str = ""
    offered: Attachment | None = None
    files: tuple[Attachment, ...] = ()
    album: str = ""
    title: str = ""
    pictures: int = 0
    contact: Contact | None = None
    written_at: int = 0

    @property
    def private(self) -> bool:
        """A chat of one person with the assistant carries that person's own id."""
        return bool(self.sender) and self.chat.chat_id == self.sender


class Choice(_Neutral):
    """A button: a pre-typed command. Pressing it and typing it are one path.

    `destroys`: where it is typed, its whole label is needed; a number, or the beginning of a label, is too little.
    `declines`: “không”, “thôi” mean it, since all stays as it is. `apart`: only where its message stands by itself,
    since it is done at once: among several, a number may be meant for another.
    """

    label: str
    command: Annotated[str, AfterValidator(checked_command)]
    destroys: bool = False
    declines: bool = False
    apart: bool = False


class Message(_Neutral):
    """What is said: the HTML subset made by texts/, choices in rows of one, perhaps a file.

    `keeps`: a press on its buttons leaves the text in place (unasked messages); otherwise the press's
    answer takes the message's place in a private chat.

    How its choices are given where there are no buttons: by their numbers; the first `several` of them also
    together (“1 3”), which the question itself then reads; the first `listed` stand numbered in the text already.
    `in_words`: never by number, since a number or a date is the answer, or since nothing is asked.
    `page`: which part is shown where not all of it fits into one message, from 0.

    `alone`: never one of several in a message, since its words are changed later. `pinned`: kept at the top of its
    chat, where that can be. `asks_contact`: in private, where people can hand over their own telephone number by one
    press, a key for that stands there until the next message that does not ask; what asks has no choices. `secret`: it
    holds a code; once it was said, no copy is kept.

    `brief`: its line where it is one of several, "" where it needs all its words; `hint`: said once under such lines.
    """

    text: str
    choices: tuple[Choice, ...] = ()
    attachment: Attachment | None = None
    keeps: bool = False
    several: int = 0
    listed: int = 0
    in_words: bool = False
    page: int = 0
    alone: bool = False
    pinned: bool = False
    asks_contact: bool = False
    secret: bool = False
    brief: str = ""
    hint: str = ""

    @model_validator(mode="after")
    def _one_keyboard(self) -> Self:
        """ValueError for what no platform could show."""
        if self.asks_contact and self.choices:
            msg = "what asks for a contact has no choices"
            raise ValueError(msg)
        return self
