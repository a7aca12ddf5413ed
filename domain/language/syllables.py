"""Whether a word could be Vietnamese: its beginning, its rhyme, and where its tone mark stands.

After Quy tắc chính tả tiếng Việt (Bộ Giáo dục, 30/11/1980); both places of the mark in oa, oe, uy.
"""

import re
import unicodedata
from functools import lru_cache

_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_OF_STOPS = {"", "\u0301", "\u0323"}  # -c, -ch, -p, -t take sắc and nặng only; none where the word has no mark at all
_BEGINNINGS = (
    *("", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh"),
    *("p", "ph", "q", "qu", "r", "s", "t", "th", "tr", "v", "x"),
)
_ALL_RHYMES = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
    i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
    o oc oi om on ong oong ooc op ot oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt
    oe oen oeo oet ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uc ui um un ung up ut uân uâng uât uây uê uêch uênh uơ uôc uôi uôm uôn uông uôt
    uy uya uych uynh uyp uyt uyu uyên uyêt ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
    y yêm yên yêng yêt yêu
"""
_RHYMES = frozenset(_ALL_RHYMES.split())
_CHANGED = "ăâêôơư"
_PLAIN = "aeiouy"
_MOVING = ("oa", "oe", "uy")
_STOPS = ("c", "ch", "p", "t")


@lru_cache(maxsize=4096)
def is_syllable(word: str) -> bool:
    """`word`: in NFC, with its marks. Small, large, or with its first letter large."""
    if word not in {word.lower(), word.upper(), word.capitalize()}:
        return False
    letters, tone, place = _apart(word.lower())
    return any(
        letters.startswith(beginning) and _rhymes(letters[len(beginning) :], tone, place - len(beginning))
        for beginning in _BEGINNINGS
    )


def spelling(name: str) -> str:
    """What tells words apart: case aside, and wherever a tone mark stands: “Hoà” and “Hòa” are one, “Hoa” another."""
    parts = [_apart(word) for word in name.lower().split()]
    return " ".join(letters + tone for letters, tone, _ in parts)


def _apart(word: str) -> tuple[str, str, int]:
    """The letters without tones, the tone marks, and the place of the letter that the last of them stands on."""
    letters, tone, place = "", "", 0
    for letter in word:
        parts = unicodedata.normalize("NFD", letter)
        marks = "".join(mark for mark in parts if mark in _TONES)
        if marks:
            tone, place = tone + marks, len(letters)
        letters += unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in _TONES))
    return letters, tone, place


def _rhymes(rhyme: str, tone: str, place: int) -> bool:
    if rhyme not in _RHYMES or len(tone) > 1:
        return False
    if rhyme.endswith(_STOPS) and tone not in _OF_STOPS:
        return False
    return not tone or place in _tone_places(rhyme)


def _tone_places(rhyme: str) -> set[int]:
    """Which letters of a rhyme its tone mark may stand on."""
    changed = [place for place, letter in enumerate(rhyme) if letter in _CHANGED]
    if changed:
        return {changed[-1]}
    vowels = re.match(f"[{_PLAIN}]+", rhyme)
    count = len(vowels[0]) if vowels else 0
    if rhyme in _MOVING:
        return {0, 1}
    last = rhyme.startswith((*_MOVING, "oo")) or count < len(rhyme)
    return {1} if last and count > 1 else {0}
