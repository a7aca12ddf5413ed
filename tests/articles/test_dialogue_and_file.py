"""Drives that departments have really run, as the press told of them: by dialogue and by file they are the same.

Sở Tư pháp Vĩnh Phúc 2021 (the drive for 28/8), Lào Cai 2023 (four movements side by side), Cao Bằng 2017 (founding
days). The department that launches them here is invented.
"""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from domain.campaigns import Campaign
from storage import campaigns
from tests.articles.playing import OFFICE
from tests.handlers.test_publishing import drafted


async def by_dialogue(desk, officer, begin: str, lines: str) -> Campaign:
    await officer.says(begin)
    said = await officer.says(lines)
    assert "Chưa ghi được" not in said
    assert "Đã đủ nội dung" in said
    return await _sent(desk, officer)


async def by_file(desk, officer, content: str) -> Campaign:
    """Where files can be sent, as one; elsewhere the officer finds it as somebody else has put it there."""
    if desk.platforms == ("telegram",):
        assert "Đã đủ nội dung" in await officer.sends("dot.toml", content.encode(), "/phatdong")
    else:
        await officer.says(f"/phatdong xem {await drafted(desk, content.encode())}")
        await officer.chooses("Sửa")
    return await _sent(desk, officer)


async def _sent(desk, officer) -> Campaign:
    await officer.chooses("Xem trước bản gửi")
    assert "Đã công bố" in await officer.chooses("Gửi ngay")
    found = await desk.read(campaigns.every)
    return replace(found[-1], id=0, version=0)


# 2021: from June to the end of August, on the ground of three decisions


THEME = (
    "Tư pháp Vĩnh Phúc đoàn kết, kỷ cương, hành động, sáng tạo, thi đua thực hiện thắng lợi nhiệm vụ chính trị "
    "được giao năm 2021"
)
NAME = (
    "Đợt thi đua cao điểm lập thành tích chào mừng kỷ niệm 76 năm Ngày Truyền thống ngành Tư pháp "
    "(28/8/1945 - 28/8/2021)"
)
OF_2021 = f"""
name = "{NAME}"
label = "Đợt thi đua 28/8"
theme = "{THEME}"
start = 2021-06-01
end = 2021-08-31
registration_deadline = 2021-06-25T17:00:00
report_deadline = 2021-08-13T17:00:00
documents = [
    {{ kind = "Quyết định", number = "257/QĐ-UBND", date = 2021-01-28, issuer = "UBND tỉnh Vĩnh Phúc" }},
    {{ kind = "Quyết định", number = "720/QĐ-UBND", date = 2021-03-26, issuer = "UBND tỉnh Vĩnh Phúc" }},
    {{ kind = "Quyết định", number = "33/QĐ-STP", date = 2021-02-26, issuer = "{OFFICE}" }},
]
"""
LINES_OF_2021 = f"""hưởng ứng
2 từ tháng 6/2021 đến hết tháng 8/2021
8 257/QĐ-UBND 28/01 của UBND tỉnh Vĩnh Phúc; 720/QĐ-UBND 26/3/2021 của UBND tỉnh Vĩnh Phúc
8 thêm Quyết định số 33/QĐ-STP ngày 26/02/2021
9 “{THEME}”
6 bỏ hết"""


async def test_the_drive_of_2021_with_its_three_parents(desk, officer):
    desk.at("2021-05-31T09:00")
    told = await by_dialogue(desk, officer, "phát động 28/8", LINES_OF_2021)
    assert told == await by_file(desk, officer, OF_2021)
    assert [(one.number, one.day) for one in told.documents] == [
        ("257/QĐ-UBND", date(2021, 1, 28)),
        ("720/QĐ-UBND", date(2021, 3, 26)),
        ("33/QĐ-STP", date(2021, 2, 26)),
    ]
    assert (told.start, told.end, told.theme) == (date(2021, 6, 1), date(2021, 8, 31), THEME)
    assert told.launched_by is None


# 2023: four movements side by side

MOVEMENTS = {
    "Phong trào thi đua “Cán bộ Tư pháp tiếp tục đẩy mạnh việc học tập và làm theo tấm gương đạo đức Hồ Chí Minh”": (
        "năm 2023",
        ("2023-01-01", "2023-12-31"),
    ),
    "Phong trào thi đua “Cả nước chung sức vì người nghèo - không để ai bị bỏ lại phía sau”": (
        "01/01/2023 - 31/12/2025",
        ("2023-01-01", "2025-12-31"),
    ),
    "Phong trào “Ngành Tư pháp chung sức góp phần xây dựng nông thôn mới” giai đoạn 2023 - 2025": (
        "từ 01/01/2023 đến 31/12/2025",
        ("2023-01-01", "2025-12-31"),
    ),
    "Phong trào thi đua “Cán bộ, công chức, viên chức, người lao động trong ngành Tư pháp thi đua thực hiện văn hóa "
    "công sở”": ("tháng 1 đến tháng 12", ("2023-01-01", "2023-12-31")),
}


