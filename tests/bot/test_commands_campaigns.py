import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.__main__ import main
from domain.campaigns import CampaignState
from domain.messages import ChatRef
from domain.permissions import Role
from storage import accounts, announcements, approvals, backups, campaigns, people, pulse, reminders, tree
from storage.database import Database, migrate
from tests.conftest import DRIVE

EXAMPLE = Path(__file__).parents[2] / "campaign.example.toml"
CONFIG = """
[office]
name = "Sở Tư pháp tỉnh Thái An (minh họa)"
[database]
path = "thidua.db"
[telegram]
token = "1:abc"
base_url = "http://127.0.0.1:1"
base_file_url = "http://127.0.0.1:1"
[clock]
file = "{clock}"
"""


@pytest.fixture
def folder(tmp_path):
    """An office of one person, on 12/6/2026 at 9:00."""
    (tmp_path / "clock").write_text("2026-06-12T09:00:00+07:00")
    (tmp_path / "config.toml").write_text(CONFIG.format(clock=tmp_path / "clock"))
    migrate(tmp_path / "thidua.db")
    read(tmp_path, _first_person)
    return tmp_path


async def _first_person(tx):
    unit = await tree.add_unit(tx, "Văn phòng Sở", "VP")
    await people.add_staff(tx, unit, "Nguyễn Thị Lan Anh", "female", "", [Role.OFFICER])


def read(folder, ask):
    async def asked():
        database = await Database.open(folder / "thidua.db")
        try:
            async with database.transaction() as tx:
                return await ask(tx)
        finally:
            await database.close()

    return asyncio.run(asked())


def states(folder):
    return [(one.state, one.theme) for one in read(folder, campaigns.every)]


def thidua(folder, *words, answer=""):
    done = CliRunner().invoke(main, ["--config", str(folder / "config.toml"), "campaign", *words], input=answer)
    return done.exit_code, done.output


def test_a_campaign_is_shown_asked_about_and_published(folder):
    code, said = thidua(folder, "publish", str(EXAMPLE), answer="y\n")
    assert code == 0
    assert "Gửi lúc: 8 giờ 00, thứ Hai, ngày 15/6/2026" in said
    assert "01 người chưa kích hoạt" in said
    assert "Đã công bố Đợt thi đua 28/8 (số 1)" in said
    monday = datetime.fromisoformat("2026-06-15T08:00:00+07:00")
    assert read(folder, lambda tx: announcements.any_due(tx, monday))
    assert read(folder, lambda tx: reminders.any_due(tx, datetime.fromisoformat("2026-06-19T08:00:00+07:00")))


def test_without_a_yes_nothing_is_published(folder):
    assert "<" not in thidua(folder, "publish", str(EXAMPLE), answer="n\n")[1]
    assert states(folder) == []


def test_a_campaign_is_corrected_and_cancelled(folder, tmp_path):
    thidua(folder, "publish", str(EXAMPLE), "--yes")
    theme = EXAMPLE.read_text("utf-8").replace('theme = "Đoàn kết', 'theme = "Kỷ cương')
    (tmp_path / "new.toml").write_text(theme, encoding="utf-8")
    code, said = thidua(folder, "correct", "1", str(tmp_path / "new.toml"), "--yes")
    assert (code, "Đã đính chính" in said) == (0, True)
    assert states(folder)[0][1].startswith("Kỷ cương")
    code, said = thidua(folder, "cancel", "1", "--yes")
    assert (code, "đã được hủy" in said) == (0, True)
    assert states(folder)[0][0] == "CANCELLED"


def test_a_campaign_that_is_over_is_taken_to_its_file(folder):
    over = replace(DRIVE, state=CampaignState.CLOSED, start=date(2026, 5, 1), end=date(2026, 5, 31))
    read(folder, lambda tx: campaigns.add(tx, over))
    assert "đã chuyển sang bước khác" in thidua(folder, "archive", "1", "--yes")[1]
    assert thidua(folder, "review", "1", answer="n\n")[0] == 0
    assert states(folder)[0][0] == "CLOSED"
    assert "Đang bình xét" in thidua(folder, "review", "1", answer="y\n")[1]
    assert "chưa đọc được" in thidua(folder, "decide", "1", "120", "--yes")[1]
    assert "số 120/QĐ-STP ngày 01/6/2026" in thidua(folder, "decide", "1", "120/QĐ-STP 01/6/2026", "--yes")[1]
    assert "Đã lưu hồ sơ" in thidua(folder, "archive", "1", "--yes")[1]
    assert "không hủy được nữa" in thidua(folder, "cancel", "1", "--yes")[1]


