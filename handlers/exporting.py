"""/xuatbieu: a campaign summed up, what must be looked at first, and the files that leave the office."""

import re
from collections.abc import Awaitable, Callable, Iterable, Mapping

from domain.campaigns import Campaign
from domain.errors import Refused
from domain.folding import fold
from domain.messages import Attachment, Choice, Message
from domain.permissions import Right
from domain.summaries import Doubt, Summary
from handlers import cluster_progress, file_names, letters, summaries, summary_sheets
from handlers.letters import Channel
from handlers.summary_sheets import Kind
from handlers.visit import Visit
from storage import campaigns, coverage, tree
from storage.database import Transaction
from texts import label, render, words

SHOWN = 9  # campaigns to choose from, the one that ends last leading
AT_ONCE = 6  # doubts, or units, on a page
_KINDS = "(?:(?:dot|thi dua|phong trao|cao diem) )*"
_ASKED = re.compile(
    r"(?:tong hop dang ky|xuat excel|xuat bieu|bieu tong hop|ban in)(?: cua)?"
    rf" ({_KINDS}\d{{1,2}}\s*[/.-]\s*\d{{1,2}}|(?:dot|phong trao) .{{1,60}})"
)


async def xuatbieu(visit: Visit) -> Message:
    """/xuatbieu, 17 (the summary), 17 xem 6, 17 tep results, 17 ky, 17 ky 3 (a unit); tim 28/8."""
    if visit.args[:1] == ("tim",):
        return await _named(visit, " ".join(visit.args[1:]))
    if visit.number() is None:
        return await _choose(visit, await _visible(visit))
    summary = await _summary(visit, await campaigns.get(visit.tx, visit.number()))
    verb = visit.args[1] if len(visit.args) > 1 else ""
    return await _ACTS.get(verb, _overview)(visit, summary)


def asked_for(text: str) -> str | None:
    """The command line for “tổng hợp đăng ký 28/8”, “xuất excel đợt Ngày Pháp luật”; None for any other words."""
    said = _ASKED.fullmatch(fold(text).rstrip(" .?"))
    return f"xuatbieu tim {said[1]}" if said else None


# Which campaign


async def _visible(visit: Visit) -> list[Campaign]:
    """Those in which somebody takes part for whom the person answers."""
    scopes = visit.person.scopes(Right.PROGRESS)
    found = await campaigns.opened(visit.tx, visit.now)
    return [
        one
        for one in found
        if await cluster_progress.asked(visit, one) or (await coverage.figures(visit.tx, one, scopes)).people
    ]


async def _summary(visit: Visit, campaign: Campaign) -> Summary:
    """Of what the person answers for; whoever answers for nobody in it hears of no such campaign."""
    if not campaign.opened(visit.now):
        raise Refused("campaign_unknown")
    summary = await summaries.of(visit.tx, campaign, visit.person.scopes(Right.PROGRESS), visit.now)
    if not summary.figures:
        raise Refused("campaign_unknown")
    return summary


async def _choose(visit: Visit, found: Iterable[Campaign]) -> Message:
    """The only campaign there is, or which one is meant."""
    shown = list(found)[:SHOWN]
    if len(shown) == 1:
        return await _overview(visit, await _summary(visit, shown[0]))
    choices = tuple(Choice(label=one.label, command=_line(one)) for one in shown)
    return Message(text=render("summaries/choose", campaigns=shown), choices=choices)


async def _named(visit: Visit, said: str) -> Message:
    meant = re.sub(f"^{_KINDS}", "", fold(said))
    visible = await _visible(visit)
    found = [one for one in visible if any(f" {meant} " in f" {fold(name)} " for name in (one.label, one.name))]
    return await _choose(visit, found or visible)


def _line(campaign: Campaign, *more: object) -> str:
    return " ".join(map(str, ("/xuatbieu", campaign.id, *more)))


# What is seen


async def _overview(visit: Visit, summary: Summary) -> Message:
    """The counts, what must be looked at, then every file that this person may have."""
    campaign, doubts, said = summary.campaign, len(summary.unclear), words()["summary"]["choices"]
    look = [(said["unclear"].format(f"{doubts:02}"), "xem")] if doubts else []
    files = [(said[name], f"tep {name}") for name in files_of(summary)] if visit.person.may(Right.OVERVIEW) else []
    units = [unit.id for unit in letters.signing(summary)]
    sign = [(said["signature"], f"ky {units[0]}" if len(units) == 1 else "ky")] if units else []
    choices = tuple(Choice(label=name, command=_line(campaign, more)) for name, more in (*look, *files, *sign))
    return Message(text=render("summaries/summary", summary=summary, kinds=list(Doubt)), choices=choices)


