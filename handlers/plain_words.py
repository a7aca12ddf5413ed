"""Plain words that are no command's very words, and still ask for one: politely, with a name, as a question."""

import re
from collections.abc import Callable, Mapping

from domain.errors import Refused
from domain.folding import fold
from domain.permissions import Right
from domain.sentences import Doubt, Intent, read, read_log
from handlers import (
    achievement_changes,
    achievement_dialogue,
    audit_words,
    campaign_words,
    exporting,
    finding,
    launching_templates,
    lost_phones,
    progress_words,
    taking_back,
)
from handlers.meaning import saying
from handlers.visit import Visit
from handlers.words import command_for
from storage.dialogues import Draft

REQUESTS: Mapping[Intent, str] = {  # what a free sentence asks for, as the command line for it
    Intent.ASK_MINE: "ketqua",
    Intent.ASK_TASKS: "viec",
    Intent.ASK_DUE: "viec",
    Intent.REGISTER: "dangky",
    Intent.WITHDRAW: "dangky rut",
}
_ASKED: tuple[Callable[[str], str | None], ...] = (
    finding.asked_for,
    audit_words.asked_for,
    lost_phones.asked_for,
    exporting.asked_for,
    progress_words.asked_for,
    taking_back.asked_for,
)
ACTING = {"thoat", "boanh"}  # change something at once, so a guess at them is asked about
_SHOWING = {"hoi", "tim", "rut", "theo", "sua"}  # verbs that only show or ask
_TELLING = {achievement_dialogue.KIND, achievement_changes.KIND}
_BEFORE = re.compile(r"^(?:(?:toi|em|anh|chi|cho|xin|muon|nho|xem) )+")
_AFTER = re.compile(r"(?: (?:di|a|nhe|nha|voi|giup|cho toi|cho em|duoc khong))+$")
_FIGURES = "tiendo hoi so "
_OF_DRIVE_OR_UNIT = re.compile(r"(?:(?:dot|phong|don vi|trung tam|van phong)\b|\d{1,2}[/.-]\d)")


def line_for(visit: Visit) -> str | None:
    """The command line that these words ask for, whatever is open; None for any other words."""
    return _line(visit, visit.text) or _politely(visit)


def _line(visit: Visit, text: str) -> str | None:
    line = command_for(text) or launching_templates.asked_for(text, visit.office)
    if line is None and visit.person.may(Right.OFFICE):
        line = campaign_words.asked_for(text)
    return line or next(filter(None, (asked(text) for asked in _ASKED)), None)


def _politely(visit: Visit) -> str | None:
    """“ký cam kết đi ạ”, “cho xem tiến độ”. What changes something is said by its own words alone."""
    bare = _BEFORE.sub("", _AFTER.sub("", fold(visit.text).rstrip(" .?!")))
    line = None if bare.isdigit() else _line(visit, bare)
    name, *args = (line or "thoat").split()
    shows = name not in ACTING and (args[:1] == [] or args[0].isdigit() or args[0] in _SHOWING)
    return line if shows else None


def meanwhile(visit: Visit, draft: Draft) -> Visit | None:
    """The visit for what is clearly asked for while work is being told or corrected; None for what may be its answer.

    Any other question takes all words but a command's very own.
    """
    line = (line_for(visit) or _requested(visit)) if draft.kind in _TELLING else None
    if line is None or line == "thoat" or visit.text.strip().isdigit():
        return None
    work = line.startswith(_FIGURES) and not _OF_DRIVE_OR_UNIT.match(line.removeprefix(_FIGURES))
    return None if work else saying(visit, line)


def _requested(visit: Visit) -> str | None:
    """“đăng ký đợt 28/8”, “tôi còn phải làm gì”: neither an act nor an amount is told beside it."""
    try:
        intent = read(visit.text, visit.now).intent
    except Refused:
        return None  # the question says itself what is wrong
    if intent in {Intent.REGISTER, Intent.WITHDRAW}:
        return REQUESTS[intent]
    doubts = {kind for kind, _ in read_log(visit.text, visit.now).doubts}
    told = not doubts & {Doubt.ACT_MISSING, Doubt.ACT_UNKNOWN} or Doubt.AMOUNT_MISSING not in doubts
    return None if told else REQUESTS.get(intent)
