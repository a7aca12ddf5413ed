"""What is archived or cancelled is asked for no more, told of no more, and is in no list of what is to be done."""

from dataclasses import replace

import pytest

from domain.campaigns import CampaignState
from domain.reminders import GroupMessageKind
from storage import announcements, campaigns
from tests.handlers.test_digests import moved
from tests.handlers.test_publishing import published

LEFT = pytest.mark.parametrize(
    ("state", "asks"),
    [(CampaignState.CLOSED, True), (CampaignState.ARCHIVED, False), (CampaignState.CANCELLED, False)],
)


async def stands(desk, number: int, state: CampaignState) -> None:
    async def put(tx) -> None:
        one = await campaigns.get(tx, number)
        await campaigns.replace(tx, replace(one, version=one.version + 1, state=state))

    await desk.read(put)


@LEFT
async def test_nobody_is_asked_for_a_report(desk, officer, unit_head, drive, state, asks):
    desk.at("2026-09-03T09:05")
    await stands(desk, drive, state)
    for said in ("đôn đốc", "ai chưa nộp", f"/dondoc baocao {drive}"):
        assert ("chưa nộp báo cáo" in await officer.says(said)) is asks
    await officer.presses(f"/dondoc nhac {drive}.2 baocao")
    await desk.moved_to("2026-09-03T09:08")
    assert bool(unit_head.heard) is asks


async def test_what_was_to_be_asked_is_not_once_it_is_archived(desk, officer, unit_head, drive):
    desk.at("2026-09-03T09:05")
    await officer.says(f"/dondoc baocao {drive}")
    await officer.chooses("Nhắc 02 người")
    await stands(desk, drive, CampaignState.ARCHIVED)
    await desk.moved_to("2026-09-03T09:08")
    assert unit_head.heard == []


@LEFT
async def test_the_officers_morning_counts_no_report_as_late(desk, officer, drive, state, asks):
    await desk.set(digest__officer_at='"08:30"', digest__director_day='"monday"')
    desk.at("2026-08-29T10:00")
    await stands(desk, drive, state)
    await moved(desk, "2026-09-03T08:30")
    assert ("Quá hạn: 03 báo cáo" in officer.last) is asks


@LEFT
async def test_what_it_would_still_say_is_in_no_list(desk, officer, state, asks):
    await published(desk, officer)
    await stands(desk, 1, state)
    assert ("Không còn tin nào chờ gửi" in await officer.says("lịch đợt 1")) is not asks
    thanks = await of_thanks(desk)
    assert ("Không có thông báo này" in await officer.says(f"/phatdong tin {thanks.id}")) is not asks


async def test_archiving_it_ends_what_it_would_still_say(desk, officer):
    await published(desk, officer)
    await stands(desk, 1, CampaignState.DECIDED)
    await officer.says("quản lý đợt 1")
    await officer.chooses("Lưu hồ sơ")
    assert (await of_thanks(desk)).state == "waiting"
    await officer.chooses("Lưu hồ sơ")
    assert (await of_thanks(desk)).state == "stopped"


async def of_thanks(desk):
    found = await desk.read(lambda tx: announcements.of_campaign(tx, 1))
    return next(one for one in found if one.kind is GroupMessageKind.THANKS)
