"""Files and pictures in a dialogue: offered first, fetched when wanted; what cannot be had is a sentence."""

from unittest.mock import AsyncMock

import pytest

from storage import announcements
from tests.handlers.announcing import ALL, LATER, SENT_AT, WORDS, previewed

MB = 1024 * 1024
FILES = pytest.mark.only("telegram")  # no other platform hands files on


async def asked_for_words(officer) -> None:
    await officer.says("thông báo")
    await officer.chooses(ALL)


@FILES
@pytest.mark.parametrize("size", [11 * MB, 11_000_000])
async def test_a_picture_of_11_megabytes_is_a_sentence_and_the_question_stays(desk, officer, size):
    await asked_for_words(officer)
    assert "Ảnh nặng 11 MB, nhiều hơn mức 10 MB" in await officer.gestures("photo", size=size)
    assert desk.sandbox.sim.record("getFile") == []
    assert "05 người" in await officer.says(WORDS)


@FILES
async def test_a_file_of_21_megabytes_and_one_of_another_kind_are_sentences(desk, officer):
    await asked_for_words(officer)
    assert "Tệp nặng 21 MB" in await officer.gestures("document", name="ke-hoach.pdf", size=21 * MB)
    assert "“bang-ke.zip” không nhận được" in await officer.sends("bang-ke.zip", b"x")
    assert "05 người" in await officer.says(WORDS)


@FILES
async def test_a_picture_with_its_words_is_one_message_shown_and_sent_and_uploaded_once(desk, officer, staff, hoa):
    await asked_for_words(officer)
    desk.sandbox.sim.send(1001, "photo", content=b"picture", caption=WORDS)
    await desk.quiet()
    assert "kèm ảnh" in officer.last
    await officer.chooses("Gửi")
    await desk.moved_to(SENT_AT)
    await desk.moved_to(LATER)
    sent = [call["params"]["photo"] for call in desk.sandbox.sim.record("sendPhoto")]
    assert len(sent) == 6  # the preview, and five people
    assert len({str(photo) for photo in sent[1:]}) == 1
    assert isinstance(sent[-1], str)
    assert WORDS in staff.last


@FILES
async def test_a_file_after_the_words_goes_with_them_and_can_be_left_out(desk, officer, staff):
    await previewed(officer)
    assert "kèm tệp “ke-hoach.pdf”" in await officer.sends("ke-hoach.pdf", b"%PDF")
    assert "kèm tệp" not in await officer.chooses("Không kèm")
    await officer.sends("ke-hoach.pdf", b"%PDF")
    await officer.chooses("Gửi")
    await desk.moved_to(LATER)
    assert staff.said[-1]["file"] == "ke-hoach.pdf"


@FILES
async def test_of_an_album_the_first_is_taken_and_that_is_said_once(desk, officer):
    await asked_for_words(officer)
    heard = len(officer.heard)
    sizes = [{"file_id": "", "file_unique_id": "u", "width": 10, "height": 10, "file_size": 5}]
    for content in (b"first", b"second"):
        kept = desk.sandbox.world.keep("", content, mime="image/jpeg")
        photo = [sizes[0] | kept.as_json()]
        person = desk.sandbox.world.person(1001).as_json()
        message = {"message_id": 900, "date": 1, "chat": {"id": 1001, "type": "private"}, "from": person}
        desk.sandbox.sim.inject({"message": message | {"photo": photo, "media_group_id": "77"}})
    await desk.quiet()
    assert len(officer.heard) == heard + 1
    assert "lấy ảnh đầu tiên" in officer.last
    assert (await desk.read(lambda tx: announcements.file_of(tx, 1))).content == b"first"


@FILES
async def test_a_file_that_cannot_be_fetched_is_a_sentence_and_the_question_stays(desk, officer, monkeypatch):
    await asked_for_words(officer)
    monkeypatch.setattr("telegram.File.download_as_bytearray", AsyncMock(side_effect=OSError("odd")))
    assert "chưa tải được tệp" in await officer.sends("ke-hoach.pdf", b"%PDF")
    assert "05 người" in await officer.says(WORDS)


@FILES
async def test_a_restart_while_a_file_is_fetched_loses_nothing(desk, officer):
    await asked_for_words(officer)
    await desk.stop()
    desk.sandbox.sim.send(1001, "document", name="ke-hoach.pdf", content=b"%PDF", caption=WORDS)
    async with desk.database.transaction() as tx:
        before = await tx.value("SELECT max(id) FROM inbox")
    await desk.start()
    async with desk.database.transaction() as tx:
        states = await tx.rows("SELECT state FROM inbox WHERE id > ?", (before,))
    assert [row["state"] for row in states] == ["done"]
    assert "kèm tệp “ke-hoach.pdf”" in officer.last


@pytest.mark.only("zalo")
async def test_where_files_do_not_arrive_that_is_said_and_the_words_under_a_picture_are_taken(desk, officer):
    await asked_for_words(officer)
    assert "chưa chuyển được đến trợ lý" in await officer.gestures("unsupported")
    assert "chưa chuyển được đến trợ lý" in await officer.gestures("photo")
    desk.sandbox.zalo_sim.send(officer.id, "photo", caption=WORDS)
    await desk.quiet()
    assert "không kèm theo" in officer.last
    assert "05 người" in officer.last
