"""A lost phone, or an account that is somebody else's: cut off at once by whoever may let people in."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from domain.errors import Refused
from domain.folding import fold
from domain.invites import shown
from domain.messages import Choice, Message
from domain.people import Staff
from domain.permissions import Right, Role
from handlers.join_requests import may_give_key, may_let_in
from handlers.visit import Visit
from storage import accounts, finding, invites, outbox, people
from storage.accounts import Account
from storage.database import Transaction
from storage.invites import Slip
from storage.outbox import Unasked
from storage.salt import hashed
from texts import label, render, words

CODE_LASTS = timedelta(days=3)
MOST = 8  # of one name, to choose from
_WHO = r"(?:cua )?(?:(?:chi|anh|dong chi|d/c) )?((?:[a-z]+ ?){1,6})"
_SAID = re.compile(rf"(?:khoa|ngat|cat) (?:tai khoan|may|dien thoai) {_WHO}")
_LOST = re.compile(r"(?:bao )?(?:chi|anh|dong chi) ((?:[a-z]+ ){1,4}?)(?:bi )?mat (?:may|dien thoai)")


@dataclass(frozen=True)
class Cut:
    """What was cut off, and the new way in. `slip`: None where it is another's to give. `nobody_left`: no officer can
    be reached any more."""

    person: Staff
    accounts: list[Account]
    slip: Slip | None
    nobody_left: bool


async def cut(tx: Transaction, person: Staff, chance: Random | None, now: datetime) -> Cut:
    """End all accounts of this person: what is open there is forgotten, what waits there is not said. `chance`: what a
    new code is drawn from; None for no code."""
    found = await accounts.accounts_of(tx, person.id)
    for account in found:
        await _end(tx, account)
    await invites.cancel_of_person(tx, person.id, now)
    slip = await invites.issue(tx, person.id, chance, now, CODE_LASTS) if chance else None
    officers = Role.OFFICER in person.roles and not await people.with_role(tx, Role.OFFICER, reachable=True)
    return Cut(person, found, slip, officers)


async def _end(tx: Transaction, account: Account) -> None:
    await accounts.unlink_one(tx, account)
    await outbox.drop_to(tx, account.chat, render("lost_phones/dropped"))


def said(done: Cut, now: datetime, told: int = 0) -> str:
    """`told`: how many others hear of it."""
    code = shown(done.slip.code) if done.slip else ""
    until = done.slip.expires_at.astimezone(now.tzinfo) if done.slip else now
    return render("lost_phones/cut", cut=done, code=code, until=until, at=now, told=told)


# By name ------------------------------------------------------------------------------------------


def asked_for(text: str) -> str | None:
    """The command line for “khóa tài khoản chị Hoa”, “chị Hoa mất máy”; None for any other words."""
    said = fold(text).rstrip(" .?")
    found = _SAID.fullmatch(said) or _LOST.fullmatch(said)
    if found is None or found[1].split()[0] in words()["platforms"]:
        return None  # to end one platform's account is about one's own, in “cài đặt”
    return f"themnguoi matmay {found[1]}"


async def by_name(visit: Visit) -> Message:
    """`matmay hoa`: the one who is called so and has an account; among several, or too many, it is asked which."""
    said = [word for word in visit.args[1:] if word.isascii() and word.isalpha()]
    found = await finding.people(visit.tx, said, visit.person.scopes(Right.LET_IN)) if said else finding.Found(())
    called = [one for one in await people.some(visit.tx, found.ids) if may_let_in(visit.person, one)]
    choices = {one.id: await choice(visit.tx, one) for one in called}
    near = [one for one in called if choices[one.id]]
    exactly = [one for one in near if fold(one.full_name).split()[-len(said) :] == said]
    if len(exactly) == 1 and not found.more:
        return await cut_now(visit, await person_of(visit, exactly[0].id))
    if not near:
        raise Refused("nobody_there")
    offered = tuple(_named(one, cut) for one in (exactly or near)[:MOST] if (cut := choices[one.id]))
    return Message(text=render("lost_phones/which", said=" ".join(said)), choices=offered)


def _named(person: Staff, cut: Choice) -> Choice:
    where = ", ".join(filter(None, (person.listed, person.post, person.unit.short_name)))
    return cut.model_copy(update={"label": f"{cut.label}: {where}", "destroys": False})


# In chat ------------------------------------------------------------------------------------------


async def choice(tx: Transaction, person: Staff) -> Choice | None:
    """[Ngắt tài khoản] of this person, as long as the accounts are those of now; None where there are none."""
    found = await accounts.accounts_of(tx, person.id)
    if not found:
        return None
    return Choice(label=label("cut_off"), command=f"/themnguoi khoa {person.id}.{_newest(found)}", destroys=True)


def _newest(found: list[Account]) -> int:
    return max((one.id for one in found), default=0)


async def cut_off(visit: Visit) -> Message:
    """`/themnguoi khoa 17.5`: unless that person has come in anew meanwhile."""
    number, newest = visit.versioned() or (None, None)
    person = await person_of(visit, number)
    if not newest or newest != _newest(await accounts.accounts_of(visit.tx, person.id)):
        return Message(text=render("lost_phones/changed", person=person))
    return await cut_now(visit, person)


async def cut_now(visit: Visit, person: Staff) -> Message:
    """With a new code, if its roles are the visitor's to give; else those who answer for them hear of it."""
    key = await may_give_key(visit.tx, visit.person, person)
    done = await cut(visit.tx, person, await chance_of(visit) if key else None, visit.now)
    for account in done.accounts:
        await visit.record("account.cut_off", account.id)
    if key:
        await visit.record("invite.issued", person.id)
    told = 0 if key else await _tell(visit, person, _newest(done.accounts))
    return Message(text=said(done, visit.now, told), keeps=True, secret=key)


