"""How many messages an office of fifty costs where the platform counts them: one busy day, one usual month."""

import tempfile
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from benchmarks.sizes import Sizes
from benchmarks.table import Line
from bot import logs
from bot.record import Chat
from bot.stage import ZALO, Stage, stage, zalo_id
from domain.calendar import VIETNAM, WorkCalendar
from domain.campaigns import Campaign, CampaignState, Criterion
from domain.messages import ChatRef
from domain.permissions import Role
from domain.registrations import RegistrationState
from domain.reminders import ReminderSettings, schedule
from domain.timeline import group_times
from storage import accounts, announcements, campaigns, groups, people, registrations, reminders, tree
from storage.database import Transaction

FIRST = 5001
ALLOWED = {"day": 350, "month": 1000}  # messages that fifty people may cost
IN_GROUP = {"day": 3, "month": 10}  # and those that each group may
WORKING_DAYS, LOGS, ASKS = 22, 8, 4
MORNINGS = {"day": 1, "month": WORKING_DAYS}  # messages that their officer may get beside
DAY = date(2026, 6, 15)
MONTH = date(2026, 7, 1)
GROUPS = ("zgr-1", "zgr-2", "zgr-3")  # as many as a free bot may be in; what is said there counts too
TALK = ("bảng chọn", "2", "2", "1", "1", "sáng nay tư vấn 3 vụ")  # menu, register, pick, one target, yes; log


async def lines(sizes: Sizes) -> list[Line]:
    """A day and a month, each with what it cost, by kind."""
    found = []
    for name, play in (("day", _day), ("month", _month)):
        kinds, received = await _played(play, sizes.clerks)
        sent = sum(kinds.values())
        people_said = f"a simulated {name} of {sizes.clerks} people"
        allowed = ALLOWED[name] * sizes.clerks / 50 + MORNINGS[name] + IN_GROUP[name] * len(GROUPS)
        beside = f"{MORNINGS[name]} for their officer, {IN_GROUP[name]} for each of {len(GROUPS)} groups"
        said = f"allowed: {ALLOWED[name]:,} for 50 people, {beside}"
        found += [Line(f"messages sent, {people_said}", sent, allowed, said)]
        found += [Line(f"of these: {kind}", count) for kind, count in kinds.most_common()]
        found += [Line("messages received", received), Line("sent and received", sent + received)]
    return found


async def _played(play: Callable[[Stage, int], Awaitable[None]], count: int) -> tuple[Counter[str], int]:
    """What was sent, by kind (several in one message: joined by +), and how many messages arrived."""
    logs.set_up([])
    with tempfile.TemporaryDirectory() as folder:
        async with stage(Path(folder), "2026-06-12T08:00:00+07:00") as one:
            async with one.database.transaction() as tx:
                await _let_in(tx, one, count)
            await play(one, count)
            calls = one.sandbox.zalo_sim.record("sendMessage")
            async with one.database.transaction() as tx:
                rows = await tx.rows("SELECT kind, sent_as FROM outbox WHERE state = 'sent' ORDER BY kind")
                received = await tx.value("SELECT sum(received) FROM traffic")
    by_message: dict[str, str] = {}
    for row in rows:
        by_message[row["sent_as"]] = "+".join(filter(None, (by_message.get(row["sent_as"]), row["kind"])))
    kinds = Counter(by_message[call["outcome"]["result"]["message_id"]] for call in calls if call["outcome"]["ok"])
    return kinds, int(received or 0)


async def _let_in(tx: Transaction, one: Stage, count: int) -> None:
    now, platform = one.now, f"zalo:{one.sandbox.zalo_tokens[0].partition(':')[0]}"
    unit = await tree.add_unit(tx, "Phòng Hành chính và Bổ trợ tư pháp", "HC&BTTP")
    for number in range(FIRST, FIRST + count):
        one.person(number, f"Nguyễn Văn Minh {number}", ZALO)
        one.sandbox.zalo.bot().known.add(zalo_id(number))
        role = Role.OFFICER if number == FIRST else Role.STAFF  # who also hears each morning how things stand
        staff = await people.add_staff(tx, unit, f"Nguyễn Văn Minh {number}", "male", "", [role])
        chat = ChatRef(platform=platform, chat_id=zalo_id(number))
        await accounts.link(tx, staff, chat, zalo_id(number), accounts.Consent("1", now), now)
    for group in GROUPS:
        one.sandbox.zalo_sim.group(group, "Sở Tư pháp")
        one.sandbox.zalo_sim.add_to_group(group)
        one.record.chats[ZALO, group] = Chat(ZALO, group, "Sở Tư pháp")
        await groups.link(tx, ChatRef(platform=platform, chat_id=group), "Sở Tư pháp", 1, now, edits=False)


