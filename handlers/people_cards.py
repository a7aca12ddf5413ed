"""One person of the roster as those see who are responsible for that person's unit."""

from domain.errors import Refused
from domain.messages import Choice, Message
from domain.people import Staff
from domain.permissions import Right
from handlers.visit import Visit
from texts import label, render


def nobody() -> Refused:
    return Refused("nobody_there")


async def card(visit: Visit, person: Staff) -> Message:
    choices = []
    if visit.person.may(Right.GRANT, person.unit):
        choices.append(Choice(label=label("roles_of"), command=f"/phanquyen nguoi {person.id}"))
    return Message(text=render("people_cards/card", person=person), choices=tuple(choices))
