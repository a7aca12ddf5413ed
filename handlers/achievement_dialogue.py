"""What is asked before an entry can be saved: one question for each doubt, the sentence kept meanwhile."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from domain.achievements import CONFIRMED, Unsettled, in_known_words, period, require_amounts, require_storable
from domain.answers import answered, said_days, said_number
from domain.corrections import corrected
from domain.errors import Refused
from domain.folding import fold
from domain.language.abbreviations import DANGEROUS
from domain.messages import Choice, Message
from domain.numbers import write
from domain.other_work import other_work
from domain.people import Staff
from domain.replies import agrees, leaves
from domain.sentences import Doubt, Intent, Understood, read, read_log
from handlers import dialogue
from handlers.achievement_saving import owner_of, save
from handlers.dialogue import Step
from handlers.visit import Visit
from handlers.words import command_for
from storage import achievements
from storage.dialogues import Draft
from texts import label, refusal, render

KIND = "achievement"
_KEPT = TypeAdapter(Unsettled)
_MEASURES = ("vụ", "hồ sơ", "văn bản", "buổi", "lượt người")
_CHOSEN = {Doubt.ACT_AMBIGUOUS, Doubt.MEASURE_MISSING, Doubt.MEASURE_AMBIGUOUS}  # no number or date is the answer
_YES = {"dung ghi lai", "ghi lai"}
_NO = {"no", "khong ghi"}


async def go_on(visit: Visit, unsettled: Unsettled, owner: Staff, draft: Draft | None = None) -> Message:
    """Ask the next doubt, or with none left save."""
    require_amounts(unsettled.entries)
    if not unsettled.doubts:
        if draft is not None:
            await dialogue.end(visit, draft)
        return await save(visit, unsettled.entries, owner)
    kind = unsettled.asked[0]
    step = "confirm" if kind in CONFIRMED else kind.value
    said_at = draft.data.get("said_at") if draft else None
    data: dict[str, Any] = {
        "unsettled": _KEPT.dump_python(unsettled, mode="json"),
        "owner": owner.id,
        "said_at": said_at or visit.now.isoformat(),
    }
    if draft is None:
        opened = await dialogue.begin(visit, KIND, step, **data)
    else:
        opened = await dialogue.move(visit, draft, step, **data)
    return await STEPS[step].ask(visit, opened)


def _kept(draft: Draft) -> Unsettled:
    return _KEPT.validate_python(draft.data["unsettled"])


async def _ask(visit: Visit, draft: Draft) -> Message:
    """The question of the first doubt, with the answers that are likely."""
    unsettled = _kept(draft)
    kind, typed = unsettled.asked
    said_at = datetime.fromisoformat(draft.data["said_at"])
    measures = [one.measure for entry in unsettled.entries for one in entry.amounts]
    text = render(
        f"achievements/{kind}",
        typed=typed,
        person=visit.person,
        entry=unsettled.entries[0],
        measure=next((one for one in measures if fold(one) in fold(typed)), ""),
    )
    likely = [dialogue.choice(draft, name, value.replace(" ", "_")) for name, value in _likely(unsettled, said_at)]
    later = (dialogue.choice(draft, label("later"), "later"),) if kind is Doubt.AMOUNT_APPROXIMATE else ()
    choices = (*likely, *later, _drop(draft))
    return Message(text=text, choices=choices, in_words=kind not in _CHOSEN)


def _unclear(draft: Draft, error: Refused) -> Message:
    """The question stays, and how to leave it is said with every refusal."""
    return Message(text=refusal(error), choices=(_drop(draft),), in_words=True)


def _drop(draft: Draft) -> Choice:
    return dialogue.choice(draft, label("do_not_log"), "no")


def _likely(unsettled: Unsettled, said_at: datetime) -> list[tuple[str, str]]:
    """Labels and values of the answers to offer."""
    kind, typed = unsettled.asked
    if kind in {Doubt.ACT_AMBIGUOUS, Doubt.MEASURE_AMBIGUOUS}:
        return [(one.spelled, one.spelled) for one in DANGEROUS.get(typed.split()[-1].lower(), ())]
    if kind is Doubt.AMOUNT_AMBIGUOUS:
        number = said_number(typed)
        # a whole number without dots cannot be read in two ways again
        return [(write(one), f"{one:f}".replace(".", ",")) for one in (number.value, *number.others)]
    if kind is Doubt.MEASURE_MISSING:
        return [(one, one) for one in _MEASURES]
    if kind is Doubt.DATE_AMBIGUOUS:
        return [(period(*one), f"{one[0]} {one[1]}") for one in said_days(typed, said_at)]
    return []


async def _take(visit: Visit, draft: Draft, value: str) -> Message | None:
    """An answer to a doubt; another piece of work told meanwhile is logged beside it."""
    text = value.replace("_", " ")
    require_storable(text)
    if value == "later":
        return Message(text=render("achievements/kept"), choices=(dialogue.TAKE_UP,))
    if left := await _left(visit, draft, text):
        return left
    unsettled = _kept(draft)
    said_at = datetime.fromisoformat(draft.data["said_at"])
    if other := other_work(text, visit.now, unsettled):
        message = await go_on(visit, Unsettled.of(other), visit.person)
        return message.model_copy(update={"choices": (*message.choices, dialogue.TAKE_UP)})
    try:
        after = answered(unsettled, text, visit.now, said_at)
    except Refused as error:
        return _unclear(draft, error)
    return await go_on(visit, after, await owner_of(visit, draft.data["owner"]), draft)


async def _left(visit: Visit, draft: Draft, text: str) -> Message | None:
    """The question is dropped: “không ghi”, “thôi”."""
    if fold(text) not in _NO and not leaves(text) and command_for(text) != "thoat":
        return None
    await dialogue.end(visit, draft)
    return Message(text=render("achievements/dropped", person=visit.person))


async def _ask_confirmation(visit: Visit, draft: Draft) -> Message:
    """What was understood, shown together."""
    text = render("achievements/confirm", entries=_kept(draft).entries, person=visit.person)
    return Message(
        text=text,
        choices=(
            dialogue.choice(draft, label("yes_log"), "yes"),
            dialogue.choice(draft, label("edit"), "fix"),
            dialogue.choice(draft, label("do_not_log"), "no"),
        ),
    )


async def _take_confirmation(visit: Visit, draft: Draft, value: str) -> Message | None:
    text = value.replace("_", " ")
    require_storable(text)
    owner = await owner_of(visit, draft.data["owner"])
    unsettled = _kept(draft)
    if value == "yes" or fold(text).rstrip(" .") in _YES or agrees(text) or read(text, visit.now).intent is Intent.ACK:
        return await go_on(visit, replace(unsettled, doubts=()), owner, draft)
    if value == "fix":
        return Message(text=render("achievements/fix_sentence", person=visit.person))
    if left := await _left(visit, draft, text):
        return left
    return await go_on(visit, _amended(unsettled, text, visit.now), owner, draft)


def _amended(unsettled: Unsettled, text: str, now: datetime) -> Unsettled:
    """The one entry corrected, or the whole sentence said anew."""
    if len(unsettled.entries) == 1:
        return replace(unsettled, entries=(corrected(unsettled.entries[0], text, now),))
    understood = read_log(text, now)
    if {Doubt.ACT_MISSING, Doubt.AMOUNT_MISSING} & {kind for kind, _ in understood.doubts}:
        raise Refused("correction_unclear")
    return Unsettled.of(understood)


async def ask_sentence(visit: Visit) -> Message:
    """/ghi alone: one sentence is asked for."""
    draft = await dialogue.begin(visit, KIND, "sentence")
    return await _ask_sentence(visit, draft)


async def _ask_sentence(visit: Visit, draft: Draft) -> Message:
    text = render("achievements/ask", person=visit.person)
    return Message(text=text, choices=(dialogue.choice(draft, label("do_not_log"), "no"),), in_words=True)


async def _take_sentence(visit: Visit, draft: Draft, value: str) -> Message | None:
    if left := await _left(visit, draft, value):
        return left
    require_storable(value)
    if read(value, visit.now).intent in {Intent.ACK, Intent.THANKS}:
        return None
    understood = await heard(visit, read_log(value, visit.now))
    try:
        unsettled = understandable(understood)
    except Refused as error:
        return _unclear(draft, error)
    return await go_on(visit, unsettled, visit.person, draft)


async def heard(visit: Visit, understood: Understood) -> Understood:
    """With the acts called as the person's own targets and campaigns call them."""
    return in_known_words(understood, await achievements.asked_acts(visit.tx, visit.person.id))


