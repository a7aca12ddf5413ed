"""The abbreviations of the field, written out; the dangerous ones only where the sentence settles them."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.folding import fold, nfc
from domain.language.words import Word, words

SAFE = {
    "sn": "sáng nay",
    "hn": "hôm nay",
    "hq": "hôm qua",
    "đk": "đăng ký",
    "đki": "đăng ký",
    "dk": "đăng ký",
    "dki": "đăng ký",
    "đkí": "đăng ký",
    "dkí": "đăng ký",
    "đky": "đăng ký",
    "dky": "đăng ký",
    "đký": "đăng ký",
    "bc": "báo cáo",
    "b/c": "báo cáo",
    "tgpl": "trợ giúp pháp lý",
    "tvpl": "tư vấn pháp luật",
    "pbgdpl": "phổ biến giáo dục pháp luật",
    "pbpl": "phổ biến pháp luật",
    "gdpl": "giáo dục pháp luật",
    "hgcs": "hòa giải ở cơ sở",
    "hgv": "hòa giải viên",
    "tgtt": "tham gia tố tụng",
    "vbqppl": "văn bản quy phạm pháp luật",
    "qppl": "quy phạm pháp luật",
    "vphc": "vi phạm hành chính",
    "xlvphc": "xử lý vi phạm hành chính",
    "xpvphc": "xử phạt vi phạm hành chính",
    "thpl": "thi hành pháp luật",
    "tdthpl": "theo dõi thi hành pháp luật",
    "bttp": "bổ trợ tư pháp",
    "hctp": "hành chính tư pháp",
    "đgts": "đấu giá tài sản",
    "dgts": "đấu giá tài sản",
    "tthc": "thủ tục hành chính",
    "cchc": "cải cách hành chính",
    "cđs": "chuyển đổi số",
    "csdl": "cơ sở dữ liệu",
    "dvc": "dịch vụ công",
    "ttr": "tờ trình",
    "vb": "văn bản",
    "qđ": "quyết định",
    "qd": "quyết định",
    "nđ": "nghị định",
    "cv": "công văn",
    "pl": "pháp luật",
    "ltđđ": "luật đất đai",
    "ko": "không",
    "k": "không",
    "kg": "không",
    "hok": "không",
    "hông": "không",
    "hổng": "không",
    "đc": "được",
    "dc": "được",
    "đ/c": "đồng chí",
    "vc": "viên chức",
    "ccvc": "công chức, viên chức",
    "vs": "với",
    "trc": "trước",
    "ms": "mới",
    "r": "rồi",
    "j": "gì",
}
AFTER_NUMBER = {
    "ng": "người",
    "hs": "hồ sơ",
    "gd": "giao dịch",
    "dt": "dự thảo",
    "th": "trường hợp",
    "hv": "học viên",
    "kh": "kế hoạch",
    "lg": "lượt người",
    "vviec": "vụ việc",
    "vv": "vụ việc",
    "tg": "tờ gấp",
    "tl": "trích lục",
    "bs": "bản sao",
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """One meaning of a dangerous abbreviation, and the folded words that settle it."""

    spelled: str
    before: str = ""
    after: str = ""
    anywhere: str = ""

    def beside(self, before: str, after: str) -> bool:
        return before in self.before.split() or after in self.after.split()

    def among(self, plain: frozenset[str]) -> bool:
        return not plain.isdisjoint(self.anywhere.split())


_CONTRACT = Meaning("hợp đồng", anywhere="chung thao ban thue the chap cc ccv nhuong giao dich soan lao ld kinh te")
_COUNCIL = Meaning("hội đồng", "hop vien cua phien", "nhan xet phoi thi khoa nghia thanh tdkt dau")
_ACTIVITY = Meaning("hoạt động", "cac dang cham tham nhieu", "van tinh he cua ngoai")
DANGEROUS: Mapping[str, tuple[Meaning, ...]] = {
    "tt": (
        Meaning("thông tư", "thao du theo quyet", anywhere="gop tham y ra soat"),
        Meaning("trung tâm", "tai o ve cua doc den toi", "dich dv hanh phuc"),
        Meaning("trực tiếp", "van thuc giai chung", "tai cho"),
        Meaning("thành tích", "ghi bao nhap", ": - cua ca"),
        Meaning("truyền thông", "di buoi lam", "tgpl tro phap pl luat ve luu", "buoi dot ng nguoi cuoc gap roi ban"),
    ),
    "tv": (
        Meaning("tư vấn", after="phap pl luat cho", anywhere="vu vv vviec"),
        Meaning("thành viên", "cac hoi ban to"),
    ),
    "cc": (
        Meaning("công chức", "bo cho nhiem ngu dung", "vien vc va ,"),
        Meaning("công chứng", "phong vp nghe", "vien hd hop giao di", "hd hop giao chuc gd chuyen the"),
    ),
    "hđ": (_COUNCIL, _ACTIVITY, _CONTRACT),
    "hd": (_COUNCIL, _CONTRACT, Meaning("hướng dẫn", after="nghiep ve cho thu cong thuc")),
    "tr": (
        Meaning("trang", after="tai giay a4 viet", anywhere="soan viet hoa sach tai"),
        Meaning("triệu", after="dong", anywhere="gia tien thu chenh ho ung"),
    ),
    "nq": (
        Meaning("nghị quyết", "thao so", "hdnd so cua", "tham thao gop soat kiem hdnd hanh dt"),
        Meaning("nội quy", after="co quan tiep lao"),
    ),
}
# After a number too, but something else beside these words.
AFTER_NUMBER_AMONG = {
    "hs": ("học sinh", frozenset({"truong", "thcs", "thpt", "truyen", "tieu"})),
    "ng": ("lượt người", frozenset({"tuyen", "truyen", "tt", "pho", "bien", "pbgdpl", "pbpl"})),
}
# What a person of this field speaks of, said or not.
_FIELD_WORDS = {
    "JUDICIAL_SUPPORT": frozenset({"chung"}),
    "LEGAL_EDUCATION": frozenset({"buoi"}),
    "LEGAL_DOCS": frozenset({"thao"}),
}


@dataclass(frozen=True, slots=True)
class Expanded:
    """A text without abbreviations, and those in it that nothing settles."""

    text: str
    unsettled: tuple[str, ...] = ()


def expanded(text: str, field: str = "", short_units: Mapping[str, str] | None = None) -> Expanded:
    """`text` in NFC with the abbreviations written out.

    The speaker's field of work helps to settle the dangerous ones; `short_units` says what an office's own
    short units of measure stand for.
    """
    text = nfc(text)
    own = {fold(short): unit for short, unit in (short_units or {}).items()}
    sentence = words(text)
    plain = frozenset(word.plain for word in sentence) | _FIELD_WORDS.get(field, frozenset())
    out, done, unsettled = list[str](), 0, list[str]()
    for place, word in enumerate(sentence):
        if text[word.start - 1 : word.start] in {"/", "-"}:  # “56/QĐ-UBND” is a name
            continue
        meaning = _meaning(sentence, place, plain, own)
        if meaning is None:
            continue
        if not meaning:
            unsettled.append(word.typed)
            continue
        out += [text[done : word.start], meaning]
        done = word.end
    return Expanded("".join(out) + text[done:], tuple(unsettled))


def _meaning(sentence: tuple[Word, ...], place: int, plain: frozenset[str], own: Mapping[str, str]) -> str | None:
    """What the word here stands for: "" if that is in doubt, None if it is no abbreviation."""
    short = sentence[place].typed.lower()
    before = sentence[place - 1].plain if place else ""
    counted = before[:1].isdigit() or before in {"luot", "khoang"}
    if counted and fold(short) in own:
        return own[fold(short)]
    if counted and short in AFTER_NUMBER_AMONG and plain & AFTER_NUMBER_AMONG[short][1]:
        return AFTER_NUMBER_AMONG[short][0]
    if counted and short in AFTER_NUMBER:
        return AFTER_NUMBER[short]
    if short in DANGEROUS and (counted or short != "tr"):
        after = sentence[place + 1].plain if place + 1 < len(sentence) else ""
        return _settled(DANGEROUS[short], before, after, plain - {short})
    return SAFE.get(short)


def _settled(meanings: tuple[Meaning, ...], before: str, after: str, plain: frozenset[str]) -> str:
    """The meaning that a neighbour settles, else the only one that some word of the sentence settles, else nothing."""
    for meaning in meanings:
        if meaning.beside(before, after):
            return meaning.spelled
    among = [meaning.spelled for meaning in meanings if meaning.among(plain)]
    return among[0] if len(among) == 1 else ""
