"""Reads a message that edits a launch draft, a line for each item: “7 45/KH-STP 12/6”, “hạn báo cáo 17h 14/8”."""

import re
from dataclasses import dataclass

from domain import campaign_file, documents
from domain.campaign_values import Surroundings, Wrong, tidy
from domain.campaigns import issued_by_office
from domain.errors import Refused
from domain.folding import fold, loose, nfc
from domain.launch import FURTHER, KEYS, Fault, Item, LaunchDraft
from domain.launch_days import said
from domain.launch_edits import Edit
from domain.launch_items import READERS


@dataclass(frozen=True, slots=True)
class Edited:
    """A draft after a message. `unread`: the lines that changed nothing, and why."""

    draft: LaunchDraft
    changed: tuple[Item, ...] = ()
    unread: tuple[Fault, ...] = ()


_WORDS = {
    Item.NAME: "tên đợt thi đua|tên phong trào|tên đợt|tên(?! gọi)",
    Item.PERIOD: "thời gian",
    Item.REGISTRATION: "hạn đăng ký",
    Item.REPORT: "hạn báo cáo kết quả|hạn báo cáo",
    Item.AUDIENCE: "đối tượng",
    Item.CRITERIA: "nội dung, chỉ tiêu|nội dung(?! thi đua)|chỉ tiêu",
    Item.PLAN: "kế hoạch của sở|kế hoạch",
    Item.SUPERIOR: "văn bản của cấp trên|văn bản phát động|văn bản",
    Item.THEME: "chủ đề",
    Item.PARENTS: "hưởng ứng",
    Item.OBJECTIVES: "mục tiêu",
    Item.CONTENTS: "nội dung thi đua",
    Item.SLOGAN: "khẩu hiệu",
    Item.AWARDS: "hình thức khen thưởng, số lượng|hình thức khen thưởng|khen thưởng",
    Item.TITLES: "danh hiệu, hình thức hỏi khi đăng ký",
    Item.COMMITMENT: "lời cam kết|cam kết cá nhân|cam kết",
    Item.PLEDGE: "lời giao ước|giao ước",
    Item.LEVEL: "cấp phát động, loại|cấp phát động|cấp",
    Item.UNION: "công đoàn cùng phát động|công đoàn",
    Item.INTERIM: "ngày sơ kết|sơ kết",
}
_NUMBERED = re.compile(
    loose(r"\W*(?:mục )?([1-9]|(?:1\d|20)(?! (?:giờ|tháng|phút)(?!\w)))_[.):]?\s+(\S.*)"), re.IGNORECASE
)
# Which of the two lists of awards is meant is a part of the value.
_LISTS = re.compile(loose(r"(?:danh hiệu|hình thức)(?! khen thưởng).*"), re.IGNORECASE)
_NAMED = {item: re.compile(loose(rf"(?:{words})(?:_:_|\s+)(\S.*)"), re.IGNORECASE) for item, words in _WORDS.items()}
# A line copied from what was shown has the name of its item after the number.
_SHOWN = {item: re.compile(loose(rf"(?:{words})[^:\d]*:_(\S.*)"), re.IGNORECASE) for item, words in _WORDS.items()}
# Whether the office responds to a drive of others, or its Director launches one.
_SIDES = {"huong ung": True, "so huong ung": True, "so phat dong": False, "giam doc so phat dong": False}
_CALLED = re.compile(loose(r"tên gọi(?:_:_|\s+)(\S.*)"), re.IGNORECASE)


def edited(draft: LaunchDraft, text: str, around: Surroundings) -> Edited:
    """The draft after a message. What could not be read is reported by line, the other lines count."""
    result = Edited(draft)
    for line in filter(None, (tidy(one) for one in nfc(text).splitlines())):
        result = _after(result, line, around)
    return result


def _after(result: Edited, line: str, around: Surroundings) -> Edited:
    if called := _CALLED.fullmatch(line):
        return _taken(result, result.draft.with_(label=called[1]), line, Item.NAME, around)
    if fold(line) in _SIDES:
        return Edited(
            result.draft.on_side(responding=_SIDES[fold(line)]), (*result.changed, Item.SUPERIOR), result.unread
        )
    item, value = _item(line, result.draft, around)
    if item is None:
        return _left(result, Fault("item_unclear", line=line))
    try:
        draft = READERS[item](Edit(result.draft, value, item, item in result.changed, around))
    except Wrong as wrong:
        return _left(result, Fault(wrong.code, item, wrong.facts, line))
    return _taken(result, draft, line, item, around)


def _taken(result: Edited, draft: LaunchDraft, line: str, item: Item, around: Surroundings) -> Edited:
    """With the change, if the rules of a campaign's file take it."""
    wrong = [one for one in campaign_file.wrong_values(draft.table, around) if one.facts["table"] in KEYS[item]]
    if wrong:
        return _left(result, Fault(wrong[0].code, item, wrong[0].facts, line))
    changed = dict.fromkeys((*result.changed, *_changed(result.draft, draft, item)))
    return Edited(draft.saying(item), tuple(changed), result.unread)


def _changed(before: LaunchDraft, after: LaunchDraft, item: Item) -> list[Item]:
    """The item that was typed, with what came or went by it; but a document is under the item of its issuer."""
    papers = [one for one in (Item.PLAN, Item.SUPERIOR) if before.papers(one) != after.papers(one)]
    with_it = [one for one in (Item.PERIOD, Item.THEME) if one is not item and before.under(one) != after.under(one)]
    return [*(papers or [item]), *with_it]


def _left(result: Edited, unread: Fault) -> Edited:
    return Edited(result.draft, result.changed, (*result.unread, unread))


def _item(line: str, draft: LaunchDraft, around: Surroundings) -> tuple[Item | None, str]:
    """Which item a line edits, and the value: by its number, its name, or where the value alone is clear."""
    if numbered := _NUMBERED.fullmatch(line):
        item = Item(int(numbered[1]))
        shown = _SHOWN[item].fullmatch(numbered[2])
        return item, shown[1] if shown else numbered[2]
    for item in FURTHER:  # before documents: they may hold one
        if shown := _SHOWN[item].fullmatch(line):
            return item, shown[1]
    if _LISTS.fullmatch(line):
        return Item.TITLES, line
    return _unnumbered(line, draft, around)


def _unnumbered(line: str, draft: LaunchDraft, around: Surroundings) -> tuple[Item | None, str]:
    if papers := documents.cited(line, around.office):
        return Item.PLAN if issued_by_office(papers[0].issuer) else Item.SUPERIOR, line
    for item, words in _NAMED.items():
        if named := words.fullmatch(line):
            return item, named[1]
    return (Item.PERIOD, line) if _is_period(line, draft, around) else (None, line)


def _is_period(line: str, draft: LaunchDraft, around: Surroundings) -> bool:
    try:
        reading = said(line, draft.begins(around), around)
    except (Wrong, Refused):
        return False
    return reading.start != reading.end
