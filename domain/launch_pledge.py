"""Reads the pledge of a launch draft: its words, the day by which it is signed, or both."""

import re

from domain import dates, launch_days
from domain.campaign_values import Wrong, tidy
from domain.folding import fold, loose
from domain.launch import LaunchDraft
from domain.launch_edits import Edit, unquoted

_BY = re.compile(
    loose(
        r"(?<!\w)(?:(?P<sign>hạn(?: chót)? ký)|(?P<until>hạn(?: chót)?(?! chế))"
        r"|ký(?: xong)?(?= trước(?!\w))|(?P<before>(?=trước)))"
        r"(?: giao ước)?(?: là)?_(?:trước)?(?: ngày)?(?!\w)_:?_"
    ),
    re.IGNORECASE,
)
# What a day belongs to that is of the pledge itself: “hoàn thành đúng hạn 26/6”.
_OF_THE_WORDS = ("dung", "qua", "trong", "thoi", "truoc")
_ONLY_NAMED = {"giao uoc", "ky giao uoc"}
_ENDS = " ;,.:(-–—"


def pledge(edit: Edit) -> LaunchDraft:
    """The words, and by when they are signed: “… ; hạn ký 17h 20/6”; either alone leaves the other as it stands."""
    if edit.empties:
        return edit.draft.with_(pledge=None, pledge_by=None)
    said, until = _parts(edit)
    words = "" if fold(said) in _ONLY_NAMED else unquoted(tidy(said))
    changed = {"pledge": words} if words else {}
    return edit.draft.with_(**changed, **({"pledge_by": until} if until else {}))


def _parts(edit: Edit) -> tuple[str, str]:
    """The words and the day; a day that cannot be read belongs to the words, unless it can only be the signing's."""
    mark = next(filter(_marks, reversed([*_BY.finditer(edit.value)])), None)
    begins = mark.start() if mark else 0
    rest = edit.value[mark.end() if mark else 0 :].strip(f"{_ENDS})")
    try:
        return edit.value[:begins].rstrip(_ENDS), _day(rest, edit)
    except Wrong as wrong:
        if wrong.code == "not_a_date" and not (mark and _only_signing(mark)):
            return edit.value, ""
        raise


def _marks(mark: re.Match[str]) -> bool:
    before = fold(mark.string[: mark.start()])
    if mark["before"] is not None:
        return not before or before.endswith("giao uoc") or mark.string[: mark.start()].rstrip()[-1:] in ";,.("
    return mark["until"] is None or not before.endswith(_OF_THE_WORDS)


def _only_signing(mark: re.Match[str]) -> bool:
    """“hạn ký” wherever it stands, and any “hạn” that begins the line."""
    return bool(mark["sign"] or (mark["until"] and not mark.start()))


def _day(text: str, edit: Edit) -> str:
    standing = edit.draft.table.get("pledge_by", "")
    return dates.full(launch_days.deadline(text, standing, edit.draft.begins(edit.around), edit.around))
