"""Writes what a list of staff changes: whoever is not in it leaves only if that was said; nobody is deleted."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.office import Office
from domain.roster import Change, Plan
from handlers import postings
from storage import people, roster
from storage.database import Transaction

Record = Callable[[str, Sequence[int], str], Awaitable[None]]


@dataclass(frozen=True)
class Means:
    """`by`: who imports it, None on the command line. `record`: writes an act, whom it concerns and which fields."""

    tx: Transaction
    office: Office
    now: datetime
    record: Record
    by: int | None = None


async def put(means: Means, plan: Plan, *, leave: bool) -> None:
    """`leave`: whether the missing leave."""
    tx, record = means.tx, means.record
    added = await roster.add(tx, [change.person for change in plan.new], means.by, means.now)
    await record("staff.added", added, "name,gender,post,unit")
    for change in (*plan.changed, *plan.moved, *plan.back):
        await _change(means, change)
    for person in plan.missing if leave else ():
        await postings.leave(tx, person, means.office, means.now)
        await record("staff.left", [person.id], "left_at")


async def _change(means: Means, change: Change) -> None:
    tx, record = means.tx, means.record
    person, before = change.person, change.before
    assert before is not None  # noqa: S101  # only who is known is changed
    if before.left_at is not None:
        await people.come_back(tx, person.id)
        await record("staff.came_back", [person.id], "left_at")
    if person.unit.id != before.unit.id:
        await postings.transfer(tx, before, person.unit, means.now)
        await record("staff.transferred", [person.id], "unit")
    if change.fields:
        await people.change_staff(tx, person, means.now)
        await record("staff.changed", [person.id], ",".join(change.fields))
