"""/baocao: a unit's closing report on a campaign: what is due, handing it in, and reading it."""

from datetime import timedelta
from typing import NamedTuple

from domain.campaigns import Campaign
from domain.clusters import Duty
from domain.errors import Refused
from domain.folding import fold
from domain.messages import Choice, Message
from domain.people import Staff
from domain.permissions import Right
from domain.replies import agrees
from domain.reports import LONGEST, Report
from handlers import cluster_progress, dialogue
from handlers.dialogue import Step
from handlers.tables import Handler
from handlers.visit import Visit
from handlers.words import command_for
from storage import campaigns, coverage, people, reports, tree
from storage.coverage import Coverage
from storage.dialogues import Draft
from texts import label, render

KIND = "report"
AT_ONCE = 20  # units on a page


async def baocao(visit: Visit) -> Message | None:
    """/baocao, alone, with a campaign, or with what to see or do: xem, nop, donvi."""
    verb = visit.args[0] if visit.args else ""
    if verb in _ACTS:
        return await _ACTS[verb](visit)
    return await (_listed(visit) if visit.number() is None else _one(visit))


async def _listed(visit: Visit) -> Message:
    asked_for = await reports.asked_for(visit.tx, visit.now)
    own, office = visit.person.may(Right.UNIT, visit.person.unit), visit.person.may(Right.OVERVIEW)
    mine = [await reports.of_unit(visit.tx, one, visit.person.unit) for one in asked_for if own]
    mine = [one for one in mine if one.asked]
    all_units = [await _of_all(visit, one) for one in asked_for] if office else []
    choices = (
        *(Choice(label=one.campaign.label, command=f"/baocao {one.campaign.id}") for one in mine),
        *(_members_of(one.campaign) if one.of_members else _units_of(one.campaign) for one in all_units),
    )
    text = render("reports/list", person=visit.person, mine=mine, campaigns=all_units, now=visit.now)
    return Message(text=text, choices=choices)


class _OfAll(NamedTuple):
    """A campaign with the figures of all units; of a cluster, with what its members are asked for."""

    campaign: Campaign
    figures: Coverage
    of_members: tuple[Duty, ...]


async def _of_all(visit: Visit, campaign: Campaign) -> _OfAll:
    figures = await coverage.figures(visit.tx, campaign)
    return _OfAll(campaign, figures, await cluster_progress.asked(visit, campaign))


def _members_of(campaign: Campaign) -> Choice:
    return Choice(label=f"{label('see_members')}: {campaign.label}", command=f"/cum {campaign.id}")


def _units_of(campaign: Campaign) -> Choice:
    return Choice(label=f"{label('reports_of_units')}: {campaign.label}", command=f"/baocao donvi {campaign.id}")


async def _one(visit: Visit) -> Message:
    """The person's own unit's; an officer who answers for none sees all units."""
    campaign = await _known(visit, visit.number())
    report = await reports.of_unit(visit.tx, campaign, visit.person.unit)
    if not visit.person.may(Right.UNIT, visit.person.unit) or not report.asked:
        return await _units(visit, campaign)
    return await (_own(visit, report) if report.handed_in else _begin(visit, report))


async def _known(visit: Visit, campaign_id: int | None) -> Campaign:
    """A campaign whose report can be spoken of: opened to people, and asking for one."""
    campaign = await campaigns.get(visit.tx, campaign_id)
    if not campaign.opened(visit.now):
        raise Refused("campaign_unknown")
    if campaign.report_deadline is None:
        raise Refused("no_report", campaign=campaign)
    return campaign


async def _own(visit: Visit, report: Report) -> Message:
    see = Choice(label=label("see_report"), command=f"/baocao xem {report.campaign.id} {report.unit.id}")
    again = Choice(label=label("hand_in_another"), command=f"/baocao nop {report.campaign.id}")
    choices = (see, again) if _still_open(visit, report) else (see,)
    return Message(text=await _said(visit, "own", report), choices=choices)


def _still_open(visit: Visit, report: Report) -> bool:
    return visit.now < report.open_until(visit.office.zone)


async def _said(visit: Visit, text: str, report: Report, **facts: object) -> str:
    until = report.open_until(visit.office.zone) - timedelta(seconds=1)
    by = await people.get(visit.tx, report.latest.by) if report.handed_in else None
    return render(
        f"reports/{text}",
        person=visit.person,
        report=report,
        by=by,
        now=visit.now,
        still_open=_still_open(visit, report),
        last_day=until.date(),
        limit=LONGEST,
        **facts,
    )


async def _see(visit: Visit) -> Message:
    """/baocao xem <campaign> <unit>: the text of the latest version."""
    campaign = await _known(visit, visit.number(1))
    unit = next((one for one in await tree.units(visit.tx) if one.id == visit.number(2)), None)
    if unit is None or not _may_read(visit.person, unit.id):
        raise Refused("not_allowed", right=Right.OVERVIEW)
    report = await reports.of_unit(visit.tx, campaign, unit)
    if not report.handed_in:
        raise Refused("report_missing", unit=unit)
    return Message(text=await _said(visit, "shown", report, body=await reports.body(visit.tx, report)))


def _may_read(person: Staff, unit_id: int) -> bool:
    return person.may(Right.OVERVIEW) or (person.unit.id == unit_id and person.may(Right.UNIT, person.unit))


