"""Several units become one: the people, their roles and all that is open go on in it; what is past stays as it was."""

import json
from collections.abc import Sequence
from datetime import date, datetime

from domain.people import Unit
from domain.registrations import Registration, RegistrationState
from storage import cards, registrations, reports, tree_changes
from storage.database import Transaction, seconds

_OPEN = "state <> 'CANCELLED' AND end_day >= ?"
_BY_PROGRESS = (  # what is withdrawn or declined is not carried over
    RegistrationState.DRAFT,
    RegistrationState.RETURNED,
    RegistrationState.SUBMITTED,
    RegistrationState.UNIT_APPROVED,
    RegistrationState.ACCEPTED,
)


async def open_campaigns(tx: Transaction, today: date) -> list[int]:
    """Those that are not over and not cancelled."""
    return [row["id"] for row in await tx.rows(f"SELECT id FROM campaign WHERE {_OPEN}", (today.isoformat(),))]  # noqa: S608  # our own condition


async def merge(tx: Transaction, old: Sequence[Unit], into: Unit, now: datetime) -> None:
    """`into` may be one that was there before, or a new one; `old` are closed, and keep their names."""
    await _reports(tx, old, into, now)
    for campaign_id in await open_campaigns(tx, now.date()):
        await _collectives(tx, campaign_id, old, into, now)
        await cards.touch(tx, campaign_id, now)
    for unit in old:
        await _people(tx, unit.id, into.id, now)
        await _what_is_open(tx, unit, into, now.date())
        for child in await tree_changes.children(tx, unit.id):
            if child.id != into.id:
                await tree_changes.move(tx, child, into)
        await tree_changes.close(tx, unit.id, now, into.id)


async def follow(tx: Transaction, old: Unit, new: Unit, now: datetime) -> None:
    """A unit that was split off takes part in whatever the old one takes part in."""
    await _campaigns(tx, old, new, now.date())
    for campaign_id in await open_campaigns(tx, now.date()):
        await cards.touch(tx, campaign_id, now)


async def _people(tx: Transaction, old: int, into: int, now: datetime) -> None:
    """Everybody, with the roles that are held there."""
    await tx.run(
        "INSERT OR IGNORE INTO posting (staff_id, until, unit_id) SELECT id, ?, unit_id FROM staff WHERE unit_id = ?",
        (seconds(now), old),
    )
    await tx.run("UPDATE staff SET unit_id = ?, version = version + 1 WHERE unit_id = ?", (into, old))
    await tx.run("UPDATE OR IGNORE role_grant SET unit_id = ? WHERE unit_id = ?", (into, old))
    await tx.run("DELETE FROM role_grant WHERE unit_id = ?", (old,))  # who holds the same in both holds it once


async def _campaigns(tx: Transaction, old: Unit, new: Unit, today: date) -> None:
    """The new one takes part where the old one does, by itself or under another."""
    await tx.run(
        "INSERT OR IGNORE INTO campaign_unit (campaign_id, unit_id)"  # noqa: S608  # our own condition
        " SELECT DISTINCT campaign_id, :new FROM campaign_unit JOIN campaign ON campaign.id = campaign_id"
        f" WHERE unit_id IN (SELECT value FROM json_each(:lineage)) AND {_OPEN.replace('?', ':today')}",
        {"new": new.id, "lineage": json.dumps(old.lineage), "today": today.isoformat()},
    )


async def move(tx: Transaction, unit: Unit, parent: Unit | None, now: datetime) -> None:
    """Under another unit, or directly under the office; it goes on with the drives in which it takes part."""
    await _campaigns(tx, unit, unit, now.date())
    await tree_changes.move(tx, unit, parent)


async def _what_is_open(tx: Transaction, old: Unit, into: Unit, today: date) -> None:
    await _campaigns(tx, old, into, today)
    for table, condition in (("invite", "used_at IS NULL"), ("join_request", "state = 'waiting'")):
        await tx.run(f"UPDATE {table} SET unit_id = ? WHERE unit_id = ? AND {condition}", (into.id, old.id))  # noqa: S608  # our own names
    await _audiences(tx, old, into)
    await _drafts(tx, old, into)


