"""After an erasure nothing tells who it was: not the database, its log, nor a copy made afterwards; the counts stay."""

import unicodedata
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from random import Random

import pytest

from domain.folding import fold
from domain.launch import LaunchDraft
from domain.roster_table import Row
from storage import coverage, dialogues, invites, launch_drafts, people, roster, strangers
from storage.absences import add as add_absence
from storage.backing_up import back_up
from storage.campaigns import get as campaign_of
from tests.conftest import newcomer
from tests.handlers.announcing import announced
from tests.handlers.arriving import asks_in
from tests.people import Person

NAME, UNIT, NUMBER = "Đặng Thị Quỳnh Nga", "Phòng Công chứng số 1", 730_415_926
PHONE = "0987654321"
EVERYWHERE = {
    *("staff", "account", "outbox", "menu", "question", "dialogue", "stranger", "join_request", "launch_draft"),
    *("announcement", "roster_file", "registration"),
}
STANDS = "Người đã xóa dữ liệu"


@pytest.fixture
async def nga(desk) -> Person:
    """Somebody with a phone number, in a unit of her own with a head."""
    person = await newcomer(desk, NUMBER, NAME, "female", UNIT)
    await newcomer(desk, 1302, "Bùi Văn Sơn", "male", UNIT, role="unit_head")
    await desk.read(lambda tx: tx.run("UPDATE staff SET phone = ? WHERE full_name = ?", (PHONE, NAME)))
    return person


async def played(desk, nga, officer, head, drive) -> None:
    """A drive with her in it: registered, logged, asked, entered for by others, announced to, looked up, absent."""
    await nga.says(f"/dangky {drive}")
    await nga.chooses("Tham gia, chưa nêu chỉ tiêu")
    await nga.says("hôm nay tư vấn 3 vụ tại xã Đông Sơn")
    await nga.says("/hoi")
    await nga.says("Hoàn cảnh của tôi là Đặng Thị Quỳnh Nga, điện thoại 0987 654 321, có được xét không")
    await officer.says("trả lời 1")
    await officer.says("Chị Đặng Thị Quỳnh Nga được xét.")
    await head.says("ghi hộ chị Nga công chứng 5 hợp đồng hôm nay")
    await announced(desk, officer, asks=True, whom=f"chị {NAME}")
    await nga.chooses("Đã nhận")
    await officer.says("/hoi")
    await officer.says(f"Chị {NAME} có phải nộp lại không?")
    await head.says(f"/tiendo {drive}")
    await officer.says("danh sách hiện có")
    await head.says(f"/xuatbieu {drive}")
    await desk.read(_unsent)
    await officer.says("/thongbao")
    await officer.says(f"chị {NAME}")
    await officer.says(f"Mời chị {NAME} họp lúc 14 giờ.")
    await desk.read(lambda tx: _around(desk, tx, nga))


async def _unsent(tx) -> None:
    """A list of people that could not be sent is still there."""
    await tx.run(
        "UPDATE outbox SET state = 'failed', message = json_object('text', '', 'attachment',"
        " json_object('name', 'ban-dang-ky.docx', 'content', '')) WHERE id = (SELECT max(id) FROM outbox)"
    )


async def _around(desk, tx, nga) -> None:
    """An invite that was not used, a request to be let in, guesses, a day off, a drive that was given up."""
    staff_id = await tx.value("SELECT id FROM staff WHERE full_name = ?", (NAME,))
    now = datetime.fromisoformat(desk.clock.read_text())
    await add_absence(tx, staff_id, (now.date(), None), staff_id, now)
    await invites.issue(tx, staff_id, Random(7), now)
    reason = f"Chị {NAME} chưa nêu số lượng"
    await tx.run(
        "UPDATE registration SET reason = ?, post = ? WHERE staff_id = ?", (reason, f"Trợ lý của {NAME}", staff_id)
    )
    await roster.keep(tx, 1, "ds.xlsx", [Row(4, {"full_name": NAME, "phone": PHONE[1:]})], now)
    await strangers.save(tx, desk.key, nga.id, strangers.Stranger(greeted_at=now))
    await tx.run(
        "INSERT INTO join_request (platform, external_id, chat_id, name, unit_words, consent, consented_at, asked_at,"
        " state) VALUES (?, ?, ?, ?, '', '1', 0, 0, 'accepted')",
        (desk.key, nga.id, nga.id, NAME),
    )
    await dialogues.note(tx, desk.key, "1", "questions", {"words": f"Chị {NAME} nghỉ à?"}, now)
    table = LaunchDraft(table={"theme": f"Noi gương chị {NAME}"})
    dropped = await launch_drafts.add(tx, table, 1, now)
    await launch_drafts.drop(tx, dropped, 1, now)


async def erased(desk, nga, officer) -> None:
    await nga.says("dữ liệu của tôi")
    await nga.chooses("Xin xóa dữ liệu")
    number = await desk.read(lambda tx: tx.value("SELECT max(id) FROM data_request"))
    await officer.says(f"yêu cầu dữ liệu {number}")
    await officer.chooses("Đồng ý xóa")
    await officer.chooses("Xóa hẳn dữ liệu người này")
    await settled(desk)


