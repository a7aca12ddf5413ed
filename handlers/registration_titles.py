"""The questions on what is sought: the title (danh hiệu), then the form of award; and then how to take part."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.messages import Choice, Message
from domain.replies import agrees
from domain.templates import shortened
from domain.titles import Named, named
from handlers import dialogue, registration_saving
from handlers.registration_cases import Case
from handlers.registration_drafts import Question, entered, onward, pressed
from handlers.registration_targets import read
from handlers.visit import Visit
from storage import years_before
from storage.dialogues import Draft
from texts import label, render

_ROOM, _MOST_LINES = 280, 9  # characters for the titles of a screen; lines at once
_NONE, _AGAIN = "none", "again"


@dataclass(frozen=True)
class Sought:
    """One of the two lists. `key`: in the draft and of a registration; `none`: the label for none of them."""

    step: str
    key: str
    none: str

    def names(self, case: Case) -> tuple[str, ...]:
        found: tuple[str, ...] = getattr(case, self.key)
        return found

    async def ask(self, visit: Visit, draft: Draft, case: Case) -> Message:
        doubt = draft.data.get("unclear", {})
        facts = {"case": case, "kept": draft.data[self.key], "unclear": doubt, "names": self.names(case)}
        text = render(f"registrations/{self.step}", **facts, **await _before(visit, case, self.key))
        return Message(text=text, choices=self._choices(draft, case, doubt.get("places", [])))

    def _choices(self, draft: Draft, case: Case, doubtful: Sequence[int]) -> tuple[Choice, ...]:
        """All of them, or those that may have been meant."""
        names = self.names(case)
        places = doubtful or range(len(names))
        room = _ROOM // min(len(places), _MOST_LINES)
        choices = [dialogue.choice(draft, shortened(names[place], room), place + 1) for place in places]
        if doubtful:
            return (*choices, dialogue.choice(draft, label("choose_again"), _AGAIN))
        first = case.acts("khong", "not_registering")
        return (
            *choices,
            dialogue.choice(draft, label(self.none), _NONE),
            *([first] if _is_first(draft) and not case.closed else []),
            dialogue.choice(draft, label("back"), "stop"),
        )

    async def take(self, visit: Visit, draft: Draft, case: Case, value: str) -> Draft | Message:
        doubt = draft.data.get("unclear", {}).get("places", [])
        if value == _AGAIN and pressed(visit):
            return await dialogue.move(visit, draft, draft.step, unclear={})
        if value == _NONE and pressed(visit):
            return await self._chosen(visit, draft, [])
        names = self.names(case)
        found = _pressed(value, names) if pressed(visit) else _said(value, names, doubt)
        if found.sure is not None:
            return await self._chosen(visit, draft, [names[found.sure]])
        if pressed(visit):
            return draft
        return await dialogue.move(visit, draft, draft.step, unclear={"said": value[:40], "places": found.perhaps})

    async def _chosen(self, visit: Visit, draft: Draft, found: list[str]) -> Draft:
        asks = [one for one in draft.data["asks"] if one != self.step]
        return await onward(visit, draft, asks=asks, unclear={}, begun=True, **{self.key: found})


def _is_first(draft: Draft) -> bool:
    return not draft.data.get("begun") and "targets" not in draft.data


def _pressed(value: str, names: Sequence[str]) -> Named:
    places = {str(place + 1): place for place in range(len(names))}
    return Named(places.get(value))


def _said(value: str, names: Sequence[str], doubtful: Sequence[int]) -> Named:
    """In words; a yes to the only one that may have been meant is that one."""
    return Named(doubtful[0]) if len(doubtful) == 1 and agrees(value) else named(value, names)


async def _before(visit: Visit, case: Case, key: str) -> dict[str, object]:
    """What was sought the year before."""
    whose = {"staff_id": case.person.id} if case.person else {"unit_id": case.unit.id}
    found = await years_before.registration_before(visit.tx, case.campaign, **whose)
    return {"year": found[0], "before": getattr(found[1], key)} if found else {"year": None, "before": ()}


# How to take part -------------------------------------------------------------------------------


async def _ask_way(_visit: Visit, draft: Draft, case: Case) -> Message:
    ways = (("register_plain", "plain"), *([("pick_criteria", "criteria")] if case.campaign.criteria else []))
    choices = tuple(dialogue.choice(draft, label(name), way) for name, way in (*ways, ("type_target", "sentence")))
    text = render("registrations/way", case=case, titles=draft.data["titles"], forms=draft.data["forms"])
    return Message(text=text, choices=(*choices, dialogue.choice(draft, label("back"), "stop")))


async def _take_way(visit: Visit, draft: Draft, case: Case, value: str) -> Draft | Message:
    if not pressed(visit):
        return await read(visit, draft, case, value)
    if value == "plain":
        await dialogue.end(visit, draft)
        return await registration_saving.submit(visit, case, entered(draft))
    if value in {"criteria", "sentence"}:
        return await dialogue.move(visit, draft, value, way=value)
    return draft


TITLE, FORM = Sought("title", "titles", "no_title"), Sought("form", "forms", "no_form")
QUESTIONS = {
    "title": Question(TITLE.ask, TITLE.take),
    "form": Question(FORM.ask, FORM.take),
    "way": Question(_ask_way, _take_way),
}
