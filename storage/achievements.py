"""Logged entries, and in which campaigns they count.

Where an entry counts is a rule, asked when it is needed, so that a registration, a target or a corrected campaign
takes effect at once: only what a person chose over the rule is stored.
"""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from domain.achievements import Achievement
from domain.people import Staff
from domain.sentences import Amount, Entry, act_key, measure_key
from storage.counted import WITHIN
from storage.database import Row, Transaction, moment, seconds

# The campaigns that an entry may count in: the person is registered and of the audience, its days lie within, nothing
# was decided yet.
# `counts`: the person's choice, else whether a target or a criterion has the same act in the same unit of measure.
MAY_COUNT = f"""
    SELECT achievement.id AS achievement_id, achievement.staff_id, campaign.id AS campaign_id,
           coalesce(achievement_campaign.counts, EXISTS (
               SELECT 1 FROM achievement_amount AS done JOIN (
                   SELECT registration_id, NULL AS campaign_id, act_key, measure_key FROM target
                   UNION ALL SELECT NULL, campaign_id, act_key, measure_key FROM criterion
               ) AS asked ON asked.act_key = achievement.act_key AND asked.measure_key = done.measure_key
               WHERE done.achievement_id = achievement.id
                 AND (asked.registration_id = registration.id OR asked.campaign_id = campaign.id)
           )) AS counts
    FROM achievement
    JOIN registration ON registration.staff_id = achievement.staff_id AND registration.counts
    JOIN campaign ON campaign.id = registration.campaign_id AND campaign.stands
         AND achievement.start_day >= campaign.start_day AND achievement.end_day <= campaign.end_day
         AND (campaign.decided_at IS NULL OR achievement.logged_at <= campaign.decided_at)
    LEFT JOIN achievement_campaign ON achievement_campaign.achievement_id = achievement.id
         AND achievement_campaign.campaign_id = campaign.id
    WHERE achievement.deleted_at IS NULL AND {WITHIN}
"""  # noqa: S608  # our own conditions
# Of `staff`: whether anything that was logged counts in the campaign :campaign.
LOGGED = f"""EXISTS (SELECT 1 FROM
    ({MAY_COUNT} AND campaign.id = :campaign AND achievement.staff_id = staff.id) AS may WHERE may.counts)"""  # noqa: S608  # as above


async def asked_acts(tx: Transaction, staff_id: int) -> list[str]:
    """What the person's targets, and the criteria of the campaigns registered for, name as acts."""
    rows = await tx.rows(
        "SELECT target.act AS act FROM target JOIN registration ON registration.id = target.registration_id"
        " WHERE registration.staff_id = :staff AND registration.counts"
        " UNION SELECT criterion.name FROM criterion JOIN registration USING (campaign_id)"
        " WHERE registration.staff_id = :staff AND registration.counts",
        {"staff": staff_id},
    )
    return [row["act"] for row in rows]


async def add(tx: Transaction, owner: Staff, entry: Entry, entered_by: int, now: datetime) -> int:
    """Store an entry of `owner`; its number."""
    achievement_id = await tx.insert(
        "INSERT INTO achievement"
        " (staff_id, unit_id, entered_by, logged_at, act, act_key, start_day, end_day, place, note)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (owner.id, owner.unit.id, entered_by, seconds(now), *_values(entry)),
    )
    await _put_amounts(tx, achievement_id, entry.amounts)
    return achievement_id


def _values(entry: Entry) -> tuple[str, ...]:
    days = (entry.start.isoformat(), entry.end.isoformat())
    return (entry.act, act_key(entry.act), *days, entry.place, entry.note)


async def _put_amounts(tx: Transaction, achievement_id: int, amounts: Iterable[Amount]) -> None:
    await tx.many(
        "INSERT INTO achievement_amount (achievement_id, position, amount, measure, measure_key)"
        " VALUES (?, ?, ?, ?, ?)",
        [
            (achievement_id, position, f"{one.value:f}", one.measure, measure_key(one.measure))
            for position, one in enumerate(amounts)
        ],
    )


async def add_pictures(tx: Transaction, achievement_id: int, count: int) -> None:
    """So many more pictures show this entry."""
    await tx.run("UPDATE achievement SET pictures = pictures + ? WHERE id = ?", (count, achievement_id))


async def get(tx: Transaction, achievement_id: int | None) -> Achievement | None:
    row = await tx.row("SELECT * FROM achievement WHERE id = ?", (achievement_id,))
    return await _achievement(tx, row) if row else None


async def last_of(tx: Transaction, staff_id: int) -> Achievement | None:
    """What this person typed last and has not taken back."""
    row = await tx.row(
        "SELECT * FROM achievement WHERE entered_by = ? AND deleted_at IS NULL ORDER BY id DESC LIMIT 1", (staff_id,)
    )
    return await _achievement(tx, row) if row else None


async def of_person(tx: Transaction, staff_id: int, limit: int, offset: int = 0) -> list[Achievement]:
    """A person's entries, latest first."""
    rows = await tx.rows(
        "SELECT * FROM achievement WHERE staff_id = ? AND deleted_at IS NULL"
        " ORDER BY end_day DESC, id DESC LIMIT ? OFFSET ?",
        (staff_id, limit, offset),
    )
    return [await _achievement(tx, row) for row in rows]


async def extent(tx: Transaction, staff_id: int) -> tuple[int, date, date] | None:
    """How many entries a person has, from which day to which; None with no entry."""
    row = await tx.row(
        "SELECT count(*), min(start_day), max(end_day) FROM achievement WHERE staff_id = ? AND deleted_at IS NULL",
        (staff_id,),
    )
    return (row[0], date.fromisoformat(row[1]), date.fromisoformat(row[2])) if row and row[0] else None


