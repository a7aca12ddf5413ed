"""An office and one campaign, played by hand: ticks and outbox run as they are, over a clock of the test's own."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from bot.core import Core
from bot.outbox import send_unasked
from bot.schedule import tick
from bot.senders import ChatPace, Sent
from domain.campaigns import Campaign, CampaignState
from domain.messages import ChatRef, Message
from domain.office import Office
from domain.permissions import Role
from domain.registrations import RegistrationState
from domain.reminders import CampaignTimes, schedule
from domain.sentences import Amount, Entry
from domain.timeline import group_times
from handlers.visit import Means
from storage import (
    accounts,
    achievements,
    announcements,
    campaigns,
    groups,
    people,
    registrations,
    reminders,
    reports,
    tree,
)
from storage.database import Database, Transaction
from tests.expected import ZONE, Act, Drive, Person, Row

LONG_AGO = datetime(2025, 1, 2, 9, tzinfo=ZONE)
STATES = {
    "registered": RegistrationState.SUBMITTED,
    "withdrawn": RegistrationState.WITHDRAWN,
    "declined": RegistrationState.DECLINED,
}


class Ear:
    """An edge that hears everything, and when."""

    platform = "ear"
    means = Means()

    def __init__(self, world: "World") -> None:
        self.world = world
        self.heard: dict[tuple[datetime, str], list[int]] = defaultdict(list)  # letters of each message

    async def counted(self, tx: object, sent: Sent | None) -> None:
        pass

    async def send(self, chat: ChatRef, message: Message | None, context: object) -> Sent:
        assert message is not None
        assert message.text
        self.heard[self.world.now, chat.chat_id].append(len(message.text))
        return Sent("1")


@dataclass
class World:
    """An office, its people and one campaign, played by hand."""

    database: Database
    drive: Drive
    office: Office
    now: datetime = LONG_AGO

    async def people(self, cast: list[Person]) -> None:
        async with self.database.transaction() as tx:
            for person in cast:
                unit = await tree.unit_named(tx, person.unit)
                unit_id = unit.id if unit else await tree.add_unit(tx, person.unit, person.unit)
                await people.add_staff(tx, unit_id, person.name, "", "", [Role(role) for role in person.roles])
            await groups.link(tx, ChatRef(platform="ear", chat_id="group"), "Nhóm", 1, LONG_AGO)

    async def publish(self) -> None:
        drive, plan = (
            self.drive,
            (self.office.calendar, self.office.reminders, self.drive.opened_at - timedelta(days=1)),
        )
        times = CampaignTimes(
            drive.start, drive.end, drive.registration_deadline, drive.report_deadline, drive.opened_at
        )
        async with self.database.transaction() as tx:
            units = [one.id for one in await tree.units(tx) if drive.audience and one.name in drive.audience]
            await campaigns.add(tx, _campaign(drive, frozenset(units)))
            await announcements.replace_waiting(tx, 1, group_times(times, *plan), plan[-1])
            await reminders.replace_waiting(tx, 1, schedule(times, *plan), plan[-1])

    async def dues(self) -> list[datetime]:
        async with self.database.transaction() as tx:
            rows = await tx.rows("SELECT send_at FROM reminder UNION SELECT send_at FROM announcement")
        return [datetime.fromtimestamp(row["send_at"], ZONE) for row in rows]

    async def done(self, act: Act) -> None:
        async with self.database.transaction() as tx:
            await done_in(tx, 1, act, self.drive.start)

    async def pass_through(self, steps: Iterable[tuple[datetime, Act | None]]) -> Ear:
        ear = Ear(self)
        core = Core(self.database, self.office, lambda: self.now, {"ear": ear}, pace=False)  # type: ignore[dict-item]  # an edge that only sends
        for self.now, act in steps:
            if act is not None:
                await self.done(act)
                continue
            await tick(core)
            while await send_unasked(core, ChatPace()):
                pass
        return ear

    async def rows(self) -> list[Row]:
        """All that was sent of the campaign; what was missed and its steps are said beside it."""
        async with self.database.transaction() as tx:
            rows = await tx.rows(
                "SELECT sent_at, coalesce(full_name, 'group') AS name, kind FROM outbox"
                " LEFT JOIN staff ON staff.id = staff_id"
                " WHERE state = 'sent' AND campaign_id IS NOT NULL AND kind <> 'step'"
            )
        moments = [(datetime.fromtimestamp(row["sent_at"], ZONE), row["name"], row["kind"]) for row in rows]
        return sorted((f"{at:%Y-%m-%d %H:%M}", name, kind, self.drive.campaign) for at, name, kind in moments)


def _campaign(drive: Drive, units: frozenset[int]) -> Campaign:
    return Campaign(
        id=0,
        version=1,
        name=drive.campaign,
        label=drive.campaign,
        theme="",
        start=drive.start,
        end=drive.end,
        registration_deadline=drive.registration_deadline,
        report_deadline=drive.report_deadline,
        publish_at=drive.opened_at,
        state=CampaignState.RUNNING,
        units=units,
    )


async def done_in(tx: Transaction, campaign_id: int, act: Act, day: date, platform: str = "ear") -> None:
    """`day`: of what is logged; `platform`: where who joins does so."""
    if act.kind == "reported":
        unit = await tree.unit_named(tx, act.unit)
        report = await reports.of_unit(tx, await campaigns.get(tx, campaign_id), unit)
        await reports.hand_in(tx, report, "Báo cáo", 1, act.at)
        return
    staff_id = await tx.value("SELECT id FROM staff WHERE full_name = ?", (act.person,))
    if act.kind == "joined":
        chat = ChatRef(platform=platform, chat_id=act.person)
        await accounts.link(tx, staff_id, chat, act.person, accounts.Consent("1", act.at), act.at)
    elif act.kind == "left":
        await accounts.unlink(tx, staff_id)
    elif act.kind in STATES:
        await _answer(tx, campaign_id, act, staff_id)
    else:
        await _log(tx, campaign_id, act, staff_id, day)


async def _answer(tx: Transaction, campaign_id: int, act: Act, staff_id: int) -> None:
    mine = await registrations.of(tx, campaign_id, staff_id)
    about = {"entered_by": staff_id, "now": act.at, "staff_id": staff_id, "version": mine.version if mine else 0}
    await registrations.submit(tx, campaign_id, state=STATES[act.kind], **about)


async def _log(tx: Transaction, campaign_id: int, act: Act, staff_id: int, day: date) -> None:
    """An entry that counts there, or the last one taken back."""
    if act.kind == "unlogged":
        await achievements.set_deleted(tx, (await achievements.last_of(tx, staff_id)).id, act.at)
        return
    owner = await people.get(tx, staff_id)
    entry = Entry("việc khác", (Amount(Decimal(1), "việc"),), day, day)
    number = await achievements.add(tx, owner, entry, staff_id, act.at)
    await achievements.choose(tx, number, campaign_id, counts=True)
