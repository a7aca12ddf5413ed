"""Whatever follows a command, typed or forged, gets a sentence and never breaks anything."""

from datetime import datetime
from itertools import count

import pytest

from domain.errors import Refused
from domain.messages import ChatRef, Request
from domain.office import Office
from domain.permissions import Role
from handlers import dispatch
from handlers.everything import COMMANDS
from handlers.visit import Visit
from storage import inbox, people
from tests.conftest import somebody
from tests.desk import START
from texts import refusal, render

NOW = datetime.fromisoformat(START)
OFFICE = Office("Sở", "")
UPDATES = count(1)

HUGE = "9" * 30
BIGGEST = str(2**63)
TAILS = (
    *("0", "-1", "1", "1 1", "1 -1", "1.1", "1.", ".1", "1.1.1", "x y z", "ok", "ok 1", "ok 1.1 x", "²", "١", "٣.٣"),
    *(HUGE, BIGGEST[:18], f"1.{HUGE}", f"ok {BIGGEST[:18]}.{BIGGEST[:18]}", f"xem 1 {HUGE}", f"trang {HUGE}"),
    *(
        "xem",
        "nop",
        "donvi x",
        "ho",
        "ho 1 tu.x",
        "ho 1 tu.99999",
        "tapthe 1 1",
        "rutthat 1.0 -5",
        "chon 1",
        "nhap 1 x",
    ),
    *("moi", "mau 28-8", "mau x", "theo", "theo 1", "theo 9", "soan 1", "san 1", "truoc 1", "khac 1", "hen 1", "de 1"),
    *("gui 1.1", "guingay 1.9", "trinh 1.1", "rut 1.1", "bo 1.1", "dung", "dung 1", "hoan 1", "28/8", "30/4"),
    *("ma 1", "ma 1.0", "madonvi 1", "khoa 1.9", "vao 1.1", "khong x", "la 1.1 1", "yeucau 1", "nguoi 1", "ngat 1.1"),
    *("dot", "dot 1", "doi 1.1", "sua 1", "xoa 1.1", "xoa -1", "ngung 1.1", "tra 1.0", "xacnhan 0.0", "<b>&", "'; --"),
)


@pytest.mark.parametrize("role", list(Role))
async def test_odd_words_after_a_command_get_a_sentence(desk, drive, role):
    person = await somebody(desk, role)
    async with desk.database.transaction() as tx:
        for command in COMMANDS:
            for tail in TAILS:
                assert await _said(tx, person, command.name, tuple(tail.split())), (command.name, tail)


async def _said(tx, person, command, args):
    """What the assistant answers; anything but an answer or a refusal breaks the test."""
    platform = person.desk.key
    staff = await people.by_account(tx, platform, person.id)
    chat = ChatRef(platform=platform, chat_id=person.id)
    request = Request(chat=chat, sender=person.id, command=command, args=args)
    visit = Visit(tx, request, NOW, OFFICE, staff, next(UPDATES), lambda kind, code: f"{kind}:{code}")
    try:
        async with tx.undoable():
            return (await dispatch(visit)).text
    except Refused as error:
        return refusal(error)


@pytest.mark.parametrize("parts", [(), ("1",), ("1", "x"), ("x", "x", "x"), (HUGE, "body", "x"), ("1", "a", "b", "c")])
async def test_a_forged_answer_is_of_no_question(desk, staff, parts):
    async with desk.database.transaction() as tx:
        assert "Không có việc nào" in await _said(tx, staff, "=", parts)


async def test_an_empty_word_after_a_command_is_none(desk, staff, drive):
    async with desk.database.transaction() as tx:
        assert "Đợt thi đua 28/8" in await _said(tx, staff, "dangky", ("",))


async def test_forged_presses_are_answered_and_none_is_set_aside(desk, drive, staff):
    for data in (
        "=1.x.y",
        f"={HUGE}.body.x",
        "=٣.confirm.yes",
        "=0.part.act",
        "=1.confirm",
        "/ghi xoa ²",
        "/dangky ho",
    ):
        assert await staff.presses(data)
    assert render("our_fault") not in staff.heard
    assert await desk.read(inbox.asides) == []
