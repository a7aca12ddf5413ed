"""Saves entries and shows them: what was stored, and where it counts."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.achievements import Achievement, Progress, progress, require_amounts
from domain.campaigns import Campaign
from domain.errors import Refused
from domain.messages import Choice, Message
from domain.people import Staff
from domain.permissions import Right
from domain.sentences import Entry
from handlers import pictures
from handlers.visit import Visit
from storage import achievements, campaigns, outbox, people, registrations
from storage.database import Transaction
from storage.outbox import Unasked
from texts import label, render


@dataclass(frozen=True)
class Counted:
    """A campaign in which an entry counts, and how far the targets concerned are."""

    campaign: Campaign
    progress: tuple[Progress, ...]


@dataclass(frozen=True)
class Shown:
    """An entry as it is shown to `person`. `entry` may know more than what is stored: which amount was assumed."""

    achievement: Achievement
    entry: Entry
    owner: Staff
    counted: tuple[Counted, ...]


async def owner_of(visit: Visit, staff_id: int) -> Staff:
    """For whom is entered: oneself, or somebody of one's unit if one may act for the unit."""
    person = visit.person
    if staff_id == person.id:
        return person
    owner = await people.get(visit.tx, staff_id)
    if owner is None or not person.may(Right.UNIT, owner.unit) or owner.unit != person.unit:
        raise Refused("proxy_not_allowed", person=person)
    visit.require(Right.UNIT, owner.unit)
    return owner


async def save(visit: Visit, entries: Sequence[Entry], owner: Staff) -> Message:
    """Store them and say where they count; a colleague is told what was entered on his or her behalf."""
    require_amounts(entries)
    saved = []
    for entry in entries:
        number = await achievements.add(visit.tx, owner, entry, visit.person.id, visit.now)
        await visit.record("achievement.logged", number)
        await pictures.join(visit, number)
        saved.append(await shown(visit, await own(visit, number), entry))
    if owner.id != visit.person.id:
        await _tell(visit, owner, saved)
    text = render("achievements/saved", saved=saved, person=visit.person)
    return Message(text=text, choices=_after(visit, saved), in_words=True)


async def _tell(visit: Visit, owner: Staff, saved: Sequence[Shown]) -> None:
    told = Message(text=render("achievements/entered_for_you", saved=saved, by=visit.person, person=owner))
    await _queue(visit, owner, f"achievement:{saved[0].achievement.id}:proxy", told)


async def _queue(visit: Visit, owner: Staff, key: str, told: Message) -> None:
    await outbox.queue(visit.tx, [Unasked(key=key, kind="proxy_logged", staff_id=owner.id, message=told)], visit.now)


async def tell_owner(visit: Visit, number: int, before: Entry | None = None) -> Shown:
    """The entry as it now is; a colleague for whom it stands learns what was done to it. `before`: if corrected."""
    one = await shown(visit, await own(visit, number))
    if one.owner.id != visit.person.id:
        told = Message(text=render("achievements/changed_for_you", one=one, before=before, by=visit.person))
        await _queue(visit, one.owner, f"achievement:{number}:proxy:{one.achievement.version}", told)
    return one


def _after(visit: Visit, saved: Sequence[Shown]) -> tuple[Choice, ...]:
    if len(saved) == 1:
        return choices(visit, saved[0])
    edit = label("edit")
    return tuple(
        Choice(label=f"{edit} số {one.achievement.id}", command=f"/ghi sua {one.achievement.id}") for one in saved[:5]
    )


async def own(visit: Visit, number: int | None) -> Achievement:
    """One's own entry, or one made for a colleague; of others nothing is revealed: Refused("achievement_unknown")."""
    found = await achievements.get(visit.tx, number)
    owner = await people.get(visit.tx, found.staff_id) if found else None
    if found is None or owner is None or not found.open_to(visit.person, owner):
        raise Refused("achievement_unknown")
    return found


async def shown(visit: Visit, achievement: Achievement, entry: Entry | None = None) -> Shown:
    """With where it counts now."""
    owner = await people.get(visit.tx, achievement.staff_id)
    may_count = await achievements.may_count(visit.tx, achievement.id)
    counted = [await _counted(visit, achievement, each) for each, counts in may_count.items() if counts]
    return Shown(achievement, entry or achievement.entry, owner or visit.person, tuple(counted))


async def _counted(visit: Visit, achievement: Achievement, campaign_id: int) -> Counted:
    campaign = await campaigns.get(visit.tx, campaign_id)
    rows = await progress_in(visit.tx, campaign, achievement.staff_id)
    return Counted(campaign, tuple(row for row in rows if row.concerns(achievement.entry)))


async def progress_in(tx: Transaction, campaign: Campaign, staff_id: int) -> list[Progress]:
    """How far a registered person is in a campaign."""
    registration = await registrations.of(tx, campaign.id, staff_id)
    targets = registration.targets if registration else ()
    return progress(targets, campaign.criteria, await achievements.counted(tx, campaign.id, staff_id))


def closed(visit: Visit, one: Shown) -> Campaign | None:
    """The campaign where this counts that is over: nothing of it changes any more."""
    return next((each.campaign for each in one.counted if visit.now.date() > each.campaign.end), None)


def choices(visit: Visit, one: Shown) -> tuple[Choice, ...]:
    """What can be done with an entry."""
    number, version = one.achievement.id, one.achievement.version
    if one.achievement.deleted:
        return (Choice(label=label("restore"), command=f"/ghi lai {number}.{version}"),)
    if closed(visit, one):
        return ()
    return (
        Choice(label=label("edit"), command=f"/ghi sua {number}"),
        Choice(label=label("delete"), command=f"/ghi xoa {number}.{version}", destroys=True),
        Choice(label=label("other_campaign"), command=f"/ghi dot {number}"),
    )


async def show(visit: Visit, number: int | None, text: str = "achievements/shown") -> Message:
    """One entry as it stands. `text`: in which words."""
    one = await shown(visit, await own(visit, number))
    return Message(text=render(text, one=one, person=visit.person), choices=choices(visit, one), in_words=True)
