"""The questions on whom an announcement is for."""

from domain.audience import Audience
from domain.errors import Refused
from domain.messages import Choice, Message
from domain.replies import numbers
from handlers import dialogue, notice_audience, notice_drafts
from handlers.notice_audience import EVERYBODY, GROUPS_ONLY
from handlers.notice_drafts import pressed
from handlers.visit import Visit
from storage import groups, notices
from storage.dialogues import Draft
from texts import label, render

DONE, BACK = "xong", "lai"
SOME = {"groups", "units", "roles", "people"}  # picked from lists, or by name


async def ask_whom(visit: Visit, draft: Draft) -> Message:
    linked = await groups.linked(visit.tx)
    offered = {"all": "whom_all" if linked else "whom_everybody"}
    offered |= {"every_group": "whom_groups"} if linked else {}
    offered |= {"groups": "whom_some_groups"} if len(linked) > 1 else {}
    offered |= {"units": "whom_units", "roles": "whom_roles", "people": "whom_people"}
    choices = [dialogue.choice(draft, label(name), value) for value, name in offered.items()]
    if await notices.waiting(visit.tx) or await notices.sent(visit.tx, 1):
        choices.append(Choice(label=label("all_notices"), command="/thongbao ds"))
    return Message(text=render("notices/whom", person=visit.person), choices=tuple(choices))


async def take_whom(visit: Visit, draft: Draft, value: str) -> Message:
    if not pressed(visit):
        return await _in_words(visit, draft, value)
    whole = {"all": EVERYBODY, "every_group": GROUPS_ONLY}.get(value)
    if whole is not None:
        return await _settled(visit, draft, whole)
    if value not in SOME:
        return await ask_whom(visit, draft)
    moved = await notice_drafts.saved(visit, draft, "pick", audience=Audience())
    return await ask_pick(visit, await dialogue.move(visit, moved, "pick", what=value, found=[]))


async def ask_pick(visit: Visit, draft: Draft) -> Message:
    """One of a list or several of them; people are looked for by name."""
    what, one = draft.data["what"], await notice_drafts.of(visit, draft)
    listed = await notice_audience.options(visit, what, draft.data["found"])
    chosen = set(notice_audience.values_of(one.audience or Audience(), what))
    marked = [(value, f"{name} ({label('picked')})" if value in chosen else name) for value, name in listed]
    choices = [dialogue.choice(draft, name, value) for value, name in marked]
    choices += [dialogue.choice(draft, label("done_picking"), DONE)] if chosen else []
    choices += [dialogue.choice(draft, label("back"), BACK)]
    text = render("notices/pick", what=what, person=visit.person, found=bool(listed), buttons=visit.means.buttons)
    return Message(text=text, choices=tuple(choices), several=len(listed), in_words=not listed)


async def take_pick(visit: Visit, draft: Draft, value: str) -> Message:
    what, one = draft.data["what"], await notice_drafts.of(visit, draft)
    audience = one.audience or Audience()
    if pressed(visit):
        return await _pressed(visit, draft, audience, value)
    listed = [each for each, _ in await notice_audience.options(visit, what, draft.data["found"])]
    said = numbers(value)
    if not said:
        return await _in_words(visit, draft, value)
    if not all(1 <= number <= len(listed) for number in said):
        raise Refused("number_outside", most=len(listed))
    chosen = [listed[number - 1] for number in said] + _kept(audience, what)
    return await _settled(visit, draft, notice_audience.picked(audience, what, chosen))


def _kept(audience: Audience, what: str) -> list[str]:
    """People named before stay when one of several namesakes is told apart."""
    return notice_audience.values_of(audience, what) if what == "people" else []


async def _pressed(visit: Visit, draft: Draft, audience: Audience, value: str) -> Message:
    if value == BACK:
        return await ask_whom(visit, await dialogue.move(visit, draft, "whom"))
    if value == DONE:
        return await _settled(visit, draft, audience)
    what = draft.data["what"]
    toggled = set(notice_audience.values_of(audience, what)) ^ {value}
    after = notice_audience.picked(audience, what, sorted(toggled))
    return await ask_pick(visit, await notice_drafts.saved(visit, draft, "pick", audience=after))


async def _in_words(visit: Visit, draft: Draft, text: str) -> Message:
    """Names; where one could be several people, these are shown to pick from."""
    said = await notice_audience.named(visit, text)
    if not said.several:
        return await _settled(visit, draft, said.audience)
    moved = await notice_drafts.saved(visit, draft, "pick", audience=said.audience)
    found = [one.id for one in said.several]
    return await ask_pick(visit, await dialogue.move(visit, moved, "pick", what="people", found=found))


async def _settled(visit: Visit, draft: Draft, audience: Audience) -> Message:
    """On to the words; or, where these are there, back to how it will look."""
    from handlers import notice_dialogue  # noqa: PLC0415  # the questions lead on to each other

    moved = await notice_drafts.saved(visit, draft, "words", audience=audience)
    return await notice_dialogue.go_on(visit, moved)
