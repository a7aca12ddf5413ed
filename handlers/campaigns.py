"""/thidua: the campaigns that run or come, those that are over, and one of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.campaigns import Campaign, CampaignState
from domain.clusters import Duty
from domain.errors import Refused
from domain.messages import Choice, Message
from domain.permissions import Right
from handlers import campaign_page, cluster_progress, documents, menus
from handlers.registration_cases import Case, case_of
from handlers.registration_screens import next_steps
from handlers.visit import Visit
from storage import campaigns, coverage, registrations, tree
from storage.coverage import Coverage
from texts import label, render

SHOWN = 9  # campaigns that are over
AT_ONCE = 6  # of those that run or come, on a page


@dataclass(frozen=True)
class Page:
    """One campaign in the eyes of one person. `units`: the names of its audience; none for the whole office.

    `of_members`: what the members of a cluster are asked for, where it is theirs alone.
    """

    campaign: Campaign
    units: list[str]
    figures: Coverage
    case: Case
    of_members: tuple[Duty, ...] = ()


async def show(visit: Visit) -> Message:
    """/thidua lists, `tu 6` from the seventh on, `qua` those that are over; /thidua 17 shows one, `noidung 17` all
    that it says."""
    if visit.args[:1] == ("qua",):
        return await _past(visit)
    if visit.args[:1] == ("noidung",) and visit.number(1) is not None:
        return campaign_page.content(await _seen(visit, visit.number(1)), visit.number(2) or 1)
    if visit.number() is None:
        return await _list(visit)
    return await _one(visit, await _seen(visit, visit.number()))


async def _list(visit: Visit) -> Message:
    found = [one for one in await campaigns.published(visit.tx, visit.now) if _concerns(visit, one)]
    begin = min(visit.number(1) or 0, len(found)) if visit.args[:1] == ("tu",) else 0
    shown = found[begin : begin + AT_ONCE]
    choices = [Choice(label=f"{n}. {one.label}", command=f"/thidua {one.id}") for n, one in enumerate(shown, 1)]
    if await _over(visit):
        choices.append(Choice(label=label("past_campaigns"), command="/thidua qua"))
    if len(found) > begin + AT_ONCE:
        choices.append(Choice(label=label("more"), command=f"/thidua tu {begin + AT_ONCE}"))
    text = render("campaigns/list", campaigns=shown)
    return Message(text=text, choices=tuple(choices), listed=len(shown))


async def _past(visit: Visit) -> Message:
    """The one that ended last leading."""
    found = (await _over(visit))[:SHOWN]
    return Message(text=render("campaigns/past", campaigns=found), choices=_to_see(found))


async def _over(visit: Visit) -> list[Campaign]:
    found = await campaigns.opened(visit.tx, visit.now)
    return [one for one in found if one.end < visit.now.date() and _concerns(visit, one)]


def _to_see(found: Iterable[Campaign]) -> tuple[Choice, ...]:
    return tuple(Choice(label=one.label, command=f"/thidua {one.id}") for one in found)


def _concerns(visit: Visit, campaign: Campaign) -> bool:
    return campaign.includes(visit.person) or visit.person.may(Right.OVERVIEW)


async def _seen(visit: Visit, campaign_id: int | None) -> Campaign:
    """The campaign, if this person may know of it; cancelled ones can still be looked at."""
    campaign = await campaigns.get(visit.tx, campaign_id)
    if not _concerns(visit, campaign):
        raise Refused("campaign_unknown")
    if campaign.state is not CampaignState.CANCELLED and not campaign.opened(visit.now):
        raise Refused("campaign_unknown")
    return campaign


async def unit_names(visit: Visit, campaign: Campaign) -> list[str]:
    return await tree.names(visit.tx, campaign.units) if campaign.units else []


async def _one(visit: Visit, campaign: Campaign) -> Message:
    mine = await registrations.of(visit.tx, campaign.id, visit.person.id)
    page = Page(
        campaign,
        await unit_names(visit, campaign),
        await coverage.figures(visit.tx, campaign),
        await case_of(visit.tx, campaign, visit.person, visit.person, mine, visit.now),
        await cluster_progress.asked(visit, campaign),
    )
    choices = _choices(visit, page)
    text = campaign_page.text(campaign, menus.room(choices), page=page, person=visit.person, now=visit.now)
    return Message(text=text, choices=choices)


def _choices(visit: Visit, page: Page) -> tuple[Choice, ...]:
    if page.campaign.state is CampaignState.CANCELLED:
        return ()
    campaign = page.campaign
    shows = (*_to_sign(visit, campaign), *campaign_page.to_content(campaign), *documents.to_see(campaign))
    return (*_own(visit, page), *shows, *_for_rights(visit, campaign))


def _own(visit: Visit, page: Page) -> tuple[Choice, ...]:
    """What the person can do in it."""
    campaign, case = page.campaign, page.case
    if not campaign.includes(visit.person) or visit.now.date() > campaign.end:
        return ()
    if case.registered:
        return next_steps(case)
    if case.closed:
        return (case.shows("bosung", "late_registration"),)
    register = Choice(label=label("register"), command=f"/dangky {campaign.id}")
    return (register,) if case.answered else (register, case.acts("khong", "decline"))


def _to_sign(visit: Visit, campaign: Campaign) -> tuple[Choice, ...]:
    """The words that the person, or the head of the person's unit, is asked to sign."""
    found = []
    if campaign.content.commitment and campaign.includes(visit.person):
        found.append(Choice(label=label("see_commitment"), command=f"/camket {campaign.id}"))
    if campaign.content.pledge and visit.person.may(Right.PROGRESS):
        found.append(Choice(label=label("see_pledge"), command=f"/giaouoc {campaign.id}"))
    return tuple(found)


def _for_rights(visit: Visit, campaign: Campaign) -> tuple[Choice, ...]:
    progress = Choice(label=label("progress"), command=f"/tiendo {campaign.id}")
    manage = Choice(label=label("manage_campaign"), command=f"/phatdong xem {campaign.id}")
    rights = ((Right.PROGRESS, progress), (Right.OFFICE, manage))
    return tuple(choice for right, choice in rights if visit.person.may(right))
