"""/ykien: the Director agrees to what is to be sent, or returns it; who asked hears of that."""

from dataclasses import replace

from domain.approvals import LONGEST_REASON, Approval, ApprovalKind, ApprovalState
from domain.campaigns import Campaign
from domain.errors import Refused
from domain.markup import plain
from domain.messages import Choice, Message
from domain.permissions import Right, Role
from handlers import approvals, dialogue, documents, publication, standing
from handlers.announcements import opening_facts
from handlers.dialogue import Step
from handlers.publication import Desk
from handlers.visit import Visit
from handlers.words import command_for
from storage import accounts, campaigns, outbox, people
from storage import approvals as kept
from storage.database import Transaction
from storage.dialogues import Draft
from storage.outbox import Unasked
from texts import label, refusal, render

KIND = "agreeing"


async def ykien(visit: Visit) -> Message:
    """/ykien: what waits; `xem 5` and `goc 5` show one, `ok 5.3` agrees to it, `tra 5.3` returns it."""
    verb = visit.args[0] if visit.args else ""
    seen = visit.versioned() or (visit.number(1), None)
    if verb in ("ok", "tra") and seen[0] is not None:
        return await _decide(visit, verb, *seen)
    if verb in ("xem", "goc") and visit.number(1) is not None:
        one = await _known(visit, visit.number(1))
        return await (_verbatim if verb == "goc" else _present)(visit, one)
    return await _waiting(visit)


async def _known(visit: Visit, number: int | None) -> Approval:
    one = await kept.get(visit.tx, number)
    if one is None:
        raise Refused("nothing_to_agree")
    return one


async def _waiting(visit: Visit) -> Message:
    found = await kept.waiting(visit.tx, visit.now)
    if len(found) == 1:
        return await _present(visit, found[0])
    about = [(one, await campaigns.get(visit.tx, one.campaign_id)) for one in found]
    choices = tuple(Choice(label=_called(one, campaign), command=f"/ykien xem {one.id}") for one, campaign in about)
    return Message(text=render("approvals/waiting", person=visit.person, count=len(found)), choices=choices)


def _called(one: Approval, campaign: Campaign) -> str:
    return plain(render("approvals/_about", approval=one, campaign=campaign))


async def _present(visit: Visit, one: Approval) -> Message:
    """How it stands: still to be decided, or what became of it."""
    if one.open(visit.now):
        return await approvals.asked(_desk(visit, one), one, visit.person)
    campaign = await campaigns.get(visit.tx, one.campaign_id)
    by = await people.get(visit.tx, one.decided_by)
    return Message(text=render("approvals/decided", approval=one, campaign=campaign, person=visit.person, by=by))


async def _verbatim(visit: Visit, one: Approval) -> Message:
    """The opening exactly as the groups will see it."""
    if not one.open(visit.now) or one.kind is not ApprovalKind.OPENING:
        return await _present(visit, one)
    campaign = await campaigns.get(visit.tx, one.campaign_id)
    facts = await opening_facts(visit.tx, campaign, visit.now, await people.get(visit.tx, one.asked_by))
    choices = (*approvals.decides(one, campaign), *documents.to_see(campaign))
    return Message(text=render("approvals/verbatim", **facts), choices=choices)


def _desk(visit: Visit, one: Approval) -> Desk:
    """The desk of the officer who asked."""
    return Desk(visit.tx, visit.office, visit.now, one.asked_by)


async def _decide(visit: Visit, verb: str, approval_id: int | None, version: int | None) -> Message:
    """A press on what was decided, withdrawn or corrected meanwhile shows how things stand instead. Without a version
    it was typed: what was put before the Director is meant."""
    one = await _known(visit, approval_id)
    campaign = await campaigns.get(visit.tx, one.campaign_id)
    if not one.open(visit.now) or campaign.version != (version or one.version):
        return await _present(visit, one)
    one = replace(one, version=campaign.version)
    return await (_agree if verb == "ok" else _begin_return)(visit, one, campaign)


