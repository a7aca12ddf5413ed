"""What people have signed: a version of the words of a campaign's commitment, and when."""

from dataclasses import dataclass
from datetime import datetime

from storage.database import Transaction, moment, seconds


@dataclass(frozen=True, slots=True)
class Commitment:
    """`entered_by`: who entered it; somebody else where it was signed on paper (“nhập hộ”). `version`: of the words."""

    staff_id: int
    version: int
    signed_at: datetime
    entered_by: int

    @property
    def on_behalf(self) -> bool:
        return self.entered_by != self.staff_id


async def last_of(tx: Transaction, campaign_id: int, staff_id: int) -> Commitment | None:
    """The newest version that this person has signed."""
    row = await tx.row(
        "SELECT version, signed_at, entered_by FROM commitment JOIN signed_text ON signed_text.id = text_id"
        " WHERE campaign_id = ? AND staff_id = ? ORDER BY version DESC LIMIT 1",
        (campaign_id, staff_id),
    )
    return Commitment(staff_id, row["version"], moment(row["signed_at"]), row["entered_by"]) if row else None


async def sign(tx: Transaction, text_id: int, staff_id: int, entered_by: int, now: datetime) -> bool:
    """False if it was signed before: the first signature stands."""
    values = (text_id, staff_id, seconds(now), entered_by)
    written = await tx.run(
        "INSERT INTO commitment (text_id, staff_id, signed_at, entered_by) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        values,
    )
    return bool(written)


async def take_back(tx: Transaction, text_id: int, staff_id: int) -> bool:
    """False if there was nothing to take back."""
    return bool(await tx.run("DELETE FROM commitment WHERE text_id = ? AND staff_id = ?", (text_id, staff_id)))


async def unsigned(tx: Transaction, text_id: int, unit_id: int) -> list[int]:
    """Who works in a unit and has neither signed these words nor declined: the ids, without an account leading."""
    rows = await tx.rows(
        "SELECT staff.id FROM staff WHERE unit_id = :unit AND left_at IS NULL AND NOT EXISTS"
        " (SELECT 1 FROM commitment WHERE text_id = :text AND staff_id = staff.id) AND NOT EXISTS"
        " (SELECT 1 FROM registration WHERE staff_id = staff.id AND state = 'DECLINED'"
        " AND campaign_id = (SELECT campaign_id FROM signed_text WHERE id = :text))"
        " ORDER BY EXISTS (SELECT 1 FROM account WHERE staff_id = staff.id), given_key, id",
        {"text": text_id, "unit": unit_id},
    )
    return [row["id"] for row in rows]
