"""The signed plan: an officer attaches its copy, everybody of the audience opens it where files can be sent."""

from dataclasses import replace
from datetime import date

import pytest

from domain.campaign_content import Content, Level, Parent
from domain.campaigns import CampaignState, Document
from domain.messages import Attachment
from storage import campaigns, document_files
from tests.conftest import CAST, DRIVE
from tests.handlers.test_permissions import NOT_ALLOWED
from tests.handlers.test_publishing import drafted, in_hand, published
from tests.handlers.test_publishing import drive as content
from tests.people import Person
from texts import render

FILES = pytest.mark.only("telegram")  # no other platform hands files on
PDF = b"%PDF-1.7\n" + b"k" * 1000
PLAN = Document("Kế hoạch", "45/KH-STP", date(2026, 6, 12), "Sở Tư pháp tỉnh Thái An")


@pytest.fixture
async def planned(desk) -> int:
    """The id of a drive that runs by the office's own plan."""
    return await desk.read(lambda tx: campaigns.add(tx, replace(DRIVE, documents=(PLAN,))))


async def kept(desk, number: int, content: bytes = PDF) -> None:
    async def put(tx):
        now = in_hand(desk, tx).now
        await document_files.put(tx, number, "45/kh-stp", Attachment(name="KH 45.pdf", content=content), 1, now)

    await desk.read(put)


def received(person) -> list[str]:
    return [one["file"] for one in person.said if one["file"]]


async def test_a_campaign_leads_to_its_plan_whose_copy_is_not_there_yet(desk, planned, staff):
    await staff.says(f"/thidua {planned}")
    said = await staff.chooses("Xem kế hoạch")
    assert "(1) Kế hoạch số 45/KH-STP ngày 12/6/2026 của Sở Tư pháp tỉnh Thái An" in said
    assert "Chưa có bản chụp" in said


async def test_a_campaign_without_documents_leads_to_none(desk, drive, staff):
    await staff.says(f"/thidua {drive}")
    assert "Xem kế hoạch" not in staff.last
    assert "Xem kế hoạch" not in staff.choices
    assert "chưa ghi số" in await staff.says(f"/tailieu {drive}")


async def test_what_a_campaign_responds_to_is_called_a_document(desk, staff):
    others = replace(PLAN, issuer="Bộ Tư pháp")
    number = await desk.read(lambda tx: campaigns.add(tx, replace(DRIVE, documents=(others,))))
    await staff.says(f"/thidua {number}")
    assert "của Bộ Tư pháp" in await staff.chooses("Xem văn bản")


@FILES
async def test_the_copy_itself_comes_where_files_can_be_sent(desk, planned, staff):
    await kept(desk, planned)
    await staff.says(f"/thidua {planned}")
    assert "Kèm theo là bản chụp" in await staff.chooses("Xem kế hoạch")
    assert received(staff) == ["KH 45.pdf"]


@FILES
async def test_a_copy_that_was_sent_is_not_kept_once_more(desk, planned, staff):
    await kept(desk, planned, PDF * 200)
    await staff.says("kế hoạch 1")
    size = await desk.read(lambda tx: tx.value("SELECT max(length(message)) FROM outbox"))
    assert size is None or size < len(PDF)


@pytest.mark.only("zalo")
async def test_where_no_file_can_be_sent_it_is_said_where_the_copy_can_be_had(desk, planned, staff):
    await kept(desk, planned)
    said = await staff.says(f"xem kế hoạch {planned}")
    assert "45/KH-STP" in said
    assert "Bản đầy đủ xem ở Văn phòng Sở" in said
    assert "hoặc" not in said  # no other platform is at work here


async def test_the_other_platform_is_named_where_there_is_one(desk_of_both):
    number = await desk_of_both.read(lambda tx: campaigns.add(tx, replace(DRIVE, documents=(PLAN,))))
    await kept(desk_of_both, number)
    said = await Person(desk_of_both, 1004, CAST[1004][0]).says(f"xem kế hoạch {number}")
    assert "Bản đầy đủ xem ở Văn phòng Sở, hoặc mở https://t.me/" in said
    assert f"?start=c_tailieu-{number}" in said


async def test_the_opening_leads_to_the_plan(desk, officer, staff):
    await published(desk, officer)
    assert "45/KH-STP" in await staff.chooses("Xem kế hoạch")


@FILES
@pytest.mark.parametrize("caption", ["/tailieu 1", "kế hoạch 1", "ke hoach dot 1"])
async def test_an_officer_attaches_the_copy_by_a_caption(desk, planned, officer, staff, caption):
    said = await officer.sends("KH 45 ký số.pdf", PDF, caption)
    assert "Đã nhận bản chụp kế hoạch của Đợt thi đua 28/8 (số 1): KH 45 ký số.pdf" in said
    await staff.says("xem kế hoạch 1")
    assert received(staff) == ["KH 45 ký số.pdf"]


