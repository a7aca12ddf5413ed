"""Figures of a campaign beside a plain recount of the same rows, for every kind of audience, and names beside both."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from random import Random

import pytest

from domain.campaign_content import Content
from domain.lacks import Lack
from domain.messages import ChatRef
from domain.people import Employment
from domain.permissions import Role
from domain.registrations import RegistrationState
from domain.sentences import Amount, Entry
from storage import (
    accounts,
    achievements,
    campaigns,
    commitments,
    coverage,
    missing,
    outbox,
    people,
    registrations,
    signed_texts,
    tree,
)
from storage.database import Database, migrate
from storage.outbox import Unasked
from storage.signed_texts import TextKind
from tests.conftest import DRIVE
from tests.desk import START

NOW = datetime.fromisoformat(START)
UNITS, PEOPLE = 5, 60
AUDIENCES = {
    "everybody": {},
    "units": {"units": frozenset({2, 4})},
    "people": {"people": frozenset({3, 4, 17, 30})},
    "kinds": {"employments": frozenset({Employment.PUBLIC_EMPLOYEE})},
    "units and people": {"units": frozenset({1}), "people": frozenset({59, 60})},
    "kinds of a unit, and people": {
        "units": frozenset({2}),
        "employments": frozenset({Employment.CIVIL_SERVANT}),
        "people": frozenset({5}),
    },
}


@pytest.fixture
async def tx(tmp_path):
    migrate(tmp_path / "thidua.db")
    opened = await Database.open(tmp_path / "thidua.db")
    async with opened.transaction() as transaction:
        yield transaction
    await opened.close()


class Truth:
    """Who did what, as it was done: by sets of staff ids."""

    def __init__(self):
        self.kinds, self.states = {}, {}
        self.unit, self.active, self.got, self.signed, self.logged = {}, set(), set(), set(), set()

    def of(self, campaign, staff_ids):
        """What the figures must be, told from the sets alone."""
        states = {one: self.states.get(one) for one in staff_ids}
        registered = {one for one, state in states.items() if state in {"SUBMITTED", "ACCEPTED"}}
        declined = {one for one, state in states.items() if state == "DECLINED"}
        returned = {one for one, state in states.items() if state == "RETURNED"}
        requested = {one for one, state in states.items() if state == "LATE"}
        silent = staff_ids - registered - declined - returned - requested
        return {
            Lack.ACTIVATION: silent - self.active,
            Lack.OPENING: (silent & self.active) - self.got,
            Lack.ANSWER: silent & self.active,
            Lack.MENDING: returned,
            Lack.ACCEPTANCE: requested,
            Lack.DECLINED: declined,
            Lack.DECISION: {one for one in staff_ids if states[one] == "SUBMITTED"},
            Lack.COMMITMENT: staff_ids - declined - self.signed,
            Lack.RESULT: registered - self.logged,
        }


async def office(tx, chance):
    truth = Truth()
    for number in range(UNITS):
        await tree.add_unit(tx, f"Phòng số {number + 1}", f"P{number + 1}")
    kinds = [*Employment]
    for number in range(1, PEOPLE + 1):
        truth.unit[number] = 1 + number % UNITS
        await people.add_staff(tx, truth.unit[number], f"Người {number:02}", "", "", [Role.STAFF])
        truth.kinds[number] = chance.choice(kinds)
        await tx.run("UPDATE staff SET employment = ? WHERE id = ?", (truth.kinds[number], number))
        if chance.random() < 0.8:
            chat = ChatRef(platform="telegram", chat_id=str(number))
            await accounts.link(tx, number, chat, str(number), accounts.Consent("1", NOW), NOW)
            truth.active.add(number)
    return truth


async def acted(tx, chance, truth, campaign_id):
    """Half of them hear of it, answer, sign, log; whom it does not concern does so, too."""
    text = await signed_texts.current(tx, campaign_id, TextKind.COMMITMENT)
    for number in range(1, PEOPLE + 1):
        if chance.random() < 0.5:
            key = f"announcement:{campaign_id}:opening:staff:{number}"
            await outbox.queue(tx, [Unasked(key, "opening", staff_id=number, campaign_id=campaign_id)], NOW)
            await tx.run("UPDATE outbox SET state = 'sent' WHERE key = ?", (key,))
            truth.got.add(number)
        if (
            state := chance.choice([None, "SUBMITTED", "DECLINED", "ACCEPTED", "RETURNED", "LATE", "WITHDRAWN"])
        ) is not None:
            await _answers(tx, campaign_id, number, state)
            truth.states[number] = state
        if chance.random() < 0.4:
            await commitments.sign(tx, text.id, number, number, NOW)
            truth.signed.add(number)
        if chance.random() < 0.5:
            owner = await people.get(tx, number)
            entry = Entry("tư vấn pháp luật", (Amount(1, "vụ"),), date(2026, 6, 16), date(2026, 6, 16))
            await achievements.add(tx, owner, entry, number, NOW)
            truth.logged.add(number)


async def _answers(tx, campaign_id, number, state):
    first = "DECLINED" if state == "DECLINED" else "SUBMITTED"
    about = {"entered_by": number, "now": NOW, "staff_id": number}
    await registrations.submit(tx, campaign_id, state=RegistrationState(first), late=state == "LATE", **about)
    if state == "LATE":
        return
    await tx.run(
        "UPDATE registration SET state = ?, version = version + 1 WHERE campaign_id = ? AND staff_id = ?",
        (state, campaign_id, number),
    )


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("seed", range(3))
async def test_figures_are_what_a_plain_recount_says_and_names_are_those_counted(tx, audience, seed):
    chance = Random(f"{audience}{seed}")
    campaign = replace(DRIVE, content=Content(commitment="Tôi cam kết"), **AUDIENCES[audience])
    truth = await office(tx, chance)
    await campaigns.add(tx, campaign)
    campaign = await campaigns.get(tx, 1)
    await signed_texts.keep(tx, campaign, NOW)
    await coverage.figures(tx, campaign)  # kept, and counted anew after each act
    await acted(tx, chance, truth, 1)
    concerned = {one for one in range(1, PEOPLE + 1) if _included(campaign, truth, one)}
    lists = truth.of(campaign, concerned)
    figures = await coverage.figures(tx, campaign)
    registered = {one for one in concerned if truth.states.get(one) in {"SUBMITTED", "ACCEPTED"}}
    assert figures.people == len(concerned)
    assert figures.registered == len(registered)
    silent = lists[Lack.ANSWER] | lists[Lack.ACTIVATION]  # who has answered, in whatever way, has read it
    assert figures.received == len((concerned & truth.got) | (concerned - silent))
    assert figures.committed == len(concerned & truth.signed)
    assert figures.logged == len(registered & truth.logged)
    assert figures.not_activated == len(concerned - truth.active)
    assert figures.unsigned == len(lists[Lack.COMMITMENT])
    assert figures.unanswered == len(lists[Lack.ANSWER])
    assert figures.inactive == len(lists[Lack.ACTIVATION])
    assert figures.returned == len(lists[Lack.MENDING])
    assert figures.requested == len(lists[Lack.ACCEPTANCE])
    by_unit = await coverage.by_unit(tx, campaign)
    assert coverage.total(by_unit).logged == figures.logged
    for lack, expected in lists.items():
        found = [one.staff_id for one in await everywhere(tx, campaign, lack)]
        assert Counter(found) == Counter(expected), lack


def _included(campaign, truth, number):
    kinds = not campaign.employments or truth.kinds[number] in campaign.employments
    units = campaign.whole_office or truth.unit[number] in campaign.units
    return number in campaign.people or (units and kinds)


async def everywhere(tx, campaign, lack):
    """Seven names at a time, as a screen turns its pages."""
    found, begin = [], (0, 0)
    while True:
        page = await missing.everywhere(tx, campaign, None, lack, begin, 8)
        found += page[:7]
        if len(page) < 8:
            return found
        last = page[7].unit_id
        before = sum(one.unit_id == last for one in page[:7])
        begin = last, before + (begin[1] if last == begin[0] else 0)
