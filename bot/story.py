"""The demo's story: one department's drive for 28/8 and a movement beside it, from the first invite to the last day.

The drive is one that a department really ran in 2021, moved to 2026; the department and its people are invented.
"""

import re
from pathlib import Path

from bot.stage import TELEGRAM, ZALO, Stage

ROOT = Path(__file__).parent.parent
UNITS, ROSTER = ROOT / "samples" / "don-vi.txt", ROOT / "samples" / "danh-sach.csv"
MOVEMENT, NEXT_DRIVE = ROOT / "samples" / "van-hoa-cong-so.toml", ROOT / "samples" / "ngay-phap-luat.toml"
OTHER_MOVEMENTS = [ROOT / "samples" / f"{name}.toml" for name in ("hoc-tap-bac", "vi-nguoi-ngheo", "nong-thon-moi")]
DRIVE_LINES = """7 45/KH-STP 12/6
8 2150/BTP-TCCB 08/6
9 Đoàn kết, kỷ cương, sáng tạo, thi đua hoàn thành xuất sắc nhiệm vụ năm 2026
6 thêm tham gia tố tụng 3 vụ; tư vấn pháp luật 10 vụ
6 thêm thẩm định dự thảo văn bản 4 dự thảo; truyền thông pháp luật về cơ sở 2 đợt"""
NOTICE = "Giao ban 8 giờ 00 thứ Hai, ngày 22/6, phòng họp tầng 2. Các đơn vị báo số người đăng ký đợt 28/8."
CODE = re.compile(r"\d{4} \d{4}")
START = "2026-05-21T08:00:00+07:00"
GROUP, GROUP_TITLE = -1002026, "Sở Tư pháp Thái An - Thông báo chung"

LAN_ANH, DUNG, TUAN, HANH, HOA, MINH, BINH, NGUYET, MAI, SON, LONG, QUANG = range(1001, 1013)
PHONES = {
    LAN_ANH: "Nguyễn Thị Lan Anh",
    DUNG: "Trần Văn Dũng",
    TUAN: "Lý Văn Tuấn",
    HANH: "Vũ Thị Hạnh",
    HOA: "Hoàng Thị Thu Hoa",
    MINH: "Hoàng Văn Minh",
    BINH: "Phạm Thanh Bình",
    NGUYET: "Ngô Thị Minh Nguyệt",
    MAI: "Tạ Thị Mai",
    SON: "Bùi Văn Sơn",
    LONG: "Chu Đình Long",
    QUANG: "Lê Minh Quang",
}
STRANGER, STRANGER_NAME = 1999, "Một người dân"
PLATFORMS = {HOA: (ZALO,), HANH: (TELEGRAM, ZALO)}  # the others: Telegram


async def play(stage: Stage) -> None:
    """Chapter by chapter, in the order of time."""
    await stage.roster(UNITS, ROSTER)
    for number, name in {**PHONES, STRANGER: STRANGER_NAME}.items():
        stage.person(number, name, *PLATFORMS.get(number, ()))
    await _letting_in(stage)
    await _movement(stage)
    await _drive_published(stage)
    await _registering(stage)
    await _working(stage)
    await _reporting(stage)
    await _next_drive(stage)


async def _letting_in(stage: Stage) -> None:
    """By link or by typed code; a stranger learns nothing."""
    await stage.until("2026-05-21 08:30")
    for number in (LAN_ANH, DUNG, TUAN, HANH, MINH, NGUYET, MAI, LONG, QUANG):
        await _joins(stage, number)
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


async def _joins(stage: Stage, number: int) -> None:
    await stage.opens(number, f"m_{stage.slips[PHONES[number]].token}", "(mở đường dẫn trên phiếu)")
    await stage.chooses(number, "Đồng ý")
    await stage.chooses(number, "Đúng là tôi")


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
    await stage.chooses(LAN_ANH, "Xem trước bản gửi")
    await stage.chooses(LAN_ANH, "Trình Giám đốc xem, rồi gửi 8 giờ 00, thứ Hai, ngày 15/6/2026")
    await stage.until("2026-06-12 17:10")
    await stage.chooses(QUANG, "Đồng ý gửi")
    await stage.until("2026-06-15 08:00")


async def _registering(stage: Stage) -> None:
    await stage.until("2026-06-16 10:00")
    await stage.invite()
    await _joins(stage, BINH)
    await stage.until("2026-06-17 09:05")
    await stage.says(BINH, "/thidua")
    await stage.chooses(BINH, "Đợt thi đua 28/8")
    await stage.chooses(BINH, "Đăng ký")
    await stage.chooses(BINH, "Tự nhập chỉ tiêu")
    await stage.says(BINH, "tham dinh 12 du thao truoc 20/8")
    await stage.chooses(BINH, "Xác nhận")
    await stage.until("2026-06-18 08:20")
    await stage.types(HOA, "dang ky")
    await stage.types(HOA, "2")
    await stage.types(HOA, "1 va 3")
    await stage.types(HOA, "1")
    await _notice(stage)
    await stage.until("2026-06-22 15:10")
    await stage.chooses(MAI, "Không tham gia đợt này")
    await stage.until("2026-06-23 08:40")
    await stage.says(DUNG, "tiến độ")
    await stage.chooses(DUNG, "1. Đợt thi đua 28/8")
    await stage.until("2026-06-24 09:00")
    await stage.says(DUNG, "đăng ký")
    await stage.chooses(DUNG, "Đăng ký tập thể")
    await stage.chooses(DUNG, "Tham gia, chưa nêu chỉ tiêu")
    await _for_colleagues(stage)


