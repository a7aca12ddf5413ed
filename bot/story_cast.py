"""The demo's story: who is in it, its files, and what several chapters let people do."""

from pathlib import Path

from bot.stage import TELEGRAM, ZALO, Stage

ROOT = Path(__file__).parent.parent
UNITS, ROSTER = ROOT / "samples" / "don-vi.txt", ROOT / "samples" / "danh-sach.csv"
MOVEMENT, NEXT_DRIVE = ROOT / "samples" / "van-hoa-cong-so.toml", ROOT / "samples" / "ngay-phap-luat.toml"
OTHER_MOVEMENTS = [ROOT / "samples" / f"{name}.toml" for name in ("hoc-tap-bac", "vi-nguoi-ngheo", "nong-thon-moi")]
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


async def joins(stage: Stage, number: int) -> None:
    """By the link on the slip."""
    await stage.opens(number, f"m_{stage.slips[PHONES[number]].token}", "(mở đường dẫn trên phiếu)")
    await stage.chooses(number, "Đồng ý")
    await stage.chooses(number, "Đúng là tôi")


async def hands_in(stage: Stage, number: int, campaign: int, report: str) -> None:
    """A report of the unit, in one message."""
    await stage.says(number, f"/baocao {campaign}")
    await stage.says(number, report)
    await stage.chooses(number, "Nộp")
