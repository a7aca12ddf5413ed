"""How people are let in."""

from domain.messages import Message
from handlers.visit import Visit
from texts import render

STEPS = {}


async def start(visit: Visit) -> Message:
    return Message(text=render("guide/menu", person=visit.person))


async def stranger(visit: Visit) -> Message | None:
    return Message(text=render("our_fault"))
