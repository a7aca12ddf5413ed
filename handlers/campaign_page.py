"""The page of one campaign, short enough for a clerk; all that it says stands behind “Xem nội dung”."""

from typing import Any

from domain.campaigns import Campaign
from domain.errors import Refused
from domain.markup import plain, split
from domain.messages import Choice, Message
from texts import label, render

ROOM = 800  # characters of a part of the content: the choices stand under it
SHOWN = 5  # criteria on the page itself


def text(campaign: Campaign, room: int, **facts: Any) -> str:
    """The page; of a campaign that says much, only what everybody has to know. `room`: in characters."""
    whole = render("campaigns/one", campaign=campaign, whole=True, **facts)
    return whole if len(plain(whole)) <= room else render("campaigns/one", campaign=campaign, whole=False, **facts)


def to_content(campaign: Campaign) -> tuple[Choice, ...]:
    """The choice that shows all of it, where there is more than the page says."""
    one = campaign.content
    says_more = one.contents or one.objectives or one.awards or one.titles or one.forms or one.parents or one.interim
    if not says_more and len(campaign.criteria) <= SHOWN:
        return ()
    return (Choice(label=label("see_content"), command=f"/thidua noidung {campaign.id}"),)


def content(campaign: Campaign, place: int) -> Message:
    """A part of it, from 1. Refused("number_outside", most) beyond its end."""
    parts = split(render("campaigns/content", campaign=campaign), ROOM)
    if not 0 < place <= len(parts):
        raise Refused("number_outside", most=len(parts))
    more = Choice(label=label("more"), command=f"/thidua noidung {campaign.id} {place + 1}")
    back = Choice(label=label("see_campaign"), command=f"/thidua {campaign.id}")
    return Message(text=parts[place - 1], choices=(*((more,) if place < len(parts) else ()), back))
