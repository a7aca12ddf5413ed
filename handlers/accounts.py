"""/caidat: a person's accounts: one more of them, which one is told what nobody asked for, one fewer."""

from collections.abc import Mapping
from datetime import timedelta
from random import Random

from domain.invites import shown
from domain.messages import Choice, Message
from domain.people import Staff
from handlers import forms_of_address
from handlers.forms_of_address import CALLED
from handlers.tables import Handler
from handlers.visit import Visit
from storage import accounts as stored_accounts
from storage import invites, outbox
from storage.accounts import Account
from storage.salt import hashed
from texts import label, platform_name, render

CODE_LASTS = timedelta(minutes=30)


async def caidat(visit: Visit) -> Message | None:
    """/caidat shows them; `them` gives a code, `tin 5.…` chooses, `ngat 5.…` ends one, `goi`: the form of address."""
    verb = visit.args[0] if visit.args else ""
    return await _ACTS[verb](visit) if verb in _ACTS else await _show(visit)


async def _show(visit: Visit) -> Message:
    accounts = await stored_accounts.accounts_of(visit.tx, visit.person.id)
    told = await stored_accounts.account_of(visit.tx, visit.person.id)
    others = [one for one in accounts if told is None or one.id != told.id]
    text = render("accounts/shown", person=visit.person, accounts=accounts, told=told)
    choices = (*map(_choose, others), _ADD, CALLED, *(map(_end, accounts) if others else ()))
    return Message(text=text, choices=choices)


_ADD = Choice(label=label("add_account"), command="/caidat them")


def _choose(account: Account) -> Choice:
    return Choice(label=f"{label('told_here')} {_called(account)}", command=f"/caidat tin {_versioned(account)}")


def _end(account: Account) -> Choice:
    words = f"{label('end_account')} {_called(account)}"
    return Choice(label=words, command=f"/caidat ngat {_versioned(account)}", destroys=True)


def _called(account: Account) -> str:
    """With its number, since two accounts may be on one platform."""
    return f"{platform_name(account.chat.platform)} ({account.id})"


def _versioned(account: Account) -> str:
    return f"{account.id}.{account.version}"


async def _add(visit: Visit) -> Message:
    """A code of one's own, to be typed on the other account."""
    secret = await hashed(visit.tx, "code for another account", f"{visit.update}:{visit.now.isoformat()}")
    chance = Random(secret)  # noqa: S311  # its seed is a secret of this installation's
    slip = await invites.issue(visit.tx, visit.person.id, chance, visit.now, CODE_LASTS)
    await visit.record("account.code_issued", visit.person.id)
    code = shown(slip.code)
    until = slip.expires_at.astimezone(visit.office.zone)
    text = render("accounts/code", person=visit.person, code=code, until=until, ways=visit.ways_in(code))
    return Message(text=text, secret=True)


async def tell_others(visit: Visit, person: Staff, others: list[Account], added: int) -> None:
    """The person learns on the accounts that were there already; what nobody asked for goes on to the same one."""
    if others:
        await stored_accounts.choose(visit.tx, others[0].id, visit.now)
    for one in others:
        text = render("accounts/added", person=person, platform=visit.request.chat.platform, number=added, at=visit.now)
        message = Message(text=text, keeps=True)
        await outbox.answer(visit.tx, f"account_added:{added}:{one.id}", one.chat, message, visit.now)


async def _choose_told(visit: Visit) -> Message:
    account = await _mine(visit)
    if account is not None:
        await stored_accounts.choose(visit.tx, account.id, visit.now)
        await visit.record("account.chosen", account.id)
    return await _show(visit)


async def _end_one(visit: Visit) -> Message:
    """All but the last: whoever wants none withdraws consent."""
    account = await _mine(visit)
    if account is None or len(await stored_accounts.accounts_of(visit.tx, visit.person.id)) < 2:  # noqa: PLR2004  # the last
        return await _show(visit)
    await stored_accounts.unlink_one(visit.tx, account)
    await visit.record("account.ended", account.id)
    here = account.chat == visit.request.chat
    return Message(text=render("accounts/ended", account=account, here=here, person=visit.person))


async def _mine(visit: Visit) -> Account | None:
    """The account that a choice names, as long as it is this person's and the same."""
    accounts = await stored_accounts.accounts_of(visit.tx, visit.person.id)
    return next((one for one in accounts if visit.versioned() == (one.id, one.version)), None)


_ACTS: Mapping[str, Handler] = {"them": _add, "tin": _choose_told, "ngat": _end_one, "goi": forms_of_address.choose}
