"""Who gets a message of a campaign: the officer adds and leaves out groups, and those who take part."""

from dataclasses import replace

from domain.audience import Audience
from domain.errors import Refused
from domain.messages import Choice, Message
from handlers import timeline
from handlers.announcements import for_participants, told_groups
from handlers.groups import LONGEST_TITLE
from handlers.visit import Visit
from storage import groups
from storage.announcements import Announcement
from storage.groups import Group
from texts import label, render


async def ask(visit: Visit, one: Announcement) -> Message:
    """Groups and those who take part, each added or left out by one press."""
    if one.state != "waiting" or not timeline.editable(one):
        return await timeline.show(visit, one)
    receivers = await timeline.receivers_of(visit, one)
    chosen = {group.id for group in receivers["groups"]}
    linked = await groups.linked(visit.tx)
    choices = [_group_choice(one, group, chosen=group.id in chosen) for group in linked]
    people = timeline.act(one, "tinnguoi", "no_participants" if receivers["participants"] else "add_participants")
    back = Choice(label=label("back"), command=f"/phatdong tin {one.id}")
    return Message(
        text=render("timeline/audience", one=one, kind=one.kind, **receivers), choices=(*choices, people, back)
    )


def _group_choice(one: Announcement, group: Group, *, chosen: bool) -> Choice:
    name = f"{label('leave_group_out' if chosen else 'add_group')} {group.title[:LONGEST_TITLE]}".strip()
    return Choice(label=name, command=f"/phatdong tinnhom {one.id}.{one.version} {group.id}")


async def toggle_group(visit: Visit, one: Announcement) -> Message:
    chosen = frozenset(group.id for group in await told_groups(visit.tx, one))
    toggled = frozenset([visit.number(2) or 0]) & frozenset(group.id for group in await groups.linked(visit.tx))
    return await _aimed(visit, one, Audience(groups=chosen ^ toggled, participants=for_participants(one)))


async def toggle_people(visit: Visit, one: Announcement) -> Message:
    chosen = one.audience or Audience(every_group=True)
    return await _aimed(visit, one, chosen.model_copy(update={"participants": not for_participants(one)}))


async def _aimed(visit: Visit, one: Announcement, audience: Audience) -> Message:
    """It must go to somebody; who wants it to go nowhere drops it."""
    if not audience.any_groups and not audience.any_people:
        raise Refused("message_to_nobody")
    return await ask(visit, await timeline.save(visit, replace(one, audience=audience), "audience"))
