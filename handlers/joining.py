"""Letting people in: consent, then who they are, then welcome."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from domain.errors import Refused
from domain.folding import fold
from domain.messages import Choice, Message
from domain.people import Staff
from domain.replies import agrees
from handlers import accounts, arrivals, attempts, dialogue, groups, guide, questions
from handlers.dialogue import Step
from handlers.visit import Visit
from storage import accounts as stored_accounts
from storage import dialogues, grants, invites, join_requests, people, strangers
from storage import joining as roster
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


async def in_already(visit: Visit) -> Message:
    """/xinvao of somebody who is in."""
    menu = await guide.menu(visit)
    return Message(text=render("joining/in_already", person=visit.person), choices=menu.choices)


# What opens ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Way:
    """What somebody comes in by: a code, a number of the roster, or neither, by asking.

    `person`: who that is; None as long as no name was given.
    """

    invite: Invite | None = None
    person: Staff | None = None

    @property
    def of_unit(self) -> bool:
        """By a code that many people have."""
        return self.invite is not None and self.invite.unit_id is not None

    @property
    def opened_by(self) -> str:
        return "code" if self.invite else "number" if self.person else "asking"


async def open_invite(visit: Visit, invite: Invite) -> Message:
    """A live invite alone asks for consent."""
    return await _ask_consent(visit, await dialogue.begin(visit, "joining", "consent", invite=invite.id))


async def open_number(visit: Visit, person: Staff) -> Message:
    """So does the number of somebody on the roster, handed over by its owner."""
    return await _ask_consent(visit, await dialogue.begin(visit, "joining", "consent", staff=person.id))


async def open_request(visit: Visit) -> Message:
    """And so does asking."""
    return await _ask_consent(visit, await dialogue.begin(visit, "joining", "consent"))


def unusable() -> Message:
    """The one answer to used, expired, cancelled and invented codes."""
    return Message(text=render("joining/code_unusable"))


def number_unknown() -> Message:
    """The one answer to every number that lets nobody in."""
    return Message(text=render("joining/number_unknown"))


async def way_of(visit: Visit, draft: Draft) -> Way | None:
    """None once the code is dead, or the person has come in, left or got a role meanwhile."""
    invite_id, staff_id = draft.data.get("invite"), draft.data.get("staff")
    invite = await invites.live(visit.tx, invite_id, visit.now) if invite_id else None
    if invite_id and invite is None:
        return None
    meant = staff_id or (invite.staff_id if invite else None)
    if meant is None:
        return Way(invite)
    person = await people.get(visit.tx, meant)
    gone = person is None or person.left_at is not None
    return None if gone or (staff_id and not await comes_in_unasked(visit, staff_id)) else Way(invite, person)


async def comes_in_unasked(visit: Visit, staff_id: int) -> bool:
    """Whether a name or a number is enough: of nobody who is in already, and of nobody who holds a role."""
    return not (await roster.is_let_in(visit.tx, staff_id) or await grants.of(visit.tx, staff_id))


async def _gone(visit: Visit, draft: Draft) -> Message:
    """Meanwhile it was used, cancelled or expired."""
    await dialogues.end_all(visit.tx, visit.request.chat.platform, visit.request.sender)
    return unusable() if "invite" in draft.data else number_unknown()


def _choices(draft: Draft, options: Mapping[str, str]) -> tuple[Choice, ...]:
    return tuple(dialogue.choice(draft, label(name), value) for value, name in options.items())


def _picked(answer: str, options: Mapping[str, str]) -> str | None:
    """The option that was pressed, or typed in its words."""
    if "me" in options and agrees(answer):
        return "me"
    return next((value for value, name in options.items() if fold(answer) in {value, fold(label(name))}), None)


# Consent ------------------------------------------------------------------------------------------


async def _ask_consent(visit: Visit, draft: Draft) -> Message:
    way = await way_of(visit, draft)
    if way is None:
        return await _gone(visit, draft)
    facts = {"office": visit.office, "platform": visit.request.chat.platform, "opened_by": way.opened_by}
    return Message(text=render("joining/consent", **facts), choices=_choices(draft, CONSENTING), keeps=True)


async def _take_consent(visit: Visit, draft: Draft, answer: str) -> Message:
    way = await way_of(visit, draft)
    if way is None:
        return await _gone(visit, draft)
    match _picked(answer, CONSENTING):
        case "yes":
            step = "identity" if way.person else "name"
            moved = await dialogue.move(visit, draft, step, consented_at=visit.now.isoformat())
            return await (ask_identity(visit, moved) if way.person else ask_name(visit, moved))
        case "no":
            await dialogue.end(visit, draft)
            until = way.invite.expires_at.astimezone(visit.office.zone) if way.invite else None
            return Message(text=render("joining/declined", until=until))
        case "full":
            text = render("joining/consent_full", office=visit.office, platform=visit.request.chat.platform)
            return Message(text=text, choices=_choices(draft, CONSENTING)[:2], keeps=True)
    return await _ask_consent(visit, draft)


def consented(draft: Draft) -> stored_accounts.Consent:
    return stored_accounts.Consent(CONSENT, datetime.fromisoformat(draft.data["consented_at"]))


async def ask_name(_visit: Visit, draft: Draft) -> Message:
    """Of whoever comes by a unit's code, or asks."""
    return Message(text=render("joining/ask_name", at=consented(draft).at))


