"""The questions on targets: picked from the campaign's criteria, or told in one sentence."""

from domain import numbers
from domain.achievements import require_amounts, require_storable
from domain.campaigns import Campaign, Criterion
from domain.errors import Refused
from domain.folding import fold
from domain.messages import Message
from domain.replies import agrees, spelled
from domain.sentences import Doubt, read_target
from domain.targets import Target, first_doubt, picked, promised, settled
from handlers import dialogue, registration_drafts
from handlers.dialogue import Step
from handlers.registration_cases import Case, load, submit
from handlers.registration_drafts import KIND, Ask, decimal, packed, step, stop, stops, unpacked
from handlers.visit import Visit
from storage.dialogues import Draft
from texts import label, render

_CONFIRMED = {
    "xac nhan dang ky": "ok",
    "sua": "edit",
    **dict.fromkeys(("khong", "khong dung", "sai", "sai roi"), "edit"),
    "huy": "stop",
}


async def begin(visit: Visit, case: Case, way: str) -> Message:
    """Ask for targets, by way of "criteria" (where the campaign has some) or "sentence"."""
    way = way if case.campaign.criteria else "sentence"
    return _ASKS[way](visit, await registration_drafts.begin(visit, case, way), case)


async def begin_with(visit: Visit, case: Case, sentence: str) -> Message:
    """Take a sentence that was said freely."""
    return await _read(visit, await registration_drafts.begin(visit, case, "sentence"), case, sentence)


async def begin_choosing(visit: Visit, found: list[Campaign]) -> Message:
    """A sentence that was said freely while several campaigns are open."""
    names = {str(one.id): one.label for one in found}
    return await _ask_campaign(visit, await dialogue.begin(visit, KIND, "campaign", text=visit.text, names=names))


async def _ask_campaign(_visit: Visit, draft: Draft) -> Message:
    names = draft.data["names"]
    choices = [dialogue.choice(draft, name, campaign_id) for campaign_id, name in names.items()]
    text = render("registrations/choose", campaigns=list(names))
    return Message(text=text, choices=(*choices, dialogue.choice(draft, label("stop"), "stop")))


async def _take_campaign(visit: Visit, draft: Draft, value: str) -> Message:
    names = draft.data["names"]
    chosen = next((one for one, name in names.items() if value == one or fold(value) == fold(name)), None)
    if stops(value):
        await dialogue.end(visit, draft)
        return Message(text=render("dialogue/left"))
    if chosen is None:  # another sentence instead
        return await _ask_campaign(
            visit, draft if _pressed(visit) else await dialogue.move(visit, draft, draft.step, text=value)
        )
    await dialogue.end(visit, draft)
    return await begin_with(visit, await load(visit, int(chosen), ""), draft.data["text"])


def _typed(value: str) -> str:
    """What was meant by words under what is to be confirmed; "" for any others."""
    return "ok" if agrees(value) else _CONFIRMED.get(spelled(value), "")


def _pressed(visit: Visit) -> bool:
    return visit.request.command == "="


# Picking ----------------------------------------------------------------------------------------


def _ask_criteria(visit: Visit, draft: Draft, case: Case) -> Message:
    chosen = draft.data["chosen"]
    choices = [
        dialogue.choice(draft, _label(one, picked=str(place) in chosen), place + 1)
        for place, one in enumerate(case.campaign.criteria)
    ]
    if chosen:
        choices.append(dialogue.choice(draft, label("confirm"), "ok"))
    choices.append(dialogue.choice(draft, label("back"), "stop"))
    return Message(
        text=render("registrations/criteria", case=case, targets=_chosen(case, chosen), buttons=visit.means.buttons),
        choices=tuple(choices),
        several=len(case.campaign.criteria),
    )


def _label(criterion: Criterion, *, picked: bool) -> str:
    amount = "" if criterion.amount is None else f": {numbers.write(criterion.amount)} {criterion.measure}"
    return criterion.name + amount + (" ({})".format(label("picked")) if picked else "")


def _chosen(case: Case, chosen: dict[str, str | None]) -> tuple[Target, ...]:
    """The criteria picked, each with its figure or the one that was said instead."""
    return tuple(
        Target(one.name, decimal(chosen[str(place)]), one.measure)
        for place, one in enumerate(case.campaign.criteria)
        if str(place) in chosen
    )


