"""The demo's story: who registers and signs, who looks after it."""

from bot.stage import Stage
from bot.story_cast import BINH, DUNG, HOA, LAN_ANH, LONG, MAI, MINH, NGUYET, TUAN, joins

NOTICE = "Giao ban 8 giờ 00 thứ Hai, ngày 22/6, phòng họp tầng 2. Các đơn vị báo số người đăng ký đợt 28/8."


async def play(stage: Stage) -> None:
    await _one_by_one(stage)
    await _notice(stage)
    await _pledge(stage)
    await stage.until("2026-06-22 15:10")
    await stage.chooses(MAI, "Không tham gia đợt này")
    await _collective(stage)
    await _for_colleagues(stage)
    await _progress(stage)
    await _decided_in_the_unit(stage)
    await _missing(stage)
    await _rest(stage)


async def _one_by_one(stage: Stage) -> None:
    """One by buttons, one by numbers; each then signs the commitment."""
    await stage.until("2026-06-16 10:00")
    await stage.invite()
    await joins(stage, BINH)
    await stage.until("2026-06-17 09:05")
    await stage.says(BINH, "/thidua")
    await stage.chooses(BINH, "1. Đợt thi đua 28/8")
    await stage.chooses(BINH, "Đăng ký")
    await stage.chooses(BINH, "Tự nhập chỉ tiêu")
    await stage.says(BINH, "tham dinh 12 du thao truoc 20/8")
    await stage.chooses(BINH, "Xác nhận")
    await _signs(stage, BINH)
    await stage.until("2026-06-18 08:20")
    await stage.types(HOA, "dang ky")
    await stage.types(HOA, "2")
    await stage.types(HOA, "1 va 4")
    await stage.types(HOA, "1")
    await stage.types(HOA, "ky cam ket")
    await stage.types(HOA, "1")


async def _signs(stage: Stage, number: int) -> None:
    """The commitment: asked for after registering, read, signed."""
    await stage.chooses(number, "Ký cam kết")
    await stage.chooses(number, "Ký cam kết")


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


async def _pledge(stage: Stage) -> None:
    """After the meeting the heads sign for their units; the officer sees who has not."""
    await stage.until("2026-06-22 09:40")
    for head in (DUNG, NGUYET, MINH):
        await stage.says(head, "giao ước")
        await stage.chooses(head, "Ký giao ước")
    await stage.says(LAN_ANH, "ai chưa ký giao ước")
    await stage.chooses(LAN_ANH, "Đơn vị nào đã ký")


async def _collective(stage: Stage) -> None:
    """The head looks at the figures, then registers the unit with what is suggested, picked by numbers; of one of them
    the figure is changed."""
    await stage.until("2026-06-23 08:40")
    await stage.says(DUNG, "tiến độ")
    await stage.chooses(DUNG, "1. Đợt thi đua 28/8")
    await stage.until("2026-06-24 09:00")
    await stage.says(DUNG, "đăng ký")
    await stage.chooses(DUNG, "Đăng ký tập thể")
    await stage.chooses(DUNG, "Chọn chỉ tiêu có sẵn")
    await stage.says(DUNG, "4 và 5 90 hồ sơ")
    await stage.chooses(DUNG, "Xác nhận")


async def _for_colleagues(stage: Stage) -> None:
    """The focal point enters for those without a phone."""
    await stage.until("2026-06-24 10:30")
    await stage.says(TUAN, "đăng ký")
    await stage.chooses(TUAN, "Tham gia, chưa nêu chỉ tiêu")
    await stage.says(TUAN, "/dangky ho 2")
    await stage.chooses(TUAN, "Dương Thị Thanh Hà (chưa kích hoạt)")
    await stage.chooses(TUAN, "Tham gia, chưa nêu chỉ tiêu")


async def _progress(stage: Stage) -> None:
    """The officer looks, and the group gets the picture."""
    await stage.until("2026-06-24 14:00")
    await stage.says(LAN_ANH, "tiến độ")
    await stage.chooses(LAN_ANH, "1. Đợt thi đua 28/8")
    await stage.chooses(LAN_ANH, "Hình tiến độ theo đơn vị")
    await stage.chooses(LAN_ANH, "Gửi vào nhóm")
    await stage.chooses(LAN_ANH, "Gửi vào nhóm")


async def _decided_in_the_unit(stage: Stage) -> None:
    """The head passes on what is complete; what is not goes back with a reason, and comes again."""
    await stage.until("2026-06-25 08:10")
    await stage.says(DUNG, "duyệt")
    await stage.chooses(DUNG, "Thông qua")
    await stage.chooses(DUNG, "Cần bổ sung")
    await stage.says(DUNG, "Xin nêu số hồ sơ phấn đấu giải quyết")
    await stage.chooses(DUNG, "Thông qua")
    await stage.until("2026-06-25 08:20")
    await stage.chooses(TUAN, "Hoàn thiện đăng ký")
    await stage.chooses(TUAN, "Tự nhập chỉ tiêu")
    await stage.says(TUAN, "giải quyết 45 hồ sơ quốc tịch")
    await stage.chooses(TUAN, "Xác nhận")
    await _signs(stage, TUAN)
    await stage.until("2026-06-25 08:40")
    await stage.says(DUNG, "duyệt")
    await stage.chooses(DUNG, "Thông qua")


async def _missing(stage: Stage) -> None:
    """One press asks those who have not answered; one of them does."""
    await stage.until("2026-06-25 09:10")
    await stage.says(LAN_ANH, "đôn đốc")
    await stage.chooses(LAN_ANH, "1. Nhắc: Đợt thi đua 28/8")
    await stage.chooses(LAN_ANH, "Nhắc 07 người")
    await stage.until("2026-06-25 09:30")
    await stage.chooses(LONG, "Đăng ký")
    await stage.chooses(LONG, "Tham gia, chưa nêu chỉ tiêu")


async def _rest(stage: Stage) -> None:
    """The other heads, then the officer, who accepts all at once."""
    await stage.until("2026-06-25 14:00")
    await stage.says(NGUYET, "đk thi đua 28/8")
    await stage.chooses(NGUYET, "Tham gia, chưa nêu chỉ tiêu")
    for head in (NGUYET, MINH):
        await stage.says(head, "duyệt")
        await stage.chooses(head, "Thông qua")
    await stage.until("2026-06-29 08:45")
    await stage.says(LAN_ANH, "duyệt")
    for campaign, count in (("Phong trào Văn hóa công sở", 2), ("Đợt thi đua 28/8", 7)):
        await stage.chooses(LAN_ANH, f"Tiếp nhận tất cả {count} đăng ký của {campaign}")
        await stage.chooses(LAN_ANH, f"Tiếp nhận {count} đăng ký")
