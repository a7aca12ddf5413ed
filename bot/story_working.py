"""The demo's story: what is achieved, reported and decided, and the next drive."""

from bot.stage import Stage
from bot.story_cast import BINH, DUNG, HANH, HOA, LAN_ANH, MINH, NEXT_DRIVE, NGUYET, OTHER_MOVEMENTS, TUAN, hands_in


async def play(stage: Stage) -> None:
    await _working(stage)
    await _reporting(stage)
    await _closing(stage)
    await _next_drive(stage)


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
    await stage.says(TUAN, "tháng 7 giải quyết 58 hồ sơ quốc tịch")
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
    """On time, late, and never; a head looks at the own unit's figures before."""
    await stage.until("2026-08-10 08:40")
    await stage.says(DUNG, "số liệu phòng tôi")
    await stage.chooses(DUNG, "1. Đợt thi đua 28/8")
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
    await hands_in(stage, DUNG, 2, "Phòng giải quyết 98 hồ sơ quốc tịch, kiểm tra 4 tổ chức hành nghề công chứng.")
    await stage.until("2026-08-17 09:15")
    await hands_in(stage, NGUYET, 2, "Phòng thẩm định 12 dự thảo văn bản, góp ý 31 văn bản.")
    await stage.until("2026-08-27 15:00")
    for number in (MINH, TUAN, BINH):
        await hands_in(stage, number, 1, "Đơn vị thực hiện đủ nội dung phong trào, 100% ký cam kết.")
    await stage.until("2026-08-28 16:50")
    await stage.says(LAN_ANH, "/tiendo 2")
    await stage.says(LAN_ANH, "/baocao")


async def _closing(stage: Stage) -> None:
    """The drive is over: the sheet for the review, the review, the decision."""
    await stage.until("2026-08-31 10:00")
    await stage.says(LAN_ANH, "tổng hợp đăng ký 28/8")
    await stage.chooses(LAN_ANH, "Biểu kết quả (Excel)")
    await stage.says(LAN_ANH, "quản lý đợt 2")
    await stage.chooses(LAN_ANH, "Bắt đầu bình xét")
    await stage.chooses(LAN_ANH, "Bắt đầu bình xét")
    await stage.until("2026-09-11 15:00")
    await stage.says(LAN_ANH, "quản lý đợt 2")
    await stage.chooses(LAN_ANH, "Ghi quyết định khen thưởng")
    await stage.says(LAN_ANH, "96/QĐ-STP 10/9/2026")
    await stage.chooses(LAN_ANH, "Ghi quyết định")


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
