"""The preview of an opening: exactly what its readers will get, where the officer is and elsewhere."""

from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from domain.campaigns import Campaign, CampaignState
from domain.dates import full
from domain.errors import Refused
from domain.messages import Choice, Message
from handlers import approvals, launching, menus, publication, standing
from handlers.announcements import opening
from handlers.launching_drafts import readiness, written
from handlers.launching_screens import LAST, part
from handlers.publication import desk_of
from handlers.visit import Place, Visit
from storage import groups
from storage.dialogues import Draft
from storage.launch_drafts import KeptDraft
from texts import award_types, label, render


class View(NamedTuple):
    """What one kind of reader gets. `buttons`: under the words, where there are some."""

    platform: str
    to_person: bool
    text: str
    buttons: tuple[str, ...]

    @property
    def words(self) -> tuple[str, tuple[str, ...]]:
        return self.text, self.buttons


async def show(visit: Visit, kept: KeptDraft) -> Message:
    """The preview, or what keeps the draft from being told."""
    found = await readiness(visit, kept)
    if not found.ready:
        return await launching.begin(visit, kept)
    kept, _ = await written(visit, kept)
    return await launching.go(visit, kept, "preview", await _preview(visit, kept, _place(visit, "truoc")))


def _place(visit: Visit, verb: str) -> int | None:
    """Which part was asked for, of what does not fit on one screen; None if that was not asked."""
    return (visit.number(2) or 1) if visit.args[:1] == (verb,) else None


async def _preview(visit: Visit, kept: KeptDraft, place: int | None = None) -> Message:
    """`place` None: from the beginning, or while the Director's word is awaited how that stands."""
    kept, campaign = await written(visit, kept)
    opens = publication.opening_time(desk_of(visit), campaign)
    first, *others = await _views(visit, campaign, opens)
    awaited = await approvals.awaited(visit.tx, campaign)
    facts = {
        "view": first,
        "opens": opens,
        "reach": await publication.reach(desk_of(visit), campaign),
        "unconfirmed": award_types().unconfirmed(campaign.content.sought),
        "awaited": awaited,
        "hears": visit.office.calendar.next_opening(awaited.asked_at) if awaited else visit.now,
        "now": visit.now,
    }
    choices = await _choices(visit, kept, campaign, elsewhere=bool(others))
    message = Message(text=render("launch/preview", **facts), choices=choices)
    return part(visit, message, f"/phatdong truoc {kept.id}", place or (LAST if awaited else 1))


async def _choices(visit: Visit, kept: KeptDraft, campaign: Campaign, *, elsewhere: bool) -> tuple[Choice, ...]:
    """How it can go from here. While the Director's word is awaited the officer waits, or takes the request back."""
    look = (launching.choice(kept, "khac", "see_elsewhere"),) if elsewhere else ()
    drop = launching.acts(kept, "bo", label("discard"), destroys=True)
    if await approvals.awaited(visit.tx, campaign):
        return (standing.acts(campaign, "rut", "take_back_request"), *look, drop)
    asks = [_asks(visit, kept, campaign)] if await approvals.offered(visit.tx, visit.office) else []
    sends = [] if approvals.needed(visit.office) else _sends(visit, kept, campaign)
    later, edit = launching.choice(kept, "hen", "send_later"), launching.choice(kept, "soan", "edit")
    return (*asks, *sends, later, edit, *look, drop)


def _asks(visit: Visit, kept: KeptDraft, campaign: Campaign) -> Choice:
    opens = full(publication.opening_time(desk_of(visit), campaign))
    return launching.acts(kept, "trinh", f"{label('ask_director')}, {label('then_send_at')} {opens}")


def _sends(visit: Visit, kept: KeptDraft, campaign: Campaign) -> list[Choice]:
    """At its time, or as soon as may be where that is earlier."""
    opens = publication.opening_time(desk_of(visit), campaign)
    soonest = publication.opening_time(desk_of(visit), replace(campaign, publish_at=visit.now))
    now = [launching.acts(kept, "guingay", label("send_now"))] if soonest < opens else []
    return [launching.acts(kept, "gui", f"{label('send_at')} {full(opens)}"), *now]


async def _views(visit: Visit, campaign: Campaign, opens: datetime) -> list[View]:
    """Each kind of reader, those on the officer's own platform leading, groups before people."""
    told = replace(campaign, state=CampaignState.APPROVED, publish_at=opens)
    with_groups = {group.chat.platform for group in await groups.linked(visit.tx)}
    found = []
    for place in (visit.here, *(one for one in visit.places if one.key != visit.here.key)):
        for to_person in (False, True) if place.key in with_groups else (True,):
            edits = place.means.edits
            message = await opening(visit.tx, told, opens, visit.person, to_person=to_person, kept_right=edits)
            found.append(_view(place, message, to_person=to_person))
    return found


def _view(place: Place, message: Message, *, to_person: bool) -> View:
    if place.means.buttons:
        return View(place.key, to_person, message.text, tuple(choice.label for choice in message.choices))
    form = menus.form(place.means, None)._replace(later=True)
    shown = menus.shown(message, form) if to_person else menus.in_group(message, place.means)
    return View(place.key, to_person, shown.text, ())


async def elsewhere(visit: Visit, kept: KeptDraft) -> Message:
    """What the others get; where that is word for word the same, it is said so."""
    found = await readiness(visit, kept)
    if not found.ready:
        return await launching.begin(visit, kept)
    kept, campaign = await written(visit, kept)
    first, *others = await _views(visit, campaign, publication.opening_time(desk_of(visit), campaign))
    choices = await _choices(visit, kept, campaign, elsewhere=False)
    text = render("launch/elsewhere", first=first, others=others)
    said = part(visit, Message(text=text, choices=choices), f"/phatdong khac {kept.id}", _place(visit, "khac") or 1)
    return await launching.go(visit, kept, "preview", said)


async def _ask(visit: Visit, draft: Draft) -> Message:
    kept = await launching.held(visit, draft)
    if not kept.live:
        return await launching.changed_meanwhile(visit, kept)
    try:
        return await _preview(visit, kept)
    except Refused:  # time has passed, and it can no longer go as it is
        return await launching.listed(visit, kept)


STEPS = {"preview": launching.step(_ask)}
