"""What is due and cannot be read stops nobody: it is pushed aside with its cause, and the rest is said."""

import pytest

from bot import core
from storage import deliveries, outbox, people
from tests.bot.acts import outcome, queued

TEXT = "Còn 3 ngày đến hạn đăng ký."
STAFF = 1004


@pytest.fixture
async def person(desk, staff) -> int:
    return (await desk.read(lambda tx: people.by_account(tx, "telegram", str(STAFF)))).id


async def happened(desk) -> None:
    await desk.ticked()
    await desk.quiet()


@pytest.mark.parametrize(
    ("table", "columns", "values"),
    [("reminder", "kind, on_day", "'nonsense', '2026-06-17'"), ("announcement", "kind", "'nonsense'")],
)
async def test_a_due_row_that_cannot_be_read_is_pushed_aside_and_holds_back_nothing(
    desk, staff, drive, person, table, columns, values
):
    async with desk.database.transaction() as tx:
        await tx.run(
            f"INSERT INTO {table} (campaign_id, send_at, useless_after, state, {columns})"  # noqa: S608  # the test's own
            f" VALUES (?, 0, 0, 'waiting', {values})",
            (drive,),
        )
    await queued(desk, TEXT, staff_id=person)
    await happened(desk)
    assert staff.heard == [TEXT]
    (reason, times), *others = await desk.read(outbox.failures)
    assert reason.startswith("lỗi của chương trình: ValueError (")
    assert (times, others) == (1, [])


async def test_a_mistake_while_sending_is_tried_again_and_ends_nothing(desk, staff, person, monkeypatch):
    failed, due_bundle = [], deliveries.due_bundle

    async def failing_once(*asked, **how):
        if not failed:
            failed.append(True)
            raise ZeroDivisionError
        return await due_bundle(*asked, **how)

    monkeypatch.setattr(core, "BACK_OFF", 0.001)
    monkeypatch.setattr(deliveries, "due_bundle", failing_once)
    await queued(desk, TEXT, staff_id=person)
    await happened(desk)
    assert failed
    assert await outcome(desk) == ("sent", "")
