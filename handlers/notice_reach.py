"""Whom an announcement would reach if it went now, and what that costs where messages are counted."""

from dataclasses import dataclass
from typing import NamedTuple

from domain.audience import Audience
from handlers.visit import Place, Visit
from storage import audiences, notices, traffic
from storage.announcements import Announcement
from storage.groups import Group


class Cost(NamedTuple):
    """Messages on a platform that counts them: what this takes, and what is left of the month."""

    platform: str
    messages: int
    left: int
    quota: int


@dataclass(frozen=True)
class NoticeReach:
    """`left`: groups that were meant and that the assistant is no longer in."""

    people: int
    without_account: int
    groups: list[str]
    left: list[str]
    costs: list[Cost]

    @property
    def nobody(self) -> bool:
        return not self.people and not self.groups


async def reach(visit: Visit, one: Announcement) -> NoticeReach:
    audience = one.audience or Audience()
    linked = await audiences.linked_groups(visit.tx, audience)
    costs = [await _cost(visit, place, audience, linked) for place in visit.places if place.means.metered]
    return NoticeReach(
        people=len(await audiences.activated(visit.tx, audience)),
        without_account=await audiences.without_account(visit.tx, audience),
        groups=[group.title for group in linked],
        left=await notices.left_groups(visit.tx, audience),
        costs=[cost for cost in costs if cost.messages],
    )


async def _cost(visit: Visit, place: Place, audience: Audience, linked: list[Group]) -> Cost:
    in_groups = sum(group.chat.platform == place.key for group in linked)
    used, _ = await traffic.of_month(visit.tx, place.key, visit.now)
    messages = await audiences.told_on(visit.tx, audience, place.key) + in_groups
    return Cost(place.key, messages, max(place.means.quota - used, 0), place.means.quota)
