"""What is kept about one person: how much of it there is, and all of it."""

from dataclasses import dataclass
from typing import Any

from domain.people import Staff
from storage.database import Row, Transaction, moment

_MESSAGES = """SELECT sent_at, message FROM outbox WHERE message IS NOT NULL AND json_type(message, '$.text') = 'text'
    AND (staff_id = :id OR (platform, chat_id) IN (SELECT platform, chat_id FROM account WHERE staff_id = :id))"""

# By the name in the exported file: one query each, for the person :id. Times are those columns that end in _at or _by.
_EVERYTHING = {
    "former_names": "SELECT name, until AS until_at FROM former_name WHERE staff_id = :id ORDER BY until",
    "postings": "SELECT unit.name AS unit, until AS until_at FROM posting JOIN unit ON unit.id = posting.unit_id"
    " WHERE staff_id = :id ORDER BY until",
    "roles": "SELECT role, unit.name AS unit, starts_at, ends_at FROM role_grant LEFT JOIN unit ON unit.id = unit_id"
    " WHERE staff_id = :id ORDER BY role_grant.id",
    "accounts": "SELECT platform, external_id, consent, consented_at, linked_at FROM account WHERE staff_id = :id"
    " ORDER BY id",
    "absences": "SELECT first_day, last_day, entered_at FROM absence WHERE staff_id = :id ORDER BY id",
    "registrations": "SELECT campaign.name AS campaign, registration.state,"
    " (SELECT group_concat(value, ', ') FROM json_each(titles)) AS titles,"
    " (SELECT group_concat(value, ', ') FROM json_each(forms)) AS forms, reason, submitted_at FROM registration"
    " JOIN campaign ON campaign.id = campaign_id WHERE staff_id = :id ORDER BY registration.id",
    "targets": "SELECT campaign.name AS campaign, act, amount, measure, due_day FROM target"
    " JOIN registration ON registration.id = registration_id JOIN campaign ON campaign.id = campaign_id"
    " WHERE staff_id = :id ORDER BY target.id",
    "commitments": "SELECT campaign.name AS campaign, signed_text.version, signed_at FROM commitment"
    " JOIN signed_text ON signed_text.id = text_id JOIN campaign ON campaign.id = campaign_id"
    " WHERE staff_id = :id ORDER BY signed_at",
    "pledges": "SELECT campaign.name AS campaign, unit.name AS unit, signed_text.version, signed_at FROM pledge"
    " JOIN signed_text ON signed_text.id = text_id JOIN campaign ON campaign.id = campaign_id"
    " JOIN unit ON unit.id = unit_id WHERE signed_by = :id ORDER BY signed_at",
    "achievements": "SELECT achievement.id AS number, act, start_day, end_day, place, note, pictures, logged_at,"
    " deleted_at, (SELECT group_concat(amount || ' ' || measure, ', ') FROM achievement_amount"
    "  WHERE achievement_id = achievement.id) AS amounts FROM achievement WHERE staff_id = :id ORDER BY achievement.id",
    "reports": "SELECT campaign.name AS campaign, report_submission.version, body, submitted_at FROM report_submission"
    " JOIN campaign ON campaign.id = campaign_id WHERE submitted_by = :id ORDER BY report_submission.id",
    "questions": "SELECT body, asked_at, answer, answered_at FROM question WHERE staff_id = :id ORDER BY id",
    "data_requests": "SELECT kind, body, asked_at, answer_by, state, reason, decided_at FROM data_request"
    " WHERE staff_id = :id ORDER BY id",
    "acknowledgements": "SELECT announcement_id AS announcement, at AS acknowledged_at FROM acknowledgement"
    " WHERE staff_id = :id ORDER BY at",
    "messages": f"{_MESSAGES} ORDER BY id",
}
_SHOWN = ("registrations", "targets", "achievements", "reports", "questions", "absences", "messages")


@dataclass(frozen=True, slots=True)
class Kept:
    """How many of each; `pictures`: how many were sent for results, of which only the number is kept."""

    registrations: int
    targets: int
    achievements: int
    reports: int
    questions: int
    absences: int
    messages: int
    pictures: int


async def kept(tx: Transaction, staff_id: int) -> Kept:
    counts = ", ".join(f"(SELECT count(*) FROM ({_EVERYTHING[name]})) AS {name}" for name in _SHOWN)  # noqa: S608  # our own queries
    row = await tx.row(
        f"SELECT {counts}, (SELECT coalesce(sum(pictures), 0) FROM achievement WHERE staff_id = :id) AS pictures",  # noqa: S608  # our own queries
        {"id": staff_id},
    )
    return Kept(**dict(row or {}))


async def everything(tx: Transaction, person: Staff) -> dict[str, Any]:
    """All of it, by table, as JSON can hold it: days and times as ISO text."""
    return {"person": _person(person)} | {
        name: [_plain(row) for row in await tx.rows(query, {"id": person.id})] for name, query in _EVERYTHING.items()
    }


def _person(person: Staff) -> dict[str, Any]:
    return {
        "full_name": person.full_name,
        "gender": person.gender,
        "post": person.post,
        "unit": person.unit.name,
        "employment": person.employment.value,
        "leader": person.leader,
        "phone": person.phone,
        "called": person.called.value,
    }


def _plain(row: Row) -> dict[str, Any]:
    return {
        name: moment(value).isoformat() if isinstance(value, int) and name.endswith(("_at", "_by")) else value
        for name, value in dict(row).items()
    }
