"""Erasing somebody on request: told first, where it was asked, and then forgotten."""

from datetime import date, datetime, timedelta

from domain.data_requests import DataRequest, RequestState
from domain.errors import Refused
from domain.keeping import gone_by
from domain.messages import Message
from domain.office import Office
from domain.people import Staff
from storage import accounts, audit, data_requests, erasure, grants, outbox, people
from storage.database import Transaction
from texts import render

TOLD_WITHIN = timedelta(days=1)  # whom no message reaches for so long is erased without it


def last_backup_gone(office: Office, now: datetime) -> date | None:
    """The day by which the last copy that holds the data is gone, however late the erasure; None where none is made."""
    return gone_by(now + TOLD_WITHIN, office.keeping.backup_days) if office.keeping.backup_days else None


def _key(request: DataRequest) -> str:
    return f"data_request:{request.id}:answer"


async def tell(tx: Transaction, request: DataRequest, text: str, now: datetime) -> bool:
    """Answer where it was asked, or where else the person can be reached, at whatever hour. False: nowhere."""
    account = await accounts.nearest(tx, request.staff_id, request.chat)
    if account is not None:
        await outbox.answer(tx, _key(request), account.chat, Message(text=text, keeps=True), now)
    return account is not None


async def require_not_the_last(tx: Transaction, person: Staff) -> None:
    """Raises Refused("last_officer")."""
    if await grants.last_officer(tx, person.id):
        raise Refused("last_officer")


async def agree(tx: Transaction, office: Office, request: DataRequest, by: int | None, now: datetime) -> bool:
    """Agree to an erasure and tell the person; what follows is the tick's. False: the person cannot be told."""
    person = await people.get(tx, request.staff_id)
    assert person is not None  # noqa: S101  # the row of a person is never deleted
    await require_not_the_last(tx, person)
    await data_requests.decide(tx, request, RequestState.AGREED, by, now)
    text = render("my_data/erase_agreed", person=person, gone_by=last_backup_gone(office, now))
    return await tell(tx, request, text, now)


async def erase_next(tx: Transaction, _office: Office, now: datetime) -> bool:
    """Erase whoever was agreed to be and has been told. True if there was one."""
    for request in await data_requests.agreed(tx):
        if await _told(tx, request, now):
            await carry_out(tx, request, now)
            return True
    return False


async def _told(tx: Transaction, request: DataRequest, now: datetime) -> bool:
    """With nothing on its way, so that no word to this person or about this person is in hand."""
    if request.decided_at is None or now >= request.decided_at + TOLD_WITHIN:
        return True
    return not (await outbox.on_its_way(tx, _key(request)) or await outbox.any_sending(tx))


async def again(tx: Transaction, staff_id: int, erased_at: datetime, now: datetime) -> None:
    """Erase somebody whom a copy of the database has brought back, as of then."""
    person = await people.get(tx, staff_id)
    assert person is not None  # noqa: S101  # the row of a person is never deleted
    await erasure.erase(tx, person, render("my_data/nobody"), erased_at)
    await audit.record(tx, now, None, "staff.erased", person.id, origin=audit.ON_COMPUTER)


async def carry_out(tx: Transaction, request: DataRequest, now: datetime) -> None:
    person = await people.get(tx, request.staff_id)
    assert person is not None  # noqa: S101  # the row of a person is never deleted
    await erasure.erase(tx, person, render("my_data/nobody"), now)
    await data_requests.done(tx, request.id)
    await audit.record(tx, now, request.decided_by, "staff.erased", person.id)
