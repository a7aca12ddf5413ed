"""What one person is to sign in a campaign now: the commitment of one's own, the pledge as head of a unit."""

from typing import NamedTuple

from domain.campaigns import OPEN, Campaign
from domain.messages import Choice
from domain.people import Staff
from domain.permissions import Role
from domain.registrations import RegistrationState
from storage import commitments, pledges, registrations, signed_texts
from storage.database import Transaction
from storage.signed_texts import SignedText, TextKind
from texts import label

_DOES = {TextKind.COMMITMENT: ("sign_commitment", "/camket"), TextKind.PLEDGE: ("sign_pledge", "/giaouoc")}


class Unsigned(NamedTuple):
    """`again`: former words were signed, and these are others."""

    campaign: Campaign
    kind: TextKind
    again: bool

    @property
    def does(self) -> str:
        """A label of words.toml."""
        return _DOES[self.kind][0]

    @property
    def command(self) -> str:
        return f"{_DOES[self.kind][1]} {self.campaign.id}"

    @property
    def choice(self) -> Choice:
        return Choice(label=label(self.does), command=self.command)


async def waiting(tx: Transaction, campaign: Campaign, person: Staff) -> list[Unsigned]:
    """Nothing of a campaign that cannot be signed any more, and no commitment of who has declined."""
    if campaign.state not in OPEN:
        return []
    signed = {TextKind.COMMITMENT: _commitment, TextKind.PLEDGE: _pledge}
    found = []
    for kind, signed_before in signed.items():
        text = await signed_texts.current(tx, campaign.id, kind)
        last = await signed_before(tx, campaign, text, person) if text and text.words else None
        if text and last is not None and last < text.version:
            found.append(Unsigned(campaign, kind, again=last > 0))
    return found


async def _commitment(tx: Transaction, campaign: Campaign, _text: SignedText, person: Staff) -> int | None:
    """The last version that was signed, 0 for none; None for whoever is not asked."""
    mine = await registrations.of(tx, campaign.id, person.id)
    if not campaign.includes(person) or (mine and mine.state is RegistrationState.DECLINED):
        return None
    last = await commitments.last_of(tx, campaign.id, person.id)
    return last.version if last else 0


async def _pledge(tx: Transaction, campaign: Campaign, text: SignedText, person: Staff) -> int | None:
    """As of a commitment, of the unit that this person heads."""
    if not heads(person) or await pledges.of_unit(tx, campaign, text, person.unit.id) is None:
        return None
    return await pledges.last_version(tx, campaign.id, person.unit.id)


def heads(person: Staff) -> bool:
    """A pledge is signed by the head: nobody else signs it, whatever else they may do for the unit."""
    return any(one.role is Role.UNIT_HEAD and one.covers(person.unit.lineage) for one in person.grants)
