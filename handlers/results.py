"""/ketqua: registered, targets against results, logged."""

from dataclasses import dataclass
from datetime import date

from domain.achievements import Progress
from domain.campaigns import Campaign
from domain.messages import Choice, Message
from domain.people import Staff
from domain.registrations import Registration, RegistrationState
from handlers.achievement_saving import progress_in
from handlers.registration_cases import head_to_decide
from handlers.visit import Visit
from storage import achievements, campaigns, registrations
from texts import label, render

PAGE = 5


@dataclass(frozen=True)
class Part:
    """What a person has done in one campaign, up to `until`. `head`: who decides next on the registration."""

    campaign: Campaign
    registration: Registration
    head: Staff | None
    progress: list[Progress]
    until: date


async def results(visit: Visit) -> Message:
    """The first page leads with the campaigns; the others go on with the entries."""
    page = max(visit.number(1) or 1, 1) if visit.args[:1] == ("trang",) else 1
    person = visit.person
    extent = await achievements.extent(visit.tx, person.id)
    entries = await achievements.of_person(visit.tx, person.id, PAGE + 1, (min(page, 10**6) - 1) * PAGE)
    registered = await _registered(visit)
    text = render(
        "results/results",
        person=person,
        page=page,
        parts=[await _part(visit, *one) for one in registered] if page == 1 else [],
        extent=extent,
        entries=entries[:PAGE],
    )
    more = (Choice(label=label("more"), command=f"/ketqua trang {page + 1}"),) if len(entries) > PAGE else ()
    change = tuple(
        Choice(label=f"{label('change_registration')}: {campaign.label}", command=f"/dangky {campaign.id}")
        for campaign, mine in registered[:2]
        if mine.stands
        and not mine.outside
        and visit.now.date() <= campaign.end
        and (campaign.registration_open(visit.now) or mine.open_after_closing)
    )
    return Message(text=text, choices=(Choice(label=label("log"), command="/ghi"), *change, *more))


async def _registered(visit: Visit) -> list[tuple[Campaign, Registration]]:
    """Where this person takes part, or did until withdrawing, newest first."""
    found = []
    for registration in await registrations.of_person(visit.tx, visit.person.id):
        campaign = await campaigns.get(visit.tx, registration.campaign_id)
        withdrawn = registration.state is RegistrationState.WITHDRAWN
        if (registration.stands or withdrawn) and campaign.stands:
            found.append((campaign, registration))
    return found[:PAGE]


async def _part(visit: Visit, campaign: Campaign, registration: Registration) -> Part:
    rows = [] if registration.outside else await progress_in(visit.tx, campaign, visit.person.id)
    head = await head_to_decide(visit.tx, registration, visit.person.unit)
    stands = registration if campaign.decided_on(visit.now.date()) else registration.left()
    return Part(campaign, stands, head, rows, min(visit.now.date(), campaign.end))