async def _agree(visit: Visit, one: Approval, campaign: Campaign) -> Message:
    desk = _desk(visit, one)
    try:
        if one.kind is ApprovalKind.OPENING:
            publication.opening_time(desk, campaign)
    except Refused as error:  # meanwhile it has become too late: the office has to change something first
        return await _return(visit, one, campaign, plain(refusal(error)))
    await kept.decide(visit.tx, one, ApprovalState.AGREED, visit.person.id, visit.now)
    await visit.record("approval.agreed", campaign.id, one.kind)
    if one.kind is ApprovalKind.OPENING:
        campaign = await publication.publish(desk, campaign, agreed=True)
    return await _decided(visit, one, campaign)


async def _decided(visit: Visit, one: Approval, campaign: Campaign) -> Message:
    """Tell who asked; what became of it is the Director's answer."""
    decided = await _known(visit, one.id)
    facts = {"approval": decided, "campaign": campaign, "by": visit.person}
    reach = await publication.reach(_desk(visit, one), campaign)
    told = Message(
        text=render("approvals/told", **facts, reach=reach), choices=_next_steps(decided, campaign), keeps=True
    )
    notes = [
        Unasked(f"approval:{one.id}:told:{officer}", "approval_told", staff_id=officer, message=told, any_hour=True)
        for officer in await _askers(visit.tx, one)
    ]
    await outbox.queue(visit.tx, notes, visit.now)
    if campaign.stands and one.kind is ApprovalKind.OPENING and one.asked_by is not None:
        await standing.send_copy(visit, campaign, one.asked_by)
    return await _present(visit, decided)


async def _askers(tx: Transaction, one: Approval) -> list[int]:
    """Who asked or, if nobody in particular did or that person cannot be reached, the officers."""
    if one.asked_by is not None and await accounts.reachable_accounts(tx, one.asked_by):
        return [one.asked_by]
    return [officer.id for officer in await people.with_role(tx, Role.OFFICER)]


def _next_steps(one: Approval, campaign: Campaign) -> tuple[Choice, ...]:
    if one.kind is not ApprovalKind.OPENING:
        return ()
    if one.state is ApprovalState.RETURNED:
        return (Choice(label=label("see_draft"), command=f"/phatdong xem {campaign.id}"),)
    return (
        Choice(label=label("stop_sending"), command=f"/phatdong dung {campaign.id}.{campaign.version}"),
        Choice(label=label("copy_text"), command=f"/phatdong sao {campaign.id}"),
    )


# Returning it, perhaps with a reason


async def _begin_return(visit: Visit, one: Approval, _campaign: Campaign) -> Message:
    return await _ask_reason(visit, await dialogue.begin(visit, KIND, "reason", approval=one.id, version=one.version))


async def _ask_reason(visit: Visit, draft: Draft) -> Message:
    choices = (
        dialogue.choice(draft, label("give_back_plainly"), "khong"),
        dialogue.choice(draft, label("stop"), "thoi"),
    )
    return Message(text=render("approvals/ask_reason", person=visit.person), choices=choices)


async def _take_reason(visit: Visit, draft: Draft, value: str) -> Message:
    reason = "" if value == "khong" else value.strip()
    if len(reason) > LONGEST_REASON:
        raise Refused("too_long", limit=LONGEST_REASON)
    await dialogue.end(visit, draft)
    one = await _known(visit, draft.data["approval"])
    if value == "thoi" or command_for(value) == "thoat" or not one.open(visit.now):
        return await _present(visit, one)
    campaign = await campaigns.get(visit.tx, one.campaign_id)
    return await _return(visit, replace(one, version=draft.data["version"]), campaign, reason)


async def _return(visit: Visit, one: Approval, campaign: Campaign, reason: str) -> Message:
    await kept.decide(visit.tx, one, ApprovalState.RETURNED, visit.person.id, visit.now, reason)
    await visit.record("approval.returned", campaign.id, one.kind)
    return await _decided(visit, one, campaign)


STEPS = {"reason": dialogue.guarded(Step(_ask_reason, _take_reason), dialogue.needs(Right.AGREE))}
