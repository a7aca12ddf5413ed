"""What the questions about a change of units share."""

from collections.abc import Awaitable, Callable

from domain.errors import Refused
from domain.messages import Choice, Message
from domain.people import Unit
from domain.permissions import Right
from handlers import dialogue
from handlers.dialogue import Step
from handlers.visit import Visit
from handlers.words import command_for
from storage import tree, tree_changes
from storage.dialogues import Draft
from texts import label

KIND = "units"
LONGEST = 120  # characters of a name
AT_ONCE = 8
WHOLE_OFFICE = 0  # where the id of a unit stands otherwise: directly under the office


async def changeable(visit: Visit, unit_id: int | None) -> Unit:
    """A unit that the visitor may change, as long as it is there. Raises Refused("unit_unknown")."""
    unit = await tree.get(visit.tx, unit_id)
    if unit is None or unit.closed_at is not None or not visit.person.may(Right.ROSTER, unit):
        raise Refused("unit_unknown")
    visit.require(Right.ROSTER, unit)
    return unit


async def begin(visit: Visit, step: str, unit: Unit | None, **data: object) -> Draft:
    """A change of one unit begins; none: of the office's topmost."""
    if unit is None and visit.person.scopes(Right.ROSTER) is not None:
        raise Refused("not_allowed", right=Right.ROSTER)
    version = await tree_changes.version_of(visit.tx, unit.id) if unit else 0
    return await dialogue.begin(visit, KIND, step, unit=unit.id if unit else WHOLE_OFFICE, version=version, **data)


async def subject(visit: Visit, draft: Draft) -> Unit:
    """The unit that is being changed. Raises Refused("unit_changed") if another has changed it meanwhile."""
    unit = await changeable(visit, draft.data["unit"])
    if await tree_changes.version_of(visit.tx, unit.id) != draft.data["version"]:
        raise Refused("unit_changed", unit=unit)
    return unit


def named(said: str) -> str:
    """A name as it is kept. Raises Refused("unit_name_unclear")."""
    name = " ".join(said.split())
    if not any(letter.isalpha() for letter in name) or len(name) > LONGEST:
        raise Refused("unit_name_unclear")
    return name


Take = Callable[[Visit, Draft, str], Awaitable[Message]]


def step(ask: Callable[[Visit, Draft], Awaitable[Message]], take: Take) -> Step:
    """A step that the words for leaving leave, and that only who may change the unit answers."""

    async def taken(visit: Visit, draft: Draft, said: str) -> Message:
        if command_for(said) == "thoat" or said == "no":
            return await dialogue.leave(visit)
        return await take(visit, draft, said)

    return dialogue.guarded(Step(ask, taken), _allowed)


async def _allowed(visit: Visit, draft: Draft) -> None:
    if draft.data["unit"]:
        await subject(visit, draft)
    else:
        visit.require(Right.ROSTER)


def sure(draft: Draft, name: str) -> tuple[Choice, ...]:
    """The last question: do it, under this label, or not."""
    return dialogue.choice(draft, label(name), "ok"), dialogue.choice(draft, label("not_now"), "no")


def choices(draft: Draft, offered: list[Unit]) -> tuple[Choice, ...]:
    """One of these units, in pages; `begin` of the draft says from which on."""
    begin_at = draft.data.get("begin", 0)
    found = [dialogue.choice(draft, one.name, one.id) for one in offered[begin_at : begin_at + AT_ONCE]]
    if len(offered) > begin_at + AT_ONCE:
        found.append(dialogue.choice(draft, label("more"), f"tu{begin_at + AT_ONCE}"))
    return tuple(found)


def turned(said: str) -> int | None:
    """From which on the next page begins, if that was asked for."""
    digits = said.removeprefix("tu")
    return int(digits) if said.startswith("tu") and digits.isascii() and digits.isdigit() and len(digits) < 6 else None  # noqa: PLR2004  # no tree is larger
