"""How far each unit has come as a picture, or as lines where none can be sent: for whoever asks, and for the groups."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial

from domain.calendar import DAY
from domain.campaigns import Campaign
from domain.messages import Attachment, Choice, Message
from domain.office import Office
from domain.permissions import Right
from handlers import figures, menus
from handlers.drawing import Line, progress_picture
from handlers.progress_lines import ROOM, progress_lines
from handlers.tables import Wording
from handlers.visit import Visit
from storage import campaigns, coverage, groups, outbox
from storage.coverage import Coverage, UnitCoverage
from storage.database import Transaction
from storage.deliveries import Delivery
from storage.groups import Group
from storage.outbox import Unasked
from texts import label, render

PICTURE, LINES = "progress_picture", "progress_lines"  # kinds of what groups hear
NAME = "tien-do.png"
AT_ONCE = 8  # units whose picture takes less than 50 ms


@dataclass(frozen=True)
class _Progress:
    """The figures of one moment. `call`: whether it is said how to register."""

    campaign: Campaign
    units: list[UnitCoverage]
    now: datetime
    call: bool = False

    @property
    def title(self) -> str:
        return f"{label('progress_of')}: {self.campaign.label}"

    @property
    def total(self) -> Line:
        return _line(label("all_units"), coverage.total(self.units))

    async def drawn(self) -> Message:
        """With many units the picture takes its time: the loop goes on meanwhile."""
        lines = tuple(_line(one.unit.name, one.figures) for one in self.units)
        at = render("progress/drawn_at", now=self.now, call=False)
        draw = partial(progress_picture, self.title, lines, self.total, at)
        content = draw() if len(lines) <= AT_ONCE else await asyncio.to_thread(draw)
        text = render("progress/picture", campaign=self.campaign, total=self.total, call=self.call)
        return Message(text=text, attachment=Attachment(name=NAME, content=content, picture=True))

    def in_lines(self, room: int = ROOM) -> Message:
        lines = [_line(one.unit.short_name, one.figures) for one in self.units]
        at = render("progress/drawn_at", now=self.now, call=self.call)
        return Message(text=progress_lines(self.title, lines, self.total, at, room))


def _line(name: str, counted: Coverage) -> Line:
    return Line(name, counted.registered, counted.people)


# For whoever asks -------------------------------------------------------------------------------


async def show(visit: Visit, campaign: Campaign, _version: int | None) -> Message:
    """/tiendo hinh 17: of all units that the person may see."""
    back = Choice(label=label("back"), command=f"/tiendo {campaign.id}")
    choices = (_to_groups(campaign), back) if visit.person.may(Right.OFFICE) else (back,)
    units = await coverage.by_unit(visit.tx, campaign, visit.person.scopes(Right.PROGRESS))
    found = _Progress(campaign, units, visit.now)
    if visit.means.files:
        message = await found.drawn()
    else:
        offered = Message(text="", choices=choices)
        message = found.in_lines(menus.letters_left(offered, menus.form(visit.means, visit.person)))
    return message.model_copy(update={"choices": choices})


def offer(campaign: Campaign) -> Choice:
    return Choice(label=label("progress_picture"), command=f"/tiendo hinh {campaign.id}")


def _to_groups(campaign: Campaign) -> Choice:
    return Choice(label=label("progress_to_groups"), command=f"/tiendo guinhom {campaign.id}")


# For the groups ---------------------------------------------------------------------------------


async def share(visit: Visit, campaign: Campaign, version: int | None) -> Message:
    """/tiendo guinhom 17 asks first; with the campaign's version each group hears it, once a day."""
    visit.require(Right.OFFICE)
    at = visit.office.calendar.next_opening(visit.now)
    linked = await groups.linked(visit.tx)
    told = await outbox.known(visit.tx, [_key(campaign, at.date(), one) for one in linked])
    left = [one for one in linked if _key(campaign, at.date(), one) not in told]
    if version != campaign.version or not left:
        return _asked(visit, campaign, linked, left, at)
    await _queue(visit, campaign, left, at)
    await visit.record("campaign.progress_shared", campaign.id)
    return Message(text=render("progress/shared", campaign=campaign, count=len(left), at=at, now=visit.now))


def _asked(visit: Visit, campaign: Campaign, linked: list[Group], left: list[Group], at: datetime) -> Message:
    text = render("progress/share", campaign=campaign, linked=linked, waiting=left, at=at, now=visit.now)
    send = Choice(label=label("share_progress"), command=f"/tiendo guinhom {campaign.id}.{campaign.version}")
    return Message(text=text, choices=(*((send,) if left else ()), offer(campaign)))


async def _queue(visit: Visit, campaign: Campaign, left: list[Group], at: datetime) -> None:
    """For that day only; where figures are told each day, these count as told."""
    seeing = {place.key for place in visit.places if place.means.files}
    midnight = visit.office.calendar.at(at.date() + DAY, time())
    said = [
        Unasked(
            _key(campaign, at.date(), one),
            PICTURE if one.chat.platform in seeing else LINES,
            group_id=one.id,
            campaign_id=campaign.id,
            useless_after=midnight,
        )
        for one in left
    ]
    await outbox.queue(visit.tx, said, visit.now)
    await figures.said_beside(visit.tx, campaign)


def _key(campaign: Campaign, day: date, group: Group) -> str:
    return f"progress:{campaign.id}:{day}:group:{group.id}"


async def word(tx: Transaction, delivery: Delivery, _office: Office, now: datetime) -> Message | None:
    """The figures as they are when it goes out; None once the campaign is cancelled."""
    campaign = await campaigns.get(tx, delivery.campaign_id)
    if not campaign.stands:
        return None
    units = await coverage.by_unit(tx, campaign)
    found = _Progress(campaign, units, now, call=campaign.registration_open(now))
    message = await found.drawn() if delivery.kind == PICTURE else found.in_lines()
    return message.model_copy(update={"keeps": True})


ACTS: Mapping[str, Callable[[Visit, Campaign, int | None], Awaitable[Message]]] = {"hinh": show, "guinhom": share}
WORDINGS: Mapping[str, Wording] = {PICTURE: word, LINES: word}
