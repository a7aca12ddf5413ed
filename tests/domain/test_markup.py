"""Long texts are cut to what a platform takes, and read the same."""

import re
from html import escape

from hypothesis import given
from hypothesis import strategies as st

from domain.markup import plain, split, units

WORDS = st.text("aă₫ệ😀&<>\"'=", min_size=1, max_size=12)
SPACES = st.sampled_from([" ", "  ", "\n", "\n\n", "\u00a0"])


@st.composite
def marked_up(draw) -> str:
    """Words in tags, some inside a word, nested as texts/ may nest them."""
    html, open_tags = "", []
    for word in draw(st.lists(WORDS, max_size=40)):
        if open_tags and draw(st.booleans()):
            html += f"</{open_tags.pop()}>"
        if draw(st.integers(0, 4)) == 0:
            tag = draw(st.sampled_from(["b", "i", "blockquote", "a"]))
            html += '<a href="https://t.me/x?start=c_a&amp;b">' if tag == "a" else f"<{tag}>"
            open_tags.append(tag)
        html += escape(word) + draw(SPACES | st.just(""))
    return html + "".join(f"</{tag}>" for tag in reversed(open_tags))


def balanced(html: str) -> bool:
    tags = []
    for closing, name in re.findall(r"<(/?)([a-z]+)[^>]*>", html):
        if not closing:
            tags.append(name)
        elif not tags or tags.pop() != name:
            return False
    return not tags


@given(marked_up(), st.integers(8, 120))
def test_parts_fit_are_well_formed_and_read_the_same(html, limit):
    parts = split(html, limit)
    assert all(0 < units(plain(part)) <= limit for part in parts)
    assert all(balanced(part) for part in parts)
    assert re.sub(r"\s", "", "".join(map(plain, parts))) == re.sub(r"\s", "", plain(html))
    words = plain(html).split()
    if all(units(word) <= limit for word in words):
        assert [word for part in parts for word in plain(part).split()] == words


def test_what_fits_stays_whole():
    for length in (4095, 4096):
        assert split("a" * length, 4096) == ["a" * length]
    assert [len(part) for part in split("a" * 4097, 4096)] == [4096, 1]


def test_ten_thousand_characters_are_cut_at_the_ends_of_lines():
    line = "Tham gia tố tụng 2 vụ tại xã Đông Sơn.\n"
    parts = split(line * 260, 4096)
    assert len(parts) == 3
    assert all(part.endswith("Đông Sơn.") for part in parts)


def test_a_surrogate_pair_counts_twice_and_is_never_cut():
    assert split("😀" * 5, 4) == ["😀😀", "😀😀", "😀"]


def test_nothing_to_say_is_no_part():
    assert split(" \n ", 4096) == []