@FILES
async def test_a_newer_copy_takes_the_place_of_the_earlier_one_and_both_are_on_record(desk, planned, officer):
    await officer.sends("cu.pdf", PDF, "kế hoạch 1")
    assert "Đã thay bản chụp" in await officer.sends("moi.pdf", PDF + b"2", "kế hoạch 1")
    file = await desk.read(lambda tx: document_files.get(tx, planned, "45/kh-stp"))
    assert (file.name, file.content) == ("moi.pdf", PDF + b"2")
    acts = await desk.read(lambda tx: tx.rows("SELECT act, staff_id FROM audit_log WHERE act LIKE 'plan.%'"))
    assert [tuple(row) for row in acts] == [("plan.attached", 1), ("plan.replaced", 1)]


@FILES
async def test_what_is_no_pdf_is_refused_whatever_its_name(desk, planned, officer):
    said = await officer.sends("KH <45>.pdf", b"PK\x03\x04", "kế hoạch 1")
    assert "Tệp “KH <45>.pdf” không phải là PDF" in said
    assert not await desk.read(lambda tx: document_files.kept(tx, planned))


@FILES
async def test_a_clerk_attaches_nothing(desk, planned, staff):
    assert await staff.sends("KH.pdf", PDF, "kế hoạch 1") in NOT_ALLOWED
    assert not await desk.read(lambda tx: document_files.kept(tx, planned))


async def test_a_clerk_is_not_told_how_to_send_one(desk, planned, staff):
    assert await staff.says("gửi kế hoạch đợt 1") in NOT_ALLOWED


@FILES
async def test_the_officer_is_led_to_it_and_back(desk, officer):
    number = await drafted(desk, content())
    await officer.says(f"/phatdong xem {number}")
    await officer.chooses("Gửi ngay")
    assert f"chú thích của tệp ghi: kế hoạch {number}" in await officer.chooses("Gửi tệp kế hoạch")
    await officer.sends("KH.pdf", PDF, f"kế hoạch {number}")
    assert "45/KH-STP" in await officer.chooses("Xem kế hoạch")  # before anybody else may


LETTER = Document("Công văn", "2150/BTP-TCCB", date(2026, 6, 8), "Bộ Tư pháp")
ANSWERED = Parent(level=Level.MINISTRY, name="Phong trào ngành Tư pháp", document=LETTER)


@pytest.fixture
async def answering(desk) -> int:
    """The id of a drive with a plan of its own that answers one of the ministry's."""
    one = replace(DRIVE, documents=(PLAN,), content=Content(parents=(ANSWERED,)))
    return await desk.read(lambda tx: campaigns.add(tx, one))


@FILES
async def test_each_document_has_a_file_of_its_own_that_is_opened_by_its_number(desk, answering, officer, staff):
    await officer.sends("KH.pdf", PDF, "kế hoạch 1")
    assert "Văn bản số 2150/BTP-TCCB." in await officer.sends("CV.pdf", PDF + b"2", "kế hoạch 1 2")
    said = await staff.says("văn bản đợt 1")
    assert "(2) Công văn số 2150/BTP-TCCB ngày 08/6/2026 của Bộ Tư pháp, văn bản của phong trào được hưởng ứng" in said
    assert received(staff) == []
    assert "Phong trào ngành Tư pháp" in await staff.chooses("Mở văn bản 2")
    assert received(staff) == ["CV.pdf"]
    await staff.says("kế hoạch 1 số 1")
    assert received(staff)[-1] == "KH.pdf"


async def test_a_document_that_is_not_in_the_list_is_none(desk, answering, staff):
    assert "từ 1 đến 2" in await staff.says("kế hoạch 1 3")
    assert "từ 1 đến 2" in await staff.says(f"/tailieu {answering} 0")


@FILES
async def test_a_file_for_a_document_that_is_not_there_is_kept_nowhere(desk, answering, officer):
    assert "từ 1 đến 2" in await officer.sends("KH.pdf", PDF, "kế hoạch 1 3")
    bare = await desk.read(lambda tx: campaigns.add(tx, replace(DRIVE, label="Đợt khác")))
    assert "chưa ghi văn bản nào" in await officer.sends("KH.pdf", PDF, f"kế hoạch {bare}")
    assert not await desk.read(lambda tx: document_files.kept(tx, answering))


@FILES
async def test_a_file_stays_through_corrections_of_its_campaign(desk, officer, staff):
    await published(desk, officer)
    await officer.sends("CV.pdf", PDF, "kế hoạch 1 2")
    await officer.says("đính chính 1")
    await officer.says("8 thêm 252/QĐ-BTP 22/02/2026")
    await officer.chooses("Ghi, không báo")
    assert "(2) Công văn số 2150/BTP-TCCB ngày 08/6/2026 của Bộ Tư pháp (có bản chụp)" in await staff.says(
        "văn bản đợt 1"
    )


