"""What a person wants with a sentence, as far as its words tell: a question, a promise, an answer, thanks."""

import re
from collections.abc import Sequence
from enum import StrEnum

from domain.language.acts import first_act
from domain.language.measures import MEASURES
from domain.language.words import Phrases, Word, listed, phrases, words

# Telex: a doubled letter or a “w” for a mark, a last letter for the tone.
_LETTER, _TONE = re.compile(r"([adeo])\1|w"), re.compile(r"(?<=[aeiouy])[sfrxj]$")


class Intent(StrEnum):
    """What a free sentence is for."""

    LOG = "log"
    TARGET = "target"  # a promise: never counted
    REGISTER = "register"
    WITHDRAW = "withdraw"
    EDIT = "edit"
    UNDO = "undo"
    ASK_DUE = "ask_due"
    ASK_TASKS = "ask_tasks"
    ASK_MINE = "ask_mine"
    SUBMITTED = "submitted"
    ACK = "ack"
    THANKS = "thanks"
    PROXY_LOG = "proxy_log"
    LEAVE = "leave"
    UNKNOWN = "unknown"


def _set(spellings: str) -> Phrases[str]:
    return phrases(listed(spellings))


_POLITE = _set(
    "dạ, vâng, ạ, a, nhé, nha, nhe, nhá, ơi, em, e, anh, chị, c, thưa, chào, trợ lý, ad, ok, okie, oke,"
    " okê, được, rồi, nhiều, cháu, cô, chú, bác, tôi, mình, lắm, rất, đồng chí, ừ, uh, vậy, thì, đã, .,"
    " !"
)
_ACKS = (
    "ok, oke, okie, okê, oki, vâng, dạ, rõ, đã nhận, đã nắm, nhận rồi, đã rõ, nắm rồi, nắm được, ừ, uh,"
    " uhm, được, đã xem, đã đọc, đã nhận được, đã tiếp nhận, nhất trí, đồng ý, đã nắm thông tin, đã nhận"
    " thông tin, đã nhận thông báo, nhận được, thông báo, thông tin, tin, yes"
)
_THANKING = "cảm ơn, cám ơn, thanks, thank, thank you, tks, thanks you, xin cảm ơn, cảm tạ, trân trọng cảm ơn, camon"
_THANKS, _EITHER = _set(_THANKING), _set(f"{_ACKS}, {_THANKING}")
_ASKING = _set(
    "bao giờ, khi nào, mấy giờ, bao nhiêu, bao lâu, làm sao, thế nào, ra sao, ở đâu, là gì, gì, ai,"
    " nào, tại sao, vì sao, sao lại, được không, có không, phải không, đúng không, hay không, đến đâu,"
    " ngày nào, hôm nào, hả, nhỉ, có phải, ?"
)
_ASKING_LAST = frozenset({"khong", "chua", "nhi", "ha", "vay khong", "dau"})
_NOT_LAST = _set("ạ, a, nhé, nha, vậy, thế, ơi, em, anh, chị, e, c, ad, trợ lý, nhỉ, .")
# Before the act: what is still to be done.
_PROMISES = _set(
    "đăng ký, đăng kí, xin đăng ký, phấn đấu, cam kết, quyết tâm, hứa, đặt mục tiêu, đặt chỉ tiêu, chỉ"
    " tiêu, mục tiêu, sẽ, sắp, dự kiến, dự định, em định, tôi định, đang định, cố gắng, chuẩn bị, nhớ,"
    " cần, phải, muốn, nhắc, hãy, mỗi tháng, mỗi tuần, mỗi quý, mỗi năm, mỗi ngày, hàng tháng, hằng tháng, hàng tuần,"
    " hằng tuần"
)
# Anywhere in the sentence.
_FUTURE = _set(
    "sẽ, dự kiến, dự định, phấn đấu, sắp tới, thời gian tới, tuần sau, tuần tới, tháng sau, tháng tới,"
    "  năm sau, năm tới, sang năm, sang tuần, sang tháng, quý sau, quý tới, ngày mai, sáng mai, chiều"
    " mai, tối mai, ngày kia,"
    " ngày mốt"
)
_REGISTERS = _set("đăng ký, đăng kí, xin đăng ký, cho đăng ký, tham gia đợt, tham gia thi đua, ghi danh")
_WITHDRAWS = _set(
    "rút đăng ký, hủy đăng ký, rút khỏi, thôi không tham gia, rút tên, bỏ đăng ký, xin rút, không tham"
    " gia đợt này, không tham gia nữa, không tham gia đợt, không tham gia, không đăng ký, xóa đăng ký, xóa bỏ đăng ký"
)
_UNDOES = _set(
    "xóa, bỏ cái vừa, hoàn tác, hủy cái vừa, bỏ kết quả, hủy kết quả, xóa cái vừa, xóa giúp, bỏ cái,"
    " hủy cái, ghi nhầm rồi xóa"
)
_EDITS = _set(
    "nhầm, sửa, sửa lại, đính chính, lộn, sai rồi, ghi nhầm, nhập nhầm, gõ nhầm, ghi sai, viết nhầm,"
    " chỉnh lại, không phải"
)
_LEAVES = _set(
    "nghỉ phép, nghỉ ốm, nghỉ thai sản, nghỉ chế độ, nghỉ việc riêng, báo nghỉ, báo vắng, xin nghỉ, xin phép nghỉ,"
    " đi công tác, đi học, vắng mặt, nghỉ từ, nghỉ ngày, đi tập huấn từ"
)
_SHOWN = _set("kết quả số, kết quả thứ, thành tích số, mục số, dòng số, việc số")
_SEVERAL = _set("mấy, bao nhiêu")
_TASKS = _set(
    "còn việc gì, việc của tôi, việc của em, việc cần làm, còn hạn nào, hạn nộp, hôm nay có gì, phải"
    " làm gì, có việc gì, việc gì chưa làm, cần làm gì, còn gì chưa làm, còn phải làm, còn nợ, việc gì"
    " chưa"
)
_MINE = _set(
    "kết quả của tôi, kết quả của em, làm được gì, làm được những gì, tôi đăng ký gì, em đăng ký gì, đã"
    " đăng ký gì, của tôi, đã ghi gì, được bao nhiêu, đã ghi những gì, được mấy vụ rồi, đạt bao nhiêu,"
    " làm được bao nhiêu, được những gì"
)
_DUE = _set("hạn, nộp, báo cáo, hết hạn, thời hạn, kết thúc")
_WHEN = _set("bao giờ, khi nào, mấy giờ, ngày nào, hôm nào, hạn, bao lâu, lúc nào")
_HANDED_IN = _set("đã gửi, đã nộp, gửi rồi, nộp rồi, vừa gửi, vừa nộp, mới gửi, mới nộp, em gửi, em nộp")
_PAPERS = _set("báo cáo, văn bản, công văn, kế hoạch, bản đăng ký, tờ trình, biểu")


