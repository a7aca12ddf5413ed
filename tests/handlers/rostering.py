"""A department's list of staff as a spreadsheet: 1,200 rows, and what can be wrong in them."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import product

from handlers import sheets
from handlers.sheets import Cell, Sheet
from tests.conftest import CAST
from tests.people import Person

NOW = datetime(2026, 6, 17, 2, 5, tzinfo=UTC)
HEADER = ["STT", "HỌ VÀ TÊN", "Giới tính", "Chức vụ", "Đơn vị", "Đối tượng", "Giữ chức vụ lãnh đạo", "Số ĐT", "Vai trò"]
NAME, GENDER, POST, UNIT, EMPLOYMENT, LEADER, PHONE, ROLE = range(1, 9)
FIRST = 4  # the number of the first person's row: two titles and the header stand above
OFFICE, JUSTICE = "Văn phòng Sở", "Phòng Hành chính và Bổ trợ tư pháp"
ROWS = 1200

_SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ")
_MIDDLES = ("Thị", "Văn", "Minh", "Thu", "Quốc", "Đức", "Ngọc", "Thanh", "Hữu", "Kim", "Xuân")
_GIVEN = ("An", "Bích", "Cường", "Dung", "Giang", "Hạnh", "Khôi", "Lượng", "Mai", "Nhung", "Phúc", "Quý")

OLD_FONTS = {  # as typed: as it was meant
    "NguyÔn V¨n H\xadëng": "Nguyễn Văn Hưởng",
    "TrÇn ThÞ Hång Th¾m": "Trần Thị Hồng Thắm",
    "Ñoã Ñöùc Löông": "Đỗ Đức Lương",
    "Huyønh Thò Myõ": "Huỳnh Thị Mỹ",
}

FAULTY: dict[str, list[tuple[int, Cell]]] = {  # by kind: the column, and what stands in it
    "thiếu họ và tên": [(NAME, "")] * 3,
    "họ và tên có chữ số": [(NAME, "Lê An 2"), (NAME, "0912345678"), (NAME, 7.0)],
    "quá 120 chữ": [(NAME, "Lê " * 50), (POST, "Chuyên viên " * 20)],
    "thiếu đơn vị": [(UNIT, "")] * 3,
    "có phải “Phòng Hành chính và Bổ trợ tư pháp”": [(UNIT, "Phòng Hành chính, Bổ trợ tư pháp")] * 2,
    "thêm đơn vị trước": [(UNIT, "Phòng Lạ"), (UNIT, "Ban Z")],
    "giới tính ghi nam hoặc nữ": [(GENDER, "khác"), (GENDER, "?"), (GENDER, "Nm")],
    "đối tượng ghi công chức": [(EMPLOYMENT, "biên chế"), (EMPLOYMENT, "CB"), (EMPLOYMENT, 1.0)],
    "ghi có hoặc không": [(LEADER, "hơi"), (LEADER, "Trưởng phòng"), (LEADER, 2.0)],
    "cần 10 hoặc 11 chữ số": [(PHONE, "12345"), (PHONE, "không có"), (PHONE, 99.0), (PHONE, "+1 202 555 0100")],
    "trùng người với dòng": [(NAME, "Nguyễn Thị Lan Anh")] * 3,
    "trùng số điện thoại với dòng": [(PHONE, "0912000000")] * 3,
    "chưa hiểu vai trò": [(ROLE, "sếp"), (ROLE, "lính")],
    "do người khác cấp": [(ROLE, "Giám đốc Sở")],
    "phông chữ cũ nên đọc chưa chắc": [(NAME, "Nguy?n V?n An"), (NAME, "NguyÔn V¨¿"), (POST, "Chuy\ufffdn viên")],
}


def people(count: int = ROWS) -> list[list[Cell]]:
    """The cast, then so many others that the list has this many rows; among them some typed in old fonts. A telephone
    number is a figure, so that its 0 is lost."""
    cast: list[list[Cell]] = [
        [name, "Nam" if gender == "male" else "Nữ", "Chuyên viên", unit, "CC", "", "", ""]
        for name, gender, unit, _ in CAST.values()
    ]
    names = [*OLD_FONTS, *(" ".join(parts) for parts in product(_SURNAMES, _MIDDLES, _GIVEN))]
    others: list[list[Cell]] = [
        [name, "Nữ", "Chuyên viên", (OFFICE, JUSTICE)[place % 2], "VC", "không", 912_000_000.0 + place, ""]
        for place, name in enumerate(names[: count - len(cast)])
    ]
    return [[place, *cells] for place, cells in enumerate((*cast, *others), 1)]


def spoiled(table: Sequence[Sequence[Cell]]) -> tuple[list[list[Cell]], dict[int, str]]:
    """The same with 40 rows that cannot be taken; and by the row's number the words of its fault."""
    rows, wrong = [list(cells) for cells in table], dict[int, str]()
    places: Iterator[int] = iter(range(20, len(rows), 17))
    for kind, cells in FAULTY.items():
        for (column, value), place in zip(cells, places, strict=False):
            rows[place][column] = value
            if kind.startswith("trùng người"):
                rows[place][POST], rows[place][UNIT], rows[place][PHONE] = "Chuyên viên", OFFICE, ""
            wrong[place + FIRST] = kind
    return rows, wrong


def sheet(table: Sequence[Sequence[Cell]]) -> bytes:
    titles: list[list[Cell]] = [["SỞ TƯ PHÁP"], ["DANH SÁCH CÔNG CHỨC, VIÊN CHỨC, NGƯỜI LAO ĐỘNG"]]
    return sheets.written([Sheet("Danh sách", [*titles, list[Cell](HEADER), *table])], NOW)


def received(person: Person) -> list[list[str]]:
    """The rows of the spreadsheet that the assistant sent last."""
    name = [one["file"] for one in person.said if one["file"]][-1]
    kept = [one for one in person.desk.sandbox.world.files.values() if one.name == name]
    return sheets.read(kept[-1].content)[0]
