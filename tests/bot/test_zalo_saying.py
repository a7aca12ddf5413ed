"""How a message looks on Zalo: styles by UTF-16 offsets, links and quotations in words, never a part too long."""

import re
from html import escape, unescape

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.zalo_saying import parts, said
from domain.markup import plain, units
from domain.messages import Attachment, Message

MOST = 2000  # UTF-16 units that the platform takes


def styled(html: str) -> dict[str, str]:
    """Which words have which style, cut out as the platform cuts: by UTF-16 units."""
    one = said(html)
    raw = one.text.encode("utf-16-le")
    return {
        style["st"][0]: raw[style["start"] * 2 : (style["start"] + style["len"]) * 2].decode("utf-16-le")
        for style in one.styles
    }


@pytest.mark.parametrize("before", ["", "chữ ", "👍🏽 ", "e\u0301\u0323 ", "a &amp; b &lt;c&gt; ", "🇻🇳" * 9, "\n\n"])
def test_styles_begin_where_their_words_do_whatever_stands_before(before):
    html = f"{before}<b>đậm 👍</b> <i>ngh<u>iê</u>ng</i> <s>bỏ</s>"
    assert styled(html) == {"b": "đậm 👍", "i": "nghiêng", "u": "iê", "s": "bỏ"}
    assert said(html).text == unescape(before) + "đậm 👍 nghiêng bỏ"


def test_words_without_marks_have_no_styles():
    assert said("1 &lt; 2 &amp; 3") == ("1 < 2 & 3", [])
    assert said("<b></b>x").styles == []


def text_of(html: str) -> str:
    return "|".join(part.text for part in parts(Message(text=html)))


def test_a_link_is_its_bare_address_and_a_quotation_stands_in_quotes():
    link = '<a href="https://thaian.invalid/?a=1&amp;b=2"><b>ở đây</b></a>'
    assert text_of(f"Xem {link}.") == "Xem https://thaian.invalid/?a=1&b=2."
    assert text_of("Hỏi:\n<blockquote>mấy giờ &amp; ở đâu?</blockquote>") == "Hỏi:\n“mấy giờ & ở đâu?”"
    assert parts(Message(text=f"{link} <b>x</b>"))[0].styles == [{"start": 32, "len": 1, "st": ["b"]}]


def test_a_file_that_cannot_be_sent_is_named():
    (one,) = parts(Message(text="Đây.", attachment=Attachment(name="bang.csv", content=b"x")))
    assert one.text == "Đây.\n\n(Tệp bang.csv không gửi được ở đây.)"


WORD = st.text(st.characters(codec="utf-8", categories=["L", "Mn", "N", "P", "So"]), min_size=1, max_size=12)
LONG = st.integers(1, 1500).map(lambda size: "🙂" * size)
SAID = st.lists(WORD | WORD | WORD | LONG, min_size=1, max_size=40).map(lambda words: escape(" ".join(words)))


def _marked(inner):
    tag = st.sampled_from(["<b>{}</b>", "<i>{}</i>", "<u>{}</u>", "<s>{}</s>", "<blockquote>{}</blockquote>"])
    link = st.integers(1, 400).map(lambda size: '<a href="https://x.invalid/' + "a" * size + '">{}</a>')
    both = st.tuples(tag, inner).map(lambda pair: pair[0].format(pair[1]))
    return both | st.tuples(link, SAID).map(lambda pair: pair[0].format(pair[1]))


HTML = st.lists(st.recursive(SAID, _marked, max_leaves=4), min_size=1, max_size=12).map("\n".join)
ADDRESS = re.compile(r'<a href="([^"]*)">.*?</a>', re.DOTALL)


def words(text: str) -> str:
    """Without the quotes that are ours, and too long a word without its cuts."""
    return re.sub(r"[“”]|\s", "", text)


@settings(max_examples=30, deadline=None)
@given(HTML, st.integers(1, 40))
@example("<blockquote>" + "a " * 949 + "</blockquote>", 1)
@example("x\n".join(f'<a href="https://x.invalid/{"a" * 400}">y</a>' for _ in range(9)), 1)
def test_no_part_is_ever_too_long_and_no_word_is_lost(html, times):
    html = "\n".join([html] * times)[:20_000].rsplit("\n", 1)[0] if times > 1 else html
    if html.count("<") % 2 or len(html) > 20_000:  # a cut inside a tag
        return
    found = parts(Message(text=html))
    assert all(1 <= units(part.text) <= MOST for part in found)
    for part in found:
        part.text.encode()  # no half of a pair
        assert not re.search(r"</?[a-z]+>", part.text) or "&lt;" in html
        for style in part.styles:
            assert 0 <= style["start"] < style["start"] + style["len"] <= units(part.text)
    assert words("".join(part.text for part in found)) == words(plain(ADDRESS.sub(r"\1", html)))


def test_a_cut_falls_between_words_and_carries_the_style_on():
    html = "<b>" + "chín chữ " * 400 + "</b>"
    found = parts(Message(text=html))
    assert len(found) == 2
    assert {word for part in found for word in part.text.split()} == {"chín", "chữ"}
    assert all(part.styles == [{"start": 0, "len": units(part.text), "st": ["b"]}] for part in found)
