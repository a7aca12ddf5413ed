"""A campaign with words to sign."""

from dataclasses import replace
from datetime import datetime

from domain.campaign_content import Content, Level
from storage import campaigns, signed_texts
from tests.conftest import DRIVE

NOW = datetime.fromisoformat("2026-06-17T09:00:00+07:00")  # the clock of a desk
WORDS = "Gương mẫu học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh"


async def campaign_with(desk, content: Content, **changes) -> int:
    """The id of a drive of this content, its words kept as at its publication."""
    async with desk.database.transaction() as tx:
        number = await campaigns.add(tx, replace(DRIVE, content=content, **changes))
        await signed_texts.keep(tx, await campaigns.get(tx, number), NOW)
        return number


async def reworded(desk, number: int, **content) -> None:
    """The campaign's content with this changed, in a new version."""
    async with desk.database.transaction() as tx:
        one = await campaigns.get(tx, number)
        after = replace(one, version=one.version + 1, content=one.content.model_copy(update=content))
        await campaigns.replace(tx, after)
        await signed_texts.keep(tx, after, NOW)


__all__ = ["NOW", "WORDS", "Content", "Level", "campaign_with", "reworded"]
