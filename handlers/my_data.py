"""/dulieu: what is kept about a person, why, who sees it; having it, changing it, taking consent back.

Luật 91/2025/QH15, Nghị định 356/2025/NĐ-CP.
"""

from collections.abc import Mapping

from domain.messages import Choice, Message
from domain.permissions import Role
from handlers import my_data_decisions, my_data_export, my_data_requests, questions
from handlers.tables import Handler
from handlers.visit import Visit
from storage import accounts, data_requests, invites, outbox, own_data, people
from storage.accounts import Account
from texts import label, render

SEES = (Role.UNIT_HEAD, Role.UNIT_FOCAL, Role.OFFICER, Role.DIRECTOR, Role.ADMIN)


async def dulieu(visit: Visit) -> Message | None:
    """/dulieu shows; what else it does, and for the officers, stands in the table below."""
    verb = visit.args[0] if visit.args else ""
    return await _ACTS.get(verb, _show)(visit)


async def _account(visit: Visit) -> Account | None:
    """The account that a choice which ends something names, as long as it is this person's and the same."""
    account = await accounts.account_of(visit.tx, visit.person.id)
    return account if account and visit.versioned() == (account.id, account.version) else None


async def _version(visit: Visit) -> str:
    account = await accounts.account_of(visit.tx, visit.person.id)
    return f"{account.id}.{account.version}" if account else "0.0"


async def _show(visit: Visit) -> Message:
    person, tx = visit.person, visit.tx
    consent = await accounts.consent_of(tx, person.id)
    sees = {role: len([one for one in await people.with_role(tx, role, person.unit) if one != person]) for role in SEES}
    text = render(
        "my_data/shown",
        person=person,
        office=visit.office,
        accounts=await accounts.accounts_of(tx, person.id),
        kept=await own_data.kept(tx, person.id),
        kept_days=visit.office.keeping.texts_days,
        since=consent.at.astimezone(visit.office.zone) if consent else None,
        sees={role: count for role, count in sees.items() if count},
        requests=await data_requests.open_of(tx, person.id),
    )
    return Message(text=text, choices=await _choices(visit))


async def _choices(visit: Visit) -> tuple[Choice, ...]:
    version = await _version(visit)
    waiting = {one.kind: one for one in await data_requests.open_of(visit.tx, visit.person.id)}
    return (
        Choice(label=label("have_own_data"), command="/dulieu tai"),
        *my_data_requests.offered(waiting, version),
        Choice(label=label("withdraw_consent"), command="/dulieu rut"),
    )


# Having it


async def _export(visit: Visit) -> Message:
    """`tai`, `tai json`, `tai trang`: a file where files can be had; elsewhere how else it can be had."""
    kind = visit.args[1] if len(visit.args) > 1 else ""
    given = visit.gives_files
    if not given or kind not in {my_data_export.FOR_PROGRAMS, my_data_export.TO_READ}:
        ways = [] if given else visit.ways_in("/dulieu", files=True)
        text = render("my_data/export", person=visit.person, files=given, ways=ways)
        return Message(text=text, choices=_FILES if given else ())
    made = await my_data_export.files(visit.tx, visit.person, visit.office, visit.now)
    await visit.record("data.exported", visit.person.id)
    return Message(text=render("my_data/exported", person=visit.person), attachment=made[kind])


_FILES = (
    Choice(label=label("page_to_read"), command=f"/dulieu tai {my_data_export.TO_READ}"),
    Choice(label=label("file_for_programs"), command=f"/dulieu tai {my_data_export.FOR_PROGRAMS}"),
)


# Taking consent back


async def _ask_once_more(visit: Visit) -> Message:
    told = await questions.reachable_officers(visit)
    last = not told and Role.OFFICER in visit.person.roles
    return Message(
        text=render("my_data/withdraw", person=visit.person, told=bool(told), last=last),
        choices=(
            Choice(label=label("withdraw_now"), command=f"/dulieu xacnhan {await _version(visit)}", destroys=True),
            Choice(label=label("withdraw_not"), command="/dulieu"),
        ),
    )


async def _withdraw(visit: Visit) -> Message:
    """Unlink, drop what waits to be said to this person, end unused codes, tell the officers if there are any."""
    if await _account(visit) is None:
        return await _show(visit)
    person = visit.person
    several = len(await accounts.accounts_of(visit.tx, person.id)) > 1
    await accounts.unlink(visit.tx, person.id)
    await invites.cancel_of_person(visit.tx, person.id, visit.now)
    await outbox.drop_for(visit.tx, person.id, render("my_data/dropped"))
    await visit.record("consent.withdrawn", person.id)
    word = Message(text=render("my_data/withdrawn_officer", person=person))
    told = await questions.tell_officers(visit, f"withdrawn:{person.id}:{visit.update}", word)
    return Message(text=render("my_data/withdrawn", person=person, several=several, told=bool(told)))


async def _ask_erasure(visit: Visit) -> Message:
    return await (_show(visit) if await _account(visit) is None else my_data_requests.ask_erasure(visit))


_ACTS: Mapping[str, Handler] = {
    "rut": _ask_once_more,
    "sua": my_data_requests.begin_correction,
    "tai": _export,
    "thoi": my_data_requests.take_back,
    "xacnhan": _withdraw,
    "xoa": _ask_erasure,
    **my_data_decisions.ACTS,
}