async def settled(desk) -> None:
    """She has been told, erased, and the file cleaned."""
    for _ in range(100):
        await desk.ticked()
        if await desk.read(_clean):
            return
    raise AssertionError("never erased")


async def _clean(tx) -> bool:
    waiting = await tx.value("SELECT count(*) FROM data_request WHERE state = 'agreed'")
    return not waiting and not await tx.value("SELECT count(*) FROM setting WHERE name = 'erasure.clean_at'")


def traces(folder: Path, *words: str) -> dict[str, set[str]]:
    """In which files of the database each word stands, composed, decomposed or without marks, in whichever case."""
    files = {path.name: path.read_bytes() for path in folder.glob("*.db*")}
    found = {
        word: {name for name, content in files.items() if any(form.encode() in content for form in _forms(word))}
        for word in words
    }
    return {word: names for word, names in found.items() if names}


def _forms(word: str) -> set[str]:
    cased = {word, word.lower(), word.upper(), fold(word), fold(word).title()}
    return cased | {unicodedata.normalize("NFD", one) for one in cased}


async def test_before_an_erasure_the_traces_are_there(desk, drive, nga, officer):
    head = Person(desk, 1302, "")
    await played(desk, nga, officer, head, drive)
    assert set(traces(desk.folder, NAME, PHONE, nga.id)) == {NAME, PHONE, nga.id}
    assert await desk.read(lambda tx: _tables(tx, nga.id)) >= EVERYWHERE


async def _tables(tx, account: str) -> set[str]:
    """The tables that give her away."""
    found = set()
    for (table,) in await tx.rows("SELECT name FROM sqlite_master WHERE type = 'table'"):
        rows = await tx.rows(f"SELECT * FROM {table}")  # noqa: S608  # names come from the schema itself
        said = fold(" ".join(str(value) for row in rows for value in row))
        if any(word in said for word in (fold(NAME), PHONE, account)):
            found.add(table)
    return found


async def test_after_it_nothing_is_left_in_the_database_its_log_or_a_copy(desk, drive, nga, officer):
    head = Person(desk, 1302, "")
    await played(desk, nga, officer, head, drive)
    await erased(desk, nga, officer)
    back_up(desk.folder / "thidua.db", desk.folder / "copy.db")
    assert traces(desk.folder, NAME, PHONE, nga.id, "Đông Sơn", "Hoàn cảnh của tôi") == {}
    files = "SELECT count(*) FROM outbox WHERE message LIKE '%.xlsx%' OR message LIKE '%.docx%'"
    assert await desk.read(lambda tx: tx.value(files)) == 0
    assert (desk.folder / "thidua.db-wal").stat().st_size < 200_000  # the log holds only what came since


async def test_the_counts_stay(desk, drive, nga, officer):
    await played(desk, nga, officer, Person(desk, 1302, ""), drive)
    before = await desk.read(lambda tx: _counts(tx, drive))
    await erased(desk, nga, officer)
    assert await desk.read(lambda tx: _counts(tx, drive)) == before


async def _counts(tx, drive: int):
    campaign = await campaign_of(tx, drive)
    amounts = await tx.rows(
        "SELECT act, amount, measure FROM achievement JOIN achievement_amount ON achievement_id = id"
    )
    return await coverage.by_unit(tx, campaign), sorted(map(tuple, amounts))


async def test_she_is_told_before_and_the_last_copy_s_day_is_said_to_both(desk, nga, officer):
    await desk.set(backup__keep_days="30")
    await erased(desk, nga, officer)
    assert "đã được đồng ý" in nga.last
    assert "18/7/2026" in nga.last
    assert "18/7/2026" in officer.last


async def test_where_the_assistant_makes_no_copies_no_day_is_promised(desk, nga, officer):
    await erased(desk, nga, officer)
    assert "Bản sao lưu" not in nga.last
    assert "Trợ lý không tự sao lưu" in officer.last


async def test_whoever_was_erased_is_a_stranger_and_can_be_let_in_again(desk, nga, officer):
    old = await desk.read(lambda tx: tx.value("SELECT max(id) FROM staff"))
    await erased(desk, nga, officer)
    assert "mã kích hoạt" in await nga.says("alo")
    anew = await newcomer(desk, NUMBER + 1, NAME, "female", UNIT)
    assert "chị Nga" in await anew.says("bảng chọn")
    assert await desk.read(lambda tx: tx.value("SELECT max(id) FROM staff")) > old


