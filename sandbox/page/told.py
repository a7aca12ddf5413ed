"""What one open page has been told already, and so what is news to it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sandbox.errors import Json
from sandbox.page import calls
from sandbox.page.chats import Shown
from sandbox.record import Call, Record

MOST_CALLS = 200  # of each platform that a newly opened page is told
News = tuple[str, Any]  # the kind of event, and its data


class Told:
    def __init__(self) -> None:
        self._facts: dict[str, Any] = {}
        self._about: dict[tuple[str, str], Json] = {}
        self._messages: dict[tuple[str, str], dict[str, Any]] = {}
        self._calls: dict[int, bool] = {}  # by number, whether its end was told too

    def news(self, facts: Json, chats: Iterable[Shown], records: Mapping[str, Record]) -> Iterator[News]:
        """What differs from what was told; told from now on."""
        for name, fact in facts.items():
            if self._facts.get(name) != fact:
                self._facts[name] = fact
                yield name, fact
        for chat in chats:
            yield from self._of_chat(chat)
        lines = list(self._lines(records))
        if lines:
            yield "calls", lines

    def _of_chat(self, chat: Shown) -> Iterator[News]:
        place = (chat.platform, chat.chat)
        told = self._messages.get(place, {})
        new = [number for number, message in chat.messages.items() if told.get(number) is not message]
        gone = [number for number in told if number not in chat.messages]
        if new or gone or self._about.get(place) != chat.about:
            self._messages[place], self._about[place] = dict(chat.messages), chat.about
            written = [chat.written(number) for number in new]
            yield "chat", {"platform": chat.platform, "chat": chat.chat, **chat.about, "new": written, "gone": gone}

    def _lines(self, records: Mapping[str, Record]) -> Iterator[Json]:
        """New calls, and those that have ended since, in order of arrival."""
        both = [(platform, call) for platform, record in records.items() for call in record.calls[-MOST_CALLS:]]
        for platform, call in sorted(both, key=lambda one: one[1].seq):
            if self._is_news(call):
                yield calls.line(platform, call)

    def _is_news(self, call: Call) -> bool:
        ended = call.outcome is not None
        if self._calls.get(call.seq) is ended:
            return False
        self._calls[call.seq] = ended
        return True
