"""A group's card keeps its figures right for the whole drive; where nothing can be changed, figures come once a day."""

import pytest

from domain.permissions import Role
from storage import people, tree
from tests.handlers.grouped import linked, said_in, texts_in
from tests.handlers.registering import another
from tests.handlers.test_groups import code_of
from tests.handlers.test_publishing import confirmed, correcting, drive, published

OFFICE, CENTRE = 5, 6
EDITED = pytest.mark.only("telegram")
COUNTED = pytest.mark.only("zalo")


def card(desk, number: int = OFFICE) -> str:
    """The first opening that stands in a group, as it reads now."""
    return next(text for text in texts_in(desk, number) if "THI ĐUA" in text or "đã được hủy" in text)


def edits_of(desk) -> list[dict]:
    return [call for call in desk.sandbox.sim.record("editMessageText") if int(call["params"]["chat_id"]) < 0]


@EDITED
async def test_the_card_shows_counts_by_unit_without_names_and_is_pinned_where_it_may_be(desk, officer):
    await linked(desk, OFFICE, admin=True)
    await linked(desk, CENTRE)
    await published(desk, officer)
    assert "Đã đăng ký: 0/5 người, 0/3 tập thể (lúc 9 giờ 07, ngày 17/6/2026)" in card(desk)
    assert "- Trung tâm Trợ giúp pháp lý nhà nước: 0/1 người\n" in card(desk)
    assert [desk.sandbox.world.chats[-number].pinned for number in (OFFICE, CENTRE)] == [
        [said_in(desk, OFFICE)[0]["message_id"]],
        [],
    ]


@EDITED
async def test_whatever_changes_a_registration_changes_every_card(desk, officer, staff, hoa, unit_head, focal):
    await linked(desk, OFFICE)
    await linked(desk, CENTRE)
    await published(desk, officer)
    await staff.presses("/dangky ok 1.0")
    assert "Đã đăng ký: 1/5 người, 0/3 tập thể" in card(desk)
    assert card(desk) == card(desk, CENTRE)
    await desk.moved_to("2026-06-17T09:10")
    await unit_head.says("/dangky tapthe 1")
    await unit_head.chooses("Tham gia")
    assert "1/5 người, 1/3 tập thể (lúc 9 giờ 10, ngày 17/6/2026)" in card(desk)
    assert "- Phòng Hành chính và Bổ trợ tư pháp: 1/3 người, tập thể" in card(desk)
    await desk.moved_to("2026-06-17T09:20")
    await staff.says("/dangky rut 1")
    await staff.chooses("Rút đăng ký")
    assert "0/5 người, 1/3 tập thể" in card(desk)
    assert "Bình" not in card(desk)


@EDITED
async def test_many_registrations_at_once_are_few_edits(desk, officer, staff, hoa, unit_head, focal):
    await linked(desk, OFFICE)
    await published(desk, officer)
    for person in (staff, hoa, unit_head, focal, officer):
        await person.presses("/dangky ok 1.0")
    assert len(edits_of(desk)) == 1
    await desk.moved_to("2026-06-17T09:08")
    assert len(edits_of(desk)) == 2
    assert "Đã đăng ký: 5/5 người" in card(desk)


@EDITED
async def test_two_drives_that_open_in_the_same_minute_have_a_card_each(desk, officer, staff):
    await linked(desk, OFFICE)
    for name in ('"Đợt một"', '"Đợt hai"'):
        await confirmed(desk, officer, drive(name=name))
    await desk.moved_to("2026-06-17T09:07")
    assert len(said_in(desk, OFFICE)) == 2
    await staff.presses("/dangky ok 2.0")
    assert ["1/5 người" in text for text in texts_in(desk, OFFICE)] == [False, True]