def only(sentence: Sequence[Word], core: Phrases[str]) -> bool:
    """Whether the sentence says nothing but this, politely."""
    place, said = 0, False
    while place < len(sentence):
        found = core.at(sentence, place)
        here = found or _POLITE.at(sentence, place)
        if not here and sentence[place].plain.isalnum():
            return False
        said = said or bool(found)
        place += here[1] if here else 1
    return said


def asks(sentence: Sequence[Word]) -> bool:
    """Whether it is a question; “chưa”, “không” ask at the end only."""
    if _ASKING.first(sentence):
        return True
    last = len(sentence)
    while last and (not sentence[last - 1].plain.isalnum() or _NOT_LAST.at(sentence, last - 1)):
        last -= 1
    return last > 1 and sentence[last - 1].plain in _ASKING_LAST


def _before_act(sentence: Sequence[Word], said: Phrases[str]) -> tuple[int, int] | None:
    """Where this is said, if before any act: “đăng ký 10 vụ”, but not the act “đăng ký khai sinh”."""
    act = first_act(sentence)
    found = said.first(sentence)
    if found and (not act or found[1] < act[1] or (found[1] == act[1] and found[2] > act[2])):
        return found[1:]
    return None


def announced(sentence: Sequence[Word]) -> tuple[int, int] | None:
    """Where a promise is announced before the act: “phấn đấu”."""
    return _before_act(sentence, _PROMISES)


