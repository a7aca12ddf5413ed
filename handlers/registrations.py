"""/dangky: take part in a campaign, decline, change one's mind, withdraw."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from domain.campaigns import Campaign
from domain.messages import Choice, Message
from domain.people import Staff
from domain.registrations import RegistrationState
from handlers import collectives, registration_dialogue
from handlers.registration_cases import Case, load
from handlers.registration_parties import COLLECTIVE
from handlers.registration_saving import put, send, submit
from handlers.registration_screens import next_steps, present, ways
from handlers.visit import Visit
from storage import campaigns, coverage
from texts import render


@dataclass(frozen=True)
class Asked:
    """“/dangky ok 17.3 5”: what to do, in which campaign, the version that was seen, for whom."""

    verb: str = ""
    campaign_id: int | None = None
    version: int | None = None
    party: str = ""


def _asked(visit: Visit) -> Asked:
    verb = "" if not visit.args or visit.args[0][:1].isdigit() else visit.args[0]
    if verb not in _ACTS:
        return Asked()
    place = 1 if verb else 0
    campaign_id, version = visit.versioned(place) or (visit.number(place), None)
    rest = visit.args[place + 1 :]
    party = COLLECTIVE if verb == COLLECTIVE else rest[0] if rest else ""
    return Asked(verb, campaign_id, version, party)


async def register(visit: Visit) -> Message:
    """/dangky, alone or with what to do; without a campaign the only one that is open is meant."""
    asked = _asked(visit)
    campaign_id = asked.campaign_id
    if campaign_id is None:
        found = await open_campaigns(visit, asked.verb)
        if len(found) != 1:
            return choose(found, f"/dangky {asked.verb}".strip())
        campaign_id = found[0].id
    if asked.verb == "ho" and (not asked.party or asked.party.startswith(collectives.PAGE)):
        return await collectives.colleagues(visit, campaign_id, asked.party)
    return await _ACTS[asked.verb](visit, await load(visit, campaign_id, asked.party), asked.version)


async def of_colleague(visit: Visit, campaign: Campaign, colleague: Staff) -> Message:
    """That of somebody for whom the visitor may enter it."""
    return await _show(visit, await load(visit, campaign.id, str(colleague.id)), None)


async def open_campaigns(visit: Visit, verb: str = "") -> list[Campaign]:
    """Those that take this registration now; where there are none, those whose registration has closed."""
    mine = [one for one in await campaigns.published(visit.tx, visit.now) if await _concerns(visit, one, verb)]
    return [one for one in mine if one.registration_open(visit.now)] or mine


async def _concerns(visit: Visit, campaign: Campaign, verb: str) -> bool:
    if verb == COLLECTIVE:
        return await coverage.takes_part(visit.tx, campaign, visit.own_unit)
    return bool(await collectives.taking_part(visit, campaign)) if verb == "ho" else campaign.includes(visit.person)


def choose(found: list[Campaign], command: str) -> Message:
    """Which of the open campaigns is meant; there may be none."""
    choices = tuple(Choice(label=one.label, command=f"{command} {one.id}") for one in found)
    return Message(text=render("registrations/choose", campaigns=found), choices=choices)


async def _show(visit: Visit, case: Case, _version: int | None) -> Message:
    return present(case) if case.registration or case.to_ask_for else await _ways(visit, case)


async def _change(visit: Visit, case: Case, _version: int | None) -> Message:
    return await _ways(visit, case) if case.open and not case.to_ask_for else present(case)


async def _ways(visit: Visit, case: Case) -> Message:
    """Titles and forms are asked for first, where they are; what comes late is asked for step by step."""
    return await registration_dialogue.begin(visit, case) if case.titles or case.forms or case.late else ways(case)


async def _ask_office(visit: Visit, case: Case, _version: int | None) -> Message:
    """After closing: the questions, for a registration that the office is asked for."""
    return await registration_dialogue.begin(visit, case) if case.to_ask_for else await _show(visit, case, None)


async def _join(visit: Visit, case: Case, version: int | None) -> Message:
    if version != case.version or case.late:
        return present(case)
    return await submit(visit, case)


async def _send(visit: Visit, case: Case, version: int | None) -> Message:
    """What was saved, as it stands."""
    return await send(visit, case) if case.draft and version == case.version else present(case)


async def _decline(visit: Visit, case: Case, version: int | None) -> Message:
    """Typed, it is taken at its word; by who is registered already it would undo that, which is asked about first.

    Nobody is too late to say so; only what is in force stays once registration has closed.
    """
    if version is None and case.registered:
        return await _ask_withdraw(visit, case, version)
    if version not in {None, case.version} or not (case.open or case.to_ask_for):
        return present(case)
    after = await put(visit, case, RegistrationState.DECLINED)
    return Message(text=render("registrations/declined", case=after), choices=next_steps(after), in_words=after.own)


async def _ask_withdraw(_visit: Visit, case: Case, version: int | None) -> Message:
    """Destroying asks once more. Without a version it was typed; perhaps by who never registered, to say no.

    Who has withdrawn is asked again to take part; who takes no part is not.
    """
    if case.registration is None and version is None and not case.closed:
        choices = (case.acts("khong", "decline"), case.shows("lai", "register"))
        return Message(text=render("registrations/decline", case=case), choices=choices)
    if not case.registered or not case.open or version not in {None, case.version}:
        return present(case)
    undoes = (case.acts("rutthat", "withdraw"), case.acts("khongthat", "decline"))
    keep = case.shows("xem", "keep_registration").model_copy(update={"declines": True})
    careful = (one.model_copy(update={"destroys": True}) for one in undoes)
    return Message(text=render("registrations/withdraw", case=case), choices=(*careful, keep))


async def _withdraw(visit: Visit, case: Case, version: int | None) -> Message:
    if version != case.version or not case.registered or not case.open:
        return present(case)
    after = await put(visit, case, RegistrationState.WITHDRAWN)
    return Message(text=render("registrations/withdrawn", case=after), choices=next_steps(after), in_words=after.own)


async def _pick(visit: Visit, case: Case, _version: int | None) -> Message:
    return present(case) if case.late else await registration_dialogue.begin(visit, case, "criteria")


async def _type(visit: Visit, case: Case, _version: int | None) -> Message:
    return present(case) if case.late else await registration_dialogue.begin(visit, case, "sentence")


_ACTS: Mapping[str, Callable[[Visit, Case, int | None], Awaitable[Message]]] = {
    "": _show,
    "xem": _show,
    "ok": _join,
    "khong": _decline,
    "khongthat": _decline,  # what was asked about first: by the words of its label alone
    "sua": _change,
    "lai": _change,
    "gui": _send,
    "bosung": _ask_office,
    "rut": _ask_withdraw,
    "rutthat": _withdraw,
    "chon": _pick,
    "nhap": _type,
    COLLECTIVE: _show,
    "ho": _show,
}


async def promise(visit: Visit) -> Message:
    """A target said freely (“đăng ký 10 vụ tư vấn”): to be confirmed, for the campaign that is open."""
    found = await open_campaigns(visit)
    if not found:
        return choose(found, "/dangky")
    if len(found) > 1:
        return await registration_dialogue.begin_choosing(visit, found)
    case = await load(visit, found[0].id, "")
    return (
        await registration_dialogue.begin_with(visit, case, visit.text)
        if case.open or case.to_ask_for
        else present(case)
    )
