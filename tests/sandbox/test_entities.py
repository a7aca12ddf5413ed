"""How formatted text is read."""

import pytest

from sandbox.entities import commands, parse_html, pieces, to_html, units


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("<b>Đợt</b> 28/8", "Đợt 28/8", [("bold", 0, 3)]),
        ("🙂 <i>Lan</i>", "🙂 Lan", [("italic", 3, 3)]),
        ("&lt;b&gt; &amp; &quot;&#225;&#xE1; &nbsp;", '<b> & "áá &nbsp;', []),
        ("  <b> a </b>  ", "a", [("bold", 0, 1)]),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
        ('<span class="tg-spoiler">a</span>', "a", [("spoiler", 0, 1)]),
        ('<a href="tuphap">a</a>', "a", []),
    ],
)
def test_html_becomes_text_and_marks_in_utf16_units(source, text, entities):
    read, marks = parse_html(source)
    assert read == text
    assert [(mark["type"], mark["offset"], mark["length"]) for mark in marks] == entities


@pytest.mark.parametrize(
    "source",
    [
        "a &lt; b &amp; c",
        "<b>a<i>b</i></b>c",
        '🙂<a href="https://a.vn/?x=1&amp;y=2">xem</a>',
        "<code>x</code><u>y</u>",
    ],
)
def test_what_was_read_is_written_the_same(source):
    assert to_html(*parse_html(source)) == source


def test_only_commands_are_marked():
    found = commands("🙂 /viec và a/b, /tiendo@thaian_thidua_bot")
    assert [(mark["offset"], mark["length"]) for mark in found] == [(3, 5), (17, 25)]


def test_pieces_lose_nothing_and_cut_no_pair():
    text = "a" + "🙂" * 5000
    cut = list(pieces(text))
    assert "".join(cut) == text
    assert all(units(piece) <= 4096 for piece in cut)
