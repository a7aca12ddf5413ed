"""/dulieu: what is kept about a person, why, who sees it; taking consent back. (Luật 91/2025/QH15)"""

from domain.messages import Choice, Message
from handlers import questions
from handlers.visit import Visit
from storage import accounts, outbox
from texts import label, render


async def dulieu(visit: Visit) -> Message:
    """Show it; `rut` asks once more, `xacnhan 5.…` withdraws, `xoa 5.…` and `sua` go to the officer."""
    account = await accounts.account_of(visit.tx, visit.person.id)
    present = account is not None and visit.versioned() == (account.id, account.version)
    match visit.args[:1]:
        case ("rut",):
            return await _ask_once_more(visit)
        case ("xacnhan",) if present:
            return await _withdraw(visit)
        case ("xoa",) if present:
            return await questions.pass_on(visit, render("my_data/erasure"))
        case ("sua",):
            return await questions.begin(visit, render("my_data/correction"))
    return await _show(visit)


async def _version(visit: Visit) -> str:
    account = await accounts.account_of(visit.tx, visit.person.id)
    return f"{account.id}.{account.version}" if account else "0.0"


async def _show(visit: Visit) -> Message:
    version = await _version(visit)
    consent = await accounts.consent_of(visit.tx, visit.person.id)
    since = consent.at.astimezone(visit.office.zone) if consent else None
    return Message(
        text=render("my_data/shown", person=visit.person, office=visit.office, since=since),
        choices=(
            Choice(label=label("withdraw_consent"), command="/dulieu rut"),
            Choice(label=label("ask_erasure"), command=f"/dulieu xoa {version}"),
            Choice(label=label("ask_correction"), command="/dulieu sua"),
        ),
    )


async def _ask_once_more(visit: Visit) -> Message:
    return Message(
        text=render("my_data/withdraw", person=visit.person),
        choices=(
            Choice(label=label("withdraw_now"), command=f"/dulieu xacnhan {await _version(visit)}", destroys=True),
            Choice(label=label("withdraw_not"), command="/dulieu"),
        ),
    )


async def _withdraw(visit: Visit) -> Message:
    """Unlink, drop what waits to be said to this person, tell the officers."""
    person = visit.person
    several = len(await accounts.accounts_of(visit.tx, person.id)) > 1
    await accounts.unlink(visit.tx, person.id)
    await outbox.drop_for(visit.tx, person.id, render("my_data/dropped"))
    await visit.record("consent.withdrawn", person.id)
    told = Message(text=render("my_data/withdrawn_officer", person=person))
    await questions.tell_officers(visit, f"withdrawn:{visit.update}", told)
    return Message(text=render("my_data/withdrawn", person=person, several=several))
