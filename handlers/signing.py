"""What commitments and pledges share: campaigns that have words to sign, and presses that name their version."""

from collections.abc import Callable
from dataclasses import dataclass

from domain.campaigns import OPEN, Campaign
from domain.errors import Refused
from domain.messages import Choice, Message
from handlers.visit import Visit
from storage import campaigns, signed_texts
from storage.signed_texts import SignedText, TextKind
from texts import render

SHOWN = 9  # campaigns to choose from
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


async def choose(visit: Visit, kind: TextKind, command: str, may_know: MayKnow, template: str) -> int | Message:
    """The only campaign that has such words and runs, or which one is meant, in the words of `template`."""
    running = [one for one in await campaigns.published(visit.tx, visit.now) if may_know(one)]
    found = [one for one in running if getattr(one.content, kind)][:SHOWN]
    if len(found) == 1:
        return found[0].id
    choices = tuple(Choice(label=one.label, command=f"{command} {one.id}") for one in found)
    return Message(text=render(template, campaigns=found), choices=choices)
