"""When pictures and words belong together."""

from datetime import datetime, timedelta

QUIET = timedelta(seconds=6)  # after the last picture of a burst: each comes as a message of its own
TOGETHER = timedelta(minutes=10)  # words and pictures within it are one entry
WARNED_EVERY = timedelta(days=30)  # what a picture must not show is said the first time, and then once a month


def together(earlier: datetime | None, later: datetime) -> bool:
    return earlier is not None and timedelta(0) <= later - earlier <= TOGETHER


def warn(warned_at: datetime | None, now: datetime) -> bool:
    return warned_at is None or now - warned_at >= WARNED_EVERY
