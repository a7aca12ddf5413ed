"""/phatdong lich: an officer changes the time and words of what a campaign is still to say, and the rest by a press."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime

from domain import dates
from domain.calendar import MINUTE
from domain.dates import Precision
from domain.errors import Refused
from domain.folding import fold
from domain.messages import Message
from domain.permissions import Right
from domain.reminders import STILL_NEWS, GroupMessageKind
from domain.timeline import require_place
from handlers import dialogue, timeline, timeline_audience
from handlers.dialogue import Step
from handlers.visit import Visit
from handlers.words import command_for
from storage import announcements, campaigns
from storage.announcements import Announcement
from storage.dialogues import Draft
from texts import label, render

KIND = "timeline"
MOST = 1000  # characters of own words: with the figures under them they fit the smallest platform
LAST_WORDS = (GroupMessageKind.CLOSING, GroupMessageKind.THANKS)
_BEGINS = {"tingio": "time", "tinloi": "words"}


async def run(visit: Visit) -> Message:
    """/phatdong lich 17 lists, /phatdong tin 45 shows one, the others change one: tinbo 45.2."""
    verb, seen = visit.args[0], visit.versioned()
    if verb in _ACTS and seen:
        one = await timeline.known(visit, seen[0])
        true = one.version == seen[1] and timeline.editable(one)
        return await (_ACTS[verb](visit, one) if true else timeline.show(visit, one))
    if verb in _SHOWS and visit.number(1) is not None:
        return await _SHOWS[verb](visit, await timeline.known(visit, visit.number(1)))
    return await timeline.show_list(visit)


async def _begin(visit: Visit, one: Announcement) -> Message:
    """/phatdong tingio 45, /phatdong tinloi 45: ask for the new time, for the new words."""
    if one.state != "waiting" or not timeline.editable(one):
        return await timeline.show(visit, one)
    step = _BEGINS[visit.args[0]]
    draft = await dialogue.begin(visit, KIND, step, announcement=one.id, version=one.version)
    return await STEPS[step].ask(visit, draft)


async def _of_draft(visit: Visit, draft: Draft) -> Announcement:
    return await timeline.known(visit, draft.data["announcement"])


async def _left(visit: Visit, draft: Draft, value: str) -> Message | None:
    """Whoever leaves, or whose message was changed or has gone out meanwhile, sees how it stands."""
    one = await _of_draft(visit, draft)
    as_it_was = one.version == draft.data["version"] and one.state == "waiting"
    if as_it_was and fold(value) not in ("quay lai", "back") and command_for(value) != "thoat":
        return None
    await dialogue.end(visit, draft)
    return await timeline.show(visit, one)


async def _ask_time(visit: Visit, draft: Draft) -> Message:
    one = await _of_draft(visit, draft)
    text = render("timeline/ask_time", one=one, kind=one.kind, person=visit.person)
    return Message(text=text, choices=(dialogue.choice(draft, label("back"), "back"),), in_words=True)


async def _take_time(visit: Visit, draft: Draft, value: str) -> Message:
    if left := await _left(visit, draft, value):
        return left
    one = await _of_draft(visit, draft)
    moment = _read(value, one, visit.now)
    require_place(moment, visit.now, visit.office.calendar, await _between(visit, one))
    await dialogue.end(visit, draft)
    return await timeline.show(visit, await timeline.save(visit, replace(one, send_at=moment), "send_at"))


def _read(text: str, one: Announcement, now: datetime) -> datetime:
    """A day alone keeps the hour. Raises Refused: time_unclear, and what reading a date raises."""
    reading = dates.read(text, now)
    if reading.ambiguous or reading.precision not in (Precision.HOUR, Precision.DAY):
        raise Refused("time_unclear")
    if reading.precision is Precision.HOUR:
        return reading.value
    return datetime.combine(reading.end, one.send_at.time(), one.send_at.tzinfo)


async def _between(visit: Visit, one: Announcement) -> tuple[datetime, datetime]:
    """After what is said before it, before what is said after it; all but the last words before the end."""
    campaign = await campaigns.get(visit.tx, one.campaign_id)
    others = [
        each.send_at
        for each in await announcements.of_campaign(visit.tx, campaign.id)
        if each.state in ("waiting", "queued") and each.id != one.id
    ]
    earlier = [campaign.publish_at, *(each for each in others if each < one.send_at)]
    later = [each for each in others if each > one.send_at]
    ends = campaign.closes(visit.office.zone)
    later.append(ends + STILL_NEWS if one.kind in LAST_WORDS else ends - MINUTE)
    return max(earlier), min(later)


async def _ask_words(visit: Visit, draft: Draft) -> Message:
    one = await _of_draft(visit, draft)
    text = render("timeline/ask_words", kind=one.kind, person=visit.person, limit=MOST)
    return Message(text=text, choices=(dialogue.choice(draft, label("back"), "back"),), in_words=True)


async def _take_words(visit: Visit, draft: Draft, value: str) -> Message:
    if left := await _left(visit, draft, value):
        return left
    words = value.strip()
    if len(words) > MOST:
        raise Refused("words_too_long", length=len(words), limit=MOST)
    if not words:
        return await _ask_words(visit, draft)
    return await _ask_confirm(visit, await dialogue.move(visit, draft, "confirm", body=words))


async def _ask_confirm(visit: Visit, draft: Draft) -> Message:
    """As it would go, with the figures of now."""
    worded = replace(await _of_draft(visit, draft), body=draft.data["body"])
    choices = (
        dialogue.choice(draft, label("use_words"), "ok"),
        dialogue.choice(draft, label("write_again"), "again"),
        dialogue.choice(draft, label("back"), "back"),
    )
    words = await timeline.words_of(visit, worded)
    return Message(text=render("timeline/confirm_words", words=words), choices=choices)


async def _take_confirm(visit: Visit, draft: Draft, value: str) -> Message:
    if left := await _left(visit, draft, value):
        return left
    if fold(value) in ("again", "viet lai"):
        return await _ask_words(visit, await dialogue.move(visit, draft, "words"))
    if value != "ok":
        return await _ask_confirm(visit, draft)
    one = await _of_draft(visit, draft)
    await dialogue.end(visit, draft)
    return await timeline.show(visit, await timeline.save(visit, replace(one, body=draft.data["body"]), "body"))


_OFFICER = dialogue.needs(Right.OFFICE)
STEPS = {
    "time": dialogue.guarded(Step(_ask_time, _take_time), _OFFICER),
    "words": dialogue.guarded(Step(_ask_words, _take_words), _OFFICER),
    "confirm": dialogue.guarded(Step(_ask_confirm, _take_confirm), _OFFICER),
}

Change = Callable[[Visit, Announcement], Awaitable[Message]]
_ACTS: Mapping[str, Change] = {
    "tinbo": timeline.drop,
    "tinlai": timeline.restore,
    "tinmau": timeline.sample,
    "tinky": timeline.ask_director,
    "tinnhom": timeline_audience.toggle_group,
    "tinnguoi": timeline_audience.toggle_people,
}
_SHOWS: Mapping[str, Change] = {
    "tin": timeline.show,
    "tinnhan": timeline_audience.ask,
    "tingio": _begin,
    "tinloi": _begin,
}
VERBS = {"lich", *_ACTS, *_SHOWS}
