"""Writing a launch in chat: a numbered list, lines that change it, and what is still missing."""

from collections.abc import Callable, Mapping
from typing import Any

from domain import launch_years
from domain.approvals import Approval
from domain.campaign_values import tidy
from domain.folding import fold
from domain.launch import Fault, numbered
from domain.launch_lines import Edited, edited
from domain.markup import plain, units
from domain.messages import Choice, Message
from domain.permissions import Right
from domain.templates import Drive
from handlers import approvals, dialogue, publication, standing
from handlers.dialogue import Ask, Step
from handlers.launching_drafts import Readiness, changed, lacking, readiness
from handlers.launching_items import asks_for_more, further_screen, item_text, sheet
from handlers.launching_screens import Brief, fitted
from handlers.launching_templates import drive_of
from handlers.publication import desk_of
from handlers.visit import Visit
from handlers.words import command_for
from storage import campaigns, dialogues, launch_drafts, people
from storage.dialogues import Draft
from storage.launch_drafts import KeptDraft
from texts import label, render

KIND = "launching"
ONE_MORE = 60  # characters of one more choice, and of an empty line
SHOWN = 5  # lines that could not be read; of the others only how many


async def go(visit: Visit, kept: KeptDraft, step: str, message: Message) -> Message:
    """Say this; what is typed next edits the draft as it stands now."""
    request = visit.request
    await dialogues.end_kind(visit.tx, request.chat.platform, request.sender, KIND)
    await dialogue.begin(visit, KIND, step, draft=kept.id, version=kept.version)
    return message


def choice(kept: KeptDraft, verb: str, name: str, *, destroys: bool = False) -> Choice:
    """What only shows."""
    return Choice(label=label(name), command=f"/phatdong {verb} {kept.id}", destroys=destroys)


def acts(kept: KeptDraft, verb: str, words: str, *, destroys: bool = False) -> Choice:
    """What changes something, so it carries the version."""
    return Choice(label=words, command=f"/phatdong {verb} {kept.id}.{kept.version}", destroys=destroys)


def drive(visit: Visit, kept: KeptDraft) -> Drive | None:
    return drive_of(visit.office, kept.draft)


# Showing ----------------------------------------------------------------------------------------


async def begin(visit: Visit, kept: KeptDraft, beside: int = 0) -> Message:
    """The numbered list, with what is still missing; `beside`: the room that is left free."""
    return await go(visit, kept, "list", await listed(visit, kept, beside))


async def listed(visit: Visit, kept: KeptDraft, beside: int = 0) -> Message:
    found = await readiness(visit, kept)
    facts = {**await sheet(visit, kept.draft, kept.campaign_id), **_about(found), "drive": drive(visit, kept)}
    facts["years"] = launch_years.of_draft(kept.draft)
    choices = _in_hand(kept, found)
    return fitted(
        visit,
        lambda brief: Message(text=render("launch/list", **facts, **brief._asdict()), choices=choices, in_words=True),
        beside,
    )


def _about(found: Readiness) -> dict[str, Any]:
    faults = [sentence(one) for one in found.faults]
    return {"found": found, "lacking": lacking(found), "faults": faults}


def _in_hand(kept: KeptDraft, found: Readiness) -> tuple[Choice, ...]:
    preview = (choice(kept, "truoc", "preview_launch"),) if found.ready else ()
    drop = acts(kept, "bo", label("drop_draft"), destroys=True)
    more = choice(kept, "muc", "more_items")
    return (*preview, more, choice(kept, "de", "save_draft"), drop)


async def further(visit: Visit, kept: KeptDraft) -> Message:
    """The items that are seldom needed."""
    return await go(visit, kept, "further", await _further(visit, kept))


async def _further(visit: Visit, kept: KeptDraft) -> Message:
    choices = (choice(kept, "san", "back"), choice(kept, "de", "save_draft"))
    return await further_screen(visit, kept.draft, choices, kept.campaign_id)


async def stand(visit: Visit, kept: KeptDraft, beside: int = 0) -> Message:
    """Where a draft stands: complete, or what is missing."""
    found = await readiness(visit, kept)
    if not found.ready:
        return await begin(visit, kept, beside)
    return await go(visit, kept, "ready", await _ready(visit, kept, found, beside))


async def _ready(visit: Visit, kept: KeptDraft, found: Readiness, beside: int = 0) -> Message:
    facts = {**_about(found), "drive": drive(visit, kept), "person": visit.person, "draft": kept.draft}
    choices = ready_choices(kept)

    def say(brief: Brief) -> Message:
        return Message(text=render("launch/ready", **facts, **brief._asdict()), choices=choices)

    return fitted(visit, say, beside)


def ready_choices(kept: KeptDraft) -> tuple[Choice, ...]:
    return (
        choice(kept, "truoc", "preview_launch"),
        choice(kept, "soan", "edit"),
        choice(kept, "muc", "more_items"),
        choice(kept, "de", "save_draft"),
    )


async def _ask_ready(visit: Visit, draft: Draft) -> Message:
    kept = await held(visit, draft)
    return await _ready(visit, kept, await readiness(visit, kept))


def sentence(fault: Fault) -> str:
    """What is wrong, and what to type instead."""
    return render(f"launch/wrong/{fault.code}", item=fault.item, line=fault.line, **fault.facts)


# Editing ----------------------------------------------------------------------------------------


