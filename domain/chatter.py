"""What people say around what they report: “dạ em chào chị …”, “… rồi ạ”."""

from collections.abc import Sequence

from domain.acts import CARRIER, first_act, splits
from domain.words import Word, listed, phrases

_FILLERS = phrases(
    listed(
        "dạ, vâng, thưa, chào, xin chào, em, e, a, anh, chị, c, tôi, mình, cháu, ad, trợ lý, ơi, thì,"
        " là, có, đã, vừa, mới, được, cho, giúp, giùm, dùm, hộ, nhờ, xin, xin báo cáo, báo cáo chị, báo"
        " cáo anh, báo cáo sếp, báo cáo lãnh đạo, báo cáo với chị, báo cáo, phòng em, bên em, chúng em,"
        " chúng tôi, phòng tôi, bên mình, bọn em, cũng, tiếp, nữa, thêm, lại, xong, hết, rồi, tổng, tổng"
        " cộng, tổng số, tất cả, cả thảy, và, với, ngày, vào, trong, hôm, lúc, từ, đến, ở, tại, ạ, nhé,"
        " nha, nhe, nhá, nghe, á, ấy, đó, vậy, luôn, ghi, ghi nhận, ghi thành tích, ghi kết quả, kết"
        " quả, thành tích, gồm, đi, về, số lượng, số, khoảng, kết quả là, cụ thể, như sau, thành công,"
        " vừa rồi, vừa xong, cán bộ, còn, nay, đồng chí, theo, ít nhất, tối thiểu, ngay, đợt này, hiện,"
        " hiện nay, hôm đó, này, lần này, đợt, trong đó, thu hút, tham dự, dự, tham gia, với sự tham gia"
        " của, người dự, nhờ chị, chị ghi, nhờ ghi, em ghi, lượt, làm, bình quân"
    )
)
# Fillers that end a name of an act where they stand before it, but begin it after: “tham gia”, “báo cáo”.
_KEEP_LAST = frozenset({"thanh", "cong", "so", "hien", "thu"})


def trimmed(sentence: Sequence[Word]) -> list[Word]:
    """The words without the chatter around them: “dạ em … ạ”; an act named keeps all of its words."""
    left, right = 0, _last(sentence)
    while left < right and (found := _FILLERS.at(sentence, left)) and not _begins_act(sentence, left, found[1]):
        left += found[1]
    return list(sentence[left:right])


def _last(sentence: Sequence[Word]) -> int:
    """Where the chatter at the end begins."""
    act = first_act(sentence)
    least = act[2] if act and act[0] != CARRIER else 0
    right = len(sentence)
    while right > least and (length := _filler_before(sentence, least, right)):
        right -= length
    return right


def without_end(sentence: Sequence[Word]) -> list[Word]:
    """The words without the chatter after them."""
    return list(sentence[: _last(sentence)])


def _begins_act(sentence: Sequence[Word], place: int, length: int) -> bool:
    """“tham gia” is chatter before “60 người”, but begins the act “tham gia tố tụng”."""
    act = first_act(sentence[place:])
    return bool(act and act[1] == 0 and act[2] > length)


def _filler_before(sentence: Sequence[Word], left: int, right: int) -> int:
    for length in (5, 4, 3, 2, 1):
        start = right - length
        if start < left:
            continue
        found = _FILLERS.at(sentence, start)
        kept = sentence[start].plain in _KEEP_LAST or splits(sentence, start)
        if found and found[1] == length and not kept:
            return length
    return 0
