"""The whole set-up with one platform, with both, with two bots of one: each goes on without the others."""

import asyncio
import re
from datetime import datetime

import pytest
from click.testing import CliRunner

from bot.__main__ import main
from domain.errors import CannotStart
from domain.messages import ChatRef
from sandbox import DEFAULT_TOKEN, DEFAULT_ZALO_TOKEN, Sandbox
from sandbox.faults import Fault
from sandbox.zalo.faults import ZaloFault
from storage import accounts, groups, settings
from storage.database import Database, migrate
from tests.bot.test_commands_people import CSV
from tests.bot.test_commands_people import thidua as thidua_there
from tests.bot.zalo_acts import HOA, STAFF, asks, queued, sent_to, until_sent
from tests.conftest import CAST, _people
from tests.desk import START, Desk
from tests.people import OnZalo, Person
from tests.second_phone import OnTelegram, also, key_of, staff_id

TEXT = "Còn 3 ngày đến hạn đăng ký."
SECOND = "7000000003:SANDBOX-ZALO-b"


async def thidua(desk, *words) -> tuple[int, str]:
    """Exit code and what was printed; the command line has a loop of its own."""
    ran = await asyncio.to_thread(CliRunner().invoke, main, ["--config", str(desk.config), *words])
    return ran.exit_code, ran.output


# Each alone, and both ----------------------------------------------------------------------------------


@pytest.mark.parametrize("platform", ["telegram", "zalo"], indirect=True)
async def test_one_platform_alone_is_enough(desk, staff, hoa, drive):
    assert "anh Bình" in await staff.says("/menu")
    await hoa.says("/dangky")
    await hoa.chooses("Tham gia")
    await queued(desk, TEXT, staff_id=await staff_id(desk, 1004))
    await desk.ticked()
    await desk.quiet()
    assert staff.last == TEXT


async def test_on_both_an_answer_goes_where_the_question_came_from_and_what_is_unasked_to_one(desk_of_both):
    on_zalo, on_telegram = Person(desk_of_both, 1004, ""), await also(desk_of_both, 1004, OnTelegram)
    assert "anh Bình" in await on_zalo.says("/menu")
    assert "anh Bình" in await on_telegram.says("/menu")
    assert (len(on_zalo.heard), len(on_telegram.heard)) == (1, 1)
    await queued(desk_of_both, TEXT, staff_id=await staff_id(desk_of_both, 1004))
    await desk_of_both.ticked()
    await desk_of_both.quiet()
    assert (on_zalo.heard.count(TEXT), on_telegram.heard.count(TEXT)) == (1, 0)


async def test_telegram_failing_for_good_leaves_zalo_working(desk_of_both):
    desk = desk_of_both
    desk.sandbox.faults.add(Fault("401", "getUpdates"))
    await also(desk, 1004, OnTelegram)
    desk.sandbox.sim.say(1004, "/menu")
    officer = Person(desk, 1001, "")
    await desk.sandbox.world.changed.until(lambda: officer.said, 10)
    assert "Telegram của trợ lý đã dừng" in officer.last
    assert "không ai bị bỏ sót" in officer.last
    asks(desk)
    await until_sent(desk)


async def test_both_failing_for_good_ends_the_program_with_a_sentence(desk_of_both):
    desk = desk_of_both
    desk.sandbox.zalo_faults.add(ZaloFault("401", "getUpdates"))
    desk.sandbox.faults.add(Fault("401", "getUpdates"))
    asks(desk)
    desk.sandbox.sim.person(1004, "Bình")
    desk.sandbox.sim.say(1004, "/menu")
    with pytest.raises(CannotStart) as ended:
        await desk._task
    desk._task = None
    assert ended.value.code == "no_edge_left"
    assert ended.value.facts["reason"].count("token") >= 2


# Two bots ------------------------------------------------------------------------------------------------


@pytest.fixture
async def desk_of_two(tmp_path):
    """Two bots on Zalo; the cast wrote to the first."""
    async with Sandbox(clock_file=tmp_path / "clock", zalo_tokens=(DEFAULT_ZALO_TOKEN, SECOND)) as sandbox:
        desk = Desk(sandbox, tmp_path, ("zalo",))
        await desk.open()
        async with desk.database.transaction() as tx:
            await _people(tx, desk)
        await desk.start()
        yield desk
        await desk.close()


