"""Somebody goes to another unit, or leaves the office: what that means, whoever says so, in chat or by a list."""

from datetime import datetime

from domain.messages import Message
from domain.office import Office
from domain.people import Staff, Unit
from storage import accounts, outbox, people
from storage.database import Transaction
from storage.outbox import Unasked, queue
from texts import render


async def transfer(tx: Transaction, person: Staff, unit: Unit, now: datetime) -> None:
    """Who has an account hears of it."""
    await people.transfer(tx, person, unit.id, now)
    told = Message(text=render("records/transferred_you", person=person, unit=unit), keeps=True)
    key = f"transferred:{person.id}:{await people.version_of(tx, person.id)}"
    await queue(tx, [Unasked(key, "told", person.id, message=told)], now)


async def leave(tx: Transaction, person: Staff, office: Office, now: datetime) -> None:
    """Off the roster, and out at once: told for the last time, then without an account."""
    farewell = Message(text=render("records/farewell", person=person, office=office), keeps=True)
    for account in await accounts.reachable_accounts(tx, person.id):
        await outbox.answer(tx, f"left:{person.id}:{account.id}", account.chat, farewell, now)
    await accounts.unlink(tx, person.id)
    await outbox.drop_for(tx, person.id, "left the office")
    await people.leave(tx, person.id, now)
