"""Finding people by their names, however they are typed, among those whom somebody may see."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from domain.folding import nearest
from storage.database import Row, Transaction

MOST = 50  # a longer list is of no use to anybody: the name is to be typed more fully
SHORTEST_GUESS = 3  # letters of a word that may have a slip in it

_HERE = "staff.left_at IS NULL"
_BEGINS = "staff.name_key GLOB :{0} || '*' OR staff.name_key GLOB '* ' || :{0} || '*'"
_OF_WORD = """SELECT DISTINCT staff.id FROM staff_word CROSS JOIN staff ON staff.id = staff_word.staff_id
    WHERE staff_word.word >= :word0 AND staff_word.word < :word0 || 'zzzz'"""
_OF_UNITS = """SELECT DISTINCT staff.id FROM json_each(:scopes) AS scope CROSS JOIN unit AS top ON top.id = scope.value
    CROSS JOIN unit ON unit.path >= top.path AND unit.path < top.path || 'x'
    CROSS JOIN staff ON staff.unit_id = unit.id WHERE 1"""


_OF_NAME = "SELECT staff.id FROM staff WHERE staff.name_key >= :phrase AND staff.name_key < :phrase || 'zzzz'"
WHOLE_NAME = 3  # words: so many, in their order, are a name from its beginning


@dataclass(frozen=True, slots=True)
class Found:
    """The ids of at most MOST people; `more`: there are others. `guessed`: nobody is called so, these nearly are."""

    ids: tuple[int, ...]
    more: bool = False
    guessed: bool = False


async def people(tx: Transaction, words: Sequence[str], scopes: Collection[int] | None) -> Found:
    """Those whose names have words that begin with each of these, folded; else those nearly called so.

    `scopes`: the units in which is looked, with all under them; None: everywhere.
    """
    found = await _matching(tx, words, scopes)
    if found.ids or not words:
        return found
    meant = [await _mended(tx, word) for word in words]
    if meant == [*words]:
        return found
    near = await _matching(tx, meant, scopes)
    return Found(near.ids, near.more, guessed=True)


async def _matching(tx: Transaction, words: Sequence[str], scopes: Collection[int] | None) -> Found:
    """It stops at MOST, so that it costs the same however many there are: in the whole office it goes from the longest
    word, which tells most people apart; in some units from those who work there."""
    ranked = sorted(words, key=len, reverse=True)
    values: dict[str, object] = {f"word{number}": word for number, word in enumerate(ranked)}
    conditions = [_HERE, *(f"({_BEGINS.format(name)})" for name in values)]
    if scopes is None and len(words) >= WHOLE_NAME:
        phrase = {"phrase": " ".join(words), "most": MOST + 1}
        if found := await tx.rows(f"{_OF_NAME} AND {_HERE} LIMIT :most", phrase):
            return _found(found)
    source = _OF_WORD if scopes is None else _OF_UNITS
    values |= {"scopes": json.dumps(sorted(scopes or ())), "most": MOST + 1}
    rows = await tx.rows(f"{source} AND {' AND '.join(conditions)} LIMIT :most", values)
    return _found(rows)


def _found(rows: Sequence[Row]) -> Found:
    ids = tuple(row["id"] for row in rows)
    return Found(ids[:MOST], more=len(ids) > MOST)


async def _mended(tx: Transaction, word: str) -> str:
    """The word of somebody's name that is meant by a word with a slip in it; the word itself if none is."""
    if len(word) < SHORTEST_GUESS or await _begins_a_name(tx, word):
        return word
    return nearest(word, await _words_like(tx, word), limit=1) or word


async def _begins_a_name(tx: Transaction, word: str) -> bool:
    found = await tx.rows(
        "SELECT 1 FROM staff_word WHERE word >= :word AND word < :word || 'zzzz' LIMIT 1", {"word": word}
    )
    return bool(found)


async def _words_like(tx: Transaction, word: str) -> list[str]:
    """All words of names that are about as long: each is jumped to, however many people bear it."""
    rows = await tx.rows(
        "WITH RECURSIVE known (word) AS (SELECT min(word) FROM staff_word UNION ALL"
        " SELECT (SELECT min(staff_word.word) FROM staff_word WHERE staff_word.word > known.word) FROM known"
        " WHERE known.word IS NOT NULL)"
        " SELECT word FROM known WHERE abs(length(word) - ?) <= 1",
        (len(word),),
    )
    return [row["word"] for row in rows]
