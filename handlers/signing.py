"""What commitments and pledges share: campaigns that have words to sign, and presses that name their version."""

from collections.abc import Callable
from dataclasses import dataclass

from domain.campaigns import OPEN, Campaign
from domain.errors import Refused
from domain.markup import split
from domain.messages import Choice, Message
from handlers.visit import Visit
from storage import campaigns, signed_texts
from storage.signed_texts import SignedText, TextKind
from texts import label, render

SHOWN = 9  # campaigns to choose from
EXCERPT = 400  # characters of long words; all of them stand behind a choice
ROOM = 850  # characters on a page of them
MayKnow = Callable[[Campaign], bool]


@dataclass(frozen=True)
class ToSign:
    """A campaign and its words of one kind, as they are now."""

    campaign: Campaign
    text: SignedText

    @property
    def version(self) -> str:
        """What choices that change something carry."""
        return f"{self.campaign.id}.{self.text.version}"

    @property
    def open(self) -> bool:
        """Whether it can still be signed."""
        return self.campaign.state in OPEN

    def require_open(self, visit: Visit) -> None:
        self.campaign.require_open(visit.now)


async def of(visit: Visit, kind: TextKind, campaign_id: int | None, may_know: MayKnow) -> ToSign:
    """Raises Refused: campaign_unknown, nothing_to_sign(campaign, kind)."""
    campaign = await campaigns.get(visit.tx, campaign_id)
    if not campaign.opened(visit.now) or not may_know(campaign):
        raise Refused("campaign_unknown")
    text = await signed_texts.current(visit.tx, campaign.id, kind)
    if text is None or not text.words:
        raise Refused("nothing_to_sign", campaign=campaign, kind=kind)
    return ToSign(campaign, text)


def to_read(found: ToSign, command: str) -> tuple[Choice, ...]:
    """The choice that shows long words to their end."""
    long = len(found.text.words) > EXCERPT
    return (Choice(label=label("read_all"), command=f"{command} toan {found.campaign.id}"),) if long else ()


def whole(found: ToSign, command: str, place: int) -> Message:
    """A part of the words, from 1. Refused("number_outside", most) beyond their end."""
    parts = split(render("signing/whole", one=found), ROOM)
    if not 0 < place <= len(parts):
        raise Refused("number_outside", most=len(parts))
    back = Choice(label=label("back"), command=f"{command} {found.campaign.id}")
    more = Choice(label=label("more"), command=f"{command} toan {found.campaign.id} {place + 1}")
    return Message(text=parts[place - 1], choices=(*((more,) if place < len(parts) else ()), back))


async def choose(visit: Visit, kind: TextKind, command: str, may_know: MayKnow, template: str) -> int | Message:
    """The only campaign that has such words and runs, or which one is meant, in the words of `template`."""
    running = [one for one in await campaigns.published(visit.tx, visit.now) if may_know(one)]
    found = [one for one in running if getattr(one.content, kind)][:SHOWN]
    if len(found) == 1:
        return found[0].id
    choices = tuple(Choice(label=one.label, command=f"{command} {one.id}") for one in found)
    return Message(text=render(template, campaigns=found), choices=choices)
