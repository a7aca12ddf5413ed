"""What the guides tell people to type works, what they link to is there, and they are in the tone of the texts."""

import re
import unicodedata
from pathlib import Path

import pytest

from storage import inbox
from tests.handlers.test_permissions import NOT_ALLOWED
from texts import render

GUIDES = sorted(Path("docs/huong-dan").glob("*.md"))
TALKED = [guide for guide in GUIDES if guide.stem != "ho-so-an-toan"]  # of that one nothing is said in a chat
IN_VIETNAMESE = [*GUIDES, Path("README.vi.md")]
PAGES = sorted((*Path().glob("*.md"), *Path("docs").rglob("*.md")))
TYPED = re.compile(r"nhắn(.*)", re.IGNORECASE)  # to the end of the line
QUOTED = re.compile(r"“([^“”]+)”")
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")
DEAD_ENDS = {render("refused/unknown_command"), render("our_fault"), *NOT_ALLOWED}
NOWHERE = re.compile("chưa hiểu|không có câu hỏi nào chờ")
CODE = re.compile(r"\d{4} \d{4}")
FIRST = {  # what stands on the screen when these are typed
    "0": ["bảng chọn"],
    "1": ["bảng chọn"],
    "1 3": ["đăng ký", "2"],
    "1 và 3": ["đăng ký", "2"],
    "1 5 vụ": ["đăng ký", "2"],
    "4 vụ": ["sửa 1"],
    "nhầm rồi, 2 vụ chứ không phải 3": ["sáng nay tư vấn 3 vụ"],
    "để sau": ["phát khoảng 500 tờ gấp"],
    "không ghi": ["phát khoảng 500 tờ gấp"],
    "thêm nội dung": ["phát động 28/8"],
}
OF_HEADS = {"việc chờ xác nhận", "chờ duyệt"}  # a focal point passes nothing on


def _phrases(guide: Path) -> list[str]:
    lines = guide.read_text(encoding="utf-8").splitlines()
    typed = [found[1] for line in lines if (found := TYPED.search(line))]
    return list(dict.fromkeys(phrase for part in typed for phrase in QUOTED.findall(part)))


@pytest.mark.parametrize("platform", ["zalo"], indirect=True)
@pytest.mark.parametrize("guide", TALKED, ids=lambda guide: guide.stem)
async def test_every_phrase_to_type_is_understood(guide, desk, drive, focal, unit_head, officer, staff, stranger):
    await focal.says("hôm nay tư vấn 3 vụ")
    await staff.says("hỏi cán bộ phụ trách")
    await staff.says("Báo cáo có cần ghi số lượt người dự không?")
    reader = officer if guide.stem == "can-bo-phu-trach" else focal
    phrases = _phrases(guide)
    assert len(phrases) > 10
    for phrase in phrases:
        person = stranger if CODE.fullmatch(phrase) else unit_head if phrase in OF_HEADS else reader
        for before in FIRST.get(phrase, []):
            await person.says(before)
        heard = len(person.said)
        said = await person.says(phrase)
        assert len(person.said) > heard, phrase
        assert said not in DEAD_ENDS, phrase
        assert not NOWHERE.search(said), phrase
        await reader.says("thoát")
    assert await desk.read(inbox.asides) == []


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_every_link_between_documents_leads_to_one(page):
    links = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in link]
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", IN_VIETNAMESE, ids=str)
def test_a_guide_is_nfc_and_says_it_quietly(page):
    text = page.read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert "!" not in text
    assert not [one for one in text if unicodedata.category(one) == "So"]
    assert all(line.count("“") == line.count("”") for line in text.splitlines())
