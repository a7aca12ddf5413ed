"""Silences that a platform asked for."""

import math
from datetime import datetime, timedelta

from storage.database import Transaction


def rounded_up(moment: datetime) -> int:
    """Whole seconds, never earlier: a platform that is asked too early asks for more patience."""
    return math.ceil(moment.timestamp())


async def paused_until(tx: Transaction, platform: str) -> int:
    """When something unasked may be said there again, by the computer's clock; 0 if it never asked for silence."""
    until: int | None = await tx.value("SELECT until FROM pause WHERE platform = ?", (platform,))
    return until or 0


async def hold(tx: Transaction, platform: str, now: datetime, wait: float) -> None:
    """It does not answer: nothing is said there before it has been asked again, `wait` seconds from now."""
    await pause(tx, platform, now + timedelta(seconds=wait), answers=True)


async def pause(tx: Transaction, platform: str, until: datetime, *, answers: bool) -> None:
    """The platform asked for silence; written down so that a restart does not trip again.

    `answers`: of everything, since an answer was told so; else of what is unasked. A longer silence stays.
    """
    silent = rounded_up(until)
    await tx.run(
        "INSERT INTO pause (platform, until, answers_until) VALUES (?, ?, ?) ON CONFLICT (platform) DO UPDATE"
        " SET until = max(until, excluded.until), answers_until = max(answers_until, excluded.answers_until)",
        (platform, silent, silent if answers else 0),
    )
