"""How a message is said on Zalo: plain words with styles beside them; and its refusals as the outbox's one kind."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from typing import Any, NamedTuple

from bot.senders import SendError, Sent
from bot.zalo_client import NoAnswer, Refusal, Unreached, ZaloClient
from domain.markup import split, units
from domain.messages import ChatRef, Message
from texts import render

LETTERS = 1900  # UTF-16 units of an answer, which quotes and addresses may lengthen
MOST = 1980  # the platform refuses more than 2,000 whole, and does not say what it counts
QUOTA_SILENCE = 3600.0  # seconds without what is unasked once the platform has refused a message for its quota
ANSWER_AGAIN = 60.0  # seconds until an answer that was refused so is tried again
GONE = {410, 422}  # nobody is there, or nobody who ever wrote to us
UNKNOWN = {403, 408}  # "internal server error" in the platform's words, and a time-out
STYLES = {"b", "i", "u", "s"}  # the platform's names for them are the same
_PIECE = re.compile(r"<(/?)([a-z]+)[^>]*>|[^<]+")
_LINK = re.compile(r"<a\s[^>]*?href=\"([^\"]*)\"[^>]*>.*?</a>", re.DOTALL)
_QUOTE = re.compile(r"<(/?)blockquote[^>]*>")

Style = dict[str, Any]  # start and len in UTF-16 units, st: names of styles


class Said(NamedTuple):
    text: str
    styles: list[Style]


def said(html: str) -> Said:
    """The words as they are shown: b, i, u and s as styles beside them."""
    text, styles = "", list[Style]()
    begun: list[tuple[str, int]] = []
    for piece in _PIECE.finditer(html):
        if not piece[2]:
            text += unescape(piece[0])
        elif not piece[1]:
            begun.append((piece[2], units(text)))
        elif begun:
            tag, start = begun.pop()
            if tag in STYLES and units(text) > start:
                styles.append({"start": start, "len": units(text) - start, "st": [tag]})
    return Said(text, sorted(styles, key=lambda style: style["start"]))


def _in_words(html: str) -> str:
    """What no style can show: a link is its bare address, a quotation stands in quotes."""
    return _QUOTE.sub(lambda quote: "”" if quote[1] else "“", _LINK.sub(r"\1", html))


def parts(message: Message) -> list[Said]:
    """What is sent, one call each. All that is short enough is one; only a group's long text is several."""
    text = message.text
    if message.attachment is not None:
        text += "\n\n" + render("delivery/no_file", file=message.attachment.name)
    return [said(part) for part in split(_in_words(text), MOST)]


async def say(client: ZaloClient, chat: ChatRef, part: Said) -> Sent:
    """Send one message; once more without styles if those are what the platform refuses."""
    plain: dict[str, Any] = {"chat_id": chat.chat_id, "text": part.text}
    styled = plain | ({"text_styles": part.styles} if part.styles else {})
    with _as_send_error():
        try:
            result = await client.call("sendMessage", **styled)
        except Refusal as refusal:
            if refusal.code != 400 or not part.styles:  # noqa: PLR2004  # a bad request
                raise
            result = await client.call("sendMessage", **plain)
    told = result if isinstance(result, dict) else {}
    at = told.get("date")
    return Sent(str(told.get("message_id", "")), at if isinstance(at, int) else 0)


@contextmanager
def _as_send_error() -> Iterator[None]:
    try:
        yield
    except Unreached as error:
        raise SendError(str(error)) from None
    except NoAnswer as error:
        raise SendError(str(error), unknown=True) from None
    except Refusal as refusal:
        raise _send_error(refusal) from None


def _send_error(refusal: Refusal) -> SendError:
    code = refusal.code
    if code in GONE:
        return SendError(render("delivery/gone"), permanent=True, gone=True)
    if code == 429:  # noqa: PLR2004  # the quota, or too many at once: the platform does not say which, nor how long
        return SendError(render("delivery/quota"), retry_after=ANSWER_AGAIN, silence=QUOTA_SILENCE)
    if code == 401:  # noqa: PLR2004  # the token: the poll stops this edge, and what waits goes after that is mended
        return SendError(unescape(render("edge/token_refused")), retry_after=ANSWER_AGAIN)
    if code in UNKNOWN or code >= 500:  # noqa: PLR2004  # the server's own trouble
        return SendError(f"HTTP {code}", unknown=True)
    return SendError(unescape(render("delivery/rejected", reason=refusal.description)), permanent=True)