def promise(sentence: Sequence[Word]) -> tuple[int, int] | None:
    """Where the words stand that speak of what is still to be done; “chia sẻ” without marks does not."""
    later = _FUTURE.first(sentence)
    shared = later and later[1] and sentence[later[1] - 1].plain == "chia"
    until_now = later and later[2] < len(sentence) and sentence[later[2]].plain in {"nay", "gio"}  # “đầu năm tới nay”
    return announced(sentence) or (later[1:] if later and not shared and not until_now else None)


def small_talk(sentence: Sequence[Word]) -> Intent | None:
    if only(sentence, _EITHER):
        return Intent.THANKS if _THANKS.first(sentence) else Intent.ACK
    return None


def request(sentence: Sequence[Word]) -> Intent | None:
    """What a sentence asks for that logs nothing and promises nothing; the order decides where two fit."""
    begins = sentence[:6]
    if _WITHDRAWS.first(begins):
        return Intent.WITHDRAW
    if _UNDOES.first(begins[:3]):
        return Intent.UNDO
    if _EDITS.first(begins[:3]) or _numbered(sentence):
        return Intent.EDIT
    if leaves(sentence):
        return Intent.LEAVE
    return _question(sentence)


def leaves(sentence: Sequence[Word]) -> bool:
    """“em nghỉ phép từ 17 đến hết 21/8”: of days away, and of no work that was done on them."""
    away = _LEAVES.first(sentence[:6])
    if not away or asks(sentence):
        return False
    return not (first_act(sentence[away[2] :]) or MEASURES.first(sentence))


def _numbered(sentence: Sequence[Word]) -> bool:
    """“kết quả số 1 là 5 vụ”: one that was shown with its number."""
    shown = _SHOWN.at(sentence, 0) if sentence else None
    return bool(
        shown and shown[1] < len(sentence) and sentence[shown[1]].plain.isdigit() and len(sentence) > shown[1] + 1
    )


def _question(sentence: Sequence[Word]) -> Intent | None:
    if _WHEN.first(sentence) and _DUE.first(sentence) and asks(sentence):
        return Intent.ASK_DUE
    if _MINE.first(sentence) or _how_many(sentence):
        return Intent.ASK_MINE
    if _TASKS.first(sentence):
        return Intent.ASK_TASKS
    return None


def _how_many(sentence: Sequence[Word]) -> bool:
    """“tư vấn mấy vụ rồi”: nothing but politeness follows."""
    asked = _SEVERAL.first(sentence)
    if not asked or not first_act(sentence):
        return False
    unit = MEASURES.at(sentence, asked[2]) if asked[2] < len(sentence) else None
    return unit is not None and all(_ends_question(sentence, at) for at in range(asked[2] + unit[1], len(sentence)))


def _ends_question(sentence: Sequence[Word], place: int) -> bool:
    return not sentence[place].plain.isalnum() or bool(_POLITE.at(sentence, place) or _NOT_LAST.at(sentence, place))


def registers(sentence: Sequence[Word]) -> bool:
    """“đăng ký thi đua”, also as a keyboard without Vietnamese leaves it: “ddangw kys thi ddua”."""
    keys = words(" ".join(_TONE.sub("", _LETTER.sub(r"\1", word.plain)) for word in sentence[:6]))
    return _before_act(sentence[:6], _REGISTERS) is not None or _before_act(keys, _REGISTERS) is not None


def handed_in(sentence: Sequence[Word]) -> bool:
    """“đã gửi báo cáo số 56/BC-TTTGPL”."""
    return bool(_HANDED_IN.first(sentence) and _PAPERS.first(sentence))
