"""Correcting a campaign, by lines or by a new file: what would change is shown first, then who is to hear of it."""

from dataclasses import dataclass
from typing import Any

from domain.campaign_values import Surroundings
from domain.campaigns import Campaign
from domain.dates import full
from domain.errors import Refused
from domain.folding import fold
from domain.launch import LaunchDraft, contradictions, numbered
from domain.launch_again import as_it_stands
from domain.launch_lines import edited
from domain.messages import Choice, Message
from domain.permissions import Right
from handlers import campaign_changes, correcting_together, corrections, dialogue, files, launching, publication
from handlers.dialogue import Ask, Step
from handlers.launching_items import asks_for_more, further_screen, item_text, sheet
from handlers.launching_screens import fitted
from handlers.publication import desk_of
from handlers.visit import Visit
from handlers.words import command_for
from storage import campaigns
from storage.announcements import Announcement
from storage.dialogues import Draft
from texts import label, refusal, render

KIND = "correcting"


async def begin(visit: Visit, campaign: Campaign) -> Message:
    """/phatdong sua 17, alone or as the caption of a file."""
    publication.require_correctable(campaign, visit.now)
    around = await _around(visit, campaign)
    base = as_it_stands(campaign, around)
    if not visit.request.offered:
        return await _ask_lines(visit, await _kept(visit, campaign, "lines", base, base))
    content = files.received(visit, files.CAMPAIGN).content
    after = publication.corrected(
        desk_of(visit), campaign, await publication.read(desk_of(visit), content, campaign.id)
    )
    if not campaign.changes(after):
        return Message(text=render("publishing/nothing_changes", campaign=campaign))
    corrected = as_it_stands(after, around)
    if after.publish_at != campaign.publish_at:
        corrected = corrected.with_(publish_at=full(after.publish_at))
    return await _ask_confirm(visit, await _kept(visit, campaign, "confirm", corrected, base))


async def _around(visit: Visit, campaign: Campaign) -> Surroundings:
    return await publication.around(desk_of(visit), campaign.id)


async def _kept(visit: Visit, campaign: Campaign, step: str, draft: LaunchDraft, base: LaunchDraft) -> Draft:
    """`base`: the campaign as it stood when the correction began."""
    kept = {"table": draft.model_dump(mode="json"), "base": base.model_dump(mode="json")}
    return await dialogue.begin(visit, KIND, step, campaign=campaign.id, version=campaign.version, **kept)


@dataclass(frozen=True)
class _Correction:
    """A campaign as it is, and as it would be; and what both are read against."""

    before: Campaign
    after: Campaign
    around: Surroundings

    @property
    def changes(self) -> tuple[str, ...]:
        return self.before.changes(self.after)


def _draft(draft: Draft) -> LaunchDraft:
    return LaunchDraft.model_validate(draft.data["table"])


async def _correction(visit: Visit, draft: Draft) -> _Correction:
    """Raises Refused("campaign_file_wrong", …) where days contradict each other."""
    before = await campaigns.get(visit.tx, draft.data["campaign"])
    around = await _around(visit, before)
    return _Correction(before, publication.corrected(desk_of(visit), before, _draft(draft).file(around)), around)


# Lines ------------------------------------------------------------------------------------------


async def _ask_lines(visit: Visit, draft: Draft) -> Message:
    campaign = await campaigns.get(visit.tx, draft.data["campaign"])
    facts = {**await sheet(visit, _draft(draft), campaign.id), "campaign": campaign, "files": visit.means.files}
    choices = _in_hand(draft)
    return fitted(
        visit,
        lambda brief: Message(
            text=render("publishing/how_to_correct", **facts, **brief._asdict()), choices=choices, in_words=True
        ),
    )


def _in_hand(draft: Draft) -> tuple[Choice, ...]:
    more, stop = dialogue.choice(draft, label("more_items"), "0"), dialogue.choice(draft, label("stop"), "thoi")
    return (more, stop)


async def _take(visit: Visit, draft: Draft, value: str) -> Message:
    campaign = await campaigns.get(visit.tx, draft.data["campaign"])
    if fold(value) in {"thoi", "khong"} or command_for(value) == "thoat":
        await dialogue.end(visit, draft)
        return Message(text=render("publishing/not_corrected", campaign=campaign))
    if campaign.version != draft.data["version"]:
        return await _meanwhile(visit, draft, campaign, value)
    if draft.step == "confirm" and value in _WRITES:
        return await _write(visit, draft, tell=value == "bao")
    if asks_for_more(value):
        return await further_screen(visit, _draft(draft), _in_hand(draft)[1:], campaign.id)
    if item := numbered(value):
        return Message(text=await item_text(visit, _draft(draft), item, campaign.id), in_words=True)
    return await _edit(visit, draft, value)


