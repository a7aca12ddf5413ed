"""The picture of progress: it can be read on a phone, whatever the names are, and holds every letter."""

from io import BytesIO

import pytest
from PIL import Image, ImageFont

from handlers.drawing import BOLD, FULL, MOST_UNITS, PLAIN, WIDTH, Line, fitted, progress_picture
from texts import FONTS

LONG = "Chi nhánh Trợ giúp pháp lý số 3 liên huyện Hữu Lũng - Chi Lăng - Văn Quan và vùng phụ cận"
NAMES = ("Văn phòng Sở", "Phòng Hành chính và Bổ trợ tư pháp", LONG, "Khôngcóchỗnàođểngắt" * 4)
COUNTS = ((7, 9), (0, 0), (5, 5), (1, 40), (123, 456))
AT = "Số liệu đến 9 giờ 05, ngày 17/6/2026"
VIETNAMESE = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"


def lines(count: int) -> list[Line]:
    return [Line(NAMES[place % 4], *COUNTS[place % 5]) for place in range(count)]


def drawn(units: list[Line], title: str = "Tiến độ đăng ký: Đợt thi đua 28/8") -> Image.Image:
    content = progress_picture(title, tuple(units), Line("Tất cả đơn vị", 12, 23), AT)
    assert len(content) <= 200_000
    image = Image.open(BytesIO(content))
    assert image.format == "PNG"
    return image.convert("RGB")


def font(name: str = PLAIN, size: int = 30) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / name, size)


@pytest.mark.parametrize("count", [0, 1, 3, 9, 12, 13, 24, 25, 40, 300])
def test_a_picture_is_as_wide_as_a_phone_and_no_higher_than_is_sent_sharp(count):
    image = drawn(lines(count), title=LONG * 2)
    assert image.width == WIDTH
    assert image.height <= 2560


def test_nothing_is_drawn_over_the_margins():
    image = drawn(lines(47), title=LONG * 2)
    for edge in ((0, 0, 47, image.height), (WIDTH - 46, 0, WIDTH, image.height)):
        assert len(image.crop(edge).getcolors()) == 1


def test_a_unit_more_is_one_row_more_and_beyond_forty_one_line_says_how_many_more():
    assert drawn(lines(4)).height - drawn(lines(3)).height == drawn(lines(3)).height - drawn(lines(2)).height > 0
    assert drawn(lines(MOST_UNITS)).height < drawn(lines(MOST_UNITS + 1)).height == drawn(lines(300)).height


def test_only_a_unit_where_all_have_done_it_is_shown_as_full():
    full = tuple(bytes.fromhex(FULL[1:]))
    close = {line: full_pixels(drawn([line]), full) for line in (Line("A", 5, 5), Line("A", 4, 5), Line("A", 0, 0))}
    assert [bool(found) for found in close.values()] == [True, False, False]


def full_pixels(image: Image.Image, colour: tuple[int, ...]) -> int:
    colours = image.getcolors(1 << 20)
    return sum(times for times, one in colours if max(map(abs, map(int.__sub__, one, colour))) < 12)


@pytest.mark.parametrize("name", [PLAIN, BOLD])
def test_the_fonts_beside_the_texts_hold_every_vietnamese_letter(name):
    nothing = bytes(font(name).getmask("\uffff"))
    letters = [*VIETNAMESE, *VIETNAMESE.upper(), *"…“”"]
    assert [letter for letter in letters if bytes(font(name).getmask(letter)) == nothing] == []


@pytest.mark.parametrize("most", [1, 2])
@pytest.mark.parametrize("text", NAMES)
def test_a_name_is_broken_between_words_and_never_wider_than_its_room(text, most):
    found = fitted(text, font(), 470, most)
    assert len(found) <= most
    assert all(font().getlength(line) <= 470 for line in found)
    said = " ".join(found)
    assert said == text or (said.endswith("…") and text.startswith(said[:-1]))
    if " " in text:
        assert said == text or text[len(said) - 1] == " "


def test_two_lines_are_of_about_one_length():
    assert fitted("Phòng Hành chính và Bổ trợ tư pháp", font(), 470, 2) == ["Phòng Hành chính", "và Bổ trợ tư pháp"]
