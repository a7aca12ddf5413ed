"""What a campaign leaves open at a later step: registrations that nobody has decided on, reports that are missing."""

from dataclasses import dataclass

from domain.campaigns import Campaign
from domain.lacks import Lack
from domain.messages import Choice
from handlers.publication import Desk
from storage import coverage, registrations
from texts import label


@dataclass(frozen=True)
class LeftOpen:
    """`over`: the registrations can no longer be decided on. `unreported`: of `units`, where reports are asked for."""

    undecided: int
    over: bool
    unreported: int
    units: int


async def of(desk: Desk, campaign: Campaign) -> LeftOpen:
    figures = await coverage.figures(desk.tx, campaign)
    return LeftOpen(
        await registrations.undecided(desk.tx, campaign.id),
        not campaign.decided_on(desk.office.calendar.day_of(desk.now)),
        figures.units - figures.reported if campaign.report_deadline else 0,
        figures.units,
    )


def ways(campaign: Campaign, left: LeftOpen) -> tuple[Choice, ...]:
    """To whom it is, and to deciding as long as that can be done."""
    who = Choice(label=label("lack_decision"), command=f"/tiendo ai {campaign.id} {Lack.DECISION}")
    decide = Choice(label=label("see_registrations"), command="/duyet")
    reports = Choice(label=label("reports_of_units"), command=f"/baocao donvi {campaign.id}")
    waiting = (who,) if left.over else (decide, who)
    return (*(waiting if left.undecided else ()), *((reports,) if left.unreported else ()))
