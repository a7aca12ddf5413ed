"""Somebody came in by a code that a whole unit has: its head and the officers hear of it, and can undo it."""

from domain.messages import Choice, Message
from domain.people import Staff, Unit
from domain.permissions import Role
from handlers.visit import Visit
from storage import accounts, people
from storage.outbox import Unasked, queue
from texts import label, render


async def tell(visit: Visit, account_id: int) -> None:
    """Once, in the next window."""
    account = next(one for one in await accounts.accounts_of(visit.tx, visit.person.id) if one.id == account_id)
    text = render("joining/arrived", person=visit.person, platform=account.chat.platform, at=visit.now)
    undo = Choice(label=label("not_this_person"), command=f"/themnguoi ngat {account.id}.{account.version}")
    told = Message(text=text, choices=(undo,), keeps=True, in_words=True)
    notes = [
        Unasked(f"arrived:{account.id}:{one.id}", "officer", staff_id=one.id, message=told)
        for one in await responsible(visit, visit.person.unit)
    ]
    await queue(visit.tx, notes, visit.now)


async def responsible(visit: Visit, unit: Unit | None) -> list[Staff]:
    """The officers, and the heads of this unit, as far as they can be reached."""
    found = await people.with_role(visit.tx, Role.OFFICER, unit, reachable=True)
    if unit is not None:
        found += await people.with_role(visit.tx, Role.UNIT_HEAD, unit, reachable=True)
    return list({one.id: one for one in found}.values())
