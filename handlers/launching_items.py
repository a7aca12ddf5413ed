"""The items of a draft as an officer sees them: the first nine, the further ones, and each in full by its number."""

from typing import Any

from domain import parents
from domain.campaign_values import Wrong
from domain.folding import fold
from domain.launch import FIRST, FURTHER, Item, LaunchDraft
from domain.launch_audience import Size, size
from domain.messages import Choice, Message
from handlers import publication
from handlers.launching_screens import fitted
from handlers.publication import desk_of
from handlers.visit import Visit
from texts import award_types, render

_MORE = {"0", "them", "them noi dung", "xem them", "cac muc khac"}


def asks_for_more(text: str) -> bool:
    """Whether the further items are meant."""
    return fold(text) in _MORE


async def sheet(visit: Visit, draft: LaunchDraft, campaign_id: int | None = None) -> dict[str, Any]:
    """What the words for a draft's items need. `campaign_id`: of the campaign that it is, if it is one already."""
    around = await publication.around(desk_of(visit), campaign_id)
    try:
        meant = size(draft, around)
    except Wrong:  # somebody who was named has left
        meant = Size(0, 0)
    offered = parents.known(around.campaigns, around.calendar.day_of(around.now))
    facts = {"people": meant.people, "units": meant.units, "all_units": around.units, "offered": offered}
    return {"draft": draft, "items": list(FIRST), "further": list(FURTHER), "person": visit.person, **facts}


async def item_text(visit: Visit, draft: LaunchDraft, item: Item, campaign_id: int | None = None) -> str:
    """One item in full, and how it is changed."""
    facts = await sheet(visit, draft, campaign_id)
    return render("launch/item", item=item, awards=award_types(), **facts)


async def further_screen(
    visit: Visit, draft: LaunchDraft, choices: tuple[Choice, ...], campaign_id: int | None = None
) -> Message:
    """The items that are seldom needed."""
    facts = await sheet(visit, draft, campaign_id)
    return fitted(
        visit,
        lambda brief: Message(
            text=render("launch/further", **facts, **brief._asdict()), choices=choices, in_words=True
        ),
    )