async def _audiences(tx: Transaction, old: Unit, into: Unit) -> None:
    """Whom an announcement that is still to go is for."""
    rows = await tx.rows(
        "SELECT id, audience FROM announcement WHERE state IN ('draft', 'waiting') AND audience <> ''"
        " AND EXISTS (SELECT 1 FROM json_each(audience, '$.units') WHERE value = ?)",
        (old.id,),
    )
    for row in rows:
        audience = json.loads(row["audience"])
        audience["units"] = sorted({into.id if one == old.id else one for one in audience["units"]})
        await tx.run("UPDATE announcement SET audience = ? WHERE id = ?", (json.dumps(audience), row["id"]))


async def _drafts(tx: Transaction, old: Unit, into: Unit) -> None:
    """Campaigns that are being written name their units."""
    for row in await tx.rows("SELECT id, fields FROM launch_draft WHERE state <> 'dropped'"):
        fields = json.loads(row["fields"])
        named = fields.get("table", {}).get("audience")
        if isinstance(named, list) and {old.name, old.short_name} & {*named}:
            renamed = (into.name if name in {old.name, old.short_name} else name for name in named)
            fields["table"]["audience"] = [*dict.fromkeys(renamed)]
            changed = (json.dumps(fields, ensure_ascii=False), row["id"])
            await tx.run("UPDATE launch_draft SET fields = ?, version = version + 1 WHERE id = ?", changed)


async def _collectives(tx: Transaction, campaign_id: int, old: Sequence[Unit], into: Unit, now: datetime) -> None:
    """One registration of the new collective, with the targets of all that had registered.

    Where it had none, it is as far as the furthest that counts, or else as the furthest that is still open.
    """
    stood = await registrations.of_collective(tx, campaign_id, into.id)
    own = [one for one in (stood,) if one and one.state in _BY_PROGRESS]
    every = [await registrations.of_collective(tx, campaign_id, unit.id) for unit in old]
    found = [one for one in every if one and one.state in _BY_PROGRESS]
    counting = [one for one in found if one.counts]
    joined = own + counting if own else counting or found
    if joined != own:
        number = await _join(tx, joined, into, stood.version if stood else 0, now)
        if not own:
            await _as_far(tx, number, max(joined, key=_progress))


def _progress(one: Registration) -> int:
    return _BY_PROGRESS.index(one.state)


async def _join(tx: Transaction, joined: Sequence[Registration], into: Unit, version: int, now: datetime) -> int:
    return await registrations.submit(
        tx,
        joined[0].campaign_id,
        state=RegistrationState.SUBMITTED,
        entered_by=joined[0].entered_by,
        now=now,
        unit_id=into.id,
        targets=tuple(dict.fromkeys(target for one in joined for target in one.targets)),
        titles=tuple(dict.fromkeys(title for one in joined for title in one.titles)),
        forms=tuple(dict.fromkeys(form for one in joined for form in one.forms)),
        version=version,
    )


async def _as_far(tx: Transaction, registration_id: int, furthest: Registration) -> None:
    await tx.run(
        "UPDATE registration SET state = ?, late = ?, reason = ?, entered_by = ? WHERE id = ?",
        (furthest.state, furthest.late, furthest.reason, furthest.entered_by, registration_id),
    )


async def _reports(tx: Transaction, old: Sequence[Unit], into: Unit, now: datetime) -> None:
    """What all of them have handed in is handed in, each part under its old name; else the new one owes it."""
    for campaign in await reports.asked_for(tx, now):
        asked = [one for unit in old if (one := await reports.of_unit(tx, campaign, unit)).asked]
        own = await reports.of_unit(tx, campaign, into)
        owes = own.asked and await tree_changes.head_count(tx, into) > 0
        if not asked or own.handed_in or owes or not all(one.handed_in for one in asked):
            continue
        parts = [f"{one.unit.name}:\n{await reports.body(tx, one)}" for one in asked]
        last = max((one.latest for one in asked), key=lambda one: one.at)
        await reports.hand_in(tx, own, "\n\n".join(parts), last.by, max(one.submissions[0].at for one in asked))
