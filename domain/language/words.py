"""The words of a sentence, and known phrases found among them whether or not their marks were typed."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, TypeVar

from domain.folding import fold, nfc

T = TypeVar("T")

WORD = re.compile(r"đ/c|b/c|\d+(?:[.,/:-]\d+)*\w*|[^\W_]+|\S", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Word:
    """One word or sign: as typed, folded, and where it stands in the text (characters)."""

    typed: str
    plain: str
    start: int = 0
    end: int = 0


def words(text: str) -> tuple[Word, ...]:
    """The words and signs of `text`, in order; positions are those in its NFC form."""
    return tuple(Word(found[0], _fold(found[0]), *found.span()) for found in WORD.finditer(nfc(text)))


@lru_cache(maxsize=4096)
def _fold(word: str) -> str:
    return fold(word)


@lru_cache(maxsize=4096)
def _letters(word: str) -> str:
    """The letters and marks of a word whatever vowel the tone sits on: “hoà” and “hòa” are one word."""
    return "".join(sorted(unicodedata.normalize("NFD", word.lower())))


def agree(word: Word, known: str) -> bool:
    """Whether `word` is `known`, typed with all of its marks or with none."""
    if word.plain != _fold(known):
        return False
    return word.typed.lower() == word.plain or _letters(word.typed) == _letters(known)


@dataclass(frozen=True, slots=True)
class Phrases(Generic[T]):
    """Known phrases and what each stands for; the longest one at a place wins."""

    index: dict[str, list[tuple[tuple[str, ...], T]]] = field(default_factory=dict)

    @classmethod
    def of(cls, meanings: Mapping[str, T]) -> "Phrases[T]":
        index: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase in sorted(meanings, key=lambda phrase: -len(phrase.split())):
            spelled = tuple(phrase.split())
            index.setdefault(_fold(spelled[0]), []).append((spelled, meanings[phrase]))
        return cls(index)

    def at(self, sentence: Sequence[Word], place: int) -> tuple[T, int] | None:
        """What the phrase beginning at `place` stands for, and how many words it has."""
        for spelled, meaning in self.index.get(sentence[place].plain, ()):
            here = sentence[place : place + len(spelled)]
            if len(here) == len(spelled) and all(map(agree, here, spelled)):
                return meaning, len(spelled)
        return None

    def first(self, sentence: Sequence[Word]) -> tuple[T, int, int] | None:
        """The first phrase in the sentence: its meaning, where it begins, where it ends."""
        for place in range(len(sentence)):
            if found := self.at(sentence, place):
                return found[0], place, place + found[1]
        return None


def listed(spellings: str) -> tuple[str, ...]:
    """The members of a comma-separated list."""
    return tuple(spellings.split(", "))


def phrases(spellings: Iterable[str]) -> Phrases[str]:
    """Phrases that stand for themselves, spelled with marks."""
    return Phrases.of({spelling: spelling for spelling in spellings})
