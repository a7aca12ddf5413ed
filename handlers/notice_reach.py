"""Whom an announcement would reach if it went now, and what that costs where messages are counted."""

from dataclasses import dataclass

from domain.audience import Audience
from handlers.shares import Share, shares
from handlers.visit import Visit
from storage import audiences, notices
from storage.announcements import Announcement


@dataclass(frozen=True)
class NoticeReach:
    """`left`: groups that were meant and that the assistant is no longer in. `costs`: where messages are counted."""

    people: int
    without_account: int
    groups: list[str]
    left: list[str]
    costs: list[Share]

    @property
    def nobody(self) -> bool:
        return not self.people and not self.groups


async def reach(visit: Visit, one: Announcement) -> NoticeReach:
    audience = one.audience or Audience()
    linked = await audiences.linked_groups(visit.tx, audience)
    return NoticeReach(
        people=len(await audiences.activated(visit.tx, audience)),
        without_account=await audiences.without_account(visit.tx, audience),
        groups=[group.title for group in linked],
        left=await notices.left_groups(visit.tx, audience),
        costs=[one for one in await shares(visit, audience) if one.quota],
    )
