"""The files of a campaign on the command line."""

from dataclasses import replace

import pytest

from domain.campaign_content import Content, Level
from domain.campaigns import CampaignState
from domain.people import UnitKind
from handlers.sheets import read as read_sheet
from storage import campaigns, people, tree
from tests.bot.test_commands_campaigns import folder, read
from tests.bot.test_commands_people import thidua
from tests.conftest import DRIVE

__all__ = ["folder"]


@pytest.fixture
def office(folder):
    read(folder, lambda tx: campaigns.add(tx, DRIVE))
    return folder


def test_all_files_are_written_and_the_counts_are_said_first(office):
    code, said = thidua(office, "export", "1", "--folder", str(office / "out"))
    assert code == 0
    assert said.startswith("Tổng hợp đăng ký Đợt thi đua 28/8 (số liệu lúc 9 giờ 00, ngày 12/6/2026)")
    assert "- Cá nhân: 0/1 đã đăng ký; 0 không tham gia; 0 chưa trả lời; 01 chưa kích hoạt" in said
    names = [
        "ban-dang-ky-dot-thi-dua-28-8-1-vp.docx",
        "chua-dang-ky-dot-thi-dua-28-8-1.xlsx",
        "du-thao-cong-van-bo-tu-phap-dot-thi-dua-28-8-1.docx",
        "du-thao-cong-van-so-noi-vu-dot-thi-dua-28-8-1.docx",
        "ket-qua-dot-thi-dua-28-8-1.xlsx",
        "tien-do-dot-thi-dua-28-8-1.xlsx",
        "tong-hop-dang-ky-dot-thi-dua-28-8-1.xlsx",
    ]
    assert sorted(path.name for path in (office / "out").iterdir()) == names
    assert all(name in said for name in names)
    missing = read_sheet((office / "out" / names[1]).read_bytes())[0]
    assert [row[2] for row in missing[1:]] == ["Tập thể", "Nguyễn Thị Lan Anh"]


def test_neither_two_units_nor_two_years_write_over_each_other(office):
    async def of_one_sound(tx):
        for name, short in (("Chi nhánh một", "TGPL Hà An"), ("Chi nhánh hai", "TGPL Hạ An")):
            unit = await tree.add_unit(tx, name, short)
            await people.add_staff(tx, unit, "Lê Văn An", "male", "Chuyên viên", [])
        await campaigns.add(tx, DRIVE)

    read(office, of_one_sound)
    for number in ("1", "2"):
        assert thidua(office, "export", number, "--folder", str(office / "out"))[0] == 0
    assert len([*(office / "out").iterdir()]) == 2 * (6 + 3)


@pytest.mark.parametrize(
    ("state", "sentence"),
    [(CampaignState.DRAFT, "Đợt thi đua 28/8 (số 1) còn là bản soạn"), (CampaignState.CANCELLED, "đã hủy")],
)
def test_nothing_is_written_of_what_is_a_draft_or_cancelled(folder, state, sentence):
    read(folder, lambda tx: campaigns.add(tx, replace(DRIVE, state=state)))
    code, said = thidua(folder, "export", "1", "--folder", str(folder / "out"))
    assert code == 1
    assert sentence in said
    assert not (folder / "out").exists()
    assert read(folder, lambda tx: tx.value("SELECT count(*) FROM audit_log")) == 0


def test_it_stands_in_the_log_that_they_were_written(office):
    thidua(office, "export", "1", "--folder", str(office))
    rows = read(office, lambda tx: tx.rows("SELECT act, subject, origin FROM audit_log"))
    assert [tuple(row) for row in rows] == [("campaign.exported", 1, "computer")]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [(("77",), "không tìm thấy"), (("1", "--folder", "/proc/none"), "Không ghi được")],
)
def test_a_mistake_is_one_sentence(office, words, sentence):
    code, said = thidua(office, "export", *words)
    assert (code, sentence.lower() in said.lower()) == (1, True)


def test_of_a_cluster_the_files_of_its_members_are_written(office):
    async def of_cluster(tx):
        cluster = await tree.get(tx, await tree.add_unit(tx, "Cụm miền núi", "Cụm MN", UnitKind.CLUSTER))
        await tree.add_unit(tx, "Sở Tư pháp tỉnh A", "Tỉnh A", UnitKind.MEMBER, cluster)
        content = Content(level=Level.CLUSTER)
        await campaigns.add(tx, replace(DRIVE, units=frozenset({cluster.id}), content=content, label="Thi đua cụm"))

    read(office, of_cluster)
    code, said = thidua(office, "export", "2", "--folder", str(office / "out"))
    assert code == 0
    assert "- Đăng ký: 0/1 thành viên" in said
    assert sorted(path.name for path in (office / "out").iterdir()) == [
        "du-thao-cong-van-bo-tu-phap-thi-dua-cum-2.docx",
        "du-thao-cong-van-so-noi-vu-thi-dua-cum-2.docx",
        "tien-do-thanh-vien-thi-dua-cum-2.xlsx",
        "tong-hop-dang-ky-thanh-vien-thi-dua-cum-2.xlsx",
    ]