def test_an_interim_review_ends_and_the_next_is_named(folder):
    read(folder, lambda tx: campaigns.add(tx, replace(DRIVE, state=CampaignState.INTERIM_REVIEW)))
    assert thidua(folder, "interim-done", "1", "--next", "30/7/2026")[0] == 0
    (campaign,) = read(folder, campaigns.every)
    assert (campaign.state, campaign.content.interim) == ("RUNNING", date(2026, 7, 30))


def test_a_campaign_of_the_same_name_is_pointed_out(folder):
    thidua(folder, "publish", str(EXAMPLE), "--yes")
    assert "đã có Đợt thi đua 28/8 cùng tên (số 1)" in thidua(folder, "publish", str(EXAMPLE), answer="n\n")[1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("publish", "nowhere.toml", "--yes"), "Không đọc được tệp nowhere.toml."),
        (("publish", str(Path(__file__)), "--yes"), "Tệp không đúng cách viết TOML, xem dòng 1."),
        (("cancel", "7", "--yes"), "không tìm thấy đợt thi đua này"),
        (("correct", "7", str(EXAMPLE), "--yes"), "không tìm thấy đợt thi đua này"),
    ],
)
def test_a_mistake_is_said_in_words_with_exit_code_1(folder, words, said):
    code, output = thidua(folder, *words)
    assert code == 1
    assert said in output
    assert "<" not in output
    assert states(folder) == []


def test_a_number_beyond_any_campaign_is_a_sentence(folder):
    result = CliRunner().invoke(
        main, ["--config", str(folder / "config.toml"), "campaign", "cancel", "99999999999999999999"]
    )
    assert result.exit_code == 2
    assert isinstance(result.exception, SystemExit)


def test_the_demo_is_recorded_in_a_folder_only(folder):
    result = CliRunner().invoke(main, ["demo", "--story", "--into", str(folder / "config.toml")])
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "--into cần một thư mục" in result.stderr


def test_where_the_director_agrees_first_a_file_is_put_before_the_director(folder):
    config = folder / "config.toml"
    config.write_text(config.read_text().replace("[database]", "director_agrees = true\n[database]"))
    refused = CliRunner().invoke(main, ["--config", str(config), "campaign", "publish", str(EXAMPLE), "--yes"])
    assert refused.exit_code == 1
    assert "Chưa có ai giữ vai trò Giám đốc" in refused.output
    assert states(folder) == []
    read(folder, _director)
    _, said = thidua(folder, "publish", str(EXAMPLE), "--yes")
    assert "Đã trình đồng chí Giám đốc" in said
    assert [state for state, _ in states(folder)] == ["DRAFT"]
    assert [one.asked_by for one in read(folder, lambda tx: approvals.waiting(tx, datetime.now(UTC)))] == [None]


async def _director(tx):
    staff = await people.add_staff(tx, 1, "Lê Minh Quang", "male", "Giám đốc Sở", [Role.DIRECTOR])
    consent = accounts.Consent("1", datetime.now(UTC))
    await accounts.link(tx, staff, ChatRef(platform="telegram", chat_id="7"), "7", consent, datetime.now(UTC))


def test_a_backup_is_remembered_for_the_officers_morning(folder):
    copied = CliRunner().invoke(main, ["--config", str(folder / "config.toml"), "backup", str(folder / "copy.db")])
    assert copied.exit_code == 0, copied.output
    assert read(folder, backups.last) == datetime.fromisoformat("2026-06-12T09:00:00+07:00")


def test_the_check_tells_when_the_program_last_worked(folder):
    at = datetime.fromisoformat("2026-06-12T08:59:00+07:00")

    async def worked(tx):
        await pulse.started(tx, at)
        await pulse.ticked(tx, at, 10**10)
        await pulse.polled(tx, "telegram", at)

    read(folder, worked)
    said = CliRunner().invoke(main, ["--config", str(folder / "config.toml"), "check"]).output
    assert "kiểm tra lịch lần cuối lúc 8 giờ 59, thứ Sáu, ngày 12/6/2026." in said
    assert "Telegram: hỏi tin lần cuối lúc 8 giờ 59" in said
