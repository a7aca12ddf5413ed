"""A cluster of departments (cụm thi đua) that the office heads: its members, and what each owes in a campaign."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from domain.campaigns import Campaign
from domain.nudges import Item, asked_now
from domain.people import Unit


@dataclass(frozen=True, slots=True)
class Member:
    """One department. None of a moment: it has not. `titles`, `forms`: what it seeks; `on_paper`: it has signed so."""

    unit: Unit
    registered_at: datetime | None = None
    titles: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    signed_at: datetime | None = None
    on_paper: bool = False
    reported_at: datetime | None = None


_WHEN: Mapping[Item, Callable[[Member], datetime | None]] = {
    Item.COLLECTIVE: attrgetter("registered_at"),
    Item.PLEDGE: attrgetter("signed_at"),
    Item.REPORT: attrgetter("reported_at"),
}


@dataclass(frozen=True, slots=True)
class Duty:
    """What every member is asked for. `due` None: no time was set."""

    item: Item
    due: datetime | None
    members: tuple[Member, ...]

    def at(self, member: Member) -> datetime | None:
        """When that one did it."""
        return _WHEN[self.item](member)

    @property
    def done(self) -> tuple[Member, ...]:
        return tuple(one for one in self.members if self.at(one))

    @property
    def lacking(self) -> tuple[Member, ...]:
        return tuple(one for one in self.members if not self.at(one))

    @property
    def in_time(self) -> int:
        """How many did it by then; all that did where no time was set."""
        moments = [moment for moment in map(self.at, self.members) if moment]
        return sum(self.due is None or moment <= self.due for moment in moments)

    def overdue(self, now: datetime) -> bool:
        return self.due is not None and self.due < now and bool(self.lacking)


def duties(campaign: Campaign, members: Sequence[Member]) -> tuple[Duty, ...]:
    """All that a campaign asks of them, done or not: to register and, where it says so, to sign and to report."""
    content = campaign.content
    asks = {
        Item.COLLECTIVE: (True, campaign.registration_deadline),
        Item.PLEDGE: (bool(content.pledge), content.pledge_by),
        Item.REPORT: (campaign.report_deadline is not None, campaign.report_deadline),
    }
    return tuple(Duty(item, until, tuple(members)) for item, (asked, until) in asks.items() if asked)


def owed(campaign: Campaign, asked: Sequence[Duty], now: datetime) -> tuple[Duty, ...]:
    """What somebody lacks of what can be asked for now: the registration until the end, since it is entered here."""
    known = {*asked_now(campaign, now)}
    if campaign.opened(now) and not campaign.silent and now.date() <= campaign.end:
        known.add(Item.COLLECTIVE)
    return tuple(one for one in asked if one.lacking and one.item in known)
