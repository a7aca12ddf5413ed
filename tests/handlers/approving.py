"""What there is to decide in a conversation about registrations, and what stands there after it."""

from datetime import date, datetime
from decimal import Decimal

from domain.permissions import Grant
from domain.registrations import RegistrationState as State
from domain.targets import Target
from storage import grants, registrations
from tests.desk import START
from tests.handlers.registering import registered

LAN_ANH, DUNG, TUAN, BINH, HOA = 1, 2, 3, 4, 5
HCBTTP = "Phòng Hành chính và Bổ trợ tư pháp"
NOW = datetime.fromisoformat(START)
CASES = (Target("Giải quyết hồ sơ quốc tịch", Decimal(45), "hồ sơ", date(2026, 7, 31)),)


async def handed_in(desk, drive, *staff_ids, **more):
    """Registered, by themselves, in this order."""
    async with desk.database.transaction() as tx:
        for number, staff_id in enumerate(staff_ids):
            facts = {"entered_by": staff_id, "targets": CASES} | more
            at = NOW.replace(minute=number)
            await registrations.submit(tx, drive, state=State.SUBMITTED, staff_id=staff_id, now=at, **facts)


async def collective(desk, drive, entered_by, unit_id=2):
    async with desk.database.transaction() as tx:
        await registrations.submit(
            tx, drive, state=State.SUBMITTED, unit_id=unit_id, entered_by=entered_by, now=NOW, targets=CASES
        )


async def states(desk, drive):
    return {name: state for name, state, _ in await registered(desk, drive)}


async def given(desk, staff_id, role, unit_id=None, for_id=None):
    async with desk.database.transaction() as tx:
        await grants.add(tx, staff_id, Grant(role, unit_id, for_id), None)


async def does(person, label):
    """Choose by the whole label: “Thông qua” begins “Thông qua tất cả …” too."""
    return await person.presses(dict(person.offers)[label])


async def passed(person):
    """Let everything pass that waits; how many there were."""
    await person.says("việc chờ xác nhận")
    for number in range(20):
        if "Việc" not in person.last.split("chờ xác nhận.")[-1]:
            return number
        await does(person, next(one for one in person.choices if one in {"Thông qua", "Tiếp nhận"}))
    return None