@EDITED
async def test_once_registration_has_closed_the_card_says_so_and_changes_no_more(desk, officer, staff):
    await linked(desk, OFFICE)
    await published(desk, officer)
    await staff.presses("/dangky ok 1.0")
    await desk.moved_to("2026-06-26T17:01")
    assert "Đã hết hạn đăng ký. Đã đăng ký: 1/5 người, 0/3 tập thể\n" in card(desk)
    assert "Kính đề nghị" not in card(desk)
    assert [row[0]["text"] for row in said_in(desk, OFFICE)[0]["buttons"]] == ["Xem đợt thi đua", "Xem kế hoạch"]
    made = len(edits_of(desk))
    await desk.moved_to("2026-06-28T17:01")
    assert len(edits_of(desk)) == made
    await desk.moved_to("2026-08-29T00:00")
    assert "Đã kết thúc ngày 28/8/2026. Đã đăng ký: 1/5 người" in card(desk)


@EDITED
async def test_a_cancelled_drives_card_says_that_it_was_cancelled(desk, officer):
    await linked(desk, OFFICE)
    await published(desk, officer)
    await officer.says("hủy đợt 1")
    await officer.chooses("Hủy hẳn")
    assert card(desk).startswith("Đợt thi đua 28/8 đã được hủy")
    assert len(said_in(desk, OFFICE)) == 1


@EDITED
async def test_a_corrected_drives_card_shows_the_new_content(desk, officer):
    await linked(desk, OFFICE)
    await published(desk, officer)
    await correcting(desk, officer, 1, theme='"Chủ đề mới"')
    await officer.chooses("Ghi, không báo")
    assert "Chủ đề: Chủ đề mới" in card(desk)


@EDITED
@pytest.mark.parametrize("told_first", [True, False])
async def test_a_group_that_moved_gets_its_card_anew_once_and_that_one_is_changed(desk, officer, staff, told_first):
    await linked(desk, OFFICE, type="group")
    await published(desk, officer)
    await desk.stop()
    moved = -desk.sandbox.sim.migrate(-OFFICE)["id"]
    if not told_first:
        desk.sandbox.world.updates.clear()
    await desk.start()
    await staff.presses("/dangky ok 1.0")
    await desk.moved_to("2026-06-17T09:08")
    await desk.moved_to("2026-06-17T09:09")
    assert ["Đã đăng ký: 1/5 người" in text for text in texts_in(desk, moved)] == [True]
    await staff.presses("/dangky khong 1.1")
    await desk.moved_to("2026-06-17T09:10")
    assert ["Đã đăng ký: 0/5 người" in text for text in texts_in(desk, moved)] == [True]


@EDITED
async def test_a_card_that_an_administrator_deleted_is_tried_once(desk, officer, staff, hoa):
    await linked(desk, OFFICE)
    await published(desk, officer)
    desk.sandbox.world.chats[-OFFICE].messages.pop(said_in(desk, OFFICE)[0]["message_id"])
    await staff.presses("/dangky ok 1.0")
    await desk.moved_to("2026-06-17T09:10")
    await hoa.presses("/dangky ok 1.0")
    await desk.moved_to("2026-06-17T09:20")
    assert len(edits_of(desk)) == 1


@EDITED
async def test_a_group_that_is_linked_while_a_drive_takes_registrations_is_shown_it_once(desk, officer, staff):
    await published(desk, officer)
    await another(desk, label="Đợt chưa mở")
    desk.sandbox.sim.group(-OFFICE, "Sở Tư pháp", [1001])
    for _ in range(2):  # linked already, the second time
        desk.sandbox.sim.add_to_group(1001, -OFFICE, await code_of(officer))
        await desk.quiet()
    assert [text.partition("\n")[0] for text in texts_in(desk, OFFICE) if "Từ nay" not in text] == ["PHÁT ĐỘNG THI ĐUA"]
    await staff.presses("/dangky ok 1.0")
    assert "1/5 người" in card(desk)


@EDITED
async def test_a_group_that_took_the_assistant_back_gets_a_new_card(desk, officer, staff):
    await linked(desk, OFFICE)
    await published(desk, officer)
    desk.sandbox.sim.remove_from_group(1001, -OFFICE)
    await staff.presses("/dangky ok 1.0")
    desk.at("2026-06-17T09:20")
    desk.sandbox.sim.add_to_group(1001, -OFFICE, await code_of(officer))
    await desk.quiet()
    assert ["1/5 người" in text for text in texts_in(desk, OFFICE) if "THI ĐUA" in text] == [False, True]
    await staff.presses("/dangky khong 1.1")
    await desk.moved_to("2026-06-17T09:21")
    assert ["0/5 người" in text for text in texts_in(desk, OFFICE) if "THI ĐUA" in text] == [True, True]


