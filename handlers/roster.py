"""A list of staff that came as a file: shown first, then written whole, or not at all."""

from collections.abc import Mapping, Sequence
from typing import Any

from domain import roster_table
from domain.messages import Attachment, Choice, Message, Request
from domain.permissions import Right
from domain.roster import Plan, plan
from domain.roster_table import Row
from handlers import dialogue, files, roster_forms, sheets
from handlers.dialogue import Step
from handlers.files import MB, Kinds
from handlers.roster_lines import lines
from handlers.roster_writing import Means, put
from handlers.visit import Visit
from storage import dialogues, roster
from storage.dialogues import Draft
from storage.roster import KeptFile
from texts import label, render

KIND = "roster"
SHEET = Kinds(sheets.ENDINGS, 5 * MB, 0)
PAGE = 10  # lines that a message holds


def is_list(request: Request) -> bool:
    """Whether a spreadsheet came, with no words that say what for."""
    offered = request.offered
    return request.command == "_file" and offered is not None and offered.name.lower().endswith(sheets.ENDINGS)


async def bieumau(visit: Visit) -> Message:
    """/bieumau: a file that comes with these words is a list; else its form, or the list as it is now."""
    return await (arrived(visit) if visit.request.offered else roster_forms.bieumau(visit))


async def arrived(visit: Visit) -> Message:
    """What the list that came would change. Raises as files.received and sheets.read, roster_columns, roster_empty."""
    if not visit.person.may(Right.ROSTER):
        return Message(text=render("roster/not_yours", person=visit.person))
    file = files.received(visit, SHEET)
    listed = roster_table.listed(sheets.read(file.content))
    kept = await roster.keep(visit.tx, visit.person.id, file.name, listed.rows, visit.now)
    return await _show(visit, kept, await _planned(visit, listed.rows), skipped=listed.skipped)


async def _planned(visit: Visit, rows: Sequence[Row]) -> Plan:
    return plan(rows, await roster.present(visit.tx), visit.require(Right.ROSTER))


async def _show(visit: Visit, kept: KeptFile, found: Plan, *, again: bool = False, skipped: int = 0) -> Message:
    """In figures; every line of it is one choice away."""
    shown = lines(found)
    await roster.set_shown(visit.tx, kept.id, shown)
    attached = _with_reasons(visit, kept, found)
    facts = {"plan": found, "file": kept.name, "count": len(kept.rows), "skipped": skipped, "attached": attached}
    text = render("roster/shown", person=visit.person, again=again, **facts)
    await _close(visit)
    if not shown:
        await roster.drop(visit.tx, kept.id)
        return Message(text=text)
    draft = await dialogue.begin(visit, KIND, "review", **_about(kept, found))
    see = dialogue.choice(draft, label("see_each_line"), "page-0")
    return Message(text=text, attachment=attached, choices=(see, *_decisions(draft)))


def _about(kept: KeptFile, found: Plan) -> dict[str, Any]:
    """What the choices need to know."""
    writable = not found.faults
    return {
        "file": kept.id,
        "missing": len(found.missing) if writable else 0,
        "changes": len(found.changes) if writable else 0,
    }


def _with_reasons(visit: Visit, kept: KeptFile, found: Plan) -> Attachment | None:
    """The list again, each row that is not understood with its reason; where they are too many for one message."""
    if len(found.faults) <= PAGE or not visit.means.files:
        return None
    return roster_forms.with_reasons(kept.rows, found.faults, visit.now)


def _decisions(draft: Draft) -> tuple[Choice, ...]:
    """To write it, if it can be; those who are not in it leave only by their own choice, which says how many."""
    missing, changes = draft.data["missing"], draft.data["changes"]
    stay = label("write_and_keep").format(count=missing) if missing else label("write_roster")
    leave = Choice(
        label=label("write_and_let_go").format(count=missing), command=f"={draft.id}.review.leave", destroys=True
    )
    return (
        *((dialogue.choice(draft, stay, "write"),) if changes else ()),
        *((leave,) if missing else ()),
        dialogue.choice(draft, label("drop_roster"), "drop"),
    )


# Deciding ---------------------------------------------------------------------------------------


async def _ask(visit: Visit, draft: Draft) -> Message:
    kept = await roster.get(visit.tx, draft.data["file"], visit.person.id)
    return await (_show(visit, kept, await _planned(visit, kept.rows)) if kept else _gone(visit))


async def _take(visit: Visit, draft: Draft, value: str) -> Message:
    if value.startswith("page-"):
        return await _page(visit, draft, int(value.removeprefix("page-")) if value[5:].isdigit() else 0)
    if value in {"write", "leave"}:
        return await _write(visit, draft, leave=value == "leave")
    if value == "drop":
        await roster.drop(visit.tx, draft.data["file"])
        await _close(visit)
        return Message(text=render("roster/dropped"))
    return await _ask(visit, draft)


async def _page(visit: Visit, draft: Draft, first: int) -> Message:
    shown = await roster.shown(visit.tx, draft.data["file"], visit.person.id)
    if shown is None:
        return await _gone(visit)
    part = shown[first : first + PAGE]
    text = render("roster/page", first=first + 1, last=first + len(part), total=len(shown), lines=part)
    on = (dialogue.choice(draft, label("more"), f"page-{first + PAGE}"),) if first + PAGE < len(shown) else ()
    return Message(text=text, choices=(*on, *_decisions(draft)))


async def _write(visit: Visit, draft: Draft, *, leave: bool) -> Message:
    """What it means now must be what was shown; else that is shown anew."""
    kept = await roster.get(visit.tx, draft.data["file"], visit.person.id)
    if kept is None:
        return await _gone(visit)
    found = await _planned(visit, kept.rows)
    if found.faults or lines(found) != kept.shown:
        return await _show(visit, kept, found, again=True)
    means = Means(visit.tx, visit.office, visit.now, visit.record_all, visit.person.id)
    await put(means, found, leave=leave)
    await roster.drop(visit.tx, kept.id)
    await _close(visit)
    return Message(text=render("roster/imported", plan=found, leave=leave))


async def _gone(visit: Visit) -> Message:
    await _close(visit)
    return Message(text=render("roster/gone", person=visit.person))


async def _close(visit: Visit) -> None:
    request = visit.request
    await dialogues.end_kind(visit.tx, request.chat.platform, request.sender, KIND)


async def _file(visit: Visit, _draft: Draft, _words: str) -> Message:
    """A corrected list takes the place of the one before."""
    return await arrived(visit)


STEPS: Mapping[str, Step] = {"review": dialogue.guarded(Step(_ask, _take, _file), dialogue.needs(Right.ROSTER))}
