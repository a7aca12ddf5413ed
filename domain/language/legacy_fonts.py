"""Words typed in the fonts of before Unicode, TCVN3 (.VnTime) and VNI (VNI-Times), read as what they showed.

Such a cell holds Latin letters: “NguyÔn” in TCVN3, “Nguyeãn” in VNI. Sources: TCVN 5712:1993, the set that fonts named
.Vn… hold; the table of two letters for one of VNI Software.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from domain.language.syllables import is_syllable

UNICODE, TCVN3, VNI = "", "TCVN3", "VNI"

_TCVN3 = str.maketrans(
    "¡¢£¤¥¦§"
    "¨©ª«¬\xad®"
    "µ¶·¸¹" "»¼½¾Æ" "ÇÈÉÊË" "ÌÎÏÐÑ" "ÒÓÔÕÖ" "×ØÜÝÞ"
    "ßáâãä" "åæçèé" "êëìíî" "ïñòóô" "õö÷øù" "úûüýþ",
    "ĂÂÊÔƠƯĐ"
    "ăâêôơưđ"
    "àảãáạ" "ằẳẵắặ" "ầẩẫấậ" "èẻẽéẹ" "ềểễếệ" "ìỉĩíị"
    "òỏõóọ" "ồổỗốộ" "ờởỡớợ" "ùủũúụ" "ừửữứự" "ỳỷỹýỵ",
)  # fmt: skip
INVISIBLE = "\xad"  # in Unicode; in TCVN3 it is ư, and so it is only taken out among letters of no such font
_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT, _ROOF, _BREVE = "\u0300\u0301\u0309\u0303\u0323\u0302\u0306"
_VNI_ALONE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI_MARKS = {  # what stands after a letter: the letters that it may follow, and the marks that it puts on them
    **dict(zip("ùøûõï", [("aeouyơư", tone) for tone in (_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT)], strict=True)),
    **dict(zip("âáàåãä", [("aeo", _ROOF + tone) for tone in ("", _ACUTE, _GRAVE, _HOOK, _TILDE, _DOT)], strict=True)),
    **dict(zip("êéèúüë", [("a", _BREVE + tone) for tone in ("", _ACUTE, _GRAVE, _HOOK, _TILDE, _DOT)], strict=True)),
}
_WORD = re.compile(r"[^\W\d_]+")
_FOREIGN = re.compile(r"[¡-©«-¹»-¿Ä-ÇËÎÏÐÑÖ-ØÛÜÞßä-çëîïðñö-øûüþÿ]")  # Latin-1 that Vietnamese is never written with
_LOST = re.compile(r"[\ufffd\u2592]|(?<=[^\W\d_])\?(?=[^\W\d_])")  # what stands for a letter that was lost
_LATIN1 = 0x100
_SURNAMES = """
    nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đào đoàn vương trịnh trương lâm phùng mai tô
    hà tạ chu châu cao thái lưu tăng đinh kiều quách lục nông triệu hứa tống thạch bế vi mạc giang từ khương mã hầu sầm
    cù nghiêm lương thân tôn văn trà ninh quản phí lò lường quàng cầm tòng hạ lại nhữ khổng đàm thiều vừ giàng sùng
"""
SURNAMES = frozenset(_SURNAMES.split())
_OFFICE_WORDS = """
    bảo bổ chánh chính chuyên chức chứng có công đấu động đốc đội đơn giá giám giúp hành hội hợp kế không lái lãnh lao
    lý nghiệp nữ phó phòng pháp quản sở tâm tài tế thư thủ tổ toán tổng trợ trung trưởng tư văn vệ viên viện vị vụ xã
"""
OFFICE_WORDS = frozenset(_OFFICE_WORDS.split())


def from_tcvn3(text: str) -> str | None:
    """None if it holds a letter that the font has not. Capitals are the font's business (.VnTimeH): a word whose plain
    letters after the first are all large becomes large."""
    if any(letter.isalpha() and not letter.isascii() and ord(letter) not in _TCVN3 for letter in text):
        return None
    return _WORD.sub(_capitals, text.translate(_TCVN3))


def _capitals(word: re.Match[str]) -> str:
    later = [letter for letter in word[0][1:] if letter.isascii()]
    return word[0].upper() if later and all(letter.isupper() for letter in later) else word[0]


def from_vni(text: str) -> str | None:
    """None if a mark stands where the font has no letter with it."""
    letters = list[str]()
    for letter in text:
        small = letter.lower()
        after, marks = _VNI_MARKS.get(small, ("", ""))
        if marks and letters and letters[-1].lower() in set(after):
            letters[-1] += marks
        elif small in _VNI_ALONE:
            letters.append(_VNI_ALONE[small].upper() if letter.isupper() else _VNI_ALONE[small])
        elif letter.isalpha() and not letter.isascii():
            return None
        else:
            letters.append(letter)
    return unicodedata.normalize("NFC", "".join(letters))


_READERS: Mapping[str, Callable[[str], str | None]] = {UNICODE: str, TCVN3: from_tcvn3, VNI: from_vni}


@lru_cache(maxsize=512)  # posts and units come again in row after row
def _readings(text: str) -> dict[str, str]:
    """By font, each way to read a cell in which every word with marks is one; none where that cannot be told."""
    if text.isascii() or _LOST.search(text):
        return {}
    if any(ord(letter) >= _LATIN1 and letter.isalpha() for letter in text):
        return {UNICODE: text}
    found = {font: reader(text) for font, reader in _READERS.items()}
    return {font: read for font, read in found.items() if read is not None and _plausible(read)}


def _plausible(text: str) -> bool:
    marked = (word for word in _WORD.findall(text) if not word.isascii())
    return not _FOREIGN.search(text) and all(map(is_syllable, marked))


def read(cells: Sequence[str], name: int = -1) -> tuple[list[str | None], str]:
    """The cells of one row as they were meant (None: no telling), and the font that was converted, "" if none was.

    A cell that could be either (“Vò” is TCVN3 for Vũ) is read so that its words are familiar ones, else as its
    neighbours are. `name`: which of them begins with a surname.
    """
    readings = [_readings(cell) for cell in cells]
    sure = {font for options in readings if len(options) == 1 for font in options}
    chosen = [
        _chosen(cell, options, sure, named=place == name)
        for place, (cell, options) in enumerate(zip(cells, readings, strict=True))
    ]
    fonts = {font for font, text in chosen if font and text is not None}
    return [text for _, text in chosen], min(fonts, default=UNICODE)


def _chosen(cell: str, options: Mapping[str, str], sure: set[str], *, named: bool) -> tuple[str, str | None]:
    if not options:
        return UNICODE, None if _FOREIGN.search(cell) or _LOST.search(cell) else cell
    tells = _name_tells if named else _words_tell
    for certain in (tells, lambda _, font: font in sure):
        options = {font: text for font, text in options.items() if certain(text, font)} or options
        if len(set(options.values())) == 1:
            return next(iter(options.items()))
    return UNICODE, None if sure - {UNICODE} else options.get(UNICODE)


def _name_tells(text: str, _font: str) -> bool:
    """Whether it begins as names do, or has the word that half of them have."""
    words = _WORD.findall(text.lower())
    return words[:1] != [] and words[0] in SURNAMES and (not words[0].isascii() or "thị" in words)


def _words_tell(text: str, _font: str) -> bool:
    """Whether all its words with marks are an office's own."""
    return all(word in OFFICE_WORDS for word in _WORD.findall(text.lower()) if not word.isascii())
