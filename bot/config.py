"""Settings: config.toml, then THIDUA_… from the environment; a mistake is one sentence, never a traceback."""

import re
from datetime import date, datetime, time, timedelta
from ipaddress import ip_address
from itertools import pairwise
from os import environ
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from domain.calendar import WorkCalendar
from domain.dates import day
from domain.errors import CannotStart
from domain.office import Office
from domain.reminders import ReminderSettings

ENVIRONMENT_PREFIX = "THIDUA_"
VIETNAM_OFFSET = timedelta(hours=7)
_ZALO_TOKEN = re.compile(r"\d{1,30}:\S+")
PROXIES = {"http", "https", "socks5", "socks5h"}


def _vietnamese_zone(name: str) -> str:
    """What is stored is shown in Viet Nam's time, so another zone would have two clocks disagree."""
    try:
        zone = ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:  # not found, no name at all, or a folder of zones
        msg = "không có múi giờ này, ví dụ Asia/Ho_Chi_Minh"
        raise ValueError(msg) from error
    if any(datetime(2026, month, 1, tzinfo=zone).utcoffset() != VIETNAM_OFFSET for month in (1, 7)):
        msg = "chỉ dùng múi giờ của Việt Nam (UTC+7), ví dụ Asia/Ho_Chi_Minh"
        raise ValueError(msg)
    return name


def _bare_root(address: str) -> str:
    parts = urlsplit(address)
    beyond = parts.path.strip("/") or parts.query or parts.fragment
    if parts.scheme not in {"http", "https"} or not parts.hostname or beyond:
        msg = "phải là địa chỉ gốc, không có đường dẫn, ví dụ https://api.telegram.org"
        raise ValueError(msg)
    return address.rstrip("/")


def _reachable(proxy: SecretStr) -> SecretStr:
    parts = urlsplit(proxy.get_secret_value())
    if proxy and (parts.scheme not in PROXIES or not parts.hostname):
        msg = "phải bắt đầu bằng http://, https:// hoặc socks5://, ví dụ socks5://127.0.0.1:1080"
        raise ValueError(msg)
    return proxy


Zone = Annotated[str, AfterValidator(_vietnamese_zone)]
Root = Annotated[str, AfterValidator(_bare_root)]
Proxy = Annotated[SecretStr, AfterValidator(_reachable)]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid")


class OfficeHours(_Section):
    windows: list[tuple[time, time]] = [(time(7, 30), time(11)), (time(13, 45), time(16, 45))]
    day_ends: time = time(17)

    @model_validator(mode="after")
    def _in_order(self) -> "OfficeHours":
        edges = [edge for window in self.windows for edge in window]
        if not edges or any(earlier >= later for earlier, later in pairwise(edges)):
            msg = "windows cần ít nhất một khoảng giờ, theo thứ tự và không chồng lên nhau"
            raise ValueError(msg)
        return self


class OfficeSection(_Section):
    name: str
    timezone: Zone = "Asia/Ho_Chi_Minh"
    office_hours: OfficeHours = OfficeHours()
    public_contact: str = ""
    days_off: list[date] = []
    extra_work_days: list[date] = []

    @model_validator(mode="after")
    def _days_agree(self) -> "OfficeSection":
        if both := {*self.days_off} & {*self.extra_work_days}:
            msg = f"ngày {day(min(both))} vừa là ngày nghỉ vừa là ngày làm bù"
            raise ValueError(msg)
        return self


class DatabaseSection(_Section):
    path: Path = Path("thidua.db")


class _TokenSection(_Section):
    """A platform, or one token on it: off as long as there is no token."""

    token: SecretStr = SecretStr("")
    token_file: Path | None = None
    proxy: Proxy = SecretStr("")

    @property
    def on(self) -> bool:
        return bool(self.token) or self.token_file is not None

    def secret(self) -> str:
        """The token, "" where there is none. CannotStart if its file cannot be read."""
        if self.token_file is None:
            return self.token.get_secret_value().strip()
        try:
            return self.token_file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise CannotStart("token_file_unreadable", path=self.token_file) from error


class TelegramSection(_TokenSection):
    base_url: Root = "https://api.telegram.org"
    base_file_url: Root = "https://api.telegram.org"


class ZaloSection(_TokenSection):
    """One bot token. What the plan allows: people, messages a month, groups."""

    base_url: Root = "https://bot-api.zaloplatforms.com"
    share_link: str = ""
    most_people: Annotated[int, Field(ge=1)] = 50
    most_messages: Annotated[int, Field(ge=1)] = 3000
    most_groups: Annotated[int, Field(ge=0)] = 3


class ClockSection(_Section):
    file: Path | None = None


class DeliverySection(_Section):
    pace: bool = True