async def test_the_four_movements_of_2023_run_side_by_side(desk, officer):
    desk.at("2023-02-01T09:00")
    for number, (name, (said, days)) in enumerate(MOVEMENTS.items(), start=1):
        lines = f"tên: {name}\nthời gian {said}\n7 {number}2/KH-STP 30/01\ntên gọi: Phong trào {number}"
        told = await by_dialogue(desk, officer, "đợt mới", lines)
        plan = f'kind = "Kế hoạch", number = "{number}2/KH-STP", date = 2023-01-30, issuer = "{OFFICE}"'
        content = (
            f'name = "{name}"\nlabel = "Phong trào {number}"\nstart = {days[0]}\nend = {days[1]}\n'
            f"documents = [{{ {plan} }}]\n"
        )
        assert told == await by_file(desk, officer, content)
        assert (told.start.isoformat(), told.end.isoformat()) == days
    await officer.says("đợt mới")
    said = await officer.says("1 Một đợt nữa\n2 15/02 - 28/8\n7 99/KH-STP 30/01")
    assert "Trùng thời gian với Phong trào 1 (01/01/2023 - 31/12/2023)" in said
    assert "đợt khác cùng thời gian" in said


# 2017: 35 years of the sector in the province, 20 years of two centres


FOUNDED = """
[[office.anniversaries]]
name = "ngành Tư pháp tỉnh Cao Bằng"
day = "03/7"
since = 1982
[[office.anniversaries]]
name = "Trung tâm Trợ giúp pháp lý Nhà nước tỉnh Cao Bằng"
day = "25/8"
since = 1997
unit = "Trung tâm Trợ giúp pháp lý nhà nước"
[[office.anniversaries]]
name = "Trung tâm Dịch vụ bán đấu giá tài sản"
day = "25/8"
since = 1997
"""


@pytest.mark.parametrize(
    ("begin", "name", "label", "days", "audience"),
    [
        (
            "phát động ngành tư pháp tỉnh cao bằng",
            "35 năm Ngày thành lập ngành Tư pháp tỉnh Cao Bằng (03/7/1982 - 03/7/2017)",
            "Đợt thi đua 35 năm ngành Tư pháp tỉnh Cao Bằng",
            ("19/5/2017", "03/7/2017", "17h 29/5/2017", "17h 26/6/2017"),
            '"toàn Sở"',
        ),
        (
            "phát động trung tâm trợ giúp pháp lý nhà nước",
            "20 năm Ngày thành lập Trung tâm Trợ giúp pháp lý Nhà nước tỉnh Cao Bằng (25/8/1997 - 25/8/2017)",
            "Đợt thi đua 20 năm Trung tâm Trợ giúp pháp lý nhà nước",
            ("11/7/2017", "25/8/2017", "17h 21/7/2017", "17h 18/8/2017"),
            '["Trung tâm Trợ giúp pháp lý nhà nước"]',
        ),
        (
            "phát động trung tâm bán đấu giá tài sản",
            "20 năm Ngày thành lập Trung tâm Dịch vụ bán đấu giá tài sản (25/8/1997 - 25/8/2017)",
            "Đợt thi đua 20 năm Trung tâm Dịch vụ bán đấu giá tài sản",
            ("11/7/2017", "25/8/2017", "17h 21/7/2017", "17h 18/8/2017"),
            '"toàn Sở"',
        ),
    ],
)
async def test_the_founding_days_of_2017(desk, officer, begin, name, label, days, audience):
    await desk.stop()
    desk.config.write_text(desk.config.read_text() + FOUNDED)
    desk.at("2017-05-18T09:00")
    await desk.start()
    told = await by_dialogue(desk, officer, begin, "7 15/KH-STP 12/5")
    content = f"""
name = "Đợt thi đua lập thành tích chào mừng kỷ niệm {name}"
label = "{label}"
start = "{days[0]}"
end = "{days[1]}"
registration_deadline = "{days[2]}"
report_deadline = "{days[3]}"
audience = {audience}
documents = [{{ kind = "Kế hoạch", number = "15/KH-STP", date = 2017-05-12, issuer = "{OFFICE}" }}]
"""
    assert told == await by_file(desk, officer, content)


@pytest.mark.parametrize("sample", sorted(Path("samples").glob("*.toml")), ids=lambda path: path.stem)
async def test_every_sample_can_be_published(desk, officer, sample):
    desk.at("2026-05-20T09:00")
    await by_file(desk, officer, sample.read_text("utf-8"))
