"""Letting people in: consent, then who they are, then welcome."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from domain.errors import Refused
from domain.folding import fold
from domain.messages import Choice, Message
from domain.people import Staff
from domain.replies import agrees
from handlers import accounts, dialogue, groups, guide, questions
from handlers.dialogue import Step
from handlers.visit import Visit
from storage import accounts as stored_accounts
from storage import audit, dialogues, invites, people, strangers
from storage.dialogues import Draft
from storage.invites import Invite
from texts import label, render

CONSENT = "1"  # the version of texts/joining/consent and consent_full; a new one is written beside each account
GENDERS = {"anh": "male", "chi": "female", "skip": ""}

# What is answered at each step, and the label of its choice.
CONSENTING = {"yes": "agree", "no": "disagree", "full": "consent_full"}
IDENTIFYING = {"me": "that_is_me", "wrong": "wrong_details", "other": "not_me"}
ADDRESSING = {"anh": "call_anh", "chi": "call_chi", "skip": "call_by_name"}


async def start(visit: Visit) -> Message | None:
    """/start: of somebody let in already, the menu; in a group, a link begun by the officer."""
    if not visit.request.private:
        return await groups.link_here(visit)
    return await (code_again(visit) if visit.args else guide.menu(visit))


async def code_again(visit: Visit) -> Message:
    """A code from somebody who is in already: it stays unused."""
    menu = await guide.menu(visit)
    return Message(text=render("joining/already", person=visit.person), choices=menu.choices)


async def open_invite(visit: Visit, invite: Invite) -> Message:
    """A live invite alone asks for consent."""
    return await _ask_consent(visit, await dialogue.begin(visit, "joining", "consent", invite=invite.id))


def unusable() -> Message:
    """The one answer to used, expired, cancelled and invented codes."""
    return Message(text=render("joining/code_unusable"))


def _choices(draft: Draft, options: Mapping[str, str]) -> tuple[Choice, ...]:
    return tuple(dialogue.choice(draft, label(name), value) for value, name in options.items())


def _picked(answer: str, options: Mapping[str, str]) -> str | None:
    """The option that was pressed, or typed in its words."""
    if "me" in options and agrees(answer):
        return "me"
    return next((value for value, name in options.items() if fold(answer) in {value, fold(label(name))}), None)


async def _ask_consent(visit: Visit, draft: Draft) -> Message:
    text = render("joining/consent", office=visit.office, platform=visit.request.chat.platform)
    return Message(text=text, choices=_choices(draft, CONSENTING), keeps=True)


async def _take_consent(visit: Visit, draft: Draft, answer: str) -> Message:
    invite = await invites.live(visit.tx, draft.data["invite"], visit.now)
    if invite is None:
        return await _gone(visit)
    match _picked(answer, CONSENTING):
        case "yes":
            moved = await dialogue.move(visit, draft, "identity", consented_at=visit.now.isoformat())
            return await _ask_identity(visit, moved)
        case "no":
            await dialogue.end(visit, draft)
            return Message(text=render("joining/declined", until=invite.expires_at.astimezone(visit.office.zone)))
        case "full":
            text = render("joining/consent_full", office=visit.office, platform=visit.request.chat.platform)
            return Message(text=text, choices=_choices(draft, CONSENTING)[:2], keeps=True)
    return await _ask_consent(visit, draft)


async def _gone(visit: Visit) -> Message:
    """Meanwhile the invite was used, cancelled or expired."""
    await dialogues.end_all(visit.tx, visit.request.chat.platform, visit.request.sender)
    return unusable()


async def _invited(visit: Visit, draft: Draft) -> tuple[Invite, Staff] | None:
    invite = await invites.live(visit.tx, draft.data["invite"], visit.now)
    person = await people.get(visit.tx, invite.staff_id) if invite else None
    return (invite, person) if invite and person else None


async def _ask_identity(visit: Visit, draft: Draft) -> Message:
    invited = await _invited(visit, draft)
    if invited is None:
        return await _gone(visit)
    at = datetime.fromisoformat(draft.data["consented_at"])
    return Message(text=render("joining/identity", person=invited[1], at=at), choices=_choices(draft, IDENTIFYING))


async def _take_identity(visit: Visit, draft: Draft, answer: str) -> Message:
    invited = await _invited(visit, draft)
    if invited is None:
        return await _gone(visit)
    match _picked(answer, IDENTIFYING):
        case "me":
            return await _let_in(visit, draft, *invited, reported=False)
        case "wrong":
            return await _let_in(visit, draft, *invited, reported=True)
        case "other":
            return await _not_me(visit, *invited)
    return await _ask_identity(visit, draft)


async def _not_me(visit: Visit, invite: Invite, person: Staff) -> Message:
    """Nothing about that person is shown again; token and code are cancelled together."""
    await invites.cancel(visit.tx, invite.id, visit.now)
    await dialogues.end_all(visit.tx, visit.request.chat.platform, visit.request.sender)
    await visit.record("invite.cancelled", invite.id)
    told = Message(text=render("joining/not_me_officer", person=person))
    await questions.tell_officers(visit, f"not_me:{invite.id}", told)
    return Message(text=render("joining/not_me"))


async def _let_in(visit: Visit, draft: Draft, invite: Invite, person: Staff, *, reported: bool) -> Message:
    """Token and code are spent here, together."""
    if not await invites.spend(visit.tx, invite.id, visit.now):
        return await _gone(visit)
    chat, sender = visit.request.chat, visit.request.sender
    consent = stored_accounts.Consent(CONSENT, datetime.fromisoformat(draft.data["consented_at"]))
    others = await stored_accounts.reachable_accounts(visit.tx, person.id)
    account = await stored_accounts.link(visit.tx, person.id, chat, sender, consent, visit.now)
    await accounts.tell_others(visit, person, others, account)
    await audit.record(
        visit.tx, visit.now, person.id, "account.linked", account, "consent", origin=visit.request.chat.platform
    )
    joined = replace(visit, staff=person)
    if reported:
        await questions.pass_on(joined, render("joining/wrong_details"))
    if not person.gender:
        return await _ask_address(joined, await dialogue.move(joined, draft, "address", reported=reported))
    return await _welcome(joined, reported=reported)


async def _ask_address(_visit: Visit, draft: Draft) -> Message:
    return Message(text=render("joining/address"), choices=_choices(draft, ADDRESSING))


async def _take_address(visit: Visit, draft: Draft, answer: str) -> Message:
    chosen = _picked(answer, ADDRESSING)
    if chosen is None:
        return await _ask_address(visit, draft)
    await people.set_gender(visit.tx, visit.person.id, GENDERS[chosen])
    await visit.record("staff.gender", visit.person.id, "gender")
    person = await people.get(visit.tx, visit.person.id)
    return await _welcome(replace(visit, staff=person), reported=draft.data["reported"])


async def _welcome(visit: Visit, *, reported: bool) -> Message:
    """The end of joining; what brought them here goes on."""
    platform, sender = visit.request.chat.platform, visit.request.sender
    wanted = (await strangers.get(visit.tx, platform, sender)).wanted
    await strangers.forget(visit.tx, platform, sender)
    await dialogues.end_all(visit.tx, platform, sender)
    goes_on = await _go_on(visit, wanted) if wanted else None
    text = render("joining/welcome", person=visit.person, reported=reported, brief=goes_on is not None)
    if goes_on is not None:
        return goes_on.model_copy(update={"text": f"{text}\n\n{goes_on.text}"})
    return Message(text=text, choices=guide.offered("thidua", "menu"))


async def _go_on(visit: Visit, wanted: str) -> Message | None:
    from handlers import run  # noqa: PLC0415  # the table of commands names this module's handlers

    name, *args = wanted.split()
    request = visit.request.model_copy(update={"command": name, "args": tuple(args), "text": ""})
    try:
        async with visit.tx.undoable():
            return await run(replace(visit, request=request))
    except Refused:
        return None  # what the link led to is over; they are in all the same


STEPS = {
    "consent": Step(_ask_consent, _take_consent),
    "identity": Step(_ask_identity, _take_identity),
    "address": Step(_ask_address, _take_address),
}
