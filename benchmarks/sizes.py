"""How much is measured: enough to trust, or just enough to see that measuring works."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sizes:
    """`runs` of `updates` from `people`; `seconds` at a steady rate; `recipients` of one announcement;
    `clerks` whose messages are counted; people on a list that is `listed`; each screen `asked` so often of a `small`
    and a `large` office; files of an office of `summed` people.
    """

    runs: int
    updates: int
    people: int
    seconds: int
    recipients: int
    clerks: int
    listed: int
    small: int
    large: int
    asked: int
    summed: int


FULL = Sizes(
    runs=3,
    updates=1000,
    people=200,
    seconds=10,
    recipients=300,
    clerks=50,
    listed=1200,
    small=200,
    large=20_000,
    asked=21,
    summed=3000,
)
QUICK = Sizes(
    runs=1, updates=20, people=10, seconds=1, recipients=31, clerks=4, listed=30, small=20, large=60, asked=1, summed=60
)
