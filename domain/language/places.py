"""Where something was done: “ở xã Đông Sơn”, “tại trường THPT Lê Lợi”, “xuống bản”."""

from collections.abc import Callable

from domain.language.acts import CARRIER, KINDS, SPELLINGS
from domain.language.words import Word, listed, phrases

# Followed by a name of its own: “xã Đông Sơn”, “thôn 3”.
_NAMED = phrases(
    listed(
        "xã, phường, thị trấn, thôn, bản, ấp, buôn, làng, xóm, huyện, quận, thị xã, thành phố, tỉnh, tổ"
        " dân phố, khu phố, tổ, khu, tiểu khu, đặc khu, chợ, đồn, trường, trường thpt, trường thcs,"
        " trường tiểu học, công ty, ubnd xã, ubnd phường, ubnd huyện, ubnd tỉnh"
    )
)
_BARE = phrases(
    listed(
        "khu dân cư, trại giam, trại tạm giam, nhà tạm giữ, nhà văn hóa, hội trường, trung tâm, trụ sở,"
        " tòa án, phiên tòa, khu công nghiệp, cơ sở cai nghiện, địa bàn, nhà sinh hoạt cộng đồng, cơ"
        " quan, công an, bộ phận một cửa"
    )
)
# Without a preposition only these, and only with their name.
_ALONE = phrases(listed("xã, phường, thị trấn, thôn, ấp, buôn, xóm, huyện, tổ dân phố, khu phố, trường"))
_AT = phrases(("ở", "tại", "dưới", "trên địa bàn"))
_GOING = phrases(
    ("xuống", "lên", "về", "đi", "đến", "tới", "vào", "ra", "sang", "đi về", "đi xuống", "trên", "cho", "từ")
)
# “o to”, “tai san”, “o co so”: typed without marks these are something else, or part of the act.
_NOT_AT = frozenset({"to", "san", "lieu", "chinh", "nan", "khoan", "xe"})
_NOT_A_PLACE = phrases(("cơ sở", "đâu", "nhà", "chỗ nào"))
_BELONGS = frozenset({"ubnd", "hdnd", "an", "phap", "cua", "cap", "bo", "doan", "hoi", "dan", "so", "cong"})
_STOPS = phrases(
    listed(
        "cho, với, và, về, có, được, gồm, khoảng, do, để, theo, nhân, trong, nhé, ạ, a, nha, nữa, rồi,"
        " xong, bà con, đồng bào, người, nhân dân, người dân, cán bộ, hội viên, đoàn viên, học sinh, phụ"
        " nữ, thanh niên, gần, hơn, vài, mấy, nhiều, một số, tổng, thu hút, phục vụ, không, chưa, em,"
        " chị, anh, thì, đã, vừa, mới, sẽ, ở, tại, gặp, đi, làm"
    )
)

_UNNAMED = -1  # no proper name is expected: “nhà văn hóa”
_NAME_WORDS = 4  # of a name typed in small letters
_LONGEST = 12

Free = Callable[[int], bool]


def place_at(sentence: tuple[Word, ...], start: int, free: Free) -> tuple[str, int, int] | None:
    """The place named from `start` on, and where its words begin and end; `free` tells words not yet understood."""
    at = _AT.at(sentence, start)
    if at and _really_at(sentence, start + at[1]):
        return _run(sentence, start, start + at[1], free)
    going = _GOING.at(sentence, start)
    if going and _locality(sentence, start + going[1]):
        return _run(sentence, start, start + going[1], free)
    alone = _ALONE.at(sentence, start)
    belongs = start > 0 and sentence[start - 1].plain in _BELONGS
    if alone and not belongs and _goes_on(sentence, start + alone[1], free):
        return _run(sentence, start, start, free)
    return None


def _really_at(sentence: tuple[Word, ...], place: int) -> bool:
    if place >= len(sentence):
        return False
    if sentence[place].typed[:1].isdigit():
        return False
    unmarked = sentence[place - 1].typed.lower() in {"o", "tai"}
    return not (unmarked and sentence[place].plain in _NOT_AT) and not _NOT_A_PLACE.at(sentence, place)


def _locality(sentence: tuple[Word, ...], place: int) -> int:
    if place >= len(sentence):
        return 0
    found, known = _NAMED.at(sentence, place) or _BARE.at(sentence, place), SPELLINGS.at(sentence, place)
    longer = found and known and known[1] > found[1]  # “tổ chức”
    return found[1] if found and not longer else 0


def _run(sentence: tuple[Word, ...], start: int, begin: int, free: Free) -> tuple[str, int, int] | None:
    """The words from `begin` that name the place, until something else begins."""
    shown: list[str] = []
    end, named = begin, _UNNAMED
    while end < len(sentence) and len(shown) < _LONGEST:
        if length := (_locality(sentence, end) if free(end) else 0):
            shown.append(_spelled(sentence, end, length))
            named = 0 if _NAMED.at(sentence, end) else _UNNAMED
        elif length := (1 if _goes_on(sentence, end, free, named) else 0):
            word = sentence[end].typed
            shown.append(word if named == _UNNAMED else word[:1].upper() + word[1:])
            named += named != _UNNAMED
        else:
            break
        end += length
    return (" ".join(shown), start, end) if shown else None


def _spelled(sentence: tuple[Word, ...], place: int, length: int) -> str:
    found = _NAMED.at(sentence, place) or _BARE.at(sentence, place)
    typed = " ".join(word.typed for word in sentence[place : place + length])
    return found[0] if found and typed == typed.lower() else typed


def _goes_on(sentence: tuple[Word, ...], place: int, free: Free, named: int = 0) -> bool:
    """Whether the word here goes on with a place of whose own name `named` words are known."""
    if place >= len(sentence) or not free(place) or not sentence[place].plain.isalnum():
        return False
    if named != _UNNAMED and place and sentence[place].typed[:1].isupper():
        return True
    return named < _NAME_WORDS and not _STOPS.at(sentence, place) and not _ends_name(sentence, place, named)


def _ends_name(sentence: tuple[Word, ...], place: int, named: int) -> bool:
    """An act ends the name, but a short verb may be its first or second word: “xã Tân Lập”, “xa ky son”."""
    act = KINDS.at(sentence, place)
    return act is not None and (act[1] > 1 or act[0] == CARRIER or named > 1)
