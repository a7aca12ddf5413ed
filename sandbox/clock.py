"""The sandbox's time, shared with the program under test through a small file."""

import math
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path


def real_time() -> datetime:
    return datetime.now(UTC)


class Clock:
    """`base` moved by a setting: an offset in whole seconds, or a fixed instant that does not advance.

    The setting is the content of `file` if there is one (whoever writes it moves the clock), else kept here.
    """

    def __init__(self, base: Callable[[], datetime] = real_time, file: Path | None = None) -> None:
        self._base = base
        self._file = file
        self._kept = ""
        self.moved: Callable[[], None] = lambda: None  # told of every `set`

    @property
    def setting(self) -> str:
        if self._file is None:
            return self._kept
        try:
            with self._file.open("rb", buffering=0) as file:  # a line, read at every turn
                return file.read().decode().strip()
        except FileNotFoundError:
            return ""

    def now(self) -> datetime:
        """Aware. Raises ValueError if the file holds neither an offset nor an aware instant."""
        return self._read(self.setting)

    def set(self, setting: str | int) -> datetime:
        """Move the clock: `"86400"`, or `"2026-06-17T09:05:00+07:00"`, or `""` for the real time again."""
        written = str(setting).strip()
        now = self._read(written)
        if self._file is None:
            self._kept = written
        else:
            beside = self._file.with_name(f"{self._file.name}.new")
            beside.write_text(written, "utf-8")
            beside.replace(self._file)  # whoever reads meanwhile sees the old or the new, never half
        self.moved()
        return now

    @property
    def offset(self) -> int | None:
        """By how many seconds it differs from its base; None while it stands still."""
        return _offset(self.setting)

    def go_to(self, moment: datetime) -> datetime:
        """Move to that moment, to the second; whether time stands still there stays as it was."""
        if self.offset is None:
            return self.set(moment.isoformat())
        return self.set(math.ceil((moment - self._base()).total_seconds()))

    def _read(self, setting: str) -> datetime:
        offset = _offset(setting)
        if offset is not None:
            return self._base() + timedelta(seconds=offset)
        instant = datetime.fromisoformat(setting)
        if instant.tzinfo is None:
            raise ValueError(f"an instant needs its zone: {setting}")
        return instant


def _offset(setting: str) -> int | None:
    """The seconds that a setting names, none for the real time; None for an instant."""
    if not setting:
        return 0
    return int(setting) if setting.lstrip("+-").isdigit() else None
