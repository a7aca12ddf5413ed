"""Correcting a campaign, by lines or by a new file: what would change is shown first, then who is to hear of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.campaigns import Campaign
from domain.dates import full
from domain.differences import Change
from domain.errors import Refused
from domain.folding import fold
from domain.launch import Item, LaunchDraft, contradictions
from domain.launch_again import as_it_stands
from domain.launch_lines import edited
from domain.messages import Choice, Message
from domain.permissions import Right
from handlers import corrections, dialogue, files, launching, publication
from handlers.dialogue import Ask, Step
from handlers.publication import desk_of
from handlers.visit import Visit
from handlers.words import command_for
from storage import campaigns, tree
from storage.announcements import Announcement
from storage.dialogues import Draft
from texts import label, render

KIND = "correcting"


async def begin(visit: Visit, campaign: Campaign) -> Message:
    """/phatdong sua 17, alone or as the caption of a file."""
    publication.require_correctable(campaign, visit.now)
    units = await tree.units(visit.tx)
    standing = as_it_stands(campaign, units)
    if not visit.request.offered:
        return await _ask_lines(visit, await _kept(visit, campaign, "lines", standing))
    file = await publication.read(desk_of(visit), files.received(visit, files.CAMPAIGN).content)
    after = publication.corrected(desk_of(visit), campaign, file)
    if not campaign.changes(after):
        return Message(text=render("publishing/nothing_changes", campaign=campaign))
    corrected = as_it_stands(after, units)
    if after.publish_at != campaign.publish_at:
        corrected = corrected.with_(publish_at=full(after.publish_at))
    return await _ask_confirm(visit, await _kept(visit, campaign, "confirm", corrected))


async def _kept(visit: Visit, campaign: Campaign, step: str, draft: LaunchDraft) -> Draft:
    kept = draft.model_dump(mode="json")
    return await dialogue.begin(visit, KIND, step, campaign=campaign.id, version=campaign.version, table=kept)


@dataclass(frozen=True)
class _Correction:
    """A campaign as it is, and as it would be."""

    before: Campaign
    after: Campaign

    @property
    def changes(self) -> tuple[str, ...]:
        return self.before.changes(self.after)


def _draft(draft: Draft) -> LaunchDraft:
    return LaunchDraft.model_validate(draft.data["table"])


async def _correction(visit: Visit, draft: Draft) -> _Correction:
    """Raises Refused("campaign_file_wrong", …) where days contradict each other."""
    before = await campaigns.get(visit.tx, draft.data["campaign"])
    file = _draft(draft).file(await publication.around(desk_of(visit)))
    return _Correction(before, publication.corrected(desk_of(visit), before, file))


# Lines ------------------------------------------------------------------------------------------


async def _ask_lines(visit: Visit, draft: Draft) -> Message:
    campaign = await campaigns.get(visit.tx, draft.data["campaign"])
    facts = {**await launching.sheet(visit, _draft(draft)), "campaign": campaign, "files": visit.means.files}
    stop = dialogue.choice(draft, label("stop"), "thoi")
    return Message(text=render("publishing/how_to_correct", **facts), choices=(stop,), in_words=True)


async def _take(visit: Visit, draft: Draft, value: str) -> Message:
    campaign = await campaigns.get(visit.tx, draft.data["campaign"])
    if fold(value) in {"thoi", "khong"} or command_for(value) == "thoat":
        await dialogue.end(visit, draft)
        return Message(text=render("publishing/not_corrected", campaign=campaign))
    if campaign.version != draft.data["version"]:
        await dialogue.end(visit, draft)
        return Message(text=render("refused/campaign_changed_meanwhile"))
    if draft.step == "confirm" and value in _WRITES:
        return await _write(visit, draft, tell=value == "bao")
    if value.strip() in set("123456789"):
        return Message(text=await launching.item_text(visit, _draft(draft), Item(int(value))), in_words=True)
    return await _edit(visit, draft, value)


async def _edit(visit: Visit, draft: Draft, value: str) -> Message:
    around = await publication.around(desk_of(visit))
    after = edited(_draft(draft), value, around)
    moved = await dialogue.move(visit, draft, draft.step, table=after.draft.model_dump(mode="json"))
    unread = launching.unread(after)
    try:
        correction = await _correction(visit, moved)
    except Refused as error:
        if error.code != "campaign_file_wrong":
            raise
        unread["unread"] += [launching.sentence(one) for one in contradictions(after.draft, around)]
        return await _once_more(visit, moved, unread)
    if not correction.changes:
        return await _once_more(visit, moved, unread)
    asked = await _ask_confirm(visit, await dialogue.move(visit, moved, "confirm"))
    return _told(asked, unread) if after.unread else asked


async def _once_more(visit: Visit, draft: Draft, unread: dict[str, Any]) -> Message:
    asked = await _ask_lines(visit, await dialogue.move(visit, draft, "lines"))
    text = render("publishing/not_read", **unread)
    return asked.model_copy(update={"text": text})


def _told(asked: Message, unread: dict[str, Any]) -> Message:
    """With the lines that could not be read."""
    return asked.model_copy(update={"text": f"{render('publishing/not_read', **unread)}\n\n{asked.text}"})


# Confirming -------------------------------------------------------------------------------------

_WRITES = {"ok", "bao"}


async def _ask_confirm(visit: Visit, draft: Draft) -> Message:
    correction = await _correction(visit, draft)
    before, after = correction.before, correction.after
    facts: dict[str, Any] = {"before": before, "after": after, "changes": correction.changes}
    facts["names"] = {unit.id: unit.name for unit in await tree.units(visit.tx)}
    facts |= await publication.affected(desk_of(visit), before, after)
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
    names = {unit.id: unit.name for unit in await tree.units(visit.tx)}
    quoted = [_quoted(correction, key, names) for key in correction.changes]
    return await corrections.tell(visit.tx, visit.office, correction.after, quoted, visit.person.id, visit.now)


def _quoted(correction: _Correction, key: str, names: Mapping[int, str]) -> tuple[str, Change]:
    """What has changed, as it is called, and its words before and after."""
    both = (getattr(one, key) for one in (correction.before, correction.after))
    before, after = (render("publishing/value", key=key, one=one, names=names) for one in both)
    return render("publishing/name", key=key), Change(before, after)


def _step(ask: Ask) -> Step:
    return dialogue.guarded(Step(ask, _take), dialogue.needs(Right.OFFICE))


STEPS = {"lines": _step(_ask_lines), "confirm": _step(_ask_confirm)}
