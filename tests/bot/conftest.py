"""What the tests of the running process share: a program that fails fast, and a computer's clock to move."""

from datetime import UTC, datetime, timedelta

import pytest

from bot import app, parcels, telegram, zalo


@pytest.fixture
def impatient(monkeypatch):
    """What failed is tried again at once."""
    monkeypatch.setattr(parcels, "RETRY_FIRST", timedelta(seconds=-1))
    monkeypatch.setattr(telegram, "_back_off", lambda error, failures: 0.001)
    monkeypatch.setattr(telegram, "CONFLICT_WAIT", 0.001)
    monkeypatch.setattr(zalo, "BACK_OFF_FIRST", 0.001)
    monkeypatch.setattr(zalo, "BACK_OFF_LONGEST", 0.002)


class RealTime:
    """The computer's clock, by which retries wait."""

    def __init__(self) -> None:
        self.now = datetime(2026, 6, 17, 2, 5, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def passes(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def real_time(monkeypatch) -> RealTime:
    """Ask for it before the desk: the program reads this clock from its start."""
    clock = RealTime()
    monkeypatch.setattr(app, "real_time", clock)
    return clock