@EDITED
async def test_topics_of_a_group_are_told_apart_and_each_has_its_card(desk, officer):
    topics = desk.sandbox.sim.group(-OFFICE, "Sở", [1001], topics=["Thi đua", "Thông báo"])["topics"]
    desk.sandbox.sim.add_to_group(1001, -OFFICE)
    for thread in topics.values():
        desk.sandbox.sim.say(1001, f"/start {await code_of(officer)}", chat=-OFFICE, thread=thread)
        await desk.quiet()
    said = await officer.says("/nhom")
    assert "Sở, chủ đề Thi đua" in said
    assert "Sở, chủ đề Thông báo" in said
    await published(desk, officer)
    cards = [one for one in desk.sandbox.world.chats[-OFFICE].messages.values() if "THI ĐUA" in one.get("text", "")]
    assert sorted(one["message_thread_id"] for one in cards) == sorted(topics.values())


@EDITED
async def test_with_many_units_only_how_many_have_begun_is_said(desk, officer, staff):
    async with desk.database.transaction() as tx:
        for number in range(40):
            unit = await tree.add_unit(tx, f"Đơn vị số {number}", f"ĐV {number}")
            await people.add_staff(tx, unit, f"Lê Thị Nga {number}", "female", "", [Role.STAFF])
    await linked(desk, OFFICE)
    await published(desk, officer)
    await staff.presses("/dangky ok 1.0")
    assert "1/43 đơn vị đã có người đăng ký" in card(desk)
    assert "- " not in card(desk).partition("Đã đăng ký")[2]


# Where nothing that was said can be changed ---------------------------------------------------------------------


@COUNTED
async def test_fresh_figures_come_once_a_day_while_they_change(desk, officer, staff, hoa):
    await linked(desk, OFFICE)
    await published(desk, officer)
    await confirmed(desk, officer, drive(name='"Đợt hai"', label='"Đợt hai"'))
    assert "Đã đăng ký" not in card(desk)
    await staff.presses("/dangky ok 1.0")
    await desk.moved_to("2026-06-17T16:00")
    assert not _daily(desk)  # the opening was today
    await hoa.presses("/dangky ok 1.0")
    await desk.moved_to("2026-06-18T16:00")
    (told,) = _daily(desk)
    assert told.startswith("Số liệu đăng ký thi đua đến 16 giờ 00, ngày 18/6/2026")
    assert "- Đợt thi đua 28/8: 2/5 người, 0/3 tập thể" in told
    assert "- Đợt hai: 0/5 người" in told
    await desk.moved_to("2026-06-19T16:00")
    assert len(_daily(desk)) == 1
    await hoa.presses("/dangky khong 1.1")
    await desk.moved_to("2026-06-20T16:00")  # a Saturday
    assert len(_daily(desk)) == 1
    await desk.moved_to("2026-06-22T09:00")  # the figures of the week
    await hoa.presses("/dangky ok 1.2")
    await desk.moved_to("2026-06-22T16:00")
    assert len(_daily(desk)) == 1
    await desk.moved_to("2026-06-23T16:00")  # what has changed since the figures of the week
    assert len(_daily(desk)) == 2
    assert "2/5 người" in _daily(desk)[-1]


def _daily(desk) -> list[str]:
    return [text for text in texts_in(desk, OFFICE) if text.startswith("Số liệu")]


@EDITED
async def test_where_cards_are_changed_no_daily_figures_come(desk, officer, staff):
    await linked(desk, OFFICE)
    await published(desk, officer)
    await staff.presses("/dangky ok 1.0")
    await desk.moved_to("2026-06-18T16:00")
    assert len(said_in(desk, OFFICE)) == 1
