"""Each yearly drive is put before the officers once, in time."""

import pytest

from storage import launch_drafts
from tests.handlers.launching import PLAN, morning
from tests.handlers.test_launching_together import second  # noqa: F401  # a fixture
from tests.handlers.test_publishing import published

OFFER = "Mẫu “Đợt thi đua 10/10” năm 2026 đã điền sẵn"


@pytest.fixture(autouse=True)
async def undecided(desk):
    """Nobody has seen this year's drives."""
    await desk.read(lambda tx: tx.run("DELETE FROM launch_draft"))


def offers(person) -> list[str]:
    return [one for text in person.heard for one in text.split("\n") if "đã điền sẵn" in one]


async def test_a_drive_is_offered_sixty_days_before_it_starts_and_once(desk, officer, staff):
    await morning(desk, "2026-07-10T08:00")  # a Friday; the drive of 10/10 starts on 10/9
    assert OFFER not in "".join(officer.heard)
    await morning(desk, "2026-07-13T08:00")
    assert OFFER in officer.last
    heard = offers(officer)
    await desk.stop()
    await desk.start()
    await morning(desk, "2026-07-14T08:00")
    assert offers(officer) == heard
    assert staff.heard == []


async def test_what_is_offered_is_accepted_and_filled_in(desk, officer):
    await morning(desk, "2026-06-18T08:00")
    said = next(one for one in officer.heard if "28/8" in one)
    assert "Mẫu “Đợt thi đua 28/8” năm 2026 đã điền sẵn (kỷ niệm 81 năm)" in said
    assert "chưa được Văn phòng Sở kiểm tra lại" in said
    kept = await desk.read(lambda tx: launch_drafts.of_template(tx, "template:28-8:2026"))
    assert "7. Kế hoạch của Sở (số, ngày)" in await officer.presses(f"/phatdong san {kept.id}")
    assert "Đã đủ nội dung" in await officer.says(PLAN)


async def test_what_is_dropped_is_not_offered_again_that_year_and_others_see_who_did(desk, officer, second):  # noqa: F811  # the fixture
    await morning(desk, "2026-06-18T08:00")
    kept = await desk.read(lambda tx: launch_drafts.of_template(tx, "template:28-8:2026"))
    said = await officer.presses(f"/phatdong bo {kept.id}.1")
    assert "năm 2026 trợ lý không nhắc lại mẫu này" in said
    assert "Nguyễn Thị Lan Anh đã bỏ bản soạn Đợt thi đua 28/8" in await second.presses(f"/phatdong san {kept.id}")
    assert "Nguyễn Thị Lan Anh đã bỏ" in await second.presses(f"/phatdong bo {kept.id}.1")
    heard = len(offers(second))
    await morning(desk, "2026-06-19T08:00")
    assert len(offers(second)) == heard
    assert "Còn thiếu:\n7. Kế hoạch" in await second.says("phát động 28/8")


async def test_what_is_begun_or_published_already_is_not_offered(desk, officer):
    await officer.says("phát động 19/7")
    await published(desk, officer)  # the drive of 28/8, from a file
    await morning(desk, "2026-06-18T08:00")
    assert [one[:24] for one in offers(officer) if "28/8" in one or "19/7" in one] == []
    assert "06/9" in "".join(offers(officer))


async def test_a_round_year_is_marked(desk, officer):
    await morning(desk, "2027-07-01T08:00")
    assert "(kỷ niệm 30 năm, năm tròn)" in "".join(officer.heard)


async def test_founding_days_of_the_office_are_offered_too(desk, officer):
    await desk.stop()
    section = '[[office.anniversaries]]\nname = "Trung tâm Trợ giúp pháp lý nhà nước"\nday = "20/8"\nsince = 1997\n'
    desk.config.write_text(desk.config.read_text() + section)
    await desk.start()
    await morning(desk, "2026-06-18T08:00")
    assert "kỷ niệm 29 năm" in "".join(officer.heard)


async def test_several_of_one_morning_are_a_line_each_and_none_is_dropped_by_a_number(desk, officer):
    await morning(desk, "2026-06-18T08:00")
    said = next(one for one in officer.heard if "28/8" in one)
    assert len(offers(officer)) > 1
    assert [one for one in offers(officer) if one not in said] == []
    assert said.count("chưa công bố thì chưa ai nhận được tin") == 1
    assert "chưa được Văn phòng Sở kiểm tra lại" in said
    assert not any("năm nay không làm" in choice for choice in officer.choices)
    assert any(choice.startswith("Xem và sửa") for choice in officer.choices)