async def typed(visit: Visit, draft: Draft, value: str) -> Message:
    """Lines that change the draft; the number of one item alone shows it."""
    kept = await held(visit, draft)
    if command_for(value) == "thoat":
        return await save_for_later(visit, kept)
    if fold(value) in {"ghilai", fold(label("write_typed"))}:
        value = draft.data.get("typed", value)
    if kept.version != draft.data["version"] or not kept.live:
        return await changed_meanwhile(visit, kept, typed=value)
    if asks_for_more(value):
        return await further(visit, kept)
    if item := numbered(value):
        text = await item_text(visit, kept.draft, item, kept.campaign_id)
        return await _go_on(visit, kept, await readiness(visit, kept), lambda _: text)
    return await _edit(visit, kept, value)


async def _edit(visit: Visit, kept: KeptDraft, value: str) -> Message:
    after = edited(kept.draft, value, await publication.around(desk_of(visit), kept.campaign_id))
    saved = await changed(visit, kept, after.draft) if after.changed else kept
    found = await readiness(visit, saved)
    awaited = await _awaited(visit, saved) if after.changed else None
    about = {**_about(found), **unread(after), "awaited": awaited}
    facts = {**await sheet(visit, saved.draft, saved.campaign_id), **about}
    return await _go_on(visit, saved, found, lambda brief: render("launch/edited", **facts, **brief._asdict()))


async def _awaited(visit: Visit, kept: KeptDraft) -> Approval | None:
    """What the Director has been asked about it and has not answered."""
    campaign = await campaigns.get(visit.tx, kept.campaign_id) if kept.campaign_id else None
    return await approvals.awaited(visit.tx, campaign) if campaign else None


async def _go_on(visit: Visit, kept: KeptDraft, found: Readiness, text: Callable[[Brief], str]) -> Message:
    """What can be done next stands under these words."""
    step, choices = ("ready", ready_choices(kept)) if found.ready else ("list", _in_hand(kept, found))
    in_words = not found.ready
    said = fitted(visit, lambda brief: Message(text=text(brief), choices=choices, in_words=in_words))
    return await go(visit, kept, step, said)


def unread(after: Edited) -> dict[str, Any]:
    """What the words after a message of lines need."""
    told = [sentence(one) for one in after.unread[:SHOWN]]
    return {"changed": sorted(after.changed), "unread": told, "more": len(after.unread) - len(told)}


async def held(visit: Visit, draft: Draft) -> KeptDraft:
    """The draft that a question is about."""
    kept = await launch_drafts.get(visit.tx, draft.data["draft"])
    assert kept is not None  # noqa: S101  # drafts are never deleted
    return kept


async def save_for_later(visit: Visit, kept: KeptDraft) -> Message:
    await dialogues.end_kind(visit.tx, visit.request.chat.platform, visit.request.sender, KIND)
    return Message(text=render("launch/saved", draft=kept.draft))


async def changed_meanwhile(visit: Visit, kept: KeptDraft, *, typed: str | None = None) -> Message:
    """How it stands now, since somebody has changed it after it was shown; who did, and when.

    `typed`: what was said meanwhile. Lines are kept, and written down by one choice; "": what cannot be kept.
    """
    by = await people.get(visit.tx, kept.changed_by)
    facts = {"by": by, "kept": kept, "person": visit.person, "typed": typed}
    if kept.live:
        would = await _overwriting(visit, kept, typed) if typed else {}
        told = render("launch/changed_meanwhile", would=would, **facts)
        present = await stand(visit, kept, units(plain(told)) + ONE_MORE)
        text = f"{told}\n\n{present.text}"
        return present.model_copy(
            update={"text": text, "choices": (*await _typed_again(visit, typed), *present.choices)}
        )
    await dialogues.end_kind(visit.tx, visit.request.chat.platform, visit.request.sender, KIND)
    campaign = await campaigns.get(visit.tx, kept.campaign_id) if kept.campaign_id else None
    if campaign is not None and campaign.published_by is not None:
        return await standing.show(visit, campaign)
    return Message(text=render("launch/dropped", again=drive(visit, kept), **facts))


async def _overwriting(visit: Visit, kept: KeptDraft, typed: str) -> dict[str, Any]:
    """What these lines would put in the place of what stands there now, item by item."""
    after = edited(kept.draft, typed, await publication.around(desk_of(visit), kept.campaign_id))
    now, then = [await sheet(visit, draft, kept.campaign_id) for draft in (kept.draft, after.draft)]
    return {"items": sorted(after.changed), "now": now, "then": then}


async def _typed_again(visit: Visit, typed: str | None) -> tuple[Choice, ...]:
    """The choice that writes down what was typed upon an earlier state."""
    request = visit.request
    draft = await dialogues.live(visit.tx, request.chat.platform, request.sender) if typed else None
    if draft is None:
        return ()
    noted = await dialogue.move(visit, draft, draft.step, typed="\n".join(map(tidy, (typed or "").splitlines())))
    return (dialogue.choice(noted, label("write_typed"), "ghilai"),)


def step(ask: Ask) -> Step:
    return dialogue.guarded(Step(ask, typed), dialogue.needs(Right.OFFICE))


async def _ask_list(visit: Visit, draft: Draft) -> Message:
    return await listed(visit, await held(visit, draft))


async def _ask_further(visit: Visit, draft: Draft) -> Message:
    return await _further(visit, await held(visit, draft))


STEPS: Mapping[str, Step] = {"list": step(_ask_list), "ready": step(_ask_ready), "further": step(_ask_further)}
