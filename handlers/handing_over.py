"""/bangiao: another person takes one's work over for good: roles, open drives, groups, what waits, in one step."""

from domain.errors import Refused
from domain.messages import Message
from domain.people import Staff
from domain.permissions import RIGHTS, Grant, Right, Role
from handlers import colleagues, dialogue
from handlers.dialogue import Step
from handlers.questions import tell_officers
from handlers.visit import Visit
from handlers.words import command_for
from storage import grants, handovers, people
from storage.dialogues import Draft
from storage.grants import Held
from storage.outbox import Unasked, queue
from texts import label, render, role_name

KIND = "handing_over"


async def bangiao(visit: Visit) -> Message:
    """What there is to hand over, and to whom."""
    return await _ask_whom(visit, await dialogue.begin(visit, KIND, "whom", found=[]))


async def _held(visit: Visit) -> list[Held]:
    """The roles that are handed over: those one holds for good, in the own name."""
    mine = await grants.of(visit.tx, visit.person.id)
    return [one for one in mine if one.grant.role in RIGHTS[Right.HAND_OVER] and one.grant.for_id is None]


async def _ask_whom(visit: Visit, draft: Draft) -> Message:
    held = await _held(visit)
    if not held:
        raise Refused("nothing_to_hand_over")
    choices = await colleagues.choices(visit, draft)
    facts = {
        "person": visit.person,
        "roles": [role_name(one.grant.role) for one in held],
        "work": await handovers.open_work(visit.tx, visit.person.id, visit.now),
        "officer": visit.person.may(Right.OFFICE),
        "several": bool(choices),
    }
    return Message(text=render("handing_over/ask_whom", **facts), choices=choices, in_words=not choices)


async def _take_whom(visit: Visit, draft: Draft, said: str) -> Message:
    if command_for(said) == "thoat":
        return await dialogue.leave(visit)
    chosen = await colleagues.named(visit, draft, said)
    if len(chosen) > 1:
        return await _ask_whom(visit, await dialogue.move(visit, draft, "whom", found=chosen))
    heir = await colleagues.able(visit, chosen[0])
    return await _ask_sure(visit, await dialogue.move(visit, draft, "sure", heir=heir.id))


async def _ask_sure(visit: Visit, draft: Draft) -> Message:
    heir = await colleagues.able(visit, draft.data["heir"])
    roles = [role_name(one.grant.role) for one in await _held(visit)]
    choices = (dialogue.choice(draft, label("hand_over_now"), "ok"), dialogue.choice(draft, label("not_now"), "no"))
    text = render("handing_over/sure", person=visit.person, heir=heir, roles=roles)
    return Message(text=text, choices=choices)


async def _take_sure(visit: Visit, draft: Draft, said: str) -> Message:
    if said == "no" or command_for(said) == "thoat":
        return await dialogue.leave(visit)
    if said != "ok":
        return await _ask_sure(visit, draft)
    await dialogue.end(visit, draft)
    return await _hand_over(visit, await colleagues.able(visit, draft.data["heir"]))


async def _hand_over(visit: Visit, heir: Staff) -> Message:
    visit.require(Right.HAND_OVER)
    held, person = await _held(visit), visit.person
    if not held:
        raise Refused("nothing_to_hand_over")
    before = heir.roles
    for one in held:
        await grants.add(visit.tx, heir.id, Grant(one.grant.role, one.grant.unit_id), person.id)
        await grants.end(visit.tx, one)
        await visit.record(f"role.handed_over.{one.grant.role}", heir.id, "role,unit")
    if any(one.grant.role is Role.OFFICER for one in held):
        await handovers.move(visit.tx, person.id, heir.id, visit.now.date())
        already = Role.OFFICER in before
        await handovers.move_words(visit.tx, person.id, heir.id, visit.now, officer_already=already)
    return await _told(visit, heir, [role_name(one.grant.role) for one in held])


async def _told(visit: Visit, heir: Staff, roles: list[str]) -> Message:
    """The heir and the other officers learn of it."""
    facts = {"person": visit.person, "heir": heir, "roles": roles}
    told = Message(text=render("handing_over/told", **facts), keeps=True)
    key = f"handed_over:{visit.update}"
    await queue(visit.tx, [Unasked(key, "told", staff_id=heir.id, message=told)], visit.now)
    officers = await people.with_role(visit.tx, Role.OFFICER)
    if any(one.id not in {heir.id, visit.person.id} for one in officers):
        others = Message(text=render("handing_over/told_others", **facts), keeps=True)
        await tell_officers(visit, key, others)
    return Message(text=render("handing_over/done", **facts))


_MAY = dialogue.needs(Right.HAND_OVER)
STEPS = {
    "whom": dialogue.guarded(Step(_ask_whom, _take_whom), _MAY),
    "sure": dialogue.guarded(Step(_ask_sure, _take_sure), _MAY),
}
