"""Telephone numbers that phones hand over: their own, by the key that asks for it, or somebody's card."""

from itertools import chain

from sandbox.errors import Json
from sandbox.world import Chat, Person, World


def shared(chat: Chat, person: Person, phone: str) -> Json:
    """What pressing the key sends. `phone`: the number of this phone from now on, if it is given.

    Raises LookupError where no key asks for it, ValueError where the phone has no number.
    """
    keys = chain.from_iterable(chat.keyboard.get("keyboard", []))
    if not any(key.get("request_contact") for key in keys):
        raise LookupError("no key asks for a number")
    person.phone = phone or person.phone
    if not person.phone:
        raise ValueError("this phone has no number yet")
    chat.folded = bool(chat.keyboard.get("one_time_keyboard"))
    return _of(person)


def card(world: World, phone: str, user_id: int | None, name: str) -> Json:
    """What a phone sends from its list. Telegram says whose number it is, where it is one of its people's."""
    owner = next((one for one in world.people.values() if one.phone == phone and user_id in (None, one.id)), None)
    if owner is not None:
        return _of(owner)
    plain = {"phone_number": phone, "first_name": name or phone}
    return {"contact": plain if user_id is None else plain | {"user_id": user_id}}


def forwarded(world: World, person: Person) -> Json:
    """The mark of a message that somebody wrote elsewhere before."""
    return {"forward_origin": {"type": "user", "sender_user": person.as_json(), "date": world.stamp()}}


def _of(person: Person) -> Json:
    named = {"first_name": person.first_name, "last_name": person.last_name}
    return {"contact": {"phone_number": person.phone, "user_id": person.id} | {k: v for k, v in named.items() if v}}
