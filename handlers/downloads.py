"""A file where none can be sent: it is kept for a while, and the answer says by which link it is had."""

from datetime import datetime

from domain.messages import Message
from domain.office import Office
from handlers.visit import Visit
from storage import downloads
from storage.database import Transaction
from texts import render


async def linked(visit: Visit, message: Message | None) -> Message | None:
    """The same answer, with a link in the place of its file. No copy of it is kept once it was said."""
    file, links = message.attachment if message else None, visit.links
    if message is None or file is None or links is None or visit.means.files or visit.staff is None:
        return message
    until = visit.now + links.last
    token = await downloads.keep(visit.tx, visit.person.id, file, visit.now, until)
    link = render("delivery/link", person=visit.person, file=file.name, address=links.address(token), until=until)
    text = f"{message.text}\n\n{link}"
    return message.model_copy(update={"text": text, "attachment": None, "secret": True})


async def forget_expired(tx: Transaction, _office: Office, now: datetime) -> bool:
    """A file whose link has run out. True if there was one."""
    return await downloads.forget_expired(tx, now)