async def test_records_that_stay_and_name_her_are_counted_for_the_officer(desk, drive, nga, officer):
    await desk.read(
        lambda tx: tx.run(
            "INSERT INTO report_submission (campaign_id, unit_id, version, body, submitted_by, submitted_at)"
            " VALUES (?, 1, 1, 'Đề nghị khen chị đặng thị quỳnh nga', 1, 0)",
            (drive,),
        )
    )
    await announced(desk, officer, words=f"Chúc mừng chị {NAME}.")
    await nga.says("dữ liệu của tôi")
    await nga.chooses("Xin xóa dữ liệu")
    await officer.says("yêu cầu dữ liệu 1")
    assert "01 báo cáo đã nộp, 01 thông báo." in await officer.chooses("Đồng ý xóa")
    await officer.chooses("Xóa hẳn dữ liệu người này")
    await settled(desk)
    assert await desk.read(lambda tx: _tables(tx, nga.id)) == {"report_submission", "announcement"}


async def test_neither_a_number_nor_a_yes_erases(desk, nga, officer):
    await nga.says("dữ liệu của tôi")
    await nga.chooses("Xin xóa dữ liệu")
    await officer.says("yêu cầu dữ liệu 1")
    await officer.chooses("Đồng ý xóa")
    for reply in ("có", "đồng ý", "xóa", "xóa hẳn"):
        await officer.says(reply)
    assert await desk.read(lambda tx: tx.value("SELECT state FROM data_request")) == "waiting"


async def test_who_cannot_be_told_is_erased_all_the_same(desk, nga, officer):
    await nga.says("dữ liệu của tôi")
    await nga.chooses("Xin xóa dữ liệu")
    await desk.read(lambda tx: tx.run("UPDATE account SET reachable = 0 WHERE external_id = ?", (nga.id,)))
    await officer.says("yêu cầu dữ liệu 1")
    await officer.chooses("Đồng ý xóa")
    assert "bằng văn bản" in await officer.chooses("Xóa hẳn dữ liệu người này")
    await settled(desk)
    assert await desk.read(lambda tx: tx.value("SELECT full_name FROM staff WHERE erased_at IS NOT NULL")) == STANDS


async def test_who_asks_from_a_second_phone_under_the_erased_name_is_forgotten(desk, nga, officer):
    second = Person(desk, 655_443_322, "Nga")
    await asks_in(second, f"{NAME}", "phòng công chứng số 1")
    other = Person(desk, 655_443_323, "Mai")
    await asks_in(other, "Đỗ Thị Mai", UNIT)
    await erased(desk, nga, officer)
    assert await desk.read(lambda tx: tx.value("SELECT group_concat(name) FROM join_request")) == "Đỗ Thị Mai"
    assert traces(desk.folder, NAME, second.id) == {}


@pytest.mark.parametrize("phone", ["0987-654-321", "0987 654\u00a0321", "(0987) 654–321", "+84 987.654.321"])
async def test_a_question_with_her_number_is_counted_and_emptied_once_it_is_answered(desk, nga, officer, hoa, phone):
    await hoa.says("/hoi")
    await hoa.says(f"Gọi số {phone} có được không?")
    await nga.says("dữ liệu của tôi")
    await nga.chooses("Xin xóa dữ liệu")
    await officer.says("yêu cầu dữ liệu 1")
    assert "01 câu hỏi" in await officer.chooses("Đồng ý xóa")
    await officer.chooses("Xóa hẳn dữ liệu người này")
    await settled(desk)
    assert phone in await desk.read(lambda tx: tx.value("SELECT body FROM question"))
    await officer.says("trả lời 1")
    await officer.says("Không gọi được nữa.")
    assert "Không gọi được nữa" in hoa.last
    assert phone not in hoa.last
    assert tuple(await desk.read(lambda tx: tx.row("SELECT body, answer FROM question"))) == ("", "")


async def test_of_a_name_of_one_word_what_hangs_on_the_person_goes(desk, officer):
    ksor = await newcomer(desk, NUMBER, "Ksor", "male", UNIT)
    await ksor.says("/hoi")
    await ksor.says("Tôi có được xét không?")
    await asks_in(Person(desk, 655_443_322, "Ksor"), "ksor", "Phòng Lạ")
    assert "Ksor" in officer.last
    await erased(desk, ksor, officer)
    assert await desk.read(lambda tx: tx.value("SELECT count(*) FROM join_request")) == 0
    said = "SELECT count(*) FROM outbox WHERE message LIKE '%Ksor%' OR message LIKE '%Tôi có được xét%'"
    assert await desk.read(lambda tx: tx.value(said)) == 0


async def test_a_name_from_before_is_erased_with_the_one_of_now(desk, drive, nga, officer):
    head = Person(desk, 1302, "")
    await played(desk, nga, officer, head, drive)
    now = datetime.fromisoformat(desk.clock.read_text())
    async with desk.database.transaction() as tx:
        staff_id = await tx.value("SELECT id FROM staff WHERE full_name = ?", (NAME,))
        person = await people.get(tx, staff_id)
        await people.change_staff(tx, replace(person, full_name="Đặng Quỳnh Như"), now)
        await people.change_staff(tx, replace(person, full_name="Đặng Quỳnh Như", post="Công chứng viên"), now)
        assert await people.former_names(tx, staff_id) == [NAME]
    await erased(desk, nga, officer)
    assert traces(desk.folder, NAME, "Đặng Quỳnh Như", PHONE, nga.id) == {}
