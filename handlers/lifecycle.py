"""The steps of a campaign's life: those that a date brings, and what is said of each step."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from domain.campaigns import Campaign, CampaignState, Tells
from domain.messages import Choice, Message
from domain.notices import NOTICE
from domain.office import Office
from domain.permissions import Right
from handlers.tables import Wording
from storage import audit, campaigns, coverage, lifecycle, outbox, people
from storage.database import Transaction
from storage.deliveries import Delivery
from storage.outbox import Unasked
from texts import label, render

KIND = "step"


async def step_next(tx: Transaction, office: Office, now: datetime) -> bool:
    """Take the next step that a date brings. True if there was one. Of several that are due only the last is told."""
    today = office.calendar.day_of(now)
    campaign = await campaigns.next_step(tx, now, today)
    to = campaign.due_step(now, today) if campaign else None
    if campaign is None or to is None:
        return False
    step, stepped = campaign.require_step(to, None), replace(campaign, state=to)
    await campaigns.step(tx, campaign, to)
    await audit.record(tx, now, None, f"campaign.{to.lower()}", campaign.id)
    if stepped.due_step(now, today) is None:
        await tell(tx, office, stepped, step.tells, now)
    return True


async def tell(tx: Transaction, office: Office, campaign: Campaign, tells: Tells, now: datetime) -> None:
    """Whom the step concerns hears of it when news are told; what was still to be said of an earlier step is not."""
    await outbox.stop(tx, campaign.id, "campaign moved on", (KIND,))
    told = await lifecycle.told(tx, campaign, tells)
    key = f"{KIND}:{campaign.id}:{campaign.state}:{campaign.version}"
    officers = await lifecycle.told(tx, campaign, Tells.OFFICERS)
    notes = [
        Unasked(
            f"{key}:{one}",
            KIND,
            staff_id=one,
            campaign_id=campaign.id,
            not_before=told_at(office, campaign, now, officer=one in officers),
        )
        for one in told
    ]
    await outbox.queue(tx, notes, now)


def told_at(office: Office, campaign: Campaign, now: datetime, *, officer: bool) -> datetime:
    """With the next morning message, of the officers or, where they have one, of the heads; a cancellation as soon
    as that can no longer be stopped."""
    soonest, calendar = now + NOTICE, office.calendar
    if campaign.state is CampaignState.CANCELLED:
        return calendar.next_opening(soonest)
    of_officers = office.digest.next_officer(soonest, calendar) or calendar.next_opening(soonest)
    return of_officers if officer else office.digest.next_head(soonest, calendar) or of_officers


_TOLD: Mapping[CampaignState, tuple[Tells, str]] = {  # of being there: to whom, in which words
    CampaignState.RUNNING: (Tells.OFFICERS, "registration_over"),
    CampaignState.INTERIM_REVIEW: (Tells.UNITS, "interim_review"),
    CampaignState.CLOSED: (Tells.OFFICERS, "closed"),
    CampaignState.REVIEWING: (Tells.UNITS, "reviewing"),
    CampaignState.DECIDED: (Tells.UNITS, "decided"),
    CampaignState.CANCELLED: (Tells.PARTICIPANTS, "cancelled"),
}


async def word(tx: Transaction, delivery: Delivery, _office: Office, now: datetime) -> Message | None:
    """What a step says when it goes out; None once the campaign has moved on, or it no longer concerns the person."""
    campaign, person = await campaigns.get(tx, delivery.campaign_id), await people.get(tx, delivery.staff_id)
    if person is None or f":{campaign.state}:" not in delivery.key:
        return None
    tells, text = _TOLD[campaign.state]
    if person.id not in await lifecycle.told(tx, campaign, tells):
        return None
    facts = {"campaign": campaign, "person": person, "figures": await coverage.figures(tx, campaign), "now": now}
    words = render(f"lifecycle/{text}", **facts, officer=person.may(Right.OFFICE))
    return Message(text=words, choices=_leads_on(campaign, officer=person.may(Right.OFFICE)), keeps=True)


def _leads_on(campaign: Campaign, *, officer: bool) -> tuple[Choice, ...]:
    """What can be done about it."""
    if campaign.state is CampaignState.CANCELLED:
        return ()
    progress = Choice(label=label("progress"), command=f"/tiendo {campaign.id}")
    if officer:
        return (progress, Choice(label=label("manage_campaign"), command=f"/phatdong xem {campaign.id}"))
    if campaign.state is CampaignState.DECIDED:
        return (Choice(label=label("see_documents"), command=f"/tailieu {campaign.id}"),)
    report = Choice(label=label("hand_in_report"), command=f"/baocao {campaign.id}")
    return (progress, report) if campaign.state is CampaignState.REVIEWING and campaign.report_deadline else (progress,)


WORDINGS: Mapping[str, Wording] = {KIND: word}