def understandable(understood: Understood) -> Unsettled:
    """Refused("sentence_unclear") where neither an act nor an amount was said."""
    if {Doubt.ACT_MISSING, Doubt.AMOUNT_MISSING} <= {kind for kind, _ in understood.doubts}:
        raise Refused("sentence_unclear")
    return Unsettled.of(understood)


async def ask_colleague(visit: Visit, unsettled: Unsettled, colleagues: list[Staff]) -> Message:
    """Two of the name: for whom?"""
    data = {"unsettled": _KEPT.dump_python(unsettled, mode="json"), "colleagues": [one.id for one in colleagues]}
    draft = await dialogue.begin(visit, KIND, "colleague", said_at=visit.now.isoformat(), **data)
    return await _ask_colleague(visit, draft)


async def _ask_colleague(visit: Visit, draft: Draft) -> Message:
    colleagues = [await owner_of(visit, one) for one in draft.data["colleagues"]]
    choices: list[Choice] = [dialogue.choice(draft, one.listed, one.id) for one in colleagues]
    return Message(text=render("achievements/colleague", person=visit.person), choices=tuple(choices))


async def _take_colleague(visit: Visit, draft: Draft, value: str) -> Message | None:
    if left := await _left(visit, draft, value):
        return left
    named = [await owner_of(visit, one) for one in draft.data["colleagues"]]
    chosen = [one for one in named if value == str(one.id) or fold(value) == fold(one.listed)]
    if len(chosen) != 1:
        return await _ask_colleague(visit, draft)
    return await go_on(visit, _kept(draft), chosen[0], draft)


async def _for_whom(visit: Visit, draft: Draft) -> None:
    """Refused once the person may no longer enter for the colleagues concerned."""
    concerned = [draft.data["owner"]] if "owner" in draft.data else draft.data["colleagues"]
    for one in concerned:
        await owner_of(visit, one)


STEPS: Mapping[str, Step] = {
    "sentence": Step(_ask_sentence, _take_sentence),
    "colleague": dialogue.guarded(Step(_ask_colleague, _take_colleague), _for_whom),
    "confirm": dialogue.guarded(Step(_ask_confirmation, _take_confirmation), _for_whom),
    **{kind.value: dialogue.guarded(Step(_ask, _take), _for_whom) for kind in Doubt if kind not in CONFIRMED},
}
