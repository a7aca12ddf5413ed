"""What people say around what they report: “dạ em chào chị …”, “… rồi ạ”."""

from collections.abc import Sequence

from domain.language.acts import CARRIER, KINDS, first_act, splits
from domain.language.words import Phrases, Word, listed, phrases

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
        " hiện nay, hôm đó, này, lần này, đợt, thu hút, với sự tham gia của, nhờ chị, chị ghi,"
        " nhờ ghi, em ghi, bình quân, -, –"
    )
)
# What may stand before an act without changing it: who did it, on what occasion, that it was done.
_BESIDE = phrases(
    listed(
        "phòng, trung tâm, đơn vị, văn phòng, cơ quan, sở, tư pháp, tổ, đội, nhóm, ban, ra, lên, xuống, nhiều, các,"
        " việc, công tác, nhiệm vụ, kết quả, công việc, báo cáo viên, tuyên truyền viên, trợ giúp viên, luật sư, hội"
        " nghị, hội thảo, lớp, buổi, cuộc, đợt, đoàn, ngày, giờ, hàng, tuần, tháng, sáng, chiều, tối, trưa, cả, trực"
        " tiếp, sẽ, hội đồng, sắp, kịp thời, đã xong,"
        " mọi người, cùng, để, hoạt động, thành công, qua, cơ bản, kế hoạch, chỉ, hỗ trợ"
    )
)
_TOGETHER = phrases(listed("phối hợp, cùng, với, cùng với, phối hợp với"))
_ENDINGS = phrases(listed("tham gia, tham dự, dự, người dự, lượt, làm"))
_KEPT = phrases(("trong đó",))
# Fillers that may end the name of an act: “đấu giá thành”.
_KEEP_LAST = frozenset({"thanh", "cong", "so", "hien", "thu"})


def trimmed(sentence: Sequence[Word]) -> list[Word]:
    """The words without the chatter around them: “dạ em … ạ”; an act named keeps all of its words."""
    left, right = 0, _end(sentence, _FILLERS)
    while left < right and not _KEPT.at(sentence, left) and (found := _FILLERS.at(sentence, left)):
        if _begins_act(sentence, left, found[1]):
            break
        left += found[1]
    return list(sentence[left:right])


def says_more(sentence: Sequence[Word]) -> bool:
    """Whether what stands before an act may make another act of it: “chỉnh trang nơi (tiếp công dân)”."""
    place = 0
    while place < len(sentence):
        if _TOGETHER.at(sentence, place):
            return False
        known = [_FILLERS.at(sentence, place), _BESIDE.at(sentence, place), KINDS.at(sentence, place)]
        length = max((found[1] for found in known if found), default=0)
        if not length and sentence[place].plain.isalnum():
            return True
        place += length or 1
    return False


def without_end(sentence: Sequence[Word]) -> list[Word]:
    """What follows an amount, without the chatter at its end: “(60 người) tham dự ạ”."""
    return list(sentence[: _end(sentence, _FILLERS, _ENDINGS)])


def _end(sentence: Sequence[Word], *chatter: Phrases[str]) -> int:
    act = first_act(sentence)
    least = act[2] if act and act[0] != CARRIER else 0
    kept = _KEPT.at(sentence, 0) if sentence else None
    least, right = max(least, kept[1] if kept else 0), len(sentence)
    while right > least and (length := _chatter_before(sentence, least, right, chatter)):
        right -= length
    return right


def _begins_act(sentence: Sequence[Word], place: int, length: int) -> bool:
    """“tham gia” is chatter before “60 người”, but begins the act “tham gia tố tụng”."""
    act = first_act(sentence[place:])
    return bool(act and act[1] == 0 and act[2] > length)


def _chatter_before(sentence: Sequence[Word], left: int, right: int, chatter: tuple[Phrases[str], ...]) -> int:
    for start in range(max(left, right - 5), right):
        ends = any((found := known.at(sentence, start)) and found[1] == right - start for known in chatter)
        if ends and sentence[start].plain not in _KEEP_LAST and not splits(sentence, start):
            return right - start
    return 0
