"""/phatdong: the officer publishes what the Director has launched; stops, postpones, corrects, cancels it; and takes
its later steps."""

from collections.abc import Awaitable, Callable, Mapping

from domain.campaigns import OPEN, Campaign, CampaignState
from domain.messages import Message
from handlers import (
    approvals,
    campaign_history,
    campaign_words,
    correcting,
    files,
    launching,
    launching_entry,
    launching_preview,
    launching_sending,
    postponing,
    publication,
    standing,
    stepping,
    timeline_editing,
)
from handlers.dialogue import Dialogues
from handlers.launching_drafts import of_campaign
from handlers.publication import desk_of
from handlers.stepping import Act, OfCampaign
from handlers.tables import Handler
from handlers.visit import Visit
from storage import campaigns, launch_drafts
from storage.launch_drafts import KeptDraft
from texts import render

OfDraft = Callable[[Visit, KeptDraft], Awaitable[Message]]


async def publishing(visit: Visit) -> Message | None:
    """A word of what to do, with the draft or campaign concerned; a file, or a drive by its name; else the choices."""
    verb = visit.args[0] if visit.args else ""
    if verb in timeline_editing.VERBS:
        return await timeline_editing.run(visit)
    for table, does in _TABLES:
        if verb in table and (message := await does(visit, verb)) is not None:
            return message
    if visit.request.offered:
        return await launching_entry.from_file(visit, files.received(visit, files.CAMPAIGN).content)
    known = any(verb in table for table, _ in _TABLES)
    return await (launching_entry.menu(visit) if known or not visit.args else launching_entry.named(visit))


# Drafts -----------------------------------------------------------------------------------------


async def _begin(visit: Visit, verb: str) -> Message | None:
    return await _BEGINS[verb](visit)


async def _show_draft(visit: Visit, verb: str) -> Message | None:
    """What only shows a draft."""
    kept = await launch_drafts.get(visit.tx, visit.number(1))
    if kept is None:
        return None
    return await (_DRAFT_SHOWS[verb](visit, kept) if kept.live else launching.changed_meanwhile(visit, kept))


async def _act_on_draft(visit: Visit, verb: str) -> Message | None:
    """A press on what has changed meanwhile shows how things stand instead."""
    seen = visit.versioned()
    kept = await launch_drafts.get(visit.tx, seen[0]) if seen else None
    if seen is None or kept is None:
        return None
    if kept.version != seen[1] or not kept.live:
        return await launching.changed_meanwhile(visit, kept)
    return await _DRAFT_ACTS[verb](visit, kept)


_BEGINS: Mapping[str, Handler] = {
    "moi": launching_entry.from_nothing,
    "mau": launching_entry.from_template,
    "theo": launching_entry.from_another,
}
_DRAFT_SHOWS: Mapping[str, OfDraft] = {
    "soan": launching.begin,
    "san": launching.stand,
    "truoc": launching_preview.show,
    "khac": launching_preview.elsewhere,
    "hen": launching_sending.ask_when,
    "de": launching.save_for_later,
    "muc": launching.further,
}
_DRAFT_ACTS: Mapping[str, OfDraft] = {
    "gui": launching_sending.send,
    "guingay": launching_sending.send_now,
    "trinh": launching_sending.ask_director,
    "bo": launching_sending.drop,
}

# Campaigns --------------------------------------------------------------------------------------


async def _show(visit: Visit, campaign: Campaign) -> Message:
    """Nobody has heard of a draft: its preview; else how the campaign stands."""
    if campaign.state is not CampaignState.DRAFT:
        return await standing.show(visit, campaign)
    return await launching_preview.show(visit, await of_campaign(visit, campaign))


async def _correct(visit: Visit, campaign: Campaign) -> Message:
    """Of what nobody has heard, the draft is edited."""
    if campaign.state is CampaignState.DRAFT:
        return await launching.begin(visit, await of_campaign(visit, campaign))
    over = visit.now.date() > campaign.end and campaign.state is not CampaignState.CANCELLED
    return await (_over(visit, campaign) if over else correcting.begin(visit, campaign))


