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


async def hold(tx: Transaction, platform: str, now: datetime, wait: float) -> datetime:
    """It does not answer: nothing is said there before it has been asked again, within `wait` seconds. Until when."""
    until = now + timedelta(seconds=wait)
    await pause(tx, platform, until, answers=True)
    return until


async def release(tx: Transaction, platform: str, held: datetime) -> None:
    """It answers again: what was held until `held` may go; a longer silence that it asked for stays."""
    await tx.run(
        "UPDATE pause SET until = iif(until <= ?1, 0, until),"
        " answers_until = iif(answers_until <= ?1, 0, answers_until) WHERE platform = ?2",
        (rounded_up(held), platform),
    )


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
