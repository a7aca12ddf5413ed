"""The announcement that an officer is writing: a row of its own, which the open question names with its version."""

from dataclasses import replace
from typing import Any

from domain.announcements import OwnKind
from domain.audience import Audience
from domain.errors import Refused
from domain.messages import Message
from domain.permissions import Right
from handlers import dialogue
from handlers.dialogue import Step, Take
from handlers.visit import Visit
from handlers.words import command_for
from storage import announcements, dialogues
from storage.announcements import Announcement
from storage.dialogues import Draft

KIND = "notice"


async def new(visit: Visit) -> Announcement:
    """Without words or audience as yet."""
    one = Announcement(
        id=0,
        version=1,
        campaign_id=None,
        kind=OwnKind.NOTICE,
        send_at=visit.now,
        useless_after=visit.now,
        state="draft",
        audience=Audience(),
        signed_by=visit.person.id,
    )
    return await announcements.add(visit.tx, one)


async def opened(visit: Visit, one: Announcement, step: str) -> Draft:
    return await dialogue.begin(visit, KIND, step, announcement=one.id, version=one.version)


async def of(visit: Visit, draft: Draft) -> Announcement:
    """The one in hand. Refused("announcement_changed_meanwhile") if another officer went on with it, or it went out."""
    one = await announcements.get(visit.tx, draft.data["announcement"])
    if one.version != draft.data["version"] or one.state != "draft":
        raise Refused("announcement_changed_meanwhile")
    return one


async def saved(visit: Visit, draft: Draft, step: str, **changes: Any) -> Draft:
    """With these changes; the question goes on at this step."""
    one = await announcements.save(visit.tx, replace(await of(visit, draft), **changes))
    return await dialogue.move(visit, draft, step, version=one.version)


async def ended(visit: Visit, one: Announcement) -> None:
    """The question that is open about it is answered."""
    request = visit.request
    draft = await dialogues.latest(visit.tx, request.chat.platform, request.sender)
    if draft is not None and draft.kind == KIND and draft.data["announcement"] == one.id:
        await dialogue.end(visit, draft)


def step(ask: dialogue.Ask, take: Take, file: Take | None = None) -> Step:
    """A step that only an officer takes, of an announcement that nobody else has changed; “thoát” leaves it kept."""

    async def allowed(visit: Visit, draft: Draft) -> None:
        visit.require(Right.OFFICE)
        await of(visit, draft)

    async def taken(visit: Visit, draft: Draft, value: str) -> Message | None:
        if command_for(value) == "thoat":
            return await dialogue.leave(visit)
        return await take(visit, draft, value)

    return dialogue.guarded(Step(ask, taken, file), allowed)


def pressed(visit: Visit) -> bool:
    """Whether the value was chosen, not typed."""
    return visit.request.command == "="
