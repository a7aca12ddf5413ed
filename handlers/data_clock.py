"""What people ask about their own data and nobody has answered, with the time that is left."""

from dataclasses import dataclass
from datetime import datetime

from domain.data_requests import DataRequest, working_days_left
from domain.office import Office
from domain.people import Staff
from storage import data_requests, people
from storage.database import Transaction


@dataclass(frozen=True)
class Pending:
    """`left`: working days, 0 on the last one; None: it is overdue."""

    request: DataRequest
    asker: Staff | None
    left: int | None


async def pending(tx: Transaction, office: Office, now: datetime) -> list[Pending]:
    """What is overdue leads."""
    return [
        Pending(one, await people.get(tx, one.staff_id), working_days_left(one.answer_by, now, office.calendar))
        for one in await data_requests.waiting(tx)
    ]
