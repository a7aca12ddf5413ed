"""Finding people by their names, however they are typed, among those whom somebody may see."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from domain.folding import nearest
from domain.people import Staff
from storage.database import Transaction
from storage.people import SELECT, staff_of

MOST = 50  # a longer list is of no use to anybody: the name is to be typed more fully
SHORTEST_GUESS = 3  # letters of a word that may have a slip in it

# The people of :scopes (ids of units, with all under them; the whole office where that is null).
_IN_SCOPE = """staff.left_at IS NULL AND (:scopes IS NULL OR EXISTS
    (SELECT 1 FROM json_each(:scopes) WHERE instr(unit.path, '/' || value || '/') > 0))"""
_WORD_BEGINS = "staff.id IN (SELECT staff_id FROM staff_word WHERE word >= :{0} AND word < :{0} || 'zzzz')"


@dataclass(frozen=True, slots=True)
class Found:
    """At most MOST people; `more`: there are others. `guessed`: nobody is called so, but these nearly are."""

    people: tuple[Staff, ...]
    more: bool = False
    guessed: bool = False


async def people(tx: Transaction, words: Sequence[str], scopes: Collection[int] | None) -> Found:
    """Those whose names have words that begin with each of these, folded; else those nearly called so.

    `scopes`: the units in which is looked, with all under them; None: everywhere.
    """
    found = await _matching(tx, words, scopes)
    if found.people or not words:
        return found
    meant = [await _mended(tx, word) for word in words]
    if meant == [*words]:
        return found
    near = await _matching(tx, meant, scopes)
    return Found(near.people, near.more, guessed=True)


async def _matching(tx: Transaction, words: Sequence[str], scopes: Collection[int] | None) -> Found:
    values = {f"word{number}": word for number, word in enumerate(words)}
    conditions = [_IN_SCOPE, *(_WORD_BEGINS.format(name) for name in values)]
    rows = await tx.rows(
        f"{SELECT} WHERE {' AND '.join(conditions)}"
        " ORDER BY staff.given_key <> :last, staff.given_key, staff.name_key, staff.id LIMIT :most",
        {
            **values,
            "scopes": None if scopes is None else json.dumps(sorted(scopes)),
            "last": words[-1] if words else "",
            "most": MOST + 1,
        },
    )
    return Found(tuple(staff_of(row) for row in rows[:MOST]), more=len(rows) > MOST)


async def _mended(tx: Transaction, word: str) -> str:
    """The word of somebody's name that is meant by a word with a slip in it; the word itself if none is."""
    if len(word) < SHORTEST_GUESS or await _begins_a_name(tx, word):
        return word
    return nearest(word, await _words_like(tx, word), limit=1) or word


async def _begins_a_name(tx: Transaction, word: str) -> bool:
    return bool(await tx.rows(f"SELECT 1 FROM staff WHERE {_WORD_BEGINS.format('word')} LIMIT 1", {"word": word}))  # noqa: S608  # our own condition


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