async def _of_units(visit: Visit) -> Message:
    """/baocao donvi <campaign>: who has handed in and who has not."""
    return await _units(visit, await _known(visit, visit.number(1)))


async def _units(visit: Visit, campaign: Campaign) -> Message:
    visit.require(Right.OVERVIEW)
    begin = visit.number(2) or 0
    found = await reports.of_campaign(visit.tx, campaign, (begin, AT_ONCE + 1))
    page = found[:AT_ONCE]
    choices = [
        Choice(
            label=f"{label('see_report')}: {one.unit.short_name}", command=f"/baocao xem {campaign.id} {one.unit.id}"
        )
        for one in page
        if one.handed_in
    ]
    if len(found) > AT_ONCE:
        more = f"/baocao donvi {campaign.id} {begin + AT_ONCE}"
        choices.append(Choice(label=label("more"), command=more))
    text = render("reports/units", campaign=campaign, reports=page, now=visit.now)
    return Message(text=text, choices=tuple(choices))


# Handing it in


async def _hand_in(visit: Visit) -> Message:
    """/baocao nop <campaign>: ask for the first or another version."""
    campaign = await _known(visit, visit.number(1))
    return await _begin(visit, await reports.of_unit(visit.tx, campaign, visit.person.unit))


async def _begin(visit: Visit, report: Report) -> Message:
    _require(visit, report)
    return await _ask_body(visit, await dialogue.begin(visit, KIND, "body", campaign=report.campaign.id))


def _require(visit: Visit, report: Report) -> None:
    visit.require(Right.UNIT, report.unit)
    report.require_open(visit.now, visit.office.zone)


async def _of_draft(visit: Visit, draft: Draft) -> Report:
    """The report as it stands now; refused once it may no longer be handed in, or not by this person."""
    campaign = await campaigns.get(visit.tx, draft.data["campaign"])
    report = await reports.of_unit(visit.tx, campaign, visit.person.unit)
    _require(visit, report)
    return report


async def _ask_body(visit: Visit, draft: Draft) -> Message:
    return Message(text=await _said(visit, "ask", await _of_draft(visit, draft)))


async def _take_body(visit: Visit, draft: Draft, words: str) -> Message:
    words = words.strip()
    if command_for(words) == "thoat":
        return await dialogue.leave(visit)
    if not words:
        return await _ask_body(visit, draft)
    if len(words) > LONGEST:
        return await _ask_shorter(visit, await dialogue.move(visit, draft, "shorter"))
    seen = (await _of_draft(visit, draft)).version
    return await _ask_confirm(visit, await dialogue.move(visit, draft, "confirm", body=words, seen=seen))


async def _ask_shorter(visit: Visit, draft: Draft) -> Message:
    """What is typed now is the rest of the long text, cut by the phone: it must not be taken for a report."""
    text = render("reports/too_long", person=visit.person, limit=LONGEST)
    return Message(text=text, choices=(dialogue.choice(draft, label("write_again"), "again"),))


async def _take_shorter(visit: Visit, draft: Draft, words: str) -> Message:
    if words == "again":
        return await _ask_body(visit, await dialogue.move(visit, draft, "body"))
    return await (dialogue.leave(visit) if command_for(words) == "thoat" else _ask_shorter(visit, draft))


async def _ask_confirm(visit: Visit, draft: Draft) -> Message:
    """[Nộp] carries the version that the person was shown, so that nobody overwrites what was not seen."""
    report = await _of_draft(visit, draft)
    choices = (
        dialogue.choice(draft, label("hand_in"), f"v{draft.data['seen']}"),
        dialogue.choice(draft, label("write_again"), "again"),
        Choice(label=label("leave"), command="/thoat"),
    )
    return Message(text=await _said(visit, "confirm", report, body=draft.data["body"]), choices=choices)


async def _take_confirm(visit: Visit, draft: Draft, value: str) -> Message:
    if fold(value) in {"again", "viet lai"}:
        return await _ask_body(visit, await dialogue.move(visit, draft, "body"))
    if command_for(value) == "thoat":
        return await dialogue.leave(visit)
    report = await _of_draft(visit, draft)
    if agrees(value):
        value = f"v{draft.data['seen']}"
    if value != f"v{draft.data['seen']}" or draft.data["seen"] != report.version:
        return await _ask_confirm(visit, await dialogue.move(visit, draft, "confirm", seen=report.version))
    return await _receive(visit, draft, report)


async def _receive(visit: Visit, draft: Draft, report: Report) -> Message:
    kept = await reports.hand_in(visit.tx, report, draft.data["body"], visit.person.id, visit.now)
    await dialogue.end(visit, draft)
    await visit.record("report.handed_in", kept.campaign.id, "body")
    return Message(text=await _said(visit, "received", kept))


STEPS = {
    "body": dialogue.guarded(Step(_ask_body, _take_body), _of_draft),
    "shorter": dialogue.guarded(Step(_ask_shorter, _take_shorter), _of_draft),
    "confirm": dialogue.guarded(Step(_ask_confirm, _take_confirm), _of_draft),
}
_ACTS: dict[str, Handler] = {"xem": _see, "donvi": _of_units, "nop": _hand_in}
