"""For whom a sentence logs: “ghi hộ chị Hà phòng công chứng 25 hợp đồng”."""

import re

from domain.folding import fold
from domain.language.acts import KINDS
from domain.language.words import Word, listed, phrases, words

_FOR = re.compile(r"^\W*(?:ghi|nhập|nhap)\s+(hộ|ho|thay|giúp|giup|giùm|dùm|cho)(?:\s+cho)?\s+", re.IGNORECASE)
_REGISTRATION = r"(?:đăng|dang)\s+(?:ký|kí|ky|ki)"
_REGISTERS_FOR = re.compile(
    rf"^\W*(?:(?:sửa|sua|rút|rut|hủy|huy)\s+)?{_REGISTRATION}\s+(?:hộ|ho|thay|giúp|giup)(?:\s+cho)?\s+"
    rf"|^\W*(?:nhập|nhap)\s+(?:hộ|ho)\s+{_REGISTRATION}(?:\s+thi\s+(?:đua|dua))?(?:\s+(?:cho|của|cua))?\s+",
    re.IGNORECASE,
)
_NO_WORK = re.compile(r"(?:dang ky|voi|a|nhe|nha|\W)*")
TITLES = phrases(listed("chị, anh, cô, chú, bác, ông, bà, đồng chí, em, c, a, e"))
_NO_NAME = phrases(
    listed(
        "phòng, trung tâm, văn phòng, ban, bên, tổ, hôm, sáng, chiều, tối, ngày, tuần, tháng, là, đã,"
        " vừa, mới, có, được, nay, với, nhé, ạ, làm, đi, ở, tại"
    )
)


def enters_for(text: str) -> str | None:
    """The colleague whom “nhập hộ chị Cúc”, “sửa đăng ký hộ Lê An” name, with nothing said of work; None for any other
    words, such as “đăng ký hộ tịch”."""
    begins = _REGISTERS_FOR.match(text)
    if begins:
        called = words(text[begins.end() :])
        if not called or not (_is_capital(called, 0) or TITLES.at(called, 0)):
            return None
        text = f"nhập hộ {text[begins.end() :]}"
    another = for_another(text)
    enters = another and fold(text).lstrip().startswith("nhap") and _NO_WORK.fullmatch(fold(another[1]))
    return another[0] if another and enters else None


def for_another(text: str) -> tuple[str, str] | None:
    """The other person as named, and the rest of the sentence; None if the speaker logs for himself or herself."""
    begins = _FOR.match(text)
    if not begins:
        return None
    sentence = words(text)
    start = next((at for at, word in enumerate(sentence) if word.start >= begins.end()), len(sentence))
    title = TITLES.at(sentence, start) if start < len(sentence) else None
    name = start + (title[1] if title else 0)
    end = name_ends(sentence, name)
    surely = begins[1].lower() in {"hộ", "ho", "thay"} or _is_capital(sentence, name)
    if end == name or not surely:
        return None
    return text[sentence[start].start : sentence[end - 1].end], text[sentence[end - 1].end :]


def _is_capital(sentence: tuple[Word, ...], place: int) -> bool:
    return place < len(sentence) and sentence[place].typed[:1].isupper()


def name_ends(sentence: tuple[Word, ...], start: int) -> int:
    """The end of a name: it has at most four words; after a capital one, only capital ones go on with it."""
    capital = _is_capital(sentence, start)
    for end in range(start, min(len(sentence), start + 4)):
        act = KINDS.at(sentence, end)
        ended = not sentence[end].plain.isalpha() or _NO_NAME.at(sentence, end) or (act and act[1] > 1)
        if ended or (capital and not _is_capital(sentence, end)):
            return end
    return min(len(sentence), start + 4)
