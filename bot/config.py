"""Settings: config.toml, then THIDUA_… from the environment; a mistake is one sentence, never a traceback."""

import re
from dataclasses import replace
from datetime import datetime, time
from os import environ
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from bot.clock import wall_clock
from bot.config_keeping import BackupSection, LimitsSection, RetentionSection, keeping
from bot.config_office import DigestSection, OfficeSection, PersonalDataSection, Section
from bot.config_web import WebSection, loopback
from domain.errors import CannotStart
from domain.office import Office
from domain.reminders import ReminderSettings

ENVIRONMENT_PREFIX = "THIDUA_"
_ZALO_TOKEN = re.compile(r"\d{1,30}:\S+")
PROXIES = {"http", "https", "socks5", "socks5h"}


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


Root = Annotated[str, AfterValidator(_bare_root)]
Proxy = Annotated[SecretStr, AfterValidator(_reachable)]


class DatabaseSection(Section):
    path: Path = Path("thidua.db")


class _TokenSection(Section):
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


class ClockSection(Section):
    file: Path | None = None


class DeliverySection(Section):
    pace: bool = True


class RemindersSection(Section):
    days_before: list[Annotated[int, Field(ge=0, le=60)]] = Field([7, 3, 1, 0])
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
    digest: DigestSection = DigestSection()
    limits: LimitsSection = LimitsSection()
    backup: BackupSection = BackupSection()
    retention: RetentionSection = RetentionSection()
    personal_data: PersonalDataSection = PersonalDataSection()
    web: WebSection = WebSection()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003  # the library's signature
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003  # the library's signature
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003  # the library's signature
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return env_settings, init_settings

    @model_validator(mode="after")
    def _toys_stay_at_home(self) -> "Config":
        """A moved clock or no pacing is for the sandbox; it must never reach a real platform."""
        playing = self.clock.file is not None or not self.delivery.pace
        roots = [self.telegram.base_url, self.telegram.base_file_url] if self.telegram.on else []
        roots += [one.base_url for one in self.zalo if one.on]
        if playing and not all(map(loopback, roots or [self.telegram.base_url])):
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

    def local_now(self) -> datetime:
        """In the office's zone, by the clock that the settings name."""
        return wall_clock(self.clock.file)().astimezone(self.as_office().zone)

    def as_office(self) -> Office:
        reminders = ReminderSettings(
            days_before=tuple(self.reminders.days_before),
            at=self.reminders.at,
            late_at_most=self.reminders.late_at_most,
        )
        office = self.office.as_office(reminders, self.digest.as_settings(), self.personal_data.as_rules())
        return replace(office, keeping=keeping(self.backup, self.retention))


def load(path: Path) -> Config:
    """Read the settings, paths in them relative to the file; CannotStart if they cannot be."""
    if not path.exists():
        raise CannotStart("config_missing", path=path)
    _require_known_names(path)
    try:
        config = Config(**TomlConfigSettingsSource(Config, path)())
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"])) or "-"
        raise CannotStart("config_wrong", path=path, key=key, reason=_reason(first)) from None
    except ValueError as error:  # TOML that is none
        raise CannotStart("config_unreadable", path=path, reason=str(error)) from None
    folder = path.parent
    config.database.path = folder / config.database.path
    config.backup.folder = config.database.path.parent / config.backup.folder
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


_REASONS = {
    "extra_forbidden": "không có mục này; xem config.example.toml",
    "list_type": "mỗi phần viết trong hai dấu ngoặc vuông, ví dụ [[zalo]]",
    "greater_than_equal": "phải là số từ {ge} trở lên",
    "less_than_equal": "phải là số không quá {le}",
    "missing": "thiếu mục này",
    "string_type": "phải là chữ, đặt trong ngoặc kép",
    "string_too_short": "đang để trống",
    "string_too_long": "dài quá {max_length} ký tự",
    "int_type": "phải là một số",
    "int_parsing": "phải là một số",
    "literal_error": "phải là một trong: {expected}",
    "time_parsing": "phải là giờ, ví dụ 08:30",
}


def _reason(error: Any) -> str:
    if error["type"] in _REASONS:
        return _REASONS[error["type"]].format(**error.get("ctx", {}))
    return str(error["msg"]).removeprefix("Value error, ")
