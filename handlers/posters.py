"""A page to print and hand over or pin up: QR codes that open the assistant, a code to type, three steps."""

from dataclasses import dataclass
from datetime import datetime

import segno

from domain.invites import shown
from domain.messages import Attachment
from domain.office import Office
from domain.people import Staff, Unit
from handlers.visit import Door
from storage.invites import Slip
from texts import render

NAME = "to-kich-hoat.html"
MODULE = 6  # pixels of one square of a QR code
DOCTYPE = "<!DOCTYPE html>\n"


@dataclass(frozen=True)
class Poster:
    """`slip` None: of the office, without a code. `person` or `unit`: whose the code is."""

    office: Office
    doors: list[Door]
    slip: Slip | None = None
    person: Staff | None = None
    unit: Unit | None = None

    @property
    def code(self) -> str:
        return shown(self.slip.code) if self.slip else ""

    @property
    def until(self) -> datetime | None:
        return self.slip.expires_at.astimezone(self.office.zone) if self.slip else None


def page(poster: Poster) -> bytes:
    """One page of A4 as HTML, its QR codes drawn in it: nothing is fetched to show it."""
    codes = [(door, _qr(door.link)) for door in poster.doors if door.link]
    return (DOCTYPE + render("inviting/poster", poster=poster, codes=codes)).encode()


def attached(poster: Poster) -> Attachment:
    return Attachment(name=NAME, content=page(poster))


def _qr(link: str) -> str:
    return segno.make(link, error="m", micro=False).svg_inline(scale=MODULE, border=2)
