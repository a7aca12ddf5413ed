"""The demo's story, its beginning: people are let in, a movement begins, and the officer publishes the drive."""

import re

from bot.stage import Stage
from bot.story_cast import (
    DUNG,
    GROUP,
    GROUP_TITLE,
    HANH,
    HOA,
    LAN_ANH,
    LONG,
    MAI,
    MINH,
    MOVEMENT,
    NGUYET,
    PHONES,
    QUANG,
    STRANGER,
    TUAN,
    joins,
)

DRIVE_LINES = """7 45/KH-STP 12/6
8 2150/BTP-TCCB 08/6
9 Đoàn kết, kỷ cương, sáng tạo, thi đua hoàn thành xuất sắc nhiệm vụ năm 2026
6 thêm tham gia tố tụng 3 vụ; tư vấn pháp luật 10 vụ
6 thêm thẩm định dự thảo văn bản 4 dự thảo; truyền thông pháp luật về cơ sở 2 đợt
6 thêm giải quyết hồ sơ quốc tịch 30 hồ sơ"""
FURTHER_LINES = """\
16 Tôi cam kết thực hiện đầy đủ nội dung đợt thi đua, giữ kỷ cương hành chính, không để hồ sơ quá hạn.
17 Các đơn vị giao ước hoàn thành chỉ tiêu đã đăng ký, báo cáo đúng hạn, hỗ trợ nhau trong công việc; hạn ký 17h 26/6"""
CODE = re.compile(r"\d{4} \d{4}")


async def play(stage: Stage) -> None:
    await _letting_in(stage)
    await _movement(stage)
    await _drive_published(stage)


async def _letting_in(stage: Stage) -> None:
    """By link or by typed code; a stranger learns nothing."""
    await stage.until("2026-05-21 08:30")
    for number in (LAN_ANH, DUNG, TUAN, HANH, MINH, NGUYET, MAI, LONG, QUANG):
        await joins(stage, number)
    await stage.until("2026-05-21 09:00")
    await stage.types(HOA, "alo")
    await stage.types(HOA, "1234 5678")
    code = stage.slips[PHONES[HOA]].code
    await stage.types(HOA, f"ma {code[:4]} {code[4:]}")
    await stage.types(HOA, "1")
    await stage.types(HOA, "1")
    await stage.says(STRANGER, "Tôi muốn hỏi về trợ giúp pháp lý")
    await stage.says(STRANGER, "có ai không")
    await _group(stage)
    await _second_account(stage)


async def _second_account(stage: Stage) -> None:
    """One more account of the same person, on another platform: a code from the one is typed on the other."""
    await stage.until("2026-05-21 09:30")
    await stage.says(HANH, "cài đặt")
    await stage.chooses(HANH, "Thêm tài khoản khác")
    code = CODE.search(stage.said(HANH)["text"])
    await stage.types(HANH, code[0] if code else "")
    await stage.types(HANH, "1")
    await stage.types(HANH, "1")
    await stage.types(HANH, "cai dat")


async def _group(stage: Stage) -> None:
    """The officer links the office's group by a one-time code."""
    stage.group(GROUP, GROUP_TITLE, list(PHONES))
    await stage.says(LAN_ANH, "/nhom")
    await stage.adds_assistant(LAN_ANH, GROUP)


async def _movement(stage: Stage) -> None:
    """A movement that runs beside the drive, 25/5 to 5/9/2026."""
    await stage.until("2026-05-22 15:00")
    await stage.sends(LAN_ANH, MOVEMENT, "/phatdong")
    await stage.chooses(LAN_ANH, "Xem trước bản gửi")
    await stage.chooses(LAN_ANH, "Gửi lúc 8 giờ 00, thứ Hai, ngày 25/5/2026")
    await stage.until("2026-05-26 09:10")
    await stage.says(HANH, "đăng ký")
    await stage.chooses(HANH, "Tham gia, chưa nêu chỉ tiêu")
    await stage.until("2026-06-02 14:00")
    await stage.says(MINH, "đăng ký tập thể")
    await stage.chooses(MINH, "Tham gia, chưa nêu chỉ tiêu")


async def _drive_published(stage: Stage) -> None:
    """The Director has signed the plan; the officer writes it out from the template, and he lets it go on Monday."""
    await stage.until("2026-06-12 16:30")
    await stage.says(LAN_ANH, "phát động 28/8")
    await stage.says(LAN_ANH, DRIVE_LINES)
    await stage.chooses(LAN_ANH, "Thêm nội dung")
    await stage.says(LAN_ANH, FURTHER_LINES)
    await stage.chooses(LAN_ANH, "Xem trước bản gửi")
    await stage.chooses(LAN_ANH, "Xem tiếp")
    await stage.chooses(LAN_ANH, "Trình Giám đốc xem, rồi gửi 8 giờ 00, thứ Hai, ngày 15/6/2026")
    await stage.until("2026-06-12 17:10")
    await stage.chooses(QUANG, "Đồng ý gửi")
    await stage.until("2026-06-15 08:00")