async def _take_criteria(visit: Visit, draft: Draft, case: Case, value: str) -> Message:
    chosen = draft.data["chosen"]
    if chosen and _typed(value) == "ok":
        return await _register(visit, draft, case, _chosen(case, chosen))
    found = picked(value, case.campaign.criteria)
    if found is None:
        return _ask_criteria(visit, draft, case) if _pressed(visit) else await _read(visit, draft, case, value)
    said = {str(place): None if amount is None else str(amount) for place, amount in found.items()}
    if not _pressed(visit):
        return await _ask_to_confirm(visit, draft, case, _chosen(case, said))
    toggled = {place: amount for place, amount in (chosen | said).items() if place not in chosen.keys() & said.keys()}
    return _ask_criteria(visit, await dialogue.move(visit, draft, "criteria", chosen=toggled), case)


# Telling ----------------------------------------------------------------------------------------


def _ask_sentence(_visit: Visit, draft: Draft, case: Case) -> Message:
    back = dialogue.choice(draft, label("back"), "stop")
    return Message(text=render("registrations/sentence", case=case), choices=(back,), in_words=True)


async def _take_sentence(visit: Visit, draft: Draft, case: Case, value: str) -> Message:
    if _pressed(visit) or not value.strip():
        return _ask_sentence(visit, draft, case)
    return await _read(visit, draft, case, value)


async def _read(visit: Visit, draft: Draft, case: Case, sentence: str) -> Message:
    """Show the targets of a sentence back, or ask first about what is doubtful."""
    require_storable(sentence)
    understood = read_target(sentence, visit.now)
    require_amounts(understood.entries)
    if understood.due and understood.due > case.campaign.end:
        raise Refused("due_after_end", day=understood.due, campaign=case.campaign)
    targets, doubt = promised(understood), first_doubt(understood)
    if doubt is None:
        return await _ask_to_confirm(visit, draft, case, targets)
    moved = await dialogue.move(visit, draft, "doubt", targets=packed(targets), doubt=doubt[0], said=doubt[1])
    return _ask_doubt(visit, moved, case)


def _ask_doubt(_visit: Visit, draft: Draft, case: Case) -> Message:
    text = render("registrations/doubt", kind=draft.data["doubt"], said=draft.data["said"], case=case)
    return Message(text=text, choices=(dialogue.choice(draft, label("stop"), "stop"),), in_words=True)


async def _take_doubt(visit: Visit, draft: Draft, case: Case, value: str) -> Message:
    """The missing word, or the whole sentence once more. It is asked once: what is then shown can be mended."""
    if _pressed(visit) or not value.strip():
        return _ask_doubt(visit, draft, case)
    again = read_target(value, visit.now)
    if first_doubt(again) is None:
        return await _read(visit, draft, case, value)
    targets = unpacked(draft.data["targets"])
    better = settled(targets, Doubt(draft.data["doubt"]), draft.data["said"], value, visit.now)
    return await _ask_to_confirm(visit, draft, case, better)


# Confirming -------------------------------------------------------------------------------------


async def _ask_to_confirm(visit: Visit, draft: Draft, case: Case, targets: tuple[Target, ...]) -> Message:
    return _ask_confirm(visit, await dialogue.move(visit, draft, "confirm", targets=packed(targets)), case)


def _ask_confirm(_visit: Visit, draft: Draft, case: Case) -> Message:
    choices = tuple(dialogue.choice(draft, label(name), value) for name, value in _CONFIRM_CHOICES)
    targets = unpacked(draft.data["targets"])
    return Message(text=render("registrations/confirm", case=case, targets=targets), choices=choices)


_CONFIRM_CHOICES = (("confirm", "ok"), ("edit", "edit"), ("stop", "stop"))


async def _take_confirm(visit: Visit, draft: Draft, case: Case, value: str) -> Message:
    answer = value if _pressed(visit) else _typed(value)
    if answer == "ok":
        return await _register(visit, draft, case, unpacked(draft.data["targets"]))
    if answer == "edit":
        way = draft.data["way"]
        return _ASKS[way](visit, await dialogue.move(visit, draft, way), case)
    if answer == "stop":
        return await stop(visit, draft, case)
    return _ask_confirm(visit, draft, case) if _pressed(visit) else await _read(visit, draft, case, value)


async def _register(visit: Visit, draft: Draft, case: Case, targets: tuple[Target, ...]) -> Message:
    await dialogue.end(visit, draft)
    return await submit(visit, case, targets)


_ASKS: dict[str, Ask] = {"criteria": _ask_criteria, "sentence": _ask_sentence}

STEPS = {
    "campaign": Step(_ask_campaign, _take_campaign),
    "criteria": step(_ask_criteria, _take_criteria),
    "sentence": step(_ask_sentence, _take_sentence),
    "doubt": step(_ask_doubt, _take_doubt),
    "confirm": step(_ask_confirm, _take_confirm),
}
