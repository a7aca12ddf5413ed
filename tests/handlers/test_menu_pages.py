"""Choices and long texts in parts that fit, whatever they are."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.markup import plain, units
from domain.messages import Choice, Message
from handlers import menus
from handlers.visit import Means
from texts import label

LETTERS = 1900
NUMBERED = re.compile(r"^(\d+)\. (.+)$", re.MULTILINE)
ASKS = re.compile(
    r"(Nhắn 0 để xem tiếp\.|Nhắn số 1 để chọn\.|Nhắn 1 hoặc 2\.|Nhắn một số từ 1 đến \d+\."
    r"|Chọn được nhiều mục, ví dụ nhắn: 1 3|: nhắn cả chữ “.+”)$"
)
WORDS = st.lists(
    st.sampled_from(("chữ", "😀hai😀", "<b>đậm</b>", "<i>hai 😀 từ</i>", "&amp;lt;", "x" * 90)), max_size=700
)
FORMS = st.sampled_from((menus.FEW, menus.MOST))


@st.composite
def messages(draw) -> Message:
    """A text of words that are told apart, and choices that are."""
    ends = st.sampled_from((" ", "\n", "\n\n", "? "))
    text = "Hỏi" + "".join(f" t{place}z{word}{draw(ends)}" for place, word in enumerate(draw(WORDS)))
    endings = draw(st.lists(st.sampled_from(("", " dài" * 20, " & 😀", " <b>")), max_size=30))
    destroying = draw(st.sets(st.integers(0, 29), max_size=2))
    choices = [
        Choice(label=f"Chọn {place}{end}.", command=f"/x {place}", destroys=place in destroying)
        for place, end in enumerate(endings)
    ]
    if len(choices) > len(destroying) and draw(st.booleans()):
        choices.append(Choice(label=label("more"), command="/x trang 2"))
    return Message(text=text.strip(), choices=tuple(choices))


def paged(message: Message, size: int) -> list[menus.Page]:
    return menus.pages(message, menus.Form(Means(buttons=False, files=False, letters=LETTERS), size))


@settings(deadline=None, max_examples=150)
@given(messages(), FORMS)
def test_every_page_fits(message, size):
    assert all(units(plain(page.text)) <= LETTERS for page in paged(message, size))


@settings(deadline=None, max_examples=150)
@given(messages(), FORMS)
def test_no_word_tag_or_pair_is_cut(message, size):
    pages = paged(message, size)
    words = [word for page in pages for word in re.findall(r"t\d+z\S*", plain(page.text))]
    assert words == re.findall(r"t\d+z\S*", plain(message.text))
    for page in pages:
        page.text.encode("utf-16")
        for tag in "bi":
            assert page.text.count(f"<{tag}>") == page.text.count(f"</{tag}>")


@settings(deadline=None, max_examples=150)
@given(messages(), FORMS)
def test_every_choice_is_printed_once_and_in_order(message, size):
    pages = paged(message, size)
    lines = [(int(number), line) for page in pages for number, line in NUMBERED.findall(plain(page.text))]
    shown = [line for line in lines if line[0]]
    assert shown == list(enumerate((choice.label for choice in menus.numbered(message)), 1))
    text = "\n".join(plain(page.text) for page in pages)
    for choice in message.choices:
        if choice.destroys:
            assert text.count(f"“{choice.label[0].lower()}{choice.label[1:]}”") == 1
    assert pages[-1].last == len(shown)


@settings(deadline=None, max_examples=150)
@given(messages(), FORMS)
def test_a_page_holds_few_choices_and_ends_with_what_to_type(message, size):
    pages = paged(message, size)
    for place, page in enumerate(pages):
        numbers = [int(number) for number, _ in NUMBERED.findall(plain(page.text))]
        assert len([number for number in numbers if number]) <= size
        if place + 1 < len(pages) or numbers:
            assert ASKS.search(page.text), page.text[-200:]