async def _over(visit: Visit, campaign: Campaign) -> Message:
    """That it is too late to correct it, and what can still be done."""
    screen, late = await _show(visit, campaign), render("publishing/not_correctable", campaign=campaign)
    return screen.model_copy(update={"text": f"{late}\n\n{screen.text}"})


async def _postpone(visit: Visit, campaign: Campaign) -> Message:
    if not campaign.stands:
        return await _show(visit, campaign)
    return await postponing.begin(visit, campaign)


async def _stopped(visit: Visit, campaign: Campaign) -> Message:
    stopped = await publication.stop(desk_of(visit), campaign)
    kept = await of_campaign(visit, stopped)
    text = render("publishing/stopped", campaign=stopped)
    return await launching.go(visit, kept, "ready", Message(text=text, choices=launching.ready_choices(kept)))


async def _taken_back(visit: Visit, campaign: Campaign) -> Message:
    return await _show(visit, await approvals.take_back(desk_of(visit), campaign))


_ACTS: Mapping[str, Act] = {
    "dung": Act(OPEN, _stopped),  # once its opening has gone out, it is said that it is too late
    "rut": Act(frozenset({CampaignState.DRAFT}), _taken_back),
    **stepping.ACTS,
}
_SHOWS: Mapping[str, OfCampaign] = {
    "xem": _show,
    "sao": standing.copy,
    "ban": campaign_history.show,
    "sua": _correct,
    "hoan": _postpone,
    **stepping.SHOWS,
}


async def _show_campaign(visit: Visit, verb: str) -> Message | None:
    if visit.number(1) is None:
        return await campaign_words.to_correct(visit) if verb == "sua" else None
    return await _SHOWS[verb](visit, await campaigns.get(visit.tx, visit.number(1)))


async def _act(visit: Visit, verb: str) -> Message | None:
    """“dừng gửi” alone or with a number is about what waits; a press on what has changed shows how it stands."""
    seen = visit.versioned()
    if seen is None:
        return await _said(visit) if verb == "dung" else None
    act, campaign = _ACTS[verb], await campaigns.get(visit.tx, seen[0])
    if campaign.version != seen[1] or campaign.state not in act.needs:
        return await _show(visit, campaign)
    return await act.does(visit, campaign)


async def _said(visit: Visit) -> Message:
    """Stop the one that was named, or the only one that waits; of several, ask which."""
    waiting = [one for one in await campaigns.to_open(visit.tx, visit.now) if one.stands]
    meant = [one for one in waiting if visit.number(1) in {None, one.id}]
    if len(meant) == 1:
        return await _stopped(visit, meant[0])
    if visit.number(1) is not None:
        return await _show(visit, await campaigns.get(visit.tx, visit.number(1)))
    stops = [standing.acts(one, "dung", "stop_sending").model_copy(update={"label": one.label}) for one in waiting]
    return Message(text=render("publishing/which_to_stop", waiting=waiting), choices=tuple(stops))


_TABLES: tuple[tuple[Mapping[str, object], Callable[[Visit, str], Awaitable[Message | None]]], ...] = (
    (_BEGINS, _begin),
    (_DRAFT_SHOWS, _show_draft),
    (_DRAFT_ACTS, _act_on_draft),
    (_SHOWS, _show_campaign),
    (_ACTS, _act),
)

DIALOGUES: Dialogues = {
    launching.KIND: {**launching.STEPS, **launching_preview.STEPS, **launching_sending.STEPS},
    correcting.KIND: correcting.STEPS,
    postponing.KIND: postponing.STEPS,
    stepping.KIND: stepping.STEPS,
    timeline_editing.KIND: timeline_editing.STEPS,
}
