"""Settings: from the file, then from the environment; a mistake is one sentence that names the key."""

import os
from pathlib import Path

import pytest

from bot.config import load
from domain.anniversaries import Anniversary
from domain.errors import CannotStart
from domain.templates import DayMonth
from texts import cannot_start

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"
LEAST = '[office]\nname = "Sở Tư pháp"\n'


@pytest.fixture
def settings(tmp_path, monkeypatch):
    """Write a file of settings; nothing of the computer's own environment reaches it."""
    for name in os.environ:
        if name.startswith("THIDUA_"):
            monkeypatch.delenv(name)

    def write(text: str) -> Path:
        path = tmp_path / "config.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_the_example_loads(settings):
    assert load(settings(EXAMPLE.read_text(encoding="utf-8"))).office.name


def test_founding_days_and_checked_templates_are_the_office_s(settings):
    day = "[[office.anniversaries]]\nname = 'Trung tâm A'\nday = '20/8'\nsince = 1997\nunit = 'TTA'\n"
    office = load(settings(LEAST + "checked_templates = ['28-8']\n" + day)).as_office()
    assert office.anniversaries == (Anniversary("Trung tâm A", DayMonth(20, 8), 1997, "TTA"),)
    assert office.checked_templates == {"28-8"}


def test_paths_are_relative_to_the_file(settings, tmp_path):
    (tmp_path / "token").write_text("7000000001:SANDBOX\n")
    config = load(settings(LEAST + '[telegram]\ntoken_file = "token"\n'))
    assert config.telegram.secret() == "7000000001:SANDBOX"
    assert config.database.path == tmp_path / "thidua.db"


def test_the_environment_has_the_last_word(settings, monkeypatch):
    monkeypatch.setenv("THIDUA_TELEGRAM__TOKEN", "7000000002:SANDBOX")
    config = load(settings(LEAST + '[telegram]\ntoken = "7000000001:SANDBOX"\nbase_url = "http://127.0.0.1:1"\n'))
    assert config.telegram.secret() == "7000000002:SANDBOX"
    assert config.telegram.base_url == "http://127.0.0.1:1"


WEB = LEAST + "[web]\npublic_url = '{}'\n"


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://thidua.example.gov.vn", "https://thidua.example.gov.vn/tai/x"),
        ("https://example.gov.vn:8443/thidua/", "https://example.gov.vn:8443/thidua/tai/x"),
        ("http://127.0.0.1:8090", "http://127.0.0.1:8090/tai/x"),
        ("http://[::1]:8090", "http://[::1]:8090/tai/x"),
    ],
)
def test_links_stand_under_the_public_address(settings, address, link):
    assert load(settings(WEB.format(address))).web.links.address("x") == link


def test_without_a_public_address_there_are_no_links(settings):
    assert load(settings(LEAST)).web.links is None


@pytest.mark.parametrize(
    "address",
    [
        "http://thidua.example.gov.vn",
        "http://10.0.0.5",
        "thidua.example.gov.vn",
        "https://",
        "https://a.vn?x=1",
        "https://a.vn#x",
        "https://user@a.vn",
        "https://a.vn/ b",
        "https://a.vn:port",
        "https://[::1",
        "javascript:alert(1)",
    ],
)
def test_a_public_address_that_is_not_safe_is_refused_in_a_sentence(settings, address):
    with pytest.raises(CannotStart) as refused:
        load(settings(WEB.format(address)))
    assert "web.public_url" in cannot_start(refused.value)
    assert "https://" in cannot_start(refused.value)


