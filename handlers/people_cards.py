"""One person of the roster, as those see who are responsible for that person's unit; and what they may do about it."""

from domain.messages import Choice, Message
from domain.people import Staff
from domain.permissions import Right
from handlers import inviting
from handlers.visit import Visit
from storage import absences, accounts, grants, people, tree
from texts import label, render, role_name

CHOICES = (  # the right in that person's unit, the label, the command; in the order of the card
    (Right.GRANT, "roles_of", "/phanquyen nguoi {id}"),
    (Right.ROSTER, "change_record", "/hoso sua {id}"),
    (Right.ROSTER, "transfer", "/hoso chuyen {id}"),
    (Right.UNIT, "away_for", "/baonghi nguoi {id}"),
    (Right.ROSTER, "away_for", "/baonghi nguoi {id}"),
    (Right.ROSTER, "leaves", "/hoso thoi {id}.{version}"),
)
CHOICES_OF_LEAVERS = ((Right.ROSTER, "comes_back", "/hoso lai {id}.{version}"),)


async def card(visit: Visit, person: Staff, done: str = "") -> Message:
    """The card, with what the visitor may do. `done`: a text that says what has just been done."""
    held = [one.grant for one in await grants.of(visit.tx, person.id) if one.begun]
    facts = {
        "person": person,
        "accounts": await accounts.accounts_of(visit.tx, person.id),
        "roles": [(role_name(one.role), await tree.get(visit.tx, one.unit_id)) for one in held],
        "absences": await absences.of(visit.tx, person.id, visit.now.date()),
        "whole": visit.person.may(Right.ROSTER, person.unit),
        "done": done,
    }
    choices = await _choices(visit, person)
    return Message(text=render("people_cards/card", **facts), choices=choices)


async def _choices(visit: Visit, person: Staff) -> tuple[Choice, ...]:
    version = await people.version_of(visit.tx, person.id)
    offered = CHOICES if person.left_at is None else CHOICES_OF_LEAVERS
    allowed = {
        command.format(id=person.id, version=version): label(name)
        for right, name, command in offered
        if visit.person.may(right, person.unit)
    }
    way_in = await inviting.choices_about(visit, person)
    return (*(Choice(label=words, command=command) for command, words in allowed.items()), *way_in)