# Identity -----------------------------------------------------------------------------------------


async def ask_identity(visit: Visit, draft: Draft) -> Message:
    """By a code that many have, only what was typed is shown again."""
    way = await way_of(visit, draft)
    if way is None or way.person is None:
        return await _gone(visit, draft)
    text = render("joining/identity", person=way.person, at=consented(draft).at, post=not way.of_unit)
    return Message(text=text, choices=_choices(draft, IDENTIFYING))


async def _take_identity(visit: Visit, draft: Draft, answer: str) -> Message:
    way = await way_of(visit, draft)
    if way is None or way.person is None:
        return await _gone(visit, draft)
    match _picked(answer, IDENTIFYING):
        case "me":
            return await _let_in(visit, draft, way, way.person, reported=False)
        case "wrong":
            return await _let_in(visit, draft, way, way.person, reported=True)
        case "other":
            return await _not_me(visit, way, way.person)
    return await ask_identity(visit, draft)


async def _not_me(visit: Visit, way: Way, person: Staff) -> Message:
    """Nothing about that person is shown again. One person's token and code are cancelled together; whatever else it
    was counts as a wrong try."""
    await dialogues.end_all(visit.tx, visit.request.chat.platform, visit.request.sender)
    await _tell_of_mistake(visit, way, person)
    if way.invite is not None and not way.of_unit:
        await invites.cancel(visit.tx, way.invite.id, visit.now)
        await visit.record("invite.cancelled", way.invite.id)
        return Message(text=render("joining/not_me", cancelled=True))
    return await attempts.failed(visit, "identity.denied") or Message(text=render("joining/not_me", cancelled=False))


async def _tell_of_mistake(visit: Visit, way: Way, person: Staff) -> None:
    told = Message(text=render("joining/not_me_officer", person=person, way=way))
    await questions.tell_officers(visit, f"not_me:{person.id}:{visit.update}", told)


async def _let_in(visit: Visit, draft: Draft, way: Way, person: Staff, *, reported: bool) -> Message:
    """Token and code are spent here, together."""
    if way.invite is not None and not await invites.spend(visit.tx, way.invite.id, visit.now):
        return await _gone(visit, draft)
    chat, sender = visit.request.chat, visit.request.sender
    others = await stored_accounts.reachable_accounts(visit.tx, person.id)
    account = await stored_accounts.link(visit.tx, person.id, chat, sender, consented(draft), visit.now)
    await accounts.tell_others(visit, person, others, account)
    joined = replace(visit, staff=person)
    await joined.record("account.linked", account, "consent")
    await join_requests.withdraw(visit.tx, chat.platform, sender, visit.now)
    if way.of_unit:
        await arrivals.tell(joined, account)
    if reported:
        await questions.pass_on(joined, render("joining/wrong_details"))
    if not person.gender:
        return await _ask_address(joined, await dialogue.move(joined, draft, "address", reported=reported))
    return await _welcome(joined, reported=reported)


# Welcome ------------------------------------------------------------------------------------------


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
    "identity": Step(ask_identity, _take_identity),
    "address": Step(_ask_address, _take_address),
}
