"""Whom a campaign counts, and what each of them has answered, received, signed: conditions for queries.

They are on `staff` and its `registration`, in the units of `these`; `audience` gives the values that they name.
"""

import json
import re
from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from domain.campaigns import Campaign
from storage.database import midnight, seconds
from storage.tree import OF_OFFICE

# Where everybody was when the campaign ended, or is now if it has not: who left meanwhile counts as far as that one
# answered or was there to the end; who was forgotten on request while there counts on without a name.
MEMBER = """(SELECT staff.id, employment, added_at, left_at, erased_at, erased_active, coalesce((SELECT posting.unit_id
    FROM posting WHERE posting.staff_id = staff.id AND until > :end ORDER BY until LIMIT 1), staff.unit_id) AS unit_id
    FROM staff WHERE staff.unit_id IN (SELECT id FROM these) OR staff.id IN
    (SELECT staff_id FROM posting WHERE unit_id IN (SELECT id FROM these)))"""
# The units of the audience: all of the office, or those under :units.
CONCERNED = f"""((:whole AND {OF_OFFICE.format("unit")}) OR EXISTS
    (SELECT 1 FROM json_each(:units) WHERE instr(unit.path, '/' || value || '/') > 0))"""  # noqa: S608  # our own constants
_OF_KIND = "(:employments = '[]' OR {}.employment IN (SELECT value FROM json_each(:employments)))"
MEANT = f"""(staff.id IN (SELECT value FROM json_each(:people))
    OR ({CONCERNED} AND {_OF_KIND.format("staff")}))"""  # noqa: S608  # our own constants
# The units that are asked as collectives: of the audience and, where that is of some kinds of staff, with somebody of
# these in it when the campaign ended, or now if it has not. The other condition: somebody works there now.
TAKES_PART = f"""({CONCERNED} AND (:employments = '[]' OR unit.id IN (SELECT coalesce((SELECT posting.unit_id
    FROM posting WHERE posting.staff_id = member.id AND until > :end ORDER BY until LIMIT 1), member.unit_id)
    FROM staff AS member WHERE (left_at IS NULL OR left_at > :end) AND {_OF_KIND.format("member")})))"""  # noqa: S608  # our own constants
WORKS = "EXISTS (SELECT 1 FROM staff AS member WHERE member.unit_id = unit.id AND member.left_at IS NULL)"
# Of the audience of its campaign, as that is now: whose registration is of no one else. Out of it a registration counts
# for nothing and waits for nobody, and as soon as it is in again it does. The same conditions, from the campaign's row.
_OF_CAMPAIGN = {
    ":whole": "campaign.whole_office",
    ":units": "(SELECT json_group_array(unit_id) FROM campaign_unit WHERE campaign_id = campaign.id)",
    ":people": "campaign.people",
    ":employments": "campaign.employments",
    ":end": f"(CAST(strftime('%s', campaign.end_day, '+1 day') AS INTEGER) + {seconds(midnight(date(1970, 1, 1)))})",
}
_WITHIN = f"""EXISTS (SELECT 1 FROM campaign WHERE campaign.id = registration.campaign_id AND iif(
    registration.staff_id IS NULL,
    EXISTS (SELECT 1 FROM unit WHERE unit.id = registration.unit_id AND {TAKES_PART}),
    EXISTS (SELECT 1 FROM staff JOIN unit ON unit.id = coalesce((SELECT posting.unit_id FROM posting
        WHERE posting.staff_id = staff.id AND until > :end ORDER BY until LIMIT 1), staff.unit_id)
        WHERE staff.id = registration.staff_id AND {MEANT})))"""  # noqa: S608  # our own constants
WITHIN = re.sub(r":\w+", lambda found: _OF_CAMPAIGN[found[0]], _WITHIN)
COUNTED = f"""
    FROM these JOIN unit ON unit.id = these.id JOIN {MEMBER} AS staff ON staff.unit_id = these.id
    LEFT JOIN registration ON registration.campaign_id = :campaign AND registration.staff_id = staff.id
    WHERE {MEANT} AND (registration.counts OR registration.state = 'DECLINED' OR (coalesce(added_at, 0) <= :end
    AND (left_at IS NULL OR left_at > :end OR (erased_at > :start AND left_at = erased_at))))
"""
ACTIVE = "EXISTS (SELECT 1 FROM account WHERE account.staff_id = staff.id)"
WAS_ACTIVE = f"(erased_active OR {ACTIVE})"
# Of a `registration`: handed in, and neither in force nor withdrawn. To be completed; or asked for after the deadline,
# and not decided on.
RETURNED = "registration.state = 'RETURNED'"
REQUESTED = "(registration.state IN ('SUBMITTED', 'UNIT_APPROVED') AND NOT registration.counts)"
ANSWERED = f"coalesce(registration.counts OR registration.state = 'DECLINED' OR {RETURNED} OR {REQUESTED}, 0)"
ANSWER = f"""CASE WHEN registration.counts THEN 'REGISTERED' WHEN registration.state = 'DECLINED' THEN 'DECLINED'
    WHEN {RETURNED} THEN 'RETURNED' WHEN {REQUESTED} THEN 'REQUESTED'
    WHEN {WAS_ACTIVE} THEN 'UNANSWERED' ELSE 'INACTIVE' END"""
# Of somebody by id, who is then told nothing of what is planned, whatever the role.
DECLINED = """EXISTS (SELECT 1 FROM registration AS said
    WHERE said.campaign_id = :campaign AND said.staff_id = {} AND said.state = 'DECLINED')"""
# The units that are asked about: all or, where that is said, those under :scopes.
ASKED = """(:scopes IS NULL OR EXISTS
    (SELECT 1 FROM json_each(:scopes) WHERE instr(unit.path, '/' || value || '/') > 0))"""
# Whoever has answered has read it, however that came.
RECEIVED = f"""({ANSWERED} OR EXISTS (SELECT 1 FROM outbox
    WHERE outbox.key = 'announcement:' || :campaign || ':opening:staff:' || staff.id AND outbox.state = 'sent'))"""  # noqa: S608  # our own conditions
COMMITTED = """EXISTS (SELECT 1 FROM commitment WHERE commitment.staff_id = staff.id AND text_id = (SELECT id
    FROM signed_text WHERE campaign_id = :campaign AND kind = 'commitment' ORDER BY version DESC LIMIT 1))"""
# Of who has not declined, let in or not: whether the campaign's present words wait for the signature.
UNSIGNED = f"""(staff.erased_at IS NULL AND coalesce(registration.state, '') <> 'DECLINED' AND NOT {COMMITTED}
    AND coalesce((SELECT words FROM signed_text WHERE campaign_id = :campaign AND kind = 'commitment'
        ORDER BY version DESC LIMIT 1), '') <> '')"""  # noqa: S608  # our own conditions


def audience(campaign: Campaign, scopes: Collection[int] | None = None) -> dict[str, Any]:
    """`scopes`: of the units that are asked about; None: all."""
    return {
        "campaign": campaign.id,
        "whole": campaign.whole_office,
        "units": json.dumps(sorted(campaign.units)),
        "people": json.dumps(sorted(campaign.people)),
        "employments": json.dumps(sorted(campaign.employments)),
        "scopes": None if scopes is None else json.dumps(sorted(scopes)),
        "start": seconds(midnight(campaign.start)),
        "end": seconds(midnight(campaign.end + timedelta(days=1))),
    }
