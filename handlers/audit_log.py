"""/nhatky: who did what when, the newest first; by person, by kind, by day; as an Excel file."""

from collections.abc import Iterable, Mapping

from domain.dates import read
from domain.errors import Refused
from domain.folding import fold
from domain.messages import Attachment, Choice, Message
from domain.people import Staff
from domain.permissions import Right
from handlers import audit_sheet, audit_words
from handlers.audit_words import Asked
from handlers.tables import Handler
from handlers.visit import Visit
from storage import audit, finding, people
from storage.audit import Entry
from texts import audit_words as words_of_log
from texts import label, render

ON_A_PAGE = 8
LATELY = 500  # entries in which people are looked for to pick from
PICKED = 8
EXPORTED = 1000  # entries: what takes a moment; all of them are written on the computer
CALLED = {"anh", "chi", "ong", "ba", "dong", "dc", "cua", "cac"}


async def nhatky(visit: Visit) -> Message | None:
    """/nhatky, with n17 (by whom), kpeople (which kind), d2026-06-17, t1000 (before that entry); and the verbs."""
    visit.require(Right.AUDIT)
    verb = visit.args[0] if visit.args else ""
    return await (_ACTS[verb](visit) if verb in _ACTS else _page(visit, audit_words.asked(visit.args)))


async def _page(visit: Visit, asked: Asked) -> Message:
    found = await audit.page(visit.tx, asked.wanted, asked.before, ON_A_PAGE + 1)
    shown = found[:ON_A_PAGE]
    facts = {"lines": await lines(visit, shown), "asked": asked, "by": await people.get(visit.tx, asked.staff_id)}
    kind = words_of_log()["kinds"][asked.kind]["label"] if asked.kind else ""
    more = len(found) > ON_A_PAGE
    text = render("audit/page", **facts, kind=kind, more=more)
    return Message(text=text, choices=_choices(asked, shown if more else []))


def _choices(asked: Asked, further: list[Entry]) -> tuple[Choice, ...]:
    more = [Choice(label=label("more"), command=asked.line(before=further[-1].id))] if further else []
    narrower = {"nguoi": "by_person", "viec": "by_kind", "ngay": "by_day"}
    narrow = [Choice(label=label(name), command=asked.line(verb)) for verb, name in narrower.items()]
    all_of_it = [Choice(label=label("whole_log"), command="/nhatky")] if asked.line() != "/nhatky" else []
    return (*more, *narrow, *all_of_it, Choice(label=label("log_as_file"), command=asked.line("tep")))


async def lines(visit: Visit, entries: Iterable[Entry]) -> list[str]:
    """“9 giờ 12, 12/8: chị Lan Anh sửa hồ sơ cán bộ số 17 (chức vụ), thay anh Dũng”: HTML, names as they are now."""
    known: dict[int, Staff | None] = {}
    for entry in entries:
        for one in (entry.staff_id, entry.on_behalf_of):
            if one is not None and one not in known:
                known[one] = await people.get(visit.tx, one)
    return [
        render(
            "audit/line",
            entry=entry,
            by=known.get(entry.staff_id or 0),
            behalf=known.get(entry.on_behalf_of or 0),
            done=audit_words.done(entry),
            place=audit_words.place(entry),
            nobody=audit_words.nobody(entry),
        )
        for entry in entries
    ]


# Narrower


async def _by_person(visit: Visit) -> Message:
    asked = audit_words.asked(visit.args[1:])
    active = (await audit.lately_active(visit.tx, LATELY))[:PICKED]
    found = {one.id: one for one in await people.some(visit.tx, active)}
    return _pick(asked, [found[one] for one in active if one in found])


def _pick(asked: Asked, found: Iterable[Staff]) -> Message:
    choices = tuple(
        Choice(label=f"{one.listed}, {one.unit.short_name}", command=asked.line(staff_id=one.id)) for one in found
    )
    return Message(text=render("audit/by_person"), choices=choices)


async def _by_kind(visit: Visit) -> Message:
    asked = audit_words.asked(visit.args[1:])
    choices = tuple(
        Choice(label=kind["label"], command=asked.line(kind=key)) for key, kind in words_of_log()["kinds"].items()
    )
    return Message(text=render("audit/by_kind"), choices=choices)


async def _by_day(visit: Visit) -> Message:
    asked = audit_words.asked(visit.args[1:])
    today = Choice(label=label("today"), command=asked.line(day=visit.now.date()))
    return Message(text=render("audit/by_day"), choices=(today,))


async def _named(visit: Visit) -> Message:
    """`tim chi hoa`, `tim hom qua`, `tim dot thi dua`: a person, a day or a kind, in words."""
    said = " ".join(visit.args[1:])
    if kind := audit_words.kind_named(said):
        return await _page(visit, Asked(kind=kind))
    try:
        return await _page(visit, Asked(day=read(said, visit.now, "past").start))
    except Refused:
        return await _of_person(visit, said)


async def _of_person(visit: Visit, said: str) -> Message:
    words = [word for word in fold(said).split() if word.isalpha() and word not in CALLED]
    found = (await finding.people(visit.tx, words, None)).ids if words else ()
    if not found:
        raise Refused("colleague_unknown", said=said[:60])
    if len(found) == 1:
        return await _page(visit, Asked(staff_id=found[0]))
    return _pick(Asked(), await people.some(visit.tx, found[:PICKED]))


# As a file


async def _as_file(visit: Visit) -> Message:
    """The newest of what is asked for; where no files are had, how else it can be had."""
    asked = audit_words.asked(visit.args[1:])
    if not visit.gives_files:
        return Message(text=render("audit/no_file_here", ways=visit.ways_in("/nhatky", files=True)))
    found = await audit.page(visit.tx, asked.wanted, None, EXPORTED + 1)
    content = await audit_sheet.sheet(visit.tx, found[:EXPORTED], visit.now)
    await visit.record("audit.exported")
    text = render("audit/as_file", count=len(found[:EXPORTED]), more=len(found) > EXPORTED)
    return Message(text=text, attachment=Attachment(name=f"nhat-ky-{visit.now:%Y-%m-%d}.xlsx", content=content))


_ACTS: Mapping[str, Handler] = {
    "nguoi": _by_person,
    "ngay": _by_day,
    "tep": _as_file,
    "tim": _named,
    "viec": _by_kind,
}