async def _unclear(visit: Visit, summary: Summary) -> Message:
    """One by one, AT_ONCE on a page."""
    begin = visit.number(2) or 0
    shown = summary.unclear[begin : begin + AT_ONCE]
    text = render("summaries/unclear", summary=summary, shown=shown, begin=begin)
    return Message(text=text, choices=_around(summary, "xem", begin, len(summary.unclear)))


def _around(summary: Summary, verb: str = "", begin: int = 0, count: int = 0) -> tuple[Choice, ...]:
    """On to the next page, and back."""
    more = begin + AT_ONCE
    on = [Choice(label=label("more"), command=_line(summary.campaign, verb, more))] if count > more else []
    return (*on, Choice(label=label("back"), command=_line(summary.campaign)))


# Files


def files_of(summary: Summary) -> tuple[Kind | Channel, ...]:
    """Those of the whole office."""
    return (*summary_sheets.kinds(summary), *Channel)


async def _file(visit: Visit, summary: Summary) -> Message:
    """Of the whole office: only for who sees all of it."""
    visit.require(Right.OVERVIEW)
    name = next((one for one in files_of(summary) if visit.args[2:3] == (one.value,)), None)
    if name is None:
        return await _overview(visit, summary)
    if not visit.gives_files:
        return _no_file(visit, summary)
    return await _given(visit, summary, name, await _made(visit.tx, summary, name, visit.office.name))


async def _signature(visit: Visit, summary: Summary) -> Message:
    """What a unit signs; without one, of which unit it is wanted."""
    unit_id = visit.number(2)
    if unit_id is None:
        return _units(summary, visit.number(3) or 0)
    unit, of_unit = await tree.get(visit.tx, unit_id), summary.of_unit(unit_id)
    if unit is None or not visit.person.may(Right.PROGRESS, unit):
        raise Refused("unit_unknown")
    if not of_unit.figures:
        raise Refused("unit_outside_audience", campaign=summary.campaign)
    if not visit.gives_files:
        return _no_file(visit, summary)
    return await _given(visit, of_unit, "signature", await _to_sign(visit.tx, of_unit, visit.office.name))


def _units(summary: Summary, begin: int) -> Message:
    units = letters.signing(summary)
    choices = [
        Choice(label=unit.short_name, command=_line(summary.campaign, "ky", unit.id))
        for unit in units[begin : begin + AT_ONCE]
    ]
    text = render("summaries/units", summary=summary)
    return Message(text=text, choices=(*choices, *_around(summary, "ky tu", begin, len(units))))


def _no_file(visit: Visit, summary: Summary) -> Message:
    ways = visit.ways_in(_line(summary.campaign), files=True)
    return Message(text=render("summaries/no_file_here", ways=ways), choices=_around(summary))


async def _given(visit: Visit, summary: Summary, name: str, made: Attachment) -> Message:
    await visit.record("campaign.exported", summary.campaign.id, fields=f"file_{name}")
    said = words()["summary"]["choices"][name]
    text = render("summaries/file", summary=summary, name=said, draft=name in list(Channel))
    return Message(text=text, attachment=made, choices=_around(summary))


async def everything(tx: Transaction, summary: Summary, office: str) -> list[Attachment]:
    """All the files of a campaign. `office`: its name."""
    whole = [await _made(tx, summary, name, office) for name in files_of(summary)]
    signed = {unit.id: await _to_sign(tx, summary.of_unit(unit.id), office) for unit in letters.signing(summary)}
    return whole + file_names.apart(signed)


async def _made(tx: Transaction, summary: Summary, name: Kind | Channel, office: str) -> Attachment:
    if isinstance(name, Kind):
        return summary_sheets.sheet(summary, name)
    return letters.covering_letter(summary, name, office, await summaries.director(tx))


async def _to_sign(tx: Transaction, summary: Summary, office: str) -> Attachment:
    """`summary`: of one unit."""
    unit, _ = summary.figures[0]
    return letters.for_signature(summary, unit, office, await summaries.head(tx, unit))


_ACTS: Mapping[str, Callable[[Visit, Summary], Awaitable[Message]]] = {
    "xem": _unclear,
    "tep": _file,
    "ky": _signature,
}
