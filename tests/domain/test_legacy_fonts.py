"""What was typed in the fonts of before Unicode, with strings as such files hold them."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.language.legacy_fonts import TCVN3, UNICODE, VNI, from_tcvn3, from_vni, read
from domain.language.syllables import is_syllable

LETTERS = "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđ"
IN_TCVN3 = "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊËÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\xadõö÷øùúûüýþ®"
IN_VNI = (
    "aø aû aõ aù aï aê aè aú aü aé aë aâ aà aå aã aá aä eø eû eõ eù eï eâ eà eå eã eá eä ì æ ó í ò"
    " oø oû oõ où oï oâ oà oå oã oá oä ô ôø ôû ôõ ôù ôï uø uû uõ uù uï ö öø öû öõ öù öï yø yû yõ yù î ñ"
)
SAMPLES = [  # as it was meant, in TCVN3, in VNI
    ("Nguyễn Thị Hồng Thắm", "NguyÔn ThÞ Hång Th¾m", "Nguyeãn Thò Hoàng Thaém"),
    ("Trần Quốc Tuấn", "TrÇn Quèc TuÊn", "Traàn Quoác Tuaán"),
    ("Đỗ Đức Lượng", "§ç §øc L\xadîng", "Ñoã Ñöùc Löôïng"),
    (
        "Phòng Hành chính và Bổ trợ tư pháp",
        "Phßng Hµnh chÝnh vµ Bæ trî t\xad ph¸p",
        "Phoøng Haønh chính vaø Boå trôï tö phaùp",
    ),
    ("Trung tâm Trợ giúp pháp lý", "Trung t©m Trî gióp ph¸p lý", "Trung taâm Trôï giuùp phaùp lyù"),
    ("Người lao động", "Ng\xadêi lao ®éng", "Ngöôøi lao ñoäng"),
    ("Nữ", "N÷", "Nöõ"),
]

SURNAMES = (
    *("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương"),
    *("Lý", "Đào", "Trịnh", "Hà", "Tạ", "Triệu", "Mã", "Cù", "Nông"),
)
GIVEN = (
    *(
        "An",
        "Bé",
        "Bích",
        "Bình",
        "Công",
        "Cường",
        "Dũng",
        "Dung",
        "Diễm",
        "Đông",
        "Gấm",
        "Giang",
        "Hạnh",
        "Hòa",
        "Huệ",
    ),
    *("Hưởng", "Khải", "Khôi", "Lệ", "Lượng", "Mến", "Mỹ", "Ngà", "Ngọc", "Nguyệt", "Nhung", "Oanh", "Phước", "Quý"),
    *("Quỳnh", "Sáng", "Sơn", "Tấn", "Thảo", "Thúy", "Thuận", "Thủy", "Tiến", "Toàn", "Trường", "Tuấn", "Tùng", "Uyên"),
    *("Việt", "Vỹ", "Xuân", "Yến"),
)


@pytest.mark.parametrize(("letter", "typed"), [*zip(LETTERS, IN_TCVN3, strict=True)])
def test_every_letter_of_tcvn3(letter, typed):
    assert from_tcvn3(typed) == letter


@pytest.mark.parametrize(("letter", "typed"), [*zip(LETTERS, IN_VNI.split(), strict=True)])
def test_every_letter_of_vni_small_and_large(letter, typed):
    assert from_vni(typed) == letter
    assert from_vni(typed.upper()) == letter.upper()


@pytest.mark.parametrize(("meant", "tcvn3", "vni"), SAMPLES)
def test_known_strings_are_recognised_and_read(meant, tcvn3, vni):
    assert read([tcvn3]) == ([meant], TCVN3)
    assert read([vni]) == ([meant], VNI)
    assert read([meant]) == ([meant], UNICODE)


NAMES = [" ".join(parts) for parts in product(SURNAMES, ("Thị", "Văn", "Đức", "Hữu"), GIVEN)]
TO_TCVN3 = dict(zip(LETTERS + "Đ", IN_TCVN3 + "§", strict=True))
TO_VNI = dict(zip([*LETTERS, "Đ"], [*IN_VNI.split(), "Ñ"], strict=True))


@pytest.mark.parametrize(("font", "letters"), [(TCVN3, TO_TCVN3), (VNI, TO_VNI)])
def test_thousands_of_names_are_read_back_from_either_font_and_left_alone_in_unicode(font, letters):
    typed = ["".join(letters.get(letter, letter) for letter in name) for name in NAMES]
    assert [one for one, name in zip(typed, NAMES, strict=True) if read([one, "Nam"], 0) != ([name, "Nam"], font)] == []
    assert [name for name in NAMES if read([name, "Nam"], 0) != ([name, "Nam"], UNICODE)] == []


@given(st.lists(st.text(alphabet=st.characters(max_codepoint=0x1FFF)), min_size=1, max_size=4))
def test_whatever_stands_in_the_cells_it_is_read_or_unclear(cells):
    found, font = read(cells, 0)
    assert len(found) == len(cells)
    assert font in {UNICODE, TCVN3, VNI}


def test_capitals_are_read_in_the_font_of_capitals():
    assert read(["NGUYÔN V¡N §øC"])[0] == ["NGUYỄN VĂN ĐỨC"]


@pytest.mark.parametrize(
    "name",
    ["Lê Minh Quang", "Lê Hoà", "Bùi Quý", "Võ Thuý", "Hoàng Thị Hoà", "K'Brêu", "Siu Bleo", "H'Hen Niê", "Lý A Páo"],
)
def test_a_name_in_unicode_stays_as_it_is(name):
    assert read([name], 0) == ([name], UNICODE)


def test_what_could_be_either_is_read_as_its_row_is_or_by_familiar_words():
    assert read(["Vò Minh"], 0) == (["Vũ Minh"], TCVN3)
    assert read(["Hoà Minh", "Vaên phoøng Sôû"], 0) == (["Hồ Minh", "Văn phòng Sở"], VNI)
    assert read(["cã", "kh«ng"]) == (["có", "không"], TCVN3)
    assert read(["cã", "Nguyễn An"]) == (["có", "Nguyễn An"], TCVN3)
    assert read(["bã"]) == (["bã"], UNICODE)


@pytest.mark.parametrize("cells", [["Nguyìn V¨¿"], ["Nguy�n"], ["Nguy?n"], ["bã", "Vaên"]])
def test_what_no_font_makes_sense_of_is_unclear(cells):
    assert read(cells)[0][0] is None


@pytest.mark.parametrize(
    "word", ["nghiêng", "quýnh", "gì", "giếng", "thuở", "khuỷu", "oái", "hoà", "hòa", "ĐƯỢC", "Yến"]
)
def test_words_that_could_be(word):
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["nguyÔn", "leõ", "bòch", "ngầng", "hoaf", "đuừ", "thíìn", "vaên"])
def test_words_that_could_not(word):
    assert not is_syllable(word)
