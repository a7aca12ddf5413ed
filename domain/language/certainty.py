"""Words that leave it open whether what is told was done, by the speaker, and when."""

from collections.abc import Iterator, Sequence

from domain.language.acts import KINDS, first_act
from domain.language.doubts import Doubt
from domain.language.proxies import TITLES, name_ends
from domain.language.words import Word, listed, phrases

_HALF_SAID = ("thứ tư vấn", "tháng tư vấn")  # a “tư” is missing
_UNDONE = phrases(
    listed(
        "hoãn, bị hoãn, tạm hoãn, xin hoãn, hủy, bị hủy, lẽ ra, nhẽ ra, đáng lẽ, suýt, nhưng, chưa xong, chưa làm,"
        " chưa được, chưa hoàn thành, chưa thực hiện, chưa giải quyết, chưa kết thúc, chưa diễn ra, không diễn ra,"
        " đang dở, dang dở, làm dở, không được tính, bất thành"
    )
    + _HALF_SAID
)
# Without its mark such a word is rather “hoàn”, “huy”, unless it stands first or last.
_MARKED = frozenset({"hoãn", "hủy", "nhưng", "suýt"})
_LEFT = frozenset({"còn", "con"})  # “còn 3 vụ tư vấn”
_TOGETHER = phrases(
    listed(
        "phòng em, phòng tôi, phòng mình, phòng chị, phòng anh, cả phòng, toàn phòng, bên em, bên mình, bên tôi,"
        " chúng em, chúng tôi, chúng mình, bọn em, tụi em, tổ em, tổ mình, cả tổ, ban em, trung tâm em, cả trung tâm,"
        " toàn trung tâm, đơn vị em, đơn vị mình, cả đơn vị, toàn đơn vị, cơ quan em, cả cơ quan, cả sở, toàn sở,"
        " cả đội, cả nhóm, nhóm em, trung tâm tôi, đơn vị tôi"
    )
)
_UNKNOWN_DAYS = phrases(listed("rằm, âm lịch, từ đầu đợt, đầu đợt, từ đầu nhiệm kỳ, từ đầu năm học"))
# Before a name: it is spoken to, or something was done for it or with it.
_NOT_DOING = frozenset({"cho", "voi", "gap", "cua", "nho", "cao", "chao", "cung", "on", "thua", "da", "vang", "va"})
_MYSELF = phrases(listed("em, tôi, mình, e, cháu, tui, t"))
_NOT_NAMES = phrases(
    listed(
        "ơi, ghi, giúp, cho, đang, sẽ, cùng, với, và, phải, cần, muốn, không, chưa, xin, cũng, trực tiếp, tự, báo, gửi,"
        " nhập, chỉ, thì, mà, này, kia, ấy, đó, hay, vẫn, còn, lại, tiếp, tham gia, thực hiện, hoàn thành, đều, thêm,"
        " vui lòng, làm ơn, nhờ, trong, đợt, từ, cuối, đầu, tổng, hai, em, chị, anh"
    )
)


def uncertain(sentence: Sequence[Word]) -> Iterator[tuple[Doubt, str]]:
    """The doubts that the words around an act raise, each with those words."""
    said = _undone(sentence) or _others(sentence)
    if said:
        yield Doubt.UNSURE, said
    day = _UNKNOWN_DAYS.first(sentence)
    if day:
        yield Doubt.DATE_AMBIGUOUS, day[0]


def _undone(sentence: Sequence[Word]) -> str:
    last = len(sentence) - 1
    if last > 0 and sentence[0].typed.lower() in _LEFT and sentence[1].plain[:1].isdigit():
        return sentence[0].typed
    place = 0
    while place <= last:
        found, act = _UNDONE.at(sentence, place), KINDS.at(sentence, place)
        length = found[1] if found else 1
        if found and (act is None or act[1] <= length) and _surely(sentence, place, found[0]):
            return found[0]
        place += max(length, act[1] if act else 1)
    return ""


def _surely(sentence: Sequence[Word], place: int, said: str) -> bool:
    if said in _HALF_SAID:
        return not place or sentence[place - 1].plain not in {"dau", "giua", "cuoi", "trong", "moi"}
    marked = sentence[place].typed.lower() != sentence[place].plain
    return said not in _MARKED or marked or place in {0, len(sentence) - 1}


def _others(sentence: Sequence[Word]) -> str:
    """Who else did it, a colleague or all of a unit together; "" for the speaker alone."""
    together = _TOGETHER.first(sentence)
    if together:
        return together[0]
    act = first_act(sentence)
    for place in range(act[1] if act else 0):
        title = TITLES.at(sentence, place)
        if title and not (place and sentence[place - 1].plain in _NOT_DOING):
            name = place + title[1]
            end = name_ends(tuple(sentence), name)
            if _does(sentence, name, end):
                return " ".join(word.typed for word in sentence[place:end])
    return ""


def _does(sentence: Sequence[Word], name: int, end: int) -> bool:
    """“chị Hoa tư vấn”, but not “chị Hoa ơi em tư vấn”, “chị ghi giúp em”."""
    named = end > name and not any(_NOT_NAMES.at(sentence, place) for place in range(name, end))
    spoken_to = end < len(sentence) and not sentence[end].plain.isalnum()
    act = first_act(sentence[end:])
    return bool(named and not spoken_to and act and not _MYSELF.first(sentence[end : end + act[1]]))
