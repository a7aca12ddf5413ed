"""Whose chats the page can show: people and groups, each by the platforms it is on."""

from collections.abc import Iterable, Iterator

from sandbox.errors import Json
from sandbox.world import Person, World
from sandbox.zalo.world import ZaloWorld

Named = tuple[str, str]  # a name, and its owner's id on one platform


def people(telegram: World, zalo: ZaloWorld) -> list[Json]:
    """`{"key", "name", "telegram": id, "zalo": id}`, without the platforms the person is not on."""
    here = [(full_name(person), str(person.id)) for person in telegram.people.values()]
    there = [(person.display_name, person.id) for person in zalo.people.values()]
    return list(_merged(here, there))


def groups(telegram: World, zalo: ZaloWorld) -> list[Json]:
    """As people; `members` holds the ids of those who can write there, by platform."""
    chats = [chat for chat in telegram.chats.values() if chat.person is None and not chat.migrated_to]
    here = [(chat.title, str(chat.id)) for chat in chats]
    there = [(group.title, group.id) for group in zalo.groups.values()]
    return [group | {"members": _members(telegram, zalo, group)} for group in _merged(here, there)]


def full_name(person: Person) -> str:
    """In the Vietnamese order."""
    return f"{person.last_name} {person.first_name}".strip()


def _merged(here: Iterable[Named], there: Iterable[Named]) -> Iterator[Json]:
    """Who has the same name on both platforms is taken for the same."""
    on_zalo: dict[str, list[str]] = {}
    for name, number in there:
        on_zalo.setdefault(name, []).append(number)
    for name, number in here:
        twins = on_zalo.get(name, [])
        yield {"key": f"telegram:{number}", "name": name, "telegram": number} | _also(twins)
    for name, numbers in on_zalo.items():
        yield from ({"key": f"zalo:{number}", "name": name, "zalo": number} for number in numbers)


def _also(twins: list[str]) -> Json:
    return {"zalo": twins.pop(0)} if twins else {}


def _members(telegram: World, zalo: ZaloWorld, group: Json) -> Json:
    members: Json = {}
    if "telegram" in group:
        known = telegram.chats[int(group["telegram"])].members & telegram.people.keys()
        members["telegram"] = [str(member) for member in sorted(known)]
    if "zalo" in group:
        members["zalo"] = sorted(zalo.groups[group["zalo"]].members & zalo.people.keys())
    return members
