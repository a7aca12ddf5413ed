"""What is different between two states of a campaign, in the words that people read; and whom it concerns."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from domain.campaign_reach import members, units_of
from domain.campaign_values import Surroundings
from domain.campaigns import Campaign
from domain.differences import Change, changes
from handlers.publication import Desk
from storage import coverage, signed_texts
from storage.coverage import Answer
from storage.signed_texts import TextKind
from texts import render

LONG = 160  # characters of a value that is still quoted whole
SHORTEST, ROOM = 24, 480  # characters: of a value that is shown, of all of them together


@dataclass(frozen=True)
class Names:
    """By id, of units and people."""

    units: Mapping[int, str]
    people: Mapping[int, str]


def names_of(around: Surroundings) -> Names:
    return Names({one.id: one.name for one in around.units}, {one.id: one.name for one in around.people})


def differences(before: Campaign, after: Campaign, names: Names, most: int = LONG) -> list[tuple[str, Change]]:
    """Each thing that has changed, as it is called, with its words before and after; of long ones what differs."""
    return [
        (render("publishing/name", key=key), _quoted(_value(before, key, names), _value(after, key, names), most))
        for key in before.changes(after)
    ]


def _value(campaign: Campaign, key: str, names: Names) -> str:
    return unescape(render("publishing/value", key=key, one=campaign.said(key), names=names))


def _quoted(before: str, after: str, most: int) -> Change:
    if max(len(before), len(after)) <= most:
        return Change(before, after)
    quoted = changes(before, after)[:1] or [Change(before, after)]
    return Change(_cut(quoted[0].before, most), _cut(quoted[0].after, most))


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 2].rstrip()} …"


def quoted(before: Campaign, after: Campaign, around: Surroundings) -> list[tuple[str, Change]]:
    """For one screen: the more changes, the shorter each is."""
    most = max(SHORTEST, ROOM // (2 * max(len(before.changes(after)), 1)))
    return differences(before, after, names_of(around), most)


async def shown(desk: Desk, before: Campaign, after: Campaign, around: Surroundings) -> dict[str, Any]:
    """What the words of a correction that is still to be confirmed need."""
    return {
        "before": before,
        "after": after,
        "quoted": quoted(before, after, around),
        "registered": await _registered(desk, before, after),
        "affected": await affected(desk, before, after, around),
    }


@dataclass(frozen=True)
class Registered:
    """Of `people` who would be asked, how many have registered; and of those who are out then, people and units."""

    people: int
    registered: int
    out: int
    units_out: int


async def _registered(desk: Desk, before: Campaign, after: Campaign) -> Registered:
    """What would be, counted anew: the figures that are kept are those of the campaign as it stands."""
    said = Answer.REGISTERED
    were, will_be = await coverage.members(desk.tx, before), await coverage.members(desk.tx, after)
    had = {one.staff_id for one in were if one.answer is said}
    have = {one.staff_id for one in will_be if one.answer is said}
    units = [
        one for one in await coverage.collectives(desk.tx, before) if not await coverage.takes_part(desk.tx, after, one)
    ]
    return Registered(len(will_be), len(have), len(had - have), len(units))


@dataclass(frozen=True)
class Affected:
    """Whom a change concerns. `joined`, `left`: staff ids; units as numbers; `to_sign_again`: by the kind of words."""

    joined: frozenset[int]
    left: frozenset[int]
    units_joined: int
    units_left: int
    to_sign_again: Mapping[TextKind, int]


async def affected(desk: Desk, before: Campaign, after: Campaign, around: Surroundings) -> Affected:
    was, is_now = members(before, around), members(after, around)
    units_were, units_are = units_of(before, around), units_of(after, around)
    changed = before.changes(after)
    again = {
        kind: await signed_texts.signatures(desk.tx, before.id, kind) for kind in TextKind if kind.value in changed
    }
    return Affected(is_now - was, was - is_now, len(units_are - units_were), len(units_were - units_are), again)
