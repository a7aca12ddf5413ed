import asyncio
import re

import pytest

from domain.messages import ChatRef
from storage import accounts, people
from storage.accounts import Consent
from storage.database import Database
from tests.bot.test_commands_people import CSV, thidua, with_people
from tests.handlers.test_joining import NOW

CODE = re.compile(r"\d{4} \d{4}")


ZALO = '[[zalo]]\ntoken = "123:abc"\nshare_link = "https://zalo.me/s/1?a=1&b=2"\n'


@pytest.fixture
def office(tmp_path):
    """With two people, and a link that opens the assistant."""
    (tmp_path / "config.toml").write_text('[office]\nname = "Sở Tư pháp"\n' + ZALO, "utf-8")
    (tmp_path / "people.csv").write_text(CSV, "utf-8-sig")
    with_people(tmp_path)
    asyncio.run(_known(tmp_path))
    return tmp_path


async def _known(folder):
    database = await Database.open(folder / "thidua.db", beside=True)
    async with database.transaction() as tx:
        await tx.run("INSERT INTO setting (name, value) VALUES ('zalo:123.name', 'Bot Thi đua')")
    await database.close()


async def _let_in(folder):
    database = await Database.open(folder / "thidua.db", beside=True)
    async with database.transaction() as tx:
        person = (await people.everybody(tx))[1]
        await accounts.link(tx, person.id, ChatRef(platform="zalo:123", chat_id="a1"), "a1", Consent("1", NOW), NOW)
    await database.close()


async def _acts(folder):
    database = await Database.open(folder / "thidua.db", beside=True)
    async with database.transaction() as tx:
        rows = await tx.rows("SELECT act FROM audit_log ORDER BY id")
        left = await tx.value("SELECT count(*) FROM account")
    await database.close()
    return [row["act"] for row in rows], left


def test_a_poster_of_the_office_has_its_qr_codes_and_no_code(office):
    out = office / "to.html"
    code, said = thidua(office, "poster", "--out", str(out))
    page = out.read_text("utf-8")
    assert (code, page.count("<svg")) == (0, 1)
    assert "in trên giấy A4" in said
    assert not CODE.search(page)
    assert page.startswith("<!DOCTYPE html>")


def test_a_poster_of_a_unit_has_a_code_for_as_many_as_are_missing(office):
    out = office / "to.html"
    _, said = thidua(office, "poster", "--unit", "VP", "--out", str(out))
    assert CODE.search(said)[0] in out.read_text("utf-8")
    assert asyncio.run(_acts(office))[0][-1] == "invite.issued_for_unit"


def test_a_poster_that_cannot_be_written_is_one_sentence(office):
    code, said = thidua(office, "poster", "--out", str(office / "no" / "to.html"))
    assert code == 1
    assert said.startswith("Không ghi được tệp")


def test_a_lost_phone_is_cut_off_by_name_and_a_new_code_is_printed(office):
    asyncio.run(_let_in(office))
    code, said = thidua(office, "unlink", "do minh")
    assert code == 0
    assert "Đã ngắt tài khoản Zalo (1) khỏi hồ sơ Đỗ Minh" in said
    assert CODE.search(said)
    acts, left = asyncio.run(_acts(office))
    assert (acts[-2:], left) == (["account.cut_off", "invite.issued"], 0)


def test_whoever_is_not_there_or_not_alone_is_said(office):
    assert thidua(office, "unlink", "Không Có") == (
        1,
        "Không có ai tên Không Có trong danh sách.\n",
    )
    assert thidua(office, "unlink", "Đỗ Minh", "--unit", "Lạ")[0] == 1
    asyncio.run(_twice(office))
    assert "thêm --unit" in thidua(office, "unlink", "Đỗ Minh")[1]


async def _twice(folder):
    database = await Database.open(folder / "thidua.db", beside=True)
    async with database.transaction() as tx:
        person = (await people.everybody(tx))[1]
        await people.add_staff(tx, person.unit.id, person.full_name, "", "")
    await database.close()