async def _notice(stage: Stage) -> None:
    """A few words to some, who say that they have them: by a button, or typed."""
    await stage.until("2026-06-19 09:00")
    await stage.says(LAN_ANH, "/thongbao")
    await stage.says(LAN_ANH, "trưởng đơn vị, đầu mối")
    await stage.says(LAN_ANH, NOTICE)
    await stage.chooses(LAN_ANH, "Cần xác nhận đã nhận")
    await stage.chooses(LAN_ANH, "Gửi")
    await stage.until("2026-06-19 09:10")
    await stage.chooses(DUNG, "Đã nhận thông báo")
    await stage.types(HOA, "da nhan")
    await stage.chooses(LAN_ANH, "Xem, đính chính")


async def _for_colleagues(stage: Stage) -> None:
    """The focal point enters for those without a phone."""
    await stage.until("2026-06-24 10:30")
    await stage.says(TUAN, "đăng ký")
    await stage.chooses(TUAN, "Tham gia, chưa nêu chỉ tiêu")
    await stage.says(TUAN, "/dangky ho 2")
    await stage.chooses(TUAN, "Dương Thị Thanh Hà (chưa kích hoạt)")
    await stage.chooses(TUAN, "Tham gia, chưa nêu chỉ tiêu")
    await stage.until("2026-06-25 14:00")
    await stage.says(NGUYET, "đk thi đua 28/8")
    await stage.chooses(NGUYET, "Tham gia, chưa nêu chỉ tiêu")


async def _working(stage: Stage) -> None:
    """Entries as people write them; what is doubtful is asked about."""
    await stage.until("2026-07-06 16:40")
    await stage.types(HOA, "sáng nay tư vấn 3 vụ ở xã Đông Sơn")
    await stage.types(HOA, "cảm ơn")
    await stage.until("2026-07-16 09:30")
    await stage.types(HANH, "chinh trang noi tiep cong dan 1 buoi")
    await stage.until("2026-07-31 15:00")
    await stage.types(HOA, "ghi thành tích: tham gia tố tụng 2 vụ tháng 7")
    await stage.types(HOA, "2")
    await stage.until("2026-08-05 10:15")
    await stage.says(BINH, "tuần này thẩm định 4 dự thảo")
    await stage.until("2026-08-06 10:20")
    await stage.types(HOA, "phat khoang 500 to gap")
    await stage.types(HOA, "480")
    await stage.types(HOA, "tôi làm được gì")
    await stage.until("2026-08-07 14:10")
    await stage.types(HOA, "hỏi cán bộ phụ trách")
    await stage.types(HOA, "Báo cáo đợt 28/8 có cần ghi số lượt người dự không?")
    await stage.chooses(LAN_ANH, "Trả lời")
    await stage.says(LAN_ANH, "Có chị nhé, ghi theo số đã ghi trong kết quả là được.")


async def _reporting(stage: Stage) -> None:
    """On time, late, and never."""
    await stage.until("2026-08-11 14:00")
    await stage.types(HOA, "tôi còn việc gì")
    await stage.types(HOA, "baoco")
    await stage.types(HOA, "1")
    await stage.types(HOA, "Hoàn thành 02 vụ tham gia tố tụng, 03 vụ tư vấn. Khó khăn: thiếu xe đi cơ sở.")
    await stage.types(HOA, "1")
    await stage.until("2026-08-12 09:00")
    await stage.sends_photos(HOA, 2)
    await stage.until("2026-08-12 09:01")
    await stage.types(HOA, "sang nay truyen thong o xa dong son 1 dot, 60 nguoi")
    await stage.until("2026-08-14 16:20")
    await _hands_in(stage, DUNG, 2, "Phòng giải quyết 98 hồ sơ quốc tịch, kiểm tra 4 tổ chức hành nghề công chứng.")
    await stage.until("2026-08-17 09:15")
    await _hands_in(stage, NGUYET, 2, "Phòng thẩm định 12 dự thảo văn bản, góp ý 31 văn bản.")
    await stage.until("2026-08-27 15:00")
    for number in (MINH, TUAN, BINH):
        await _hands_in(stage, number, 1, "Đơn vị thực hiện đủ nội dung phong trào, 100% ký cam kết.")
    await stage.until("2026-08-28 16:50")
    await stage.says(LAN_ANH, "/tiendo 2")
    await stage.says(LAN_ANH, "/baocao")


async def _next_drive(stage: Stage) -> None:
    """One that has just opened, so that whoever looks in after the story has something to register for, and three
    movements of the whole year beside it."""
    await stage.until("2026-09-14 15:30")
    for file in OTHER_MOVEMENTS:
        await stage.sends(LAN_ANH, file, "/phatdong")
        await stage.chooses(LAN_ANH, "Xem trước bản gửi")
        await stage.chooses(LAN_ANH, "Gửi lúc 8 giờ 00, thứ Ba, ngày 15/9/2026")
    await stage.sends(LAN_ANH, NEXT_DRIVE, "/phatdong")
    await stage.chooses(LAN_ANH, "Xem trước bản gửi")
    await stage.chooses(LAN_ANH, "Gửi lúc 8 giờ 00, thứ Ba, ngày 15/9/2026")
    await stage.until("2026-09-15 08:40")
    await stage.opens(BINH, "c_dangky-6", "(bấm Đăng ký trên thẻ trong nhóm)")
    await stage.chooses(BINH, "Tham gia, chưa nêu chỉ tiêu")
    await stage.until("2026-09-15 09:00")


async def _hands_in(stage: Stage, number: int, campaign: int, report: str) -> None:
    await stage.says(number, f"/baocao {campaign}")
    await stage.says(number, report)
    await stage.chooses(number, "Nộp")
