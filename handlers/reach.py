"""Who can be written to: the officers hear once a day of somebody whom nothing reaches any more."""

from datetime import datetime

from domain.calendar import VIETNAM
from domain.messages import ChatRef, Message
from domain.people import Staff
from domain.permissions import Role
from storage import outbox, people
from storage.database import Transaction
from storage.outbox import Unasked
from texts import render


async def lost(tx: Transaction, chat: ChatRef, now: datetime) -> bool:
    """This private chat cannot be written to any more. False if that was known, or it is nobody's here."""
    if not await people.set_reachable(tx, chat, reachable=False):
        return False
    person = await people.by_account(tx, chat.platform, chat.chat_id)
    if person is not None:
        await _tell_officers(tx, person, now)
    return True


async def _tell_officers(tx: Transaction, person: Staff, now: datetime) -> None:
    told = Message(text=render("delivery/unreachable", person=person), keeps=True)
    key = f"unreachable:{person.id}:{now.astimezone(VIETNAM).date()}"
    notes = [
        Unasked(f"{key}:{officer.id}", "officer", staff_id=officer.id, message=told)
        for officer in await people.with_role(tx, Role.OFFICER)
        if officer.id != person.id
    ]
    await outbox.queue(tx, notes, now)
