"""A whole year on two platforms, with all yearly drives, is what tests/expected_year.py makes of tests/year.csv.

On one platform what was said can be changed; on the other it cannot, and there are no buttons. Messages are not
counted on that one here, so that each goes at its own time: what is held back to go together has its own tests.
"""

from pathlib import Path

import pytest

from storage.database import Database, migrate
from tests.expected import Row
from tests.expected_days import is_open
from tests.expected_year import DAILY, ONCE, USUAL, rows_of, said_twice
from tests.year_csv import read
from tests.year_play import Play

YEAR = read(Path(__file__).parent / "year.csv")


@pytest.fixture
async def play(tmp_path):
    migrate(tmp_path / "thidua.db")
    database = await Database.open(tmp_path / "thidua.db")
    try:
        play = Play(database, YEAR)
        await play.open()
        await play.live()
        yield play
    finally:
        await database.close()


async def test_a_year_of_drives_says_what_is_promised_once_and_in_its_hours(play):
    sent = await play.rows()
    rows = sorted(row for _, _, row in sent)
    assert rows == rows_of(YEAR)
    assert {row[2] for row in rows} == {*ONCE, *DAILY}
    assert said_twice(rows) == []
    assert [row for _, edge, row in sent if edge != YEAR.edges[row[1]]] == []
    assert [row for at, _, row in sent if not is_open(at, USUAL)] == []
    _nothing_after_a_cancellation(rows)
    assert play.ears["first"].changed  # the cards
    offers = [text for _, _, text in play.ears["first"].heard if "đã điền sẵn" in text]
    assert [text for text in offers if "Đợt thi đua 30 năm TGPL" in text and "năm tròn" in text]


def _nothing_after_a_cancellation(rows: list[Row]) -> None:
    for drive in (one for one in YEAR.told if one.cancelled_at):
        mine = [row for row in rows if row[3] == drive.campaign]
        assert drive.start.isoformat() <= max(mine)[0] < f"{drive.cancelled_at:%Y-%m-%d %H:%M}"
