"""Campaigns as officers are writing them, before they are told: one for all officers, whoever began it."""

from dataclasses import dataclass, replace
from datetime import datetime

from domain.launch import LaunchDraft
from storage.database import Row, Transaction, moment, seconds


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """`campaign_id`: the campaign that it is or became. `live`: still being written, not told and not dropped.

    `changed_by`: the staff id of who wrote it last; none where the schedule has offered it and nobody has touched it.
    """

    id: int
    version: int
    draft: LaunchDraft
    campaign_id: int | None
    live: bool
    changed_by: int | None
    changed_at: datetime


_SELECT = """
    SELECT launch_draft.*, launch_draft.state IN ('offered', 'open') AND coalesce(campaign.state, 'DRAFT') = 'DRAFT'
    AS live FROM launch_draft LEFT JOIN campaign ON campaign.id = launch_draft.campaign_id
"""


def _kept(row: Row) -> KeptDraft:
    return KeptDraft(
        id=row["id"],
        version=row["version"],
        draft=LaunchDraft.model_validate_json(row["fields"]),
        campaign_id=row["campaign_id"],
        live=bool(row["live"]),
        changed_by=row["changed_by"],
        changed_at=moment(row["changed_at"]),
    )


async def get(tx: Transaction, draft_id: int | None) -> KeptDraft | None:
    row = await tx.row(_SELECT + " WHERE launch_draft.id = ?", (draft_id,))
    return _kept(row) if row else None


async def live(tx: Transaction) -> list[KeptDraft]:
    """All that are being written, the one that was changed last leading."""
    rows = await tx.rows(_SELECT + " WHERE live ORDER BY launch_draft.changed_at DESC, launch_draft.id DESC")
    return [_kept(row) for row in rows]


async def of_campaign(tx: Transaction, campaign_id: int) -> KeptDraft | None:
    row = await tx.row(_SELECT + " WHERE launch_draft.campaign_id = ? ORDER BY launch_draft.id DESC", (campaign_id,))
    return _kept(row) if row else None


async def of_template(tx: Transaction, key: str) -> KeptDraft | None:
    """The latest that was made of a yearly drive, whatever became of it."""
    row = await tx.row(_SELECT + " WHERE launch_draft.template = ? ORDER BY launch_draft.id DESC", (key,))
    return _kept(row) if row else None


async def untouched(tx: Transaction, draft: LaunchDraft) -> KeptDraft | None:
    """One that holds exactly this and has not been changed since it was begun."""
    row = await tx.row(
        _SELECT + " WHERE live AND launch_draft.version = 1 AND launch_draft.fields = ?", (draft.model_dump_json(),)
    )
    return _kept(row) if row else None


async def add(tx: Transaction, draft: LaunchDraft, staff_id: int | None, now: datetime) -> KeptDraft:
    """A new one. `staff_id`: who begins it; none: it is offered."""
    number = await tx.insert(
        "INSERT INTO launch_draft (template, fields, state, changed_by, changed_at) VALUES (?, ?, ?, ?, ?)",
        (draft.template, draft.model_dump_json(), "open" if staff_id else "offered", staff_id, seconds(now)),
    )
    return KeptDraft(number, 1, draft, None, live=True, changed_by=staff_id, changed_at=now)


async def save(tx: Transaction, kept: KeptDraft, staff_id: int, now: datetime) -> KeptDraft:
    """Write it over the one with its id, which must be live; its version goes up."""
    written = replace(kept, version=kept.version + 1, changed_by=staff_id, changed_at=now)
    await tx.run(
        "UPDATE launch_draft SET version = ?, fields = ?, campaign_id = ?, state = 'open', changed_by = ?,"
        " changed_at = ? WHERE id = ?",
        (written.version, kept.draft.model_dump_json(), kept.campaign_id, staff_id, seconds(now), kept.id),
    )
    return written


async def belongs_to(tx: Transaction, kept: KeptDraft, campaign_id: int) -> KeptDraft:
    """Write down which campaign it is; nothing in it has changed."""
    await tx.run("UPDATE launch_draft SET campaign_id = ? WHERE id = ?", (campaign_id, kept.id))
    return replace(kept, campaign_id=campaign_id)


async def drop(tx: Transaction, kept: KeptDraft, staff_id: int, now: datetime) -> None:
    """Nobody writes it any more."""
    await tx.run(
        "UPDATE launch_draft SET version = version + 1, state = 'dropped', changed_by = ?, changed_at = ? WHERE id = ?",
        (staff_id, seconds(now), kept.id),
    )


async def forget_words(tx: Transaction, before: datetime) -> None:
    """Empty those that were dropped before then. That the yearly drive was decided on is still known."""
    await tx.run(
        "UPDATE launch_draft SET fields = json_set(fields, '$.table', json('{}')) WHERE state = 'dropped'"
        " AND changed_at < ? AND fields ->> '$.table' <> '{}'",
        (seconds(before),),
    )