async def _meanwhile(visit: Visit, draft: Draft, campaign: Campaign, value: str) -> Message:
    """Somebody else has changed it: what that was, and what this officer has changed, upon it; nothing is written."""
    try:
        publication.require_correctable(campaign, visit.now)
    except Refused as error:
        await dialogue.end(visit, draft)
        return Message(text=refusal(error))
    around = await _around(visit, campaign)
    joined = correcting_together.joined(draft, as_it_stands(campaign, around))
    told = await correcting_together.told(visit, draft, campaign, joined, around)
    moved = await dialogue.move(visit, draft, draft.step, **joined.data, version=campaign.version)
    asked = await (_again(visit, moved) if value in _WRITES else _edit(visit, moved, value))
    return asked.model_copy(update={"text": f"{told}\n\n{asked.text}"})


async def _again(visit: Visit, draft: Draft) -> Message:
    """What is still to be confirmed, or the lines where nothing is."""
    correction = await _correction(visit, draft)
    return await (_ask_confirm(visit, draft) if correction.changes else _once_more(visit, draft, {"unread": []}))


async def _edit(visit: Visit, draft: Draft, value: str) -> Message:
    around = await publication.around(desk_of(visit), draft.data["campaign"])
    after = edited(_draft(draft), value, around)
    moved = await dialogue.move(visit, draft, draft.step, table=after.draft.model_dump(mode="json"))
    unread = launching.unread(after)
    try:
        correction = await _correction(visit, moved)
    except Refused as error:
        if error.code != "campaign_file_wrong":
            raise
        wrong = [launching.sentence(one) for one in contradictions(after.draft, around)]
        return await _once_more(visit, moved, {**unread, "wrong": wrong})
    if not correction.changes:
        return await _once_more(visit, moved, unread)
    asked = await _ask_confirm(visit, await dialogue.move(visit, moved, "confirm"))
    return _told(asked, unread) if after.unread else asked


async def _once_more(visit: Visit, draft: Draft, unread: dict[str, Any]) -> Message:
    asked = await _ask_lines(visit, await dialogue.move(visit, draft, "lines"))
    text = render("publishing/not_read", **{"wrong": [], **unread})
    return asked.model_copy(update={"text": text})


def _told(asked: Message, unread: dict[str, Any]) -> Message:
    """With the lines that could not be read."""
    return asked.model_copy(update={"text": f"{render('publishing/not_read', wrong=[], **unread)}\n\n{asked.text}"})


# Confirming -------------------------------------------------------------------------------------

_WRITES = {"ok", "bao"}


async def _ask_confirm(visit: Visit, draft: Draft) -> Message:
    correction = await _correction(visit, draft)
    before, after = correction.before, correction.after
    facts = await campaign_changes.shown(desk_of(visit), before, after, correction.around)
    heard = await corrections.heard(visit.tx, before)
    text = render("publishing/changes", **facts, heard=heard)
    return Message(text=text, choices=_choices(draft, tell=any(heard)))


def _choices(draft: Draft, *, tell: bool) -> tuple[Choice, ...]:
    stop = dialogue.choice(draft, label("stop"), "thoi")
    if not tell:
        return (dialogue.choice(draft, label("correct_now"), "ok"), stop)
    aloud, silently = label("correct_and_tell"), label("correct_silently")
    return (dialogue.choice(draft, aloud, "bao"), dialogue.choice(draft, silently, "ok"), stop)


async def _write(visit: Visit, draft: Draft, *, tell: bool) -> Message:
    correction = await _correction(visit, draft)
    await dialogue.end(visit, draft)
    written = await publication.correct(desk_of(visit), correction.after)
    notice = await _tell(visit, correction) if tell else None
    reach = await publication.reach(desk_of(visit), written)
    facts = {"campaign": written, "reach": reach, "now": visit.now, "notice": notice}
    return Message(text=render("publishing/corrected", **facts))


async def _tell(visit: Visit, correction: _Correction) -> Announcement | None:
    """To those who were told of it, and to those who come in by it."""
    before, after = correction.before, correction.after
    concerned = await campaign_changes.affected(desk_of(visit), before, after, correction.around)
    quoted = campaign_changes.differences(before, after, campaign_changes.names_of(correction.around))
    return await corrections.tell(
        visit.tx, visit.office, after, quoted, visit.person.id, visit.now, joined=concerned.joined
    )


def _step(ask: Ask) -> Step:
    return dialogue.guarded(Step(ask, _take), dialogue.needs(Right.OFFICE))


STEPS = {"lines": _step(_ask_lines), "confirm": _step(_ask_confirm)}