async def test_two_bots_share_the_people_and_each_is_answered_by_the_bot_they_wrote_to(desk_of_two):
    desk = desk_of_two
    second, number = "7000000003", 1005
    hoa, started = OnZalo(desk, number, CAST[number][0]), datetime.fromisoformat(START)
    staff = await staff_id(desk, number)
    chat = ChatRef(platform=key_of(desk, OnZalo, 1), chat_id=HOA)
    async with desk.database.transaction() as tx:
        await accounts.unlink(tx, staff)
        await accounts.link(tx, staff, chat, HOA, accounts.Consent("1", started), started)
    desk.sandbox.zalo_sim.say(HOA, "/menu", bot=second)
    desk.sandbox.zalo_sim.say(STAFF, "/menu")
    await desk.quiet()
    assert hoa.heard == []
    assert "chị Hoa" in desk.sandbox.zalo_sim.chat(HOA, bot=second)[-1]["text"]
    assert "anh Bình" in sent_to(desk)[0]
    await queued(desk, TEXT, staff_id=staff)
    await desk.ticked()
    await desk.quiet()
    assert desk.sandbox.zalo_sim.chat(HOA, bot=second)[-1]["text"] == TEXT
    async with desk.database.transaction() as tx:
        counted = {row["platform"]: (row["sent"], row["received"]) for row in await tx.rows("SELECT * FROM traffic")}
    assert counted == {key_of(desk, OnZalo): (1, 1), key_of(desk, OnZalo, 1): (2, 1)}


@pytest.mark.parametrize(
    ("tokens", "says"),
    [
        ((DEFAULT_ZALO_TOKEN, DEFAULT_ZALO_TOKEN), "hai"),
        ((DEFAULT_ZALO_TOKEN, "7000000002:other"), "hai"),
        (("not a token",), "token"),
        (("7000000002",), "token"),
        ((":x",), "token"),
    ],
)
@pytest.mark.parametrize("command", ["run", "check"])
def test_the_same_bot_twice_and_a_token_that_is_none_are_one_sentence(tmp_path, tokens, says, command):
    sections = [f'[[zalo]]\ntoken = "{token}"\nbase_url = "http://127.0.0.1:1"\n' for token in tokens]
    (tmp_path / "config.toml").write_text('[office]\nname = "Sở"\n' + "".join(sections), "utf-8")
    ran = CliRunner().invoke(main, ["--config", str(tmp_path / "config.toml"), command])
    assert ran.exit_code == 1
    assert len(ran.output.strip().splitlines()) == 1
    assert says in ran.output.lower()
    assert not any(token in ran.output for token in tokens if ":" in token)


# thidua check ----------------------------------------------------------------------------------------------


async def test_check_says_of_each_platform_how_it_stands(desk_of_both):
    desk = desk_of_both
    code, on = await thidua(desk, "check")
    assert code == 0
    assert "Zalo: bật, tài khoản “Bot Trợ lý Thi đua”" in on
    assert "Telegram: bật, tài khoản @" in on
    assert "Cảnh báo: danh sách" not in on
    desk.sandbox.zalo_faults.add(ZaloFault("401", "getMe"))
    desk.sandbox.faults.add(Fault("502", "getMe", times=9))
    code, mixed = await thidua(desk, "check")
    assert code == 0
    assert "Zalo: mã truy cập bị từ chối" in mixed
    assert "Telegram: bật, nhưng lúc này không kết nối được" in mixed
    desk.sandbox.zalo_faults.add(ZaloFault("502", "getMe"))
    desk.sandbox.faults.clear()
    desk.sandbox.faults.add(Fault("401", "getMe", times=9))
    code, other = await thidua(desk, "check")
    assert code == 0
    assert "Zalo: bật, nhưng lúc này không kết nối được" in other
    assert "Telegram: mã truy cập bị từ chối" in other
    desk.sandbox.zalo_faults.add(ZaloFault("401", "getMe"))
    code, none = await thidua(desk, "check")
    assert code == 1
    assert "Kết luận: chưa chạy được." in none


async def test_check_says_whether_the_office_fits_what_the_plan_holds(desk_of_both):
    desk = desk_of_both
    desk.config.write_text(desk.config.read_text().replace("[[zalo]]", "[[zalo]]\nmost_people = 3\nmost_messages = 99"))
    _, said = await thidua(desk, "check")
    assert "danh sách có 5 người, 01 mã truy cập Zalo chỉ nhận 3 người; 2 người sẽ không dùng được Zalo" in said
    assert "5 người dùng khoảng 100 tin Zalo mỗi tháng, hạn mức là 99 tin" in said