def test_secrets_are_not_shown(settings):
    config = load(settings(LEAST + '[telegram]\ntoken = "7000000001:SANDBOX"\nproxy = "socks5://u:p@127.0.0.1:1"\n'))
    assert "SANDBOX" not in repr(config)
    assert "u:p" not in repr(config)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "office"),
        (LEAST + "[database]\npaht = 'x'\n", "database.paht"),
        (LEAST + "timezone = 'Asia/Ha_Noi'\n", "office.timezone"),
        (LEAST + "timezone = 'Asia'\n", "office.timezone"),
        (LEAST + "timezone = '../x'\n", "office.timezone"),
        (LEAST + "timezone = 'Europe/Paris'\n", "office.timezone"),
        (LEAST + "days_off = [2026-08-28]\nextra_work_days = [2026-08-28]\n", "ngày 28/8/2026 vừa là ngày nghỉ"),
        (LEAST + "[office.office_hours]\nwindows = []\n", "office.office_hours"),
        (LEAST + "[office.office_hours]\nwindows = [['11:00', '07:30']]\n", "office.office_hours"),
        (LEAST + "[telegram]\nproxy = 'foo://x'\n", "telegram.proxy"),
        (LEAST + "[telegram]\nbase_url = 'https://api.telegram.org?x=1'\n", "telegram.base_url"),
        (LEAST + "[telegram]\nbase_url = 'https://api.telegram.org#x'\n", "telegram.base_url"),
        (LEAST + "[telegram]\nbase_url = 'https://api.telegram.org/bot'\n", "telegram.base_url"),
        (LEAST + "[reminders]\ndays_before = [7, -1]\n", "reminders.days_before.1"),
        (LEAST + "[zalo]\ntoken = '1:a'\n", "hai dấu ngoặc vuông, ví dụ [[zalo]]"),
        (LEAST + "[[zalo]]\nmost_people = -5\n", "phải là số từ 1 trở lên"),
        (LEAST + "checked_templates = ['28/8']\n", "không có mẫu này, chỉ có: 28-8, 9-11"),
        (LEAST + "[[office.anniversaries]]\nname = 'A'\nday = '29/02'\nsince = 1996\n", "ghi 28/02 hoặc 01/3"),
        (LEAST + "[[office.anniversaries]]\nname = 'A'\nday = '31/6'\nsince = 1996\n", "office.anniversaries.0.day"),
        (LEAST + "[[office.anniversaries]]\nname = 'A'\nday = 2026-08-20\nsince = 1996\n", "phải là chữ"),
        (LEAST + "[[office.anniversaries]]\nname = 'A'\nday = '20/8'\nsince = 2999\n", "office.anniversaries.0.since"),
        (LEAST + "[[office.anniversaries]]\nname = 'A'\nday = '20/8'\nsince = 'x'\n", "phải là một số"),
        (LEAST + "[[office.anniversaries]]\nname = ''\nday = '20/8'\nsince = 1996\n", "đang để trống"),
        (LEAST + "[[office.anniversaries]]\nname = 'A'\nday = '20/8'\nsince = 1996\n" * 2, "A ghi hai lần"),
        (LEAST + "[office.anniversaries]\nname = 'A'\n", "hai dấu ngoặc vuông"),
        (LEAST + "[clock]\nfile = 'clock'\n", "[clock] file"),
        (LEAST + "[delivery]\npace = false\n", "pace = false"),
    ],
)
def test_a_mistake_names_its_key_in_one_sentence(settings, text, key):
    with pytest.raises(CannotStart) as refused:
        load(settings(text))
    sentence = cannot_start(refused.value)
    assert key in sentence
    assert "\n" not in sentence


@pytest.mark.parametrize(("text", "code"), [("[office\n", "config_unreadable"), (None, "config_missing")])
def test_a_file_that_is_none_is_refused(settings, tmp_path, text, code):
    path = tmp_path / "nowhere.toml" if text is None else settings(text)
    with pytest.raises(CannotStart) as refused:
        load(path)
    assert refused.value.code == code


def test_a_token_file_that_cannot_be_read_is_refused(settings):
    config = load(settings(LEAST + '[telegram]\ntoken_file = "nowhere"\n'))
    with pytest.raises(CannotStart) as refused:
        config.telegram.secret()
    assert refused.value.code == "token_file_unreadable"


def test_a_token_file_that_is_no_text_is_refused(settings, tmp_path):
    (tmp_path / "token").write_bytes(b"\xff\xfe")
    with pytest.raises(CannotStart, match="token_file_unreadable"):
        load(settings(LEAST + '[telegram]\ntoken_file = "token"\n')).telegram.secret()


@pytest.mark.parametrize("name", ["THIDUA_TELEGRM__TOKEN", "THIDUA_TELEGRAM__TOKN"])
def test_a_slip_in_the_name_of_a_variable_is_named(settings, monkeypatch, name):
    monkeypatch.setenv(name, "x")
    with pytest.raises(CannotStart) as refused:
        load(settings(LEAST))
    assert name in cannot_start(refused.value)


@pytest.mark.parametrize("zone", ["Asia/Bangkok", "Asia/Saigon"])
def test_zones_that_have_the_time_of_viet_nam_are_taken(settings, zone):
    assert load(settings(LEAST + f"timezone = '{zone}'\n")).office.timezone == zone
