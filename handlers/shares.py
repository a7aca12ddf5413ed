"""How an audience is spread over the platforms, and what telling it takes where messages are counted."""

from typing import NamedTuple

from domain.audience import Audience
from handlers.visit import Place, Visit
from storage import audiences, traffic


class Share(NamedTuple):
    """Those who hear of it on one platform, and what is left of its month's messages (of `quota`; 0: not counted)."""

    platform: str
    people: int
    groups: int
    left: int
    quota: int

    @property
    def messages(self) -> int:
        return self.people + self.groups


async def shares(visit: Visit, audience: Audience) -> list[Share]:
    """On each platform that anybody of them is on."""
    found = [await _share(visit, place, audience) for place in visit.places]
    return [one for one in found if one.messages]


async def _share(visit: Visit, place: Place, audience: Audience) -> Share:
    linked = await audiences.linked_groups(visit.tx, audience)
    used, _ = await traffic.of_month(visit.tx, place.key, visit.now)
    return Share(
        place.key,
        await audiences.told_on(visit.tx, audience, place.key),
        sum(group.chat.platform == place.key for group in linked),
        max(place.means.quota - used, 0),
        place.means.quota,
    )
