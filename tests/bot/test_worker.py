"""What arrived is handled in order, each in one transaction; what fails is set aside, never repeated."""

from contextlib import suppress

import pytest

import handlers
from bot import worker
from domain.errors import CannotStart
from storage import inbox, settings
from tests.bot.acts import sent_to

STAFF = 1004


@pytest.fixture
def broken(monkeypatch):
    """/menu writes something and then fails, quoting the person."""
    dispatch = handlers.dispatch

    async def failing(visit):
        if visit.request.command != "menu":
            return await dispatch(visit)
        await settings.put(visit.tx, "half", "done")
        raise RuntimeError(f"secret of {visit.person.full_name}")

    monkeypatch.setattr(worker, "dispatch", failing)


async def test_a_handler_that_fails_is_undone_and_the_person_told(broken, desk, staff):
    assert "trục trặc" in await staff.says("/menu")
    assert await desk.read(lambda tx: settings.get(tx, "half")) is None
    aside = await desk.read(inbox.asides)
    assert [one.reason.partition(" (")[0] for one in aside] == ["lỗi của chương trình: RuntimeError"]


async def test_what_failed_is_not_tried_again_and_the_rest_goes_on(broken, desk, staff, hoa):
    await staff.says("/menu")
    await desk.stop()
    await desk.start()
    assert "“thoát”" in await staff.says("/huongdan")
    assert "“thoát”" in await hoa.says("/huongdan")
    assert len(sent_to(desk, STAFF)) == 2


async def test_a_press_that_fails_is_acknowledged_and_its_menu_left(broken, desk, staff):
    await staff.says("/huongdan")
    shown = staff.heard[:]
    assert "trục trặc" in await staff.presses("/menu")
    assert staff.heard[: len(shown)] == shown


async def test_a_full_disk_ends_the_program_in_a_sentence_and_keeps_the_update(desk, staff, monkeypatch):
    dispatch = handlers.dispatch

    async def filling(visit):
        await visit.tx.run(f"PRAGMA max_page_count = {await visit.tx.value('PRAGMA page_count')}")
        await settings.put(visit.tx, "much", "x" * 1_000_000)
        return await dispatch(visit)

    monkeypatch.setattr(worker, "dispatch", filling)
    desk.sandbox.sim.say(STAFF, "/menu")
    with pytest.raises(CannotStart) as ended:
        await desk._task
    desk._task = None
    assert ended.value.code == "database_trouble"
    assert "full" in ended.value.facts["reason"]
    monkeypatch.setattr(worker, "dispatch", dispatch)
    await desk.start()
    assert len(sent_to(desk, STAFF)) == 1
    assert await desk.read(inbox.asides) == []


class Died(BaseException):
    """As if the system had ended the program."""


@pytest.mark.only("telegram")  # no other platform hands files on
async def test_a_file_that_ends_the_program_is_set_aside_and_not_read_for_ever(desk, officer, hoa, monkeypatch):
    tries = []

    async def dying(visit):
        tries.append(visit.update)
        raise Died

    dispatch = handlers.dispatch
    monkeypatch.setattr(worker, "dispatch", lambda visit: dying(visit) if visit.request.files else dispatch(visit))
    desk.sandbox.sim.send(officer.number, "document", name="ds.csv", content=b"x")
    for _ in range(2):
        with pytest.raises(BaseException):  # noqa: B017, PT011  # however it comes out of the tasks
            await desk._task
        desk._task = None
        if len(tries) < 2:
            with suppress(BaseException):
                await desk.start()
    await desk.start()
    assert len(set(tries)) == 1
    assert len(tries) == 2
    assert "trục trặc" in officer.last
    assert "“thoát”" in await hoa.says("/huongdan")
    aside = await desk.read(inbox.asides)
    assert [one.reason.partition(" (")[0] for one in aside] == ["lỗi của chương trình: EndedTheProgram"]