async def _tell(visit: Visit, person: Staff, newest: int) -> int:
    """The officers, the Director and the administrator, but not of what they did or who is cut off. How many."""
    found = {
        one.id: one
        for role in (Role.OFFICER, Role.DIRECTOR, Role.ADMIN)
        for one in await people.with_role(visit.tx, role, person.unit, reachable=True)
        if one.id not in {visit.person.id, person.id}
    }
    told = Message(text=render("lost_phones/told", person=person, by=visit.person, at=visit.now), keeps=True)
    notes = [Unasked(f"cut_off:{person.id}:{newest}:{one}", "officer", staff_id=one, message=told) for one in found]
    await outbox.queue(visit.tx, notes, visit.now)
    return len(notes)


async def undo(visit: Visit) -> Message:
    """`/themnguoi ngat 5.…`: somebody came in by the unit's code who is not that person. A typed one has no version."""
    number, version = visit.versioned() or (visit.number(1), None)
    account = await accounts.get(visit.tx, number)
    if account is None or version not in {None, account.version}:
        return Message(text=render("lost_phones/gone"), keeps=True)
    person = await person_of(visit, account.staff_id)
    await _end(visit.tx, account)
    await visit.record("account.cut_off", account.id)
    if not await may_give_key(visit.tx, visit.person, person):
        await _tell(visit, person, account.id)
    return Message(text=render("lost_phones/undone", person=person, account=account), keeps=True)


async def person_of(visit: Visit, staff_id: int | None) -> Staff:
    """Somebody whom the visitor may let in. Raises Refused alike for all others."""
    person = await people.get(visit.tx, staff_id)
    if person is None or person.left_at is not None or not may_let_in(visit.person, person):
        raise Refused("lets_in_elsewhere")
    visit.require(Right.LET_IN, person.unit)
    return person


async def chance_of(visit: Visit) -> Random:
    """What a code is drawn from: a secret of this installation's, and this update."""
    seed = await hashed(visit.tx, "new code", f"{visit.update}:{visit.now.isoformat()}:{visit.person.id}")
    return Random(seed)  # noqa: S311  # its seed is a secret