class RemindersSection(_Section):
    days_before: list[Annotated[int, Field(ge=0, le=60)]] = [7, 3, 1, 0]
    at: time = time(8)
    late_at_most: Annotated[int, Field(ge=0, le=60)] = 10


class Config(BaseSettings):
    """config.example.toml names every setting."""

    model_config = SettingsConfigDict(
        extra="forbid",
        env_prefix=ENVIRONMENT_PREFIX,
        env_nested_delimiter="__",
        nested_model_default_partial_update=True,
    )

    office: OfficeSection
    database: DatabaseSection = DatabaseSection()
    telegram: TelegramSection = TelegramSection()
    zalo: list[ZaloSection] = []
    clock: ClockSection = ClockSection()
    delivery: DeliverySection = DeliverySection()
    reminders: RemindersSection = RemindersSection()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003  # the library's signature
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003  # the library's signature
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        file = TomlConfigSettingsSource(settings_cls, cls.model_config.get("toml_file"))
        return init_settings, env_settings, file

    @model_validator(mode="after")
    def _toys_stay_at_home(self) -> "Config":
        """A moved clock or no pacing is for the sandbox; it must never reach a real platform."""
        playing = self.clock.file is not None or not self.delivery.pace
        roots = [self.telegram.base_url, self.telegram.base_file_url] if self.telegram.on else []
        roots += [one.base_url for one in self.zalo if one.on]
        if playing and not all(map(_loopback, roots or [self.telegram.base_url])):
            msg = "[clock] file và [delivery] pace = false chỉ dùng khi mọi base_url là 127.0.0.1"
            raise ValueError(msg)
        return self

    def zalo_tokens(self) -> list[tuple[ZaloSection, str]]:
        """The tokens that are set, with their sections. CannotStart where one is none, or is there twice."""
        found = [(section, token) for section in self.zalo if (token := section.secret())]
        bots = [token.partition(":")[0] for _, token in found]
        if not all(_ZALO_TOKEN.fullmatch(token) for _, token in found):
            raise CannotStart("zalo_token_wrong")
        if len(set(bots)) < len(bots):
            raise CannotStart("zalo_token_twice")
        return found

    def secrets(self) -> list[str]:
        """What must never be in a log."""
        sections: tuple[_TokenSection, ...] = (self.telegram, *self.zalo)
        return [hidden for one in sections for hidden in (one.secret(), one.proxy.get_secret_value())]

    def as_office(self) -> Office:
        section, hours = self.office, self.office.office_hours
        calendar = WorkCalendar(
            windows=tuple(hours.windows),
            days_off=frozenset(section.days_off),
            extra_work_days=frozenset(section.extra_work_days),
            zone=ZoneInfo(section.timezone),
            day_ends=hours.day_ends,
        )
        reminders = ReminderSettings(
            days_before=tuple(self.reminders.days_before),
            at=self.reminders.at,
            late_at_most=self.reminders.late_at_most,
        )
        return Office(section.name, section.public_contact, calendar, reminders)


def _loopback(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def load(path: Path) -> Config:
    """Read the settings, paths in them relative to the file; CannotStart if they cannot be."""
    if not path.exists():
        raise CannotStart("config_missing", path=path)
    _require_known_names(path)

    class FromFile(Config):
        model_config = SettingsConfigDict(toml_file=path)

    try:
        config = FromFile()
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"])) or "-"
        raise CannotStart("config_wrong", path=path, key=key, reason=_reason(first)) from None
    except ValueError as error:  # TOML that is none
        raise CannotStart("config_unreadable", path=path, reason=str(error)) from None
    folder = path.parent
    config.database.path = folder / config.database.path
    sections: tuple[_TokenSection, ...] = (config.telegram, *config.zalo)
    for section in sections:
        if section.token_file:
            section.token_file = folder / section.token_file
    return config


def _require_known_names(path: Path) -> None:
    """A name in the environment that sets nothing is a slip: THIDUA_TELEGRM__TOKEN."""
    for name in sorted(environ):
        if not name.startswith(ENVIRONMENT_PREFIX):
            continue
        section, _, key = name.removeprefix(ENVIRONMENT_PREFIX).lower().partition("__")
        field = Config.model_fields.get(section)
        known = getattr(field.annotation, "model_fields", {}) if field else {}
        if field is None or (key and key.partition("__")[0] not in known):
            raise CannotStart("config_wrong", path=path, key=name, reason="không có biến môi trường này")


def _reason(error: Any) -> str:
    if error["type"] == "extra_forbidden":
        return "không có mục này; xem config.example.toml"
    if error["type"] == "list_type":
        return "mỗi phần viết trong hai dấu ngoặc vuông, ví dụ [[zalo]]"
    if error["type"] == "greater_than_equal":
        return f"phải là số từ {error['ctx']['ge']} trở lên"
    if error["type"] == "missing":
        return "thiếu mục này"
    return str(error["msg"]).removeprefix("Value error, ")
