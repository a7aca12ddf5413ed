"""Four movements side by side, and a commitment that everybody signs: Lào Cai, 2023.

As Sở Tư pháp Lào Cai told of it on 12/10/2023; the departments here are invented.
"""

from datetime import date

import pytest

from domain.campaign_content import Level
from tests.articles.playing import (
    CENTRE,
    OFFICE,
    announces,
    arrives,
    at_work_on,
    counted,
    on_paper,
    passes_to,
    unit_of,
)
from tests.conftest import CAST
from tests.people import Person
from tests.second_phone import OnTelegram

THEME = "Đoàn kết, kỷ cương, sáng tạo, vượt khó thi đua hoàn thành xuất sắc nhiệm vụ được giao"
PLAN = f'documents = [{{ kind = "Kế hoạch", number = "12/KH-STP", date = 2023-01-30, issuer = "{OFFICE}" }}]'
MINISTRY = f"""
[[parents]]
level = "Bộ Tư pháp"
name = "Phong trào thi đua ngành Tư pháp năm 2023"
theme = "{THEME}"
"""
WORDS = (
    "Thực hiện trách nhiệm nêu gương, tu dưỡng, rèn luyện, phấn đấu học tập và làm theo tấm gương đạo đức Hồ Chí Minh"
)
MOVEMENTS = (
    (
        "Cán bộ Tư pháp tiếp tục đẩy mạnh việc học tập và làm theo tấm gương đạo đức Hồ Chí Minh",
        "Học tập và làm theo Bác",
        ("2023-01-01", "2023-12-31"),
        f'commitment = "{WORDS}"',
    ),
    (
        "Cả nước chung sức vì người nghèo - không để ai bị bỏ lại phía sau",
        "Chung sức vì người nghèo",
        ("2023-01-01", "2025-12-31"),
        "",
    ),
    (
        "Ngành Tư pháp chung sức góp phần xây dựng nông thôn mới",
        "Chung sức xây dựng nông thôn mới",
        ("2023-01-01", "2025-12-31"),
        "",
    ),
    (
        "Cán bộ, công chức, viên chức, người lao động trong ngành Tư pháp thi đua thực hiện văn hóa công sở",
        "Văn hóa công sở",
        ("2023-01-01", "2023-12-31"),
        "",
    ),
)


def movement(number: int) -> str:
    name, label, (start, end), more = MOVEMENTS[number]
    return (
        f'name = "Phong trào thi đua “{name}”"\nlabel = "{label}"\nkind = "chuyên đề"\nstart = {start}\nend = {end}\n'
        f"{more}\n{PLAN}\n{MINISTRY}"
    )


async def test_the_four_movements_run_at_once_under_the_theme_of_the_ministry(desk, officer, staff):
    await at_work_on(desk, "2023-02-01T08:05")
    told = [await announces(desk, officer, movement(number)) for number in range(4)]
    assert [one.theme for one in told] == [THEME] * 4
    assert {one.content.parents[0].level for one in told} == {Level.MINISTRY}
    assert [(one.start, one.end) for one in told] == [
        tuple(map(date.fromisoformat, days)) for _, _, days, _ in MOVEMENTS
    ]
    said = await staff.says("thi đua")
    for _, label, (_, end), _ in MOVEMENTS:
        assert f"{label}: 01/01/2023 - 31/12/{end[:4]}" in said
    assert len(staff.heard) == 5  # each opening once, and the list


async def test_at_the_end_of_2023_the_two_movements_of_three_years_go_on(desk, officer, staff):
    await at_work_on(desk, "2023-02-01T08:05")
    for number in range(4):
        await announces(desk, officer, movement(number))
    await passes_to(desk, "2023-12-29T16:00")
    await passes_to(desk, "2024-01-02T08:05")
    said = await staff.says("thi đua")
    assert [label for _, label, _, _ in MOVEMENTS if label in said] == [
        "Chung sức vì người nghèo",
        "Chung sức xây dựng nông thôn mới",
    ]


@pytest.mark.only("zalo")
async def test_the_last_signature_brings_the_commitment_to_100_per_cent_on_both_platforms_and_on_paper(desk_of_both):
    desk = desk_of_both
    await at_work_on(desk, "2023-02-01T08:05")
    signers = {number: Person(desk, number, who[0]) for number, who in CAST.items()}
    legal_aid = await unit_of(desk, CENTRE)
    office = await unit_of(desk, CAST[1001][2])
    for number, unit in ((1301, legal_aid), (1302, legal_aid), (1303, office)):
        phone = OnTelegram(desk, number, f"Đỗ Minh {number}")
        signers[number] = await arrives(desk, phone, unit, "telegram")
    unit = await unit_of(desk, CAST[1003][2])
    for name in ("Lò Văn Xe", "Vàng Văn Pao"):
        await on_paper(desk, name, unit)
    campaign = await announces(desk, signers[1001], movement(0))
    assert await _signed(desk, campaign) == (0, 10)
    for count, signer in enumerate(signers.values(), start=1):
        assert WORDS in await signer.says("tôi cam kết")
        assert "đã ký bản này lúc" in await signer.chooses("Ký cam kết")
        assert await _signed(desk, campaign) == (count, 10)
    focal = signers[1003]
    await focal.says("/camket")
    await focal.chooses("Đã ký trên giấy")
    assert "nhập hộ" in await focal.chooses("Lò Văn Xe")
    assert await _signed(desk, campaign) == (9, 10)
    said = await focal.chooses("Vàng Văn Pao")
    assert "Mọi người trong đơn vị đã ký" in said
    assert "5/5 người" in said
    assert await _signed(desk, campaign) == (10, 10)


async def _signed(desk, campaign):
    figures = await counted(desk, campaign)
    return figures.committed, figures.people
