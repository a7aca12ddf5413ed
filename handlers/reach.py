"""Who can be written to, and when a platform is in trouble: the officers hear of it, once a day or once a month."""

from datetime import datetime

from domain import quota
from domain.calendar import VIETNAM
from domain.messages import ChatRef, Message
from domain.permissions import Role
from domain.quota import Quota
from storage import accounts, outbox, people
from storage.database import Transaction
from storage.outbox import Unasked
from texts import render

NAMED = 10  # people, of those who cannot be reached in another way


async def lost(tx: Transaction, chat: ChatRef, now: datetime) -> bool:
    """This private chat cannot be written to any more. False if that was known, or it is nobody's here."""
    if not await accounts.set_reachable(tx, chat, reachable=False):
        return False
    person = await people.by_account(tx, chat.platform, chat.chat_id)
    if person is not None and not await accounts.reachable_accounts(tx, person.id):
        told = Message(text=render("delivery/unreachable", person=person), keeps=True)
        await _tell_officers(tx, f"unreachable:{person.id}:{_day(now)}", told, now, but=person.id)
    return True


async def tell_of_stop(tx: Transaction, platform: str, reason: str, now: datetime) -> None:
    """A platform cannot be used until somebody mends it."""
    only_there = await people.only_on(tx, platform)
    text = render("edge/stopped", platform=platform, reason=reason, only_there=only_there, named=NAMED)
    await _tell_officers(tx, f"stopped:{platform}:{_day(now)}", Message(text=text, keeps=True), now)


async def tell_of_silence(tx: Transaction, platform: str, now: datetime) -> None:
    """A platform takes no more messages for a while, for the quota or for too many at once."""
    only_there = await people.only_on(tx, platform)
    text = render("edge/silenced", platform=platform, only_there=only_there, named=NAMED)
    await _tell_officers(tx, f"silenced:{platform}:{_day(now)}", Message(text=text, keeps=True), now)


async def tell_of_quota(tx: Transaction, platform: str, now_used: Quota, now: datetime) -> None:
    """A month's messages are nearly or wholly used; who would then not be reached."""
    text = render(
        "edge/quota",
        platform=platform,
        quota=now_used,
        month=now.month,
        ends=quota.runs_out(now_used.used, now_used.most, now),
        only_there=await people.only_on(tx, platform),
        named=NAMED,
    )
    await _tell_officers(
        tx, f"quota:{platform}:{now:%Y-%m}:{now_used.most}:{now_used.share}", Message(text=text, keeps=True), now
    )


def _day(now: datetime) -> str:
    return now.astimezone(VIETNAM).date().isoformat()


async def _tell_officers(tx: Transaction, key: str, told: Message, now: datetime, but: int | None = None) -> None:
    """Once for each key."""
    notes = [
        Unasked(f"{key}:{officer.id}", "officer", staff_id=officer.id, message=told)
        for officer in await people.with_role(tx, Role.OFFICER)
        if officer.id != but
    ]
    await outbox.queue(tx, notes, now)
