"""Which groups hear of campaigns: begun by an officer in private, ended there too."""

from dataclasses import replace

from domain.invites import GROUP_CODE_LASTS, MOST_FAILURES, recent, shown
from domain.messages import Choice, Message
from domain.permissions import Right
from handlers import cards
from handlers.visit import Visit
from storage import audit, groups, people, strangers
from storage.groups import Group
from storage.salt import hashed
from texts import label, render

LONGEST_TITLE = 60  # characters of a name on a choice: of a group, with its topic


async def nhom(visit: Visit) -> Message:
    """/nhom: a link that adds the assistant to one group, and the groups that are linked. `ngung 3.…` ends one."""
    if visit.args[:1] == ("ngung",) and (seen := visit.versioned() or (visit.number(1), None))[0] is not None:
        return await _stop(visit, *seen)
    linked = await groups.linked(visit.tx)
    made = await hashed(visit.tx, "new group code", f"{visit.update}:{visit.now.isoformat()}:{visit.person.id}")
    token, code = made[:32], f"{int(made[32:], 16) % 10**8:08}"
    await groups.cancel_codes(visit.tx, visit.person.id)
    for one in (token, code):
        await _issue(visit, one)
    text = render("groups/link", link=visit.address("group", token), code=shown(code), groups=linked)
    return Message(text=text, choices=_stops(linked), in_words=True)


async def _stop(visit: Visit, group_id: int | None, version: int | None) -> Message:
    """A group that was linked anew since stays as it is; without a version its number was typed."""
    stopped = await groups.stop(visit.tx, group_id, version, visit.now)
    if stopped:
        await visit.record("group.stopped", group_id)
    linked = await groups.linked(visit.tx)
    facts = {"stopped": stopped, "again": any(group.id == group_id for group in linked)}
    known = await groups.known(visit.tx, group_id)
    text = render("groups/list", groups=linked, number=group_id, known=known, **facts)
    return Message(text=text, choices=_stops(linked), in_words=True)


def _stops(linked: list[Group]) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            label=f"{label('stop_group')} {group.title[:LONGEST_TITLE]}".strip(),
            command=f"/nhom ngung {group.id}.{group.version}",
            destroys=True,
        )
        for group in linked
    )


async def _issue(visit: Visit, code: str) -> None:
    """A code that only this installation's salt could make, so that a handler needs no chance of its own."""
    expires_at = visit.now + GROUP_CODE_LASTS
    await groups.issue_code(visit.tx, await hashed(visit.tx, "group", code), visit.person.id, expires_at)


async def link_here(visit: Visit) -> Message | None:
    """/start <code> in a group, by anybody (administrators may be anonymous): the code says which officer began it."""
    if not visit.args or not await _may_try(visit, visit.args[0]):
        return None
    staff_id = await groups.spend_code(visit.tx, await hashed(visit.tx, "group", visit.args[0]), visit.now)
    officer = await people.get(visit.tx, staff_id) if staff_id else None
    if officer is None or not officer.may(Right.OFFICE):
        await _failed(visit)
        return None
    await groups.cancel_codes(visit.tx, officer.id)
    request = visit.request
    anew = request.chat not in [one.chat for one in await groups.linked(visit.tx)]
    group_id = await groups.link(visit.tx, request.chat, request.title, officer.id, visit.now, edits=visit.means.edits)
    if anew:
        await cards.greet(visit.tx, group_id, visit.now)
    await audit.record(visit.tx, visit.now, officer.id, "group.linked", group_id, origin=request.chat.platform)
    return Message(text=render("groups/linked", office=visit.office))


async def _may_try(visit: Visit, code: str) -> bool:
    """Eight digits can be guessed: somebody who is known by name types them, and a few times an hour at most."""
    if not code.isdigit():
        return True
    if not visit.request.sender:
        return False
    known = await strangers.get(visit.tx, visit.request.chat.platform, visit.request.sender)
    return len(recent(known.failures, visit.now)) < MOST_FAILURES


async def _failed(visit: Visit) -> None:
    platform, sender = visit.request.chat.platform, visit.request.sender
    if sender:
        known = await strangers.get(visit.tx, platform, sender)
        failures = (*recent(known.failures, visit.now), visit.now)
        await strangers.save(visit.tx, platform, sender, replace(known, failures=failures))
