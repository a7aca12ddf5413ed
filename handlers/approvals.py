"""Asks the Director to agree to what is to be sent, for whoever has something to send.

Agreeing lets a message go out. It replaces no signature, and the text that asks for it says so.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from domain.approvals import Approval, ApprovalKind, ApprovalState
from domain.campaigns import Campaign
from domain.differences import Change
from domain.errors import Refused
from domain.messages import Choice, Message
from domain.office import Office
from domain.people import Staff
from domain.permissions import Right, Role
from handlers import campaign_changes, publication
from handlers.publication import Desk
from handlers.tables import Wording
from storage import approvals, campaign_versions, campaigns, outbox, people
from storage.database import Transaction
from storage.deliveries import Delivery
from storage.outbox import Unasked
from texts import label, render

_ASKED = "approval_"  # and the kind: of the outbox rows that ask the Director


def needed(office: Office) -> bool:
    """Whether a campaign is published only once the Director has agreed."""
    return office.director_agrees


async def offered(tx: Transaction, office: Office) -> bool:
    """Whether the officer may choose to ask; where it is needed, `ask` says why it cannot be done."""
    return needed(office) or bool(await people.with_role(tx, Role.DIRECTOR, reachable=True))


async def awaited(tx: Transaction, campaign: Campaign) -> Approval | None:
    """What the Director has been asked about this draft and has not answered."""
    found = await approvals.latest(tx, campaign.id, ApprovalKind.OPENING)
    return found if found and found.state is ApprovalState.WAITING else None


async def ask(desk: Desk, campaign: Campaign) -> Campaign:
    """Put a draft before the Director, and keep how it stands; agreed to, it is published as by the officer who asked.

    Raises Refused: no_director, or what keeps it from being published.
    """
    publication.opening_time(desk, campaign)
    if not await _put(desk, campaign, ApprovalKind.OPENING):
        raise Refused("no_director")
    await campaign_versions.keep(desk.tx, campaign, desk.staff_id, desk.now)
    return campaign


async def ask_for_thanks(desk: Desk, campaign: Campaign, words: str, sends_at: datetime) -> bool:
    """Ask whether these words (HTML) may go in the Director's name at that time. False: nobody can be asked."""
    return await _put(desk, campaign, ApprovalKind.THANKS, words, sends_at)


async def thanks_signed_by(tx: Transaction, campaign_id: int) -> Staff | None:
    """In whose name the thanks go; None: in the office's, since the Director has not agreed."""
    found = await approvals.latest(tx, campaign_id, ApprovalKind.THANKS)
    return await people.get(tx, found.decided_by) if found and found.state is ApprovalState.AGREED else None


async def take_back(desk: Desk, campaign: Campaign) -> Campaign:
    """The officer no longer waits for the Director's word."""
    if await approvals.withdraw(desk.tx, campaign.id, desk.now, ApprovalKind.OPENING):
        await desk.record("approval.withdrawn", campaign)
    return campaign


async def _put(
    desk: Desk, campaign: Campaign, kind: ApprovalKind, words: str = "", sends_at: datetime | None = None
) -> bool:
    directors = await people.with_role(desk.tx, Role.DIRECTOR, reachable=True)
    if not directors:
        return False
    new = Approval(
        id=0,
        campaign_id=campaign.id,
        kind=kind,
        version=campaign.version,
        asked_by=desk.staff_id,
        asked_at=desk.now,
        state=ApprovalState.WAITING,
        words=words,
        sends_at=sends_at,
    )
    number = await approvals.ask(desk.tx, new)
    await desk.record("approval.asked", campaign, kind)
    about: dict[str, Any] = {"kind": f"{_ASKED}{kind}", "campaign_id": campaign.id, "useless_after": sends_at}
    await outbox.queue(
        desk.tx, [Unasked(_key(number, one.id), staff_id=one.id, **about) for one in directors], desk.now
    )
    return True


def _key(approval_id: int, staff_id: int) -> str:
    return f"approval:{approval_id}:staff:{staff_id}"


# What the Director sees


async def word_asked(tx: Transaction, delivery: Delivery, office: Office, now: datetime) -> Message | None:
    """What is asked, at the moment it goes out; None once it is decided, withdrawn or asked anew."""
    one = await approvals.latest(tx, delivery.campaign_id, ApprovalKind(delivery.kind.removeprefix(_ASKED)))
    person = await people.get(tx, delivery.staff_id)
    if one is None or person is None or not person.may(Right.AGREE):
        return None
    if not one.open(now) or delivery.key != _key(one.id, person.id):
        return None
    return (await asked(Desk(tx, office, now, one.asked_by), one, person)).model_copy(update={"keeps": True})


WORDINGS: Mapping[str, Wording] = {f"{_ASKED}{kind}": word_asked for kind in ApprovalKind}


async def asked(desk: Desk, one: Approval, person: Staff) -> Message:
    """What is to be sent, as it is now. Choices carry the campaign's version: only what was seen is agreed to."""
    campaign = await campaigns.get(desk.tx, one.campaign_id)
    revised = campaign.version != one.version
    facts = {"campaign": campaign, "approval": one, "person": person, "revised": revised}
    facts["quoted"] = await _changes(desk, campaign, one.version if revised else one.version - 1)
    if one.kind is ApprovalKind.THANKS:
        return Message(text=render("approvals/thanks", **facts), choices=decides(one, campaign))
    reach = await publication.reach(desk, campaign)
    text = render("approvals/opening", **facts, reach=reach, opens=_opens(desk, campaign))
    agree, give_back = decides(one, campaign)
    verbatim = Choice(label=label("see_verbatim"), command=f"/ykien goc {one.id}")
    return Message(text=text, choices=(agree, verbatim, give_back))


async def _changes(desk: Desk, campaign: Campaign, version: int) -> list[tuple[str, Change]]:
    """What is different from how it stood in this version, or in the last one before it that is kept."""
    kept = [one for one in await campaign_versions.of(desk.tx, campaign.id) if one.number <= version]
    if not kept:
        return []
    return campaign_changes.quoted(kept[-1].campaign, campaign, await publication.around(desk, campaign.id))


def _opens(desk: Desk, campaign: Campaign) -> datetime | None:
    """When it would go out; None if that is too late by now."""
    try:
        return publication.opening_time(desk, campaign)
    except Refused:
        return None


def decides(one: Approval, campaign: Campaign) -> tuple[Choice, Choice]:
    seen = f"{one.id}.{campaign.version}"
    return (
        Choice(label=label("agree_to_send"), command=f"/ykien ok {seen}"),
        Choice(label=label("give_back"), command=f"/ykien tra {seen}"),
    )