def _campaign(label: str, start: date, end: date, opens: datetime, *, closes: date | None) -> Campaign:
    return Campaign(
        id=0,
        version=1,
        name=label,
        label=label,
        theme="",
        start=start,
        end=end,
        registration_deadline=_at(closes, 17) if closes else None,
        report_deadline=None,
        publish_at=opens,
        state=CampaignState.RUNNING,
        criteria=(Criterion(0, "Tư vấn pháp luật", "vụ", Decimal(10), ""),),
    )


def _at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=VIETNAM)


async def _add(tx: Transaction, campaign: Campaign, planned_at: datetime, registered: Sequence[int]) -> None:
    """Publish it with all that it will say; these people are registered from the beginning."""
    number = await campaigns.add(tx, campaign)
    plan = (campaign.times(), WorkCalendar(), ReminderSettings(), planned_at)
    await announcements.replace_waiting(tx, number, group_times(*plan), planned_at)
    await reminders.replace_waiting(tx, number, schedule(*plan), planned_at)
    for staff in registered:
        await registrations.submit(
            tx,
            number,
            state=RegistrationState.SUBMITTED,
            entered_by=staff,
            now=planned_at,
            staff_id=staff,
            unit_id=None,
            targets=(),
            version=0,
        )


async def _everybody_says(one: Stage, count: int, text: str) -> None:
    for number in range(FIRST, FIRST + count):
        one.sandbox.zalo_sim.say(zalo_id(number), text)
    await one.quiet()


async def _day(one: Stage, count: int) -> None:
    """Two reminders and an announcement at eight; then each opens the menu, registers with one target, and logs."""
    opened, everybody = _at(date(2026, 6, 1), 8), range(1, count + 1)
    async with one.database.transaction() as tx:
        for end in (DAY, DAY + timedelta(days=3)):  # “today is the last day”, “three days left”
            campaign = _campaign(f"Đợt đến {end:%d/%m}", date(2026, 6, 1), end, opened, closes=date(2026, 6, 5))
            await _add(tx, campaign, one.now, everybody)
        new = _campaign("Đợt thi đua 28/8", DAY, date(2026, 8, 28), _at(DAY, 8), closes=date(2026, 6, 26))
        await _add(tx, new, one.now, ())
    await one.until(f"{DAY} 07:00")
    one.sandbox.zalo_sim.clear()  # what was said before that day
    await one.until(f"{DAY} 09:00")
    for text in TALK:
        await _everybody_says(one, count, text)
    await one.until(f"{DAY} 17:00")


async def _month(one: Stage, count: int) -> None:
    """Six reminders and two announcements for each; eight results logged and four looks at the tasks. The groups hear
    these too, daily figures, and what a drive in its middle tells each week."""
    calendar = WorkCalendar()
    days = [MONTH + timedelta(days=gone) for gone in range(31)]
    working = [day for day in days if calendar.is_working_day(day)][:WORKING_DAYS]
    async with one.database.transaction() as tx:
        for opens in (working[2], working[7]):  # to each of these nobody answers until its registration closes
            closes = opens + timedelta(days=5)
            new = _campaign(f"Đợt {opens:%d/%m}", opens, date(2026, 12, 31), _at(opens, 8), closes=closes)
            await _add(tx, new, one.now, ())
        opened = one.now + timedelta(hours=1)
        running = _campaign("Đợt cao điểm", date(2026, 6, 15), date(2026, 8, 28), opened, closes=date(2026, 6, 26))
        await _add(tx, running, one.now, ())
    await one.until(f"{MONTH} 07:00")
    one.sandbox.zalo_sim.clear()
    for place, day in enumerate(working):
        await one.until(f"{day} 10:00")
        if place % 3 == 0 and place // 3 < LOGS:
            await _everybody_says(one, count, f"tư vấn {place + 1} vụ")
        if place % 5 == 1 and place // 5 < ASKS:
            await _everybody_says(one, count, "tôi còn việc gì")
    await one.until(f"{working[-1]} 17:00")
