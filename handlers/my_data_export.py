"""All that is kept about a person as two files: one for programs, one to read."""

import json
from datetime import datetime

from domain.markup import plain
from domain.messages import Attachment, Message
from domain.office import Office
from domain.people import Staff
from storage import own_data
from storage.database import Transaction
from texts import render

FOR_PROGRAMS, TO_READ = "json", "trang"


async def files(tx: Transaction, person: Staff, office: Office, now: datetime) -> dict[str, Attachment]:
    """By kind. Names are the same for everybody: they say nothing about whose data it is."""
    kept = await own_data.everything(tx, person)
    for one in kept["messages"]:
        one["message"] = plain(Message.model_validate_json(one["message"]).text)
    table = {"office": office.name, "exported_at": now.isoformat(), **kept}
    page = render("my_data/page", office=office, now=now, person=person, kept=kept)
    return {
        FOR_PROGRAMS: Attachment(
            name="du-lieu-cua-toi.json", content=json.dumps(table, ensure_ascii=False, indent=2).encode()
        ),
        TO_READ: Attachment(name="du-lieu-cua-toi.html", content=page.encode()),
    }
