"""The words of Vietnamese numbers, and the words around a number that tell what it is."""

from decimal import Decimal

SCALES = {"ty": 10**9, "ti": 10**9, "trieu": 10**6, "tr": 10**6, "nghin": 1000, "ngan": 1000, "k": 1000}
WORDS = (
    "không|một|mốt|hai|ba|bốn|tư|năm|lăm|nhăm|sáu|bảy|bẩy|tám|chín|mười|mươi|trăm|nghìn|ngàn|triệu|tỷ|tỉ|linh|lẻ|rưỡi"
)
# Without marks these are mostly other words: “sau buổi”, “Việt Nam”, “từ văn bản”, “tổ chức hội nghị”.
MISTAKABLE = frozenset({"sau", "nam", "tu", "khong", "le", "linh", "chuc", "ta", "dam"})
DOZENS = {"chuc": 10, "ta": 12}
VAGUE = {"vai": 3, "may": 3, "dam": 5, "dam ba": 4}
ABOUT = "khoảng|gần|hơn|trên|dưới|độ|chừng|tầm|ước|cỡ|ngót|xấp xỉ|ước chừng|khoảng độ|~"
UNITS = (
    "vụ việc|vụ|việc|lượt người|lượt|người|ng|buổi|cuộc|đợt|lớp|hội nghị|hồ sơ|văn bản|vb|dự thảo|hợp đồng"
    "|giao dịch|bản sao|bản|trích lục|tờ gấp|tờ|tin|bài|trang|tổ chức|đồng|phiếu|chỉ tiêu|cá nhân|tập thể|đơn vị"
    "|đơn|xã|hộ|thôn|trường hợp|ca|câu|ảnh|báo cáo|quyết định|mô hình|sáng kiến|đề án|ý kiến|tổ"
)
# A number after these is a name or a date, not a quantity, unless a unit of measure follows.
LABELS = (
    "điều|khoản|điểm|tháng|ngày|hôm|quý|thứ|năm|số|tổ|thôn|khu phố|khu|ấp|đợt|khoá|khóa|kỳ|mã|phòng|mục|chương"
    "|phụ lục|hạng|lần|mùng|mồng"
)

TEN = 10
_DIGITS = {"khong": 0, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8}
_DIGITS |= {"chin": 9, "lam": 5, "nham": 5}
_ORDER = (("ty", 10**9), ("ti", 10**9), ("trieu", 10**6), ("nghin", 1000), ("ngan", 1000), ("tram", 100), ("muoi", 10))
SIZES = frozenset(word for word, _ in _ORDER)
_AFTER_TENS = {"mot", "tu", "lam", "nham"}


def spoken(words: tuple[str, ...]) -> Decimal | None:
    """The value of folded number words, None where they are no number: “mot tram hai” is 120, “hai mot” 21."""
    for word, size in _ORDER:
        if word in words:
            at = words.index(word)
            head = spoken(words[:at]) if at else Decimal(1) if size == TEN else None  # “mười” alone is ten
            rest = _rest(words[at + 1 :], size)
            return None if head is None or rest is None else head * size + rest
    match words:
        case (tens, ones) if tens in _DIGITS and ones in _AFTER_TENS:
            return Decimal(_DIGITS[tens] * TEN + _DIGITS[ones])
        case (digit,) if digit in _DIGITS:
            return Decimal(_DIGITS[digit])
    return None


def either(words: tuple[str, ...]) -> tuple[Decimal, Decimal] | None:
    """“hai ba vụ” is two or three."""
    match [_DIGITS.get(word, 0) for word in words]:
        case [low, high] if 0 < low == high - 1:
            return Decimal(low), Decimal(high)
    return None


def _rest(words: tuple[str, ...], size: int) -> Decimal | None:
    """What follows a size: “rưỡi” is its half, a lone digit its tenths (“một tỷ hai”), “linh hai” two."""
    match words:
        case ():
            return Decimal(0)
        case ("ruoi",):
            return Decimal(size) / 2
        case ("linh" | "le", *units):
            return spoken(tuple(units))
        case ("nam",) if size == TEN:  # “hai mươi năm” is twenty years
            return None
        case (digit,) if digit in _DIGITS and size > TEN:
            return Decimal(_DIGITS[digit] * size) / TEN
    value = spoken(words)
    return value if value is not None and value < size else None
