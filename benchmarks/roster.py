"""A list of staff: sent to the assistant, shown, confirmed and written; beside only reading the same file."""

import io
import tempfile
import time
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from statistics import median

from python_calamine import CalamineWorkbook

from benchmarks import office
from benchmarks.programs import Program, calls, running
from benchmarks.sizes import Sizes
from benchmarks.table import Line
from domain.permissions import Grant, Role
from handlers import sheets
from handlers.sheets import Cell, Sheet
from sandbox import Sandbox
from storage import grants
from storage.database import Database

OFFICER = office.FIRST
HEADER = ["Họ và tên", "Giới tính", "Chức vụ", "Đơn vị", "Đối tượng", "Giữ chức vụ lãnh đạo", "Số điện thoại"]
PARTS = ("Nguyễn Trần Lê Phạm Hoàng Vũ Đặng Bùi Đỗ Hồ", "Thị Văn Minh Thu Quốc Đức", "An Bích Cường Dung Giang Hạnh")
ALLOWED = 5  # seconds from the file to the end
SHOWN, WRITTEN = "Chưa ghi gì", "Đã ghi danh sách"


async def lines(sizes: Sizes) -> list[Line]:
    content = _list(sizes.listed)
    runs = [(await _ours(content), _read(content)) for _ in range(sizes.runs)]
    shown, whole = (median(times) for times in zip(*(ours for ours, _ in runs), strict=True))
    alone = median(read for _, read in runs)
    what = f"a list of {sizes.listed:,} people"
    return [
        Line(f"{what}, sent to shown, s", shown, alone, "calamine alone, reading that file"),
        Line(f"{what}, sent to written, s", whole, ALLOWED, "what it may take"),
    ]


def _list(count: int) -> bytes:
    names = [" ".join(parts) for parts in product(*(part.split() for part in PARTS))]
    rows: list[list[Cell]] = [
        [names[place % len(names)], "Nữ", "Chuyên viên", "Văn phòng Sở", "Công chức", "Không", 912_000_000 + place]
        for place in range(count)
    ]
    return sheets.written([Sheet("Danh sách", [list[Cell](HEADER), *rows])], datetime.now(UTC))


def _read(content: bytes) -> float:
    began = time.perf_counter()
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        book.get_sheet_by_index(0).to_python()
    return time.perf_counter() - began


async def _ours(content: bytes) -> tuple[float, float]:
    """Seconds from the file to what it would change, and to the end of writing it, the officer pressing at once."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with Sandbox() as sandbox:
            config = await office.opened(folder, sandbox, 1)
            await _appointed(folder)
            office.phones(sandbox, 1)
            async with running(folder, "-m", "bot", "--config", config, "run") as program:
                await program.heard(sandbox)
                began = datetime.now(UTC)
                sandbox.sim.send(OFFICER, "document", name="danh-sach.xlsx", content=content)
                shown = await _said(program, sandbox, SHOWN)
                sandbox.sim.press(OFFICER, next(label for label in _buttons(sandbox) if label.startswith("Ghi")))
                written = await _said(program, sandbox, WRITTEN)
    return (shown - began).total_seconds(), (written - began).total_seconds()


async def _appointed(folder: Path) -> None:
    database = await Database.open(folder / "thidua.db", beside=True)
    try:
        async with database.transaction() as tx:
            await grants.add(tx, 1, Grant(Role.OFFICER), None)
    finally:
        await database.close()


def _buttons(sandbox: Sandbox) -> list[str]:
    return [button["text"] for row in sandbox.sim.chat(OFFICER)[-1]["buttons"] for button in row]


async def _said(program: Program, sandbox: Sandbox, words: str) -> datetime:
    """When the assistant had said it."""

    def said() -> list[datetime]:
        spoken = (*calls(sandbox, "sendMessage"), *calls(sandbox, "editMessageText"))
        return [call.at for call in spoken if words in str(call.params.get("text"))]

    await program.until(lambda: bool(said()))
    return said()[0]