@FILES
async def test_a_file_follows_the_number_of_its_document_where_that_is_corrected(desk, officer, staff):
    await published(desk, officer)
    await officer.sends("KH.pdf", PDF, "kế hoạch 1 1")
    await officer.sends("CV.pdf", PDF + b"2", "kế hoạch 1 2")
    await officer.says("đính chính 1")
    await officer.says("7 46/KH-STP 12/6/2026\n8 bỏ hết\n8 2105/BTP-TCCB 08/6/2026")
    await officer.chooses("Ghi, không báo")
    for number, file in (("46/KH-STP", "KH.pdf"), ("2105/BTP-TCCB", "CV.pdf")):
        assert f"số {number}" in await staff.says(f"/tailieu 1 {1 if file == 'KH.pdf' else 2}")
        assert received(staff)[-1] == file
    await officer.says("đính chính 1")
    await officer.says("10 Phong trào ngành; Bộ Tư pháp; 2105/BTP-TCCB 08/6/2026")
    await officer.chooses("Ghi, không báo")
    await staff.says("/tailieu 1 2")
    assert received(staff)[-1] == "CV.pdf"
    assert await desk.read(lambda tx: document_files.kept(tx, 1)) == {"46/kh-stp", "2105/btp-tccb"}


@FILES
async def test_another_document_in_its_place_does_not_take_its_file(desk, officer, staff):
    await published(desk, officer)
    await officer.sends("KH.pdf", PDF, "kế hoạch 1 1")
    await officer.says("đính chính 1")
    await officer.says("7 60/KH-STP 17/6/2026")
    await officer.chooses("Ghi, không báo")
    assert "Chưa có bản chụp" in await staff.says("văn bản đợt 1")


@FILES
async def test_a_file_follows_what_is_answered_too(desk, answering, officer, staff):
    await officer.sends("CV.pdf", PDF, "kế hoạch 1 2")
    again = Parent(level=Level.MINISTRY, name="Phong trào ngành", document=replace(LETTER, number="2105/BTP-TCCB"))

    async def corrected(tx):
        stands = await campaigns.get(tx, answering)
        await campaigns.replace(tx, replace(stands, version=2, content=Content(parents=(again,))))

    await desk.read(corrected)
    await staff.says("văn bản đợt 1 số 2")
    assert received(staff) == ["CV.pdf"]


@FILES
async def test_what_is_lent_is_lent_on_when_its_number_is_corrected_above(desk, planned, officer, staff):
    await kept(desk, planned)
    above = Parent(level=Level.OFFICE, name="Đợt trên", document=PLAN, campaign_id=planned)

    async def corrected(tx):
        plan = replace(PLAN, number="54/KH-STP")
        await campaigns.replace(tx, replace(await campaigns.get(tx, planned), version=2, documents=(plan,)))
        return await campaigns.add(tx, replace(DRIVE, content=Content(parents=(above,))))

    number = await desk.read(corrected)
    await staff.says(f"/tailieu {number} 1")
    assert received(staff) == ["KH 45.pdf"]


@FILES
async def test_one_of_ours_that_is_answered_lends_its_file(desk, planned, staff):
    await kept(desk, planned)
    above = Parent(level=Level.OFFICE, name="Đợt trên", document=PLAN, campaign_id=planned)
    one = replace(DRIVE, documents=(LETTER,), content=Content(parents=(above,)))
    number = await desk.read(lambda tx: campaigns.add(tx, one))
    assert "Kèm theo là bản chụp văn bản (2)" in await staff.says(f"văn bản đợt {number}")
    assert received(staff) == ["KH 45.pdf"]


@FILES
@pytest.mark.parametrize("above", [{"state": CampaignState.DRAFT}, {"people": frozenset({1})}])
async def test_a_file_that_somebody_may_not_open_above_is_not_lent_below(desk, planned, staff, above):
    await kept(desk, planned)
    answered = Parent(level=Level.OFFICE, name="Đợt trên", document=PLAN, campaign_id=planned)

    async def hidden(tx):
        await campaigns.replace(tx, replace(await campaigns.get(tx, planned), version=2, **above))
        return await campaigns.add(tx, replace(DRIVE, content=Content(parents=(answered,))))

    number = await desk.read(hidden)
    assert await staff.says(f"/tailieu {planned}") == render("refused/campaign_unknown")
    assert "Chưa có bản chụp" in await staff.says(f"/tailieu {number}")
    await staff.says(f"/tailieu {number} 1")
    assert received(staff) == []


async def test_what_nobody_has_heard_of_yet_shows_no_documents(desk, officer, staff):
    number = await drafted(desk, content())
    assert await staff.says(f"/tailieu {number}") == render("refused/campaign_unknown")
    assert "45/KH-STP" in await officer.says(f"/tailieu {number}")


async def test_without_a_number_the_only_campaign_is_meant(desk, planned, staff):
    assert "45/KH-STP" in await staff.says("văn bản")
    await desk.read(lambda tx: campaigns.add(tx, replace(DRIVE, label="Đợt khác")))
    assert "Xem văn bản của đợt nào?" in await staff.says("tài liệu")


async def test_without_a_campaign_there_is_nothing_to_see(desk, staff):
    assert "chưa có văn bản" in await staff.says("xem kế hoạch")
