"""Who lacks what a campaign asks for, and who is asked for it: once a day at most, whoever presses."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domain.campaign_content import Level
from domain.campaigns import Campaign
from domain.nudges import Item
from storage.absences import AWAY
from storage.counted import (
    ANSWERED,
    ASKED,
    CONCERNED,
    DECLINED,
    MEANT,
    RETURNED,
    TAKES_PART,
    UNSIGNED,
    WAS_ACTIVE,
    WORKS,
    audience,
)
from storage.database import Transaction, moment, seconds

# What a person owes: conditions on `staff`, its `unit` and its `registration`.
_OWN = {
    Item.REGISTRATION: f"{MEANT} AND NOT {ANSWERED}",
    Item.MENDING: f"{MEANT} AND coalesce({RETURNED}, 0)",
    Item.COMMITMENT: f"{MEANT} AND {UNSIGNED}",
}
_JOINT = "SELECT 1 FROM registration AS joint WHERE joint.unit_id = unit.id AND joint.campaign_id = :campaign"
_RETURNED = "(joint.state = 'RETURNED' OR (joint.state = 'DRAFT' AND joint.reason <> ''))"  # or saved half completed
# What a unit owes, and who is asked for it: of a cluster the members sign the pledge; a head signs, nobody else.
_OWES = {
    Item.COLLECTIVE: f"""{TAKES_PART} AND {WORKS} AND NOT EXISTS
        ({_JOINT} AND (joint.state IN ('SUBMITTED', 'UNIT_APPROVED', 'ACCEPTED') OR {_RETURNED}))""",
    Item.COLLECTIVE_MENDING: f"""{TAKES_PART} AND {WORKS} AND EXISTS ({_JOINT} AND {_RETURNED})""",
    Item.PLEDGE: f"""CASE WHEN :cluster THEN {CONCERNED} AND unit.kind = 'member' ELSE {TAKES_PART} AND {WORKS} END
        AND NOT EXISTS
        (SELECT 1 FROM pledge WHERE pledge.unit_id = unit.id AND text_id = (SELECT id FROM signed_text
        WHERE campaign_id = :campaign AND kind = 'pledge' ORDER BY version DESC LIMIT 1))""",  # noqa: S608  # our own conditions
    Item.REPORT: f"""{TAKES_PART} AND {WORKS} AND NOT EXISTS (SELECT 1 FROM report_submission AS report
        WHERE report.unit_id = unit.id AND report.campaign_id = :campaign)""",  # noqa: S608  # our own conditions
}
_ROLES = dict.fromkeys(_OWES, "role IN ('unit_head', 'unit_focal')") | {Item.PLEDGE: "role = 'unit_head'"}
_OWING = {item: f"closed_at IS NULL AND {ASKED} AND {owes}" for item, owes in _OWES.items()}
_HEADS = {
    item: f"""SELECT staff_id FROM role_grant JOIN unit ON unit.id = unit_id
        WHERE begun = 1 AND {_ROLES[item]} AND {owing} AND NOT {DECLINED.format("role_grant.staff_id")}"""  # noqa: S608  # our own conditions
    for item, owing in _OWING.items()
}
_LACKS = _OWN | {item: f"EXISTS ({heads} AND staff_id = staff.id)" for item, heads in _HEADS.items()}
_KEY = "'nudge:' || day || ':' || nudged.staff_id"
# Of a row of `nudged`: it went out, may have gone, or still will. What was dropped untried asked nobody for anything.
_ASKS = f"""EXISTS (SELECT 1 FROM outbox WHERE key = {_KEY}
    AND NOT (state IN ('dropped', 'failed') AND attempts = 0))"""  # noqa: S608  # our own key
_FROM = """FROM staff JOIN unit ON unit.id = staff.unit_id
    LEFT JOIN registration ON registration.campaign_id = :campaign AND registration.staff_id = staff.id"""
_STATUS = f"""CASE WHEN NOT EXISTS (SELECT 1 FROM account WHERE account.staff_id = staff.id AND reachable)
    THEN 'unreachable' WHEN {AWAY} THEN 'away'
    WHEN EXISTS (SELECT 1 FROM nudged WHERE day = :today AND nudged.staff_id = staff.id AND {_ASKS}) THEN 'nudged'
    ELSE 'hears' END"""  # noqa: S608  # our own conditions
# Who may not hear for a reason of their own: few, so that an office of any size is asked about these alone.
_ODD = """SELECT staff_id FROM absence WHERE first_day <= :today AND coalesce(last_day, '9999') >= :today
    UNION SELECT staff_id FROM account WHERE reachable = 0
    UNION SELECT staff_id FROM nudged WHERE day = :today
    UNION SELECT id FROM staff WHERE left_at IS NOT NULL AND erased_at IS NOT NULL"""
_NOT_LET_IN = (
    "SELECT id FROM staff WHERE left_at IS NULL AND NOT EXISTS (SELECT 1 FROM account WHERE staff_id = staff.id)"
)
_UNKNOWN_HEADS = """SELECT staff_id FROM role_grant WHERE role IN ('unit_head', 'unit_focal')
    AND NOT EXISTS (SELECT 1 FROM account WHERE account.staff_id = role_grant.staff_id)"""
_ODD_OF = dict.fromkeys(_OWES, f"{_ODD} UNION {_UNKNOWN_HEADS}") | {
    Item.REGISTRATION: _ODD,
    Item.COMMITMENT: f"{_ODD} UNION {_NOT_LET_IN}",
    Item.MENDING: f"{_ODD} UNION {_NOT_LET_IN}",
}
_LACKING = {item: f"staff.id IN ({heads})" for item, heads in _HEADS.items()} | {
    Item.REGISTRATION: f"{WAS_ACTIVE} AND {ASKED} AND {_OWN[Item.REGISTRATION]}",
    Item.COMMITMENT: f"{ASKED} AND {_OWN[Item.COMMITMENT]}",
    Item.MENDING: f"{ASKED} AND {_OWN[Item.MENDING]}",
}


@dataclass(frozen=True, slots=True)
class Statuses:
    """How many of those who lack something would hear of it, and why the others would not."""

    hears: int = 0
    away: int = 0
    nudged: int = 0  # that day already
    unreachable: int = 0


@dataclass(frozen=True, slots=True)
class Nudge:
    id: int
    version: int
    campaign_id: int
    item: Item
    asked_by: int
    goes_at: datetime


def _values(campaign: Campaign, scopes: Collection[int] | None, day: date) -> dict[str, Any]:
    cluster = campaign.content.level is Level.CLUSTER
    return {**audience(campaign, scopes), "today": day.isoformat(), "cluster": cluster}


async def statuses(
    tx: Transaction, campaign: Campaign, item: Item, scopes: Collection[int] | None, day: date
) -> Statuses:
    """Of those who lack it; `hears` counts only whom there was a reason to ask about.

    A registration: only of who has an account, since the others are counted by themselves.
    """
    rows = await tx.rows(
        f"WITH found AS MATERIALIZED (SELECT {_STATUS} AS status {_FROM}"  # noqa: S608  # our own conditions
        f" WHERE staff.id IN ({_ODD_OF[item]}) AND {_LACKING[item]})"
        " SELECT status, count(*) AS times FROM found GROUP BY status",
        _values(campaign, scopes, day),
    )
    return Statuses(**{row["status"]: row["times"] for row in rows})


async def heads_lacking(tx: Transaction, campaign: Campaign, item: Item, scopes: Collection[int] | None) -> int:
    """How many people are to be asked for what their units owe."""
    count: int = await tx.value(
        f"SELECT count(DISTINCT staff_id) FROM ({_HEADS[item]})",  # noqa: S608  # our own conditions
        _values(campaign, scopes, date.min),
    )
    return count


async def units_unheard(tx: Transaction, campaign: Campaign, item: Item, scopes: Collection[int] | None) -> int:
    """How many units owe it in which nobody who is to be asked for it has been let in."""
    count: int = await tx.value(
        f"SELECT count(*) FROM unit WHERE {_OWING[item]} AND NOT EXISTS (SELECT 1 FROM role_grant"  # noqa: S608  # our own conditions
        f" JOIN account USING (staff_id) WHERE begun = 1 AND {_ROLES[item]} AND role_grant.unit_id = unit.id)",
        _values(campaign, scopes, date.min),
    )
    return count


async def units_owing(tx: Transaction, campaign: Campaign, item: Item, scopes: Collection[int] | None) -> int:
    count: int = await tx.value(
        f"SELECT count(*) FROM unit WHERE {_OWING[item]}",  # noqa: S608  # our own conditions
        _values(campaign, scopes, date.min),
    )
    return count


async def lacked_by(
    tx: Transaction, campaign: Campaign, staff_id: int, items: Collection[Item], day: date
) -> list[Item]:
    """What of these one person lacks who is there on that day."""
    columns = ", ".join(f"({_LACKS[item]}) AS {item.name}" for item in items)
    row = await tx.row(
        f"SELECT {columns} {_FROM} WHERE staff.id = :staff AND left_at IS NULL AND NOT {AWAY}",  # our own conditions
        {**_values(campaign, None, day), "staff": staff_id},
    )
    return [item for item in items if row and row[item.name]]


# Asking ------------------------------------------------------------------------------------------


async def put(  # one value per column, and for whom
    tx: Transaction,
    campaign: Campaign,
    item: Item,
    scopes: Collection[int] | None,
    *,
    asked_by: int,
    goes_at: datetime,
) -> tuple[Nudge, list[int]]:
    """Note that everybody who lacks it, and would hear of it, is asked on the day of `goes_at`: their ids."""
    day = goes_at.date()
    nudge_id = await tx.insert(
        "INSERT INTO nudge (campaign_id, item, asked_by, goes_at) VALUES (?, ?, ?, ?)",
        (campaign.id, item, asked_by, seconds(goes_at)),
    )
    rows = await tx.rows(
        f"SELECT staff.id {_FROM} WHERE left_at IS NULL AND {_LACKING[item]} AND {_STATUS} = 'hears'",
        _values(campaign, scopes, day),
    )
    asked = [row["id"] for row in rows]
    await tx.many("DELETE FROM outbox WHERE key = ?", [(key(day, one),) for one in asked])  # dropped untried
    await tx.many(
        "INSERT OR REPLACE INTO nudged (day, staff_id, nudge_id) VALUES (?, ?, ?)",
        [(day.isoformat(), one, nudge_id) for one in asked],
    )
    return Nudge(nudge_id, 1, campaign.id, item, asked_by, goes_at), asked


def key(day: date, staff_id: int) -> str:
    """Of the one message of a day: what else that person lacks is said in it too."""
    return f"nudge:{day}:{staff_id}"


async def get(tx: Transaction, nudge_id: int | None) -> Nudge | None:
    row = await tx.row("SELECT * FROM nudge WHERE id = ?", (nudge_id,))
    if row is None:
        return None
    goes_at = moment(row["goes_at"])
    return Nudge(row["id"], row["version"], row["campaign_id"], Item(row["item"]), row["asked_by"], goes_at)


async def stop(tx: Transaction, nudge: Nudge) -> tuple[int, int]:
    """What waits of it is forgotten, so that another may ask that day: how many these were, and how many had gone.

    What was tried may have gone, and is not tried again.
    """
    await tx.run("UPDATE nudge SET version = version + 1 WHERE id = ?", (nudge.id,))
    mine = f"state = 'waiting' AND key IN (SELECT {_KEY} FROM nudged WHERE nudge_id = ?)"  # noqa: S608  # our own key
    waited = await tx.run(f"DELETE FROM outbox WHERE attempts = 0 AND {mine}", (nudge.id,))  # noqa: S608  # as above
    await tx.run(f"UPDATE outbox SET state = 'dropped' WHERE {mine}", (nudge.id,))  # noqa: S608  # as above
    await tx.run(f"DELETE FROM nudged WHERE nudge_id = ? AND NOT {_ASKS}", (nudge.id,))  # noqa: S608  # as above
    return waited, await tx.value("SELECT count(*) FROM nudged WHERE nudge_id = ?", (nudge.id,))


async def last(tx: Transaction, campaign_id: int, item: Item, scopes: Iterable[int] | None) -> datetime | None:
    """When somebody of these units was last asked for it; None if nobody ever was."""
    values = {"campaign": campaign_id, "item": item, "scopes": None if scopes is None else json.dumps(sorted(scopes))}
    at: int | None = await tx.value(
        "SELECT goes_at FROM nudge WHERE campaign_id = :campaign AND item = :item AND EXISTS"  # noqa: S608  # our own conditions
        " (SELECT 1 FROM nudged JOIN staff ON staff.id = nudged.staff_id JOIN unit ON unit.id = staff.unit_id"
        f" WHERE nudge_id = nudge.id AND {_ASKS} AND {ASKED}) ORDER BY goes_at DESC LIMIT 1",
        values,
    )
    return None if at is None else moment(at)


async def forget_old(tx: Transaction, before: datetime) -> None:
    await tx.run("DELETE FROM nudge WHERE goes_at < ?", (seconds(before),))
