"""The demo's story: one department's drive for 28/8 and a movement beside it, from the first invite to the decision.

The drive is one that a department really ran in 2021, moved to 2026; the department and its people are invented.
"""

from bot import story_opening, story_registering, story_working
from bot.stage import Stage
from bot.story_cast import PHONES, PLATFORMS, ROSTER, STRANGER, STRANGER_NAME, UNITS


async def play(stage: Stage) -> None:
    """Chapter by chapter, in the order of time."""
    await stage.roster(UNITS, ROSTER)
    for number, name in {**PHONES, STRANGER: STRANGER_NAME}.items():
        stage.person(number, name, *PLATFORMS.get(number, ()))
    await story_opening.play(stage)
    await story_registering.play(stage)
    await story_working.play(stage)