async def _achievement(tx: Transaction, row: Row) -> Achievement:
    amounts = await tx.rows(
        "SELECT amount, measure FROM achievement_amount WHERE achievement_id = ? ORDER BY position", (row["id"],)
    )
    entry = Entry(
        act=row["act"],
        amounts=tuple(Amount(Decimal(one["amount"]), one["measure"]) for one in amounts),
        start=date.fromisoformat(row["start_day"]),
        end=date.fromisoformat(row["end_day"]),
        place=row["place"],
        note=row["note"],
    )
    return Achievement(
        id=row["id"],
        staff_id=row["staff_id"],
        version=row["version"],
        entry=entry,
        entered_by=row["entered_by"],
        logged_at=moment(row["logged_at"]),
        deleted=row["deleted_at"] is not None,
        pictures=row["pictures"],
    )


async def change(tx: Transaction, achievement_id: int, entry: Entry) -> None:
    """Write a corrected entry over the old one."""
    await tx.run(
        "UPDATE achievement SET (act, act_key, start_day, end_day, place, note) = (?, ?, ?, ?, ?, ?),"
        " version = version + 1 WHERE id = ?",
        (*_values(entry), achievement_id),
    )
    await tx.run("DELETE FROM achievement_amount WHERE achievement_id = ?", (achievement_id,))
    await _put_amounts(tx, achievement_id, entry.amounts)


async def set_deleted(tx: Transaction, achievement_id: int, at: datetime | None) -> None:
    """Take an entry back, or with None put it there again."""
    await tx.run(
        "UPDATE achievement SET deleted_at = ?, version = version + 1 WHERE id = ?",
        (at and seconds(at), achievement_id),
    )


async def choose(tx: Transaction, achievement_id: int, campaign_id: int, *, counts: bool) -> None:
    """What the person wants, over the rule."""
    await tx.run(
        "INSERT INTO achievement_campaign (achievement_id, campaign_id, counts) VALUES (?, ?, ?)"
        " ON CONFLICT DO UPDATE SET counts = excluded.counts",
        (achievement_id, campaign_id, counts),
    )
    await tx.run("UPDATE achievement SET version = version + 1 WHERE id = ?", (achievement_id,))


async def may_count(tx: Transaction, achievement_id: int) -> dict[int, bool]:
    """The campaigns that an entry may count in, by id, and whether it does."""
    rows = await tx.rows(
        f"{MAY_COUNT} AND achievement.id = ? ORDER BY campaign.end_day, campaign.id", (achievement_id,)
    )
    return {row["campaign_id"]: bool(row["counts"]) for row in rows}


async def counted(tx: Transaction, campaign_id: int, staff_id: int) -> list[Achievement]:
    """A person's entries that count in a campaign."""
    rows = await tx.rows(
        "SELECT achievement.* FROM achievement JOIN ("  # noqa: S608  # our own query
        f"{MAY_COUNT} AND campaign.id = ? AND achievement.staff_id = ?"
        ") AS may ON may.achievement_id = achievement.id WHERE may.counts ORDER BY achievement.id",
        (campaign_id, staff_id),
    )
    return [await _achievement(tx, row) for row in rows]


async def has_logged(tx: Transaction, campaign_id: int) -> set[int]:
    """Everybody with an entry that counts in this campaign."""
    rows = await tx.rows(
        f"SELECT DISTINCT staff_id FROM ({MAY_COUNT} AND campaign.id = ?) WHERE counts",  # noqa: S608  # our own query
        (campaign_id,),
    )
    return {row["staff_id"] for row in rows}


async def logged_nothing(tx: Transaction, campaign_id: int, staff_id: int) -> bool:
    """Whether a person is registered for a campaign and has no entry that counts in it."""
    registered = await tx.value(
        "SELECT 1 FROM registration WHERE campaign_id = ? AND staff_id = ? AND counts",
        (campaign_id, staff_id),
    )
    return bool(registered) and not await counted(tx, campaign_id, staff_id)


async def reached(tx: Transaction, campaign_id: int) -> tuple[int, int]:
    """Of the targets with a figure that people have promised in a campaign: how many are reached, and how many there
    are.

    Amounts are added up as floating-point numbers: a millionth is no miss.
    """
    row = await tx.row(
        "WITH done AS (SELECT achievement.staff_id, act_key, measure_key, sum(CAST(amount AS REAL)) AS amount"  # noqa: S608  # our own query
        f"  FROM ({MAY_COUNT} AND campaign.id = :campaign) AS may"
        "  JOIN achievement ON achievement.id = may.achievement_id"
        "  JOIN achievement_amount ON achievement_amount.achievement_id = achievement.id"
        "  WHERE may.counts GROUP BY achievement.staff_id, act_key, measure_key)"
        " SELECT count(*) AS promised,"
        "  coalesce(sum(done.amount > CAST(target.amount AS REAL) - 0.000001), 0) AS reached"
        " FROM target JOIN registration ON registration.id = target.registration_id"
        " LEFT JOIN done ON done.staff_id = registration.staff_id AND done.act_key = target.act_key"
        "  AND done.measure_key = target.measure_key"
        " WHERE registration.campaign_id = :campaign AND registration.counts"
        f"  AND registration.staff_id IS NOT NULL AND target.amount IS NOT NULL AND {WITHIN}",
        {"campaign": campaign_id},
    )
    return (row["reached"], row["promised"]) if row else (0, 0)
