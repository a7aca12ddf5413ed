"""Reads what a draft answers (“hưởng ứng”): a number of those that are offered, or its name and what is known of it."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from domain import dates, documents, launch_days, replies
from domain.campaign_content import Level
from domain.campaign_values import Wrong, tidy
from domain.content_values import LEVEL_WORDS, level
from domain.folding import fold, loose
from domain.launch import LaunchDraft
from domain.launch_edits import Edit, edited_list, unquoted
from domain.parents import INHERITED, as_table, known

_THEME = re.compile(loose(r"chủ đề_:?_(\S.*)"), re.IGNORECASE)
_PERIOD = re.compile(loose(r"(?:thời gian_:?_)?(?:từ )?((?:ngày |tháng )?\d.*)"), re.IGNORECASE)
_ISSUERS: Mapping[str, Level] = {"bo": Level.MINISTRY, "chinh phu": Level.MINISTRY, "ubnd": Level.PROVINCE}


def parents(edit: Edit) -> LaunchDraft:
    """Numbers of those that are offered, or parts between “;”. The theme and days that are not said come from them."""
    standing = edit.draft.table.get("parents", [])
    plain = edit.empties or edit.dropped is not None
    return _inheriting(edit.draft.with_(parents=edited_list(edit, standing, [] if plain else _said(edit))))


def _said(edit: Edit) -> list[dict[str, Any]]:
    offered = known(edit.around.campaigns, edit.around.now.date())
    places = replies.numbers(edit.said)
    if not all(0 < place <= len(offered) for place in places):
        raise Wrong("number_outside", most=len(offered))
    return [as_table(offered[place - 1]) for place in places] or [_typed(edit)]


def _inheriting(draft: LaunchDraft) -> LaunchDraft:
    """The first that says it; what an officer has said stays, what came from others goes with them."""
    own = draft.with_(**dict.fromkeys(draft.inherited))
    parents = own.table.get("parents", [])
    open_keys = [key for key in INHERITED if key not in own.table]
    told = {key: one[key] for one in reversed(parents) for key in open_keys if key in one}
    return own.with_(**told).model_copy(update={"inherited": tuple(told)})


def _typed(edit: Edit) -> dict[str, Any]:
    """“Phong trào Văn hóa công sở; Bộ Tư pháp; 2150/BTP-TCCB 08/6; chủ đề …”: the name, then the rest in any order."""
    name, *rest = (unquoted(tidy(part)) for part in edit.said.split(";"))
    begins = edit.draft.begins(edit.around)
    table: dict[str, Any] = {"name": name}
    for part in filter(None, rest):
        table |= _part(part, begins, edit)
    table.setdefault("level", _by_issuer(table.get("issuer", "")))
    if not name or not table["level"]:
        raise Wrong("parent_unclear", text=edit.said)
    return table


def _part(part: str, begins: datetime, edit: Edit) -> dict[str, Any]:
    if papers := documents.cited(part, edit.around.office):
        return launch_days.paper(papers[0], begins, edit.around.now)
    if theme := _THEME.fullmatch(part):
        return {"theme": unquoted(theme[1])}
    if (by := level(part)) is not None:
        return {"level": LEVEL_WORDS[by]}
    if period := _PERIOD.fullmatch(part):
        reading = launch_days.said(period[1], begins, edit.around)
        return {"start": dates.day(reading.start), "end": dates.day(reading.end)}
    raise Wrong("parent_unclear", text=part)


def _by_issuer(issuer: str) -> str:
    said = fold(issuer)
    found = (of for words, of in _ISSUERS.items() if f"{said} ".startswith(f"{words} "))
    return next((LEVEL_WORDS[of] for of in found), "")
