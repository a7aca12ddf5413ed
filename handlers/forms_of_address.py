"""How the assistant addresses somebody: by gender and post, or as that person has asked for."""

from domain.messages import Choice, Message
from domain.people import Called
from handlers.visit import Visit
from storage import people
from texts import label, render

_LABELS = {  # as a choice carries it -> what is kept, and what stands on the choice
    "anh": (Called.ANH, "called_anh"),
    "chi": (Called.CHI, "called_chi"),
    "dongchi": (Called.DONG_CHI, "called_dong_chi"),
    "ten": (Called.NAME, "called_name"),
    "danhsach": (Called.UNASKED, "called_by_list"),
}
CALLED = Choice(label=label("form_of_address"), command="/caidat goi")


async def choose(visit: Visit) -> Message:
    """`goi` asks; `goi chi` writes it down: it counts from the next message on."""
    chosen = _LABELS.get(visit.args[1]) if len(visit.args) > 1 else None
    if chosen is None:
        choices = tuple(Choice(label=label(name), command=f"/caidat goi {key}") for key, (_, name) in _LABELS.items())
        return Message(text=render("accounts/ask_called", person=visit.person), choices=choices)
    await people.set_called(visit.tx, visit.person.id, chosen[0])
    await visit.record("staff.called", visit.person.id, "called")
    person = await people.get(visit.tx, visit.person.id)
    return Message(text=render("accounts/called", person=person))
