"""What the members of a cluster owe, and until when it can be asked for."""

from dataclasses import replace
from datetime import timedelta

from domain.campaign_content import Content, Level
from domain.clusters import Member, duties, owed
from domain.nudges import Item
from domain.people import Unit, UnitKind
from tests.conftest import DRIVE

REGISTER, REPORT = DRIVE.registration_deadline, DRIVE.report_deadline
CAMPAIGN = replace(DRIVE, content=Content(level=Level.CLUSTER, pledge="Giao ước", pledge_by=REGISTER))
DONE, LATE, NOTHING = (
    Member(Unit(number, f"Sở {number}", f"Tỉnh {number}", UnitKind.MEMBER), *at)
    for number, at in enumerate([(REGISTER,), (REGISTER + timedelta(hours=1),), ()], start=1)
)


def test_each_duty_knows_who_has_done_it_and_who_in_time():
    register, pledge, report = duties(CAMPAIGN, [DONE, LATE, NOTHING])
    assert (register.item, register.done, register.lacking) == (Item.COLLECTIVE, (DONE, LATE), (NOTHING,))
    assert (register.in_time, pledge.in_time) == (1, 0)
    assert (pledge.due, report.due) == (REGISTER, REPORT)


def test_a_duty_is_overdue_only_while_somebody_lacks_it():
    register, _, _ = duties(CAMPAIGN, [DONE, NOTHING])
    assert [register.overdue(REGISTER + timedelta(minutes=one)) for one in (0, 1)] == [False, True]
    assert not duties(CAMPAIGN, [DONE])[0].overdue(REPORT)


def test_neither_a_pledge_nor_a_report_is_asked_for_where_there_is_none():
    bare = replace(CAMPAIGN, content=Content(level=Level.CLUSTER), report_deadline=None)
    assert [one.item for one in duties(bare, [NOTHING])] == [Item.COLLECTIVE]


def test_the_registration_is_owed_until_the_end_and_the_report_from_a_week_before_its_day():
    def items(now, *members):
        return [one.item for one in owed(CAMPAIGN, duties(CAMPAIGN, members), now)]

    assert items(REGISTER + timedelta(days=1), NOTHING) == [Item.COLLECTIVE, Item.PLEDGE]
    assert items(REPORT + timedelta(days=1), DONE) == [Item.PLEDGE, Item.REPORT]
    assert items(REPORT + timedelta(days=20), NOTHING) == [Item.REPORT]
    assert items(DRIVE.publish_at - timedelta(days=1), NOTHING) == []