async def test_check_counts_the_groups_of_zalo_against_its_plan_and_no_others(desk_of_both):
    desk = desk_of_both
    desk.config.write_text(desk.config.read_text().replace("[[zalo]]", "[[zalo]]\nmost_groups = 1"))
    officer, now = await staff_id(desk, 1001), datetime.fromisoformat(START)
    for number, kind in enumerate((OnZalo, OnTelegram, OnTelegram, OnZalo)):
        async with desk.database.transaction() as tx:
            await groups.link(tx, ChatRef(platform=key_of(desk, kind), chat_id=str(number)), "", officer, now)
        _, said = await thidua(desk, "check")
        assert ("đã liên kết 02 nhóm, gói Zalo chỉ cho 01 nhóm" in said) is (number == 3)


async def test_check_warns_of_people_whom_another_bot_has_let_in(desk_of_both):
    desk = desk_of_both
    await desk.read(lambda tx: tx.run("UPDATE account SET platform = 'telegram' WHERE staff_id = 1"))
    _, said = await thidua(desk, "check")
    assert "người đã kích hoạt" not in said
    here = desk.config.read_text()
    desk.config.write_text(here.replace(DEFAULT_ZALO_TOKEN, "4321:zalo").replace(DEFAULT_TOKEN, "1234:telegram"))
    _, said = await thidua(desk, "check")
    old = DEFAULT_TOKEN.partition(":")[0]
    assert f"mã truy cập Telegram thuộc tài khoản số 1234, không phải số {old} mà 01 người đã kích hoạt" in said
    assert f"04 người đã kích hoạt với tài khoản Zalo số {DEFAULT_ZALO_TOKEN.partition(':')[0]}" in said
    assert "bấm “Bắt đầu” một lần" in said
    assert "phải nhận phiếu mới (thidua unlink) và kích hoạt lại" in said


def test_check_with_nothing_set_says_both_are_off(tmp_path):
    (tmp_path / "config.toml").write_text('[office]\nname = "Sở"\n', "utf-8")
    ran = CliRunner().invoke(main, ["--config", str(tmp_path / "config.toml"), "check"])
    assert ran.exit_code == 1
    assert "Zalo: tắt" in ran.output
    assert "Telegram: tắt" in ran.output


# thidua invite -----------------------------------------------------------------------------------------------

ON_ZALO = r"1\. Mở Zalo, "
ON_TELEGRAM = r"ở Telegram trên điện thoại: https://t\.me/sandbox_bot\?start=m_\w{32}\n"
TELEGRAM = '[telegram]\ntoken = "7000000001:x"\nbase_url = "http://127.0.0.1:1"\n'
ZALO = '[[zalo]]\ntoken = "7000000002:x"\nbase_url = "http://127.0.0.1:1"\nshare_link = "{link}"\n'


@pytest.mark.parametrize(
    ("sections", "way"),
    [
        (ZALO.format(link=""), ON_ZALO + r"tìm tài khoản “Bot Thi đua”, nhắn mã kích hoạt của mình: \d{4} \d{4}\n2\."),
        (ZALO.format(link="https://zalo.me/7"), ON_ZALO + r"mở https://zalo\.me/7, nhắn mã kích hoạt .*\n2\."),
        (TELEGRAM, r"1\. M" + ON_TELEGRAM + r".*mã kích hoạt.*\n2\."),
        (ZALO.format(link="") + TELEGRAM, ON_ZALO + r".*\n   hoặc m" + ON_TELEGRAM + r"2\."),
    ],
)
def test_a_slip_names_every_way_there_is(tmp_path, sections, way):
    (tmp_path / "config.toml").write_text('[office]\nname = "Sở"\n' + sections, "utf-8")
    (tmp_path / "people.csv").write_text(CSV, "utf-8-sig")
    asyncio.run(_known_names(tmp_path))
    thidua_there(tmp_path, "unit", "add", "Văn phòng", "--short", "VP")
    thidua_there(tmp_path, "import-staff", str(tmp_path / "people.csv"), "--yes")
    code, slips = thidua_there(tmp_path, "invite", "--all")
    assert code == 0
    assert len(re.findall(way, slips)) == 2


async def _known_names(folder) -> None:
    """As after a first run."""
    migrate(folder / "thidua.db")
    database = await Database.open(folder / "thidua.db", beside=True)
    async with database.transaction() as tx:
        await settings.put(tx, "telegram.7000000001.username", "sandbox_bot")
        await settings.put(tx, "zalo:7000000002.name", "Bot Thi đua")
    await database.close()
