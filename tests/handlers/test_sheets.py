"""Spreadsheets in and out; LibreOffice opens what is written, as an office would."""

import csv
import io
import zipfile
from dataclasses import replace

import pytest

from domain.errors import Refused
from domain.people import Employment, Staff, Unit
from domain.roster import Fault
from domain.roster_table import rows
from handlers import roster_forms, sheets
from handlers.sheets import Sheet, read, written
from tests.handlers.libreoffice import ODF, cells, formulas, key, words
from tests.handlers.rostering import NOW

UNITS = [Unit(1, "Văn phòng Sở", "VP"), Unit(2, "Phòng Hành chính & Bổ trợ tư pháp", "HC&BTTP")]
EVIL = ["=1+1", "+84912345678", "-2", "@SUM(A:A)", "{=A1}", "https://thaian.gov.vn", "0912345678", "<b>x</b> & “y”"]
HEADER = "Họ và tên;Đơn vị\n"


def named(*names: str) -> list[list[str]]:
    return [["Họ và tên", "Đơn vị"], *([name, "VP"] for name in names)]


# Reading ----------------------------------------------------------------------------------------


def test_words_numbers_and_ticks_come_as_words():
    assert read(written([Sheet("x", [["a", 1, 912345678.0, 1.5]])], NOW)) == [[["a", "1", "912345678", "1.5"]]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
def test_a_text_file_is_read_in_the_encodings_that_windows_writes(encoding):
    text = HEADER + "Tr\u00e2\u0300n Thi\u0323 Hoa;VP\n" if encoding == "cp1258" else HEADER + "Trần Thị Hoa;VP\n"
    if encoding == "cp1258":
        text = text.replace("Họ", "Ho\u0323").replace("Đơn vị", "Đơn vi\u0323")
    found = rows(read(text.encode(encoding)))
    assert [row.cells["full_name"] for row in found] == ["Trần Thị Hoa"]


def test_a_text_file_in_tcvn3_is_read_too():
    found = rows(read("Hä vµ tªn,§¬n vÞ\nNguyÔn V¨n An,VP\n".encode("latin-1")))
    assert [(row.cells["full_name"], row.font) for row in found] == [("Nguyễn Văn An", "TCVN3")]


@pytest.mark.parametrize("by", [",", ";", "\t"])
def test_a_text_file_is_read_whatever_stands_between_its_cells(by):
    file = io.StringIO()
    csv.writer(file, delimiter=by).writerows(named("Lê, An; “Bình”"))
    assert rows(read(file.getvalue().encode()))[0].cells["full_name"] == "Lê, An; “Bình”"


def test_a_cell_that_was_merged_over_rows_holds_in_each_and_titles_over_columns_do_not():
    from xlsxwriter import Workbook  # noqa: PLC0415  # what people send is not written by us

    file = io.BytesIO()
    with Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.merge_range(0, 0, 0, 1, "DANH SÁCH")
        sheet.write_row(1, 0, ["Họ và tên", "Đơn vị"])
        sheet.write_column(2, 0, ["Lê An", "Bùi Tú"])
        sheet.merge_range(2, 1, 3, 1, "VP")
        book.add_worksheet().hide()
    assert [(row.line, row.cells["unit"]) for row in rows(read(file.getvalue()))] == [(3, "VP"), (4, "VP")]


def test_what_is_too_large_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(sheets, "HEAVIEST", 1000)
    with pytest.raises(Refused, match="sheet_too_large"):
        read(written([Sheet("x", named(*["Lê An"] * 100))], NOW))
    monkeypatch.setattr(sheets, "MOST_ROWS", 10)
    with pytest.raises(Refused, match="sheet_too_large"):
        read((HEADER + "Lê An;VP\n" * 20).encode())


def test_a_broken_archive_is_a_sentence():
    content = packed({"hello": "x"})
    for broken in (content, content[:30]):
        with pytest.raises(Refused, match="sheet_unreadable"):
            read(broken)


def packed(parts: dict[str, str]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return content.getvalue()


def far_off(kind: str) -> bytes:
    """A few kilobytes that hold more cells than any memory."""
    if kind == "ods":
        names = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in ODF.items())
        cell = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"/>'
        row = f'<table:table-row table:number-rows-repeated="6000">{cell}</table:table-row>'
        table = f'<office:spreadsheet><table:table table:name="a">{row}</table:table></office:spreadsheet>'
        content = f"<office:document-content {names}><office:body>{table}</office:body></office:document-content>"
        manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
        kind_of_it = "application/vnd.oasis.opendocument.spreadsheet"
        return packed({"mimetype": kind_of_it, "META-INF/manifest.xml": manifest, "content.xml": content})
    cell = "<c><v>1</v></c>"
    rows_of = {
        "xlsx": '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        "xlsx without numbers": f"<row>{cell * 16384}</row>{'<row/>' * 50_000}<row>{cell}</row>",
    }
    with zipfile.ZipFile(io.BytesIO(written([Sheet("x", named("Lê An"))], NOW))) as plain:
        parts = {part: plain.read(part).decode() for part in plain.namelist()}
    return packed({name: text.replace("</sheetData>", f"{rows_of[kind]}</sheetData>") for name, text in parts.items()})


@pytest.mark.parametrize("kind", ["xlsx", "xlsx without numbers", "ods"])
def test_a_small_file_that_claims_a_table_beyond_all_memory_is_a_sentence(kind):
    with pytest.raises(Refused, match="sheet_too_large"):
        read(far_off(kind))


def test_a_file_that_takes_too_long_is_a_sentence(monkeypatch):
    monkeypatch.setattr(sheets, "PATIENCE", 0.001)
    with pytest.raises(Refused, match="sheet_too_large"):
        read(written([Sheet("x", named("Lê An"))], NOW))


# LibreOffice ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["xls", "ods", "xlsx"])
def test_a_list_that_libreoffice_has_saved_is_read_as_it_was(saved, kind):
    people = [Staff(7, UNITS[0], f"Lê Thị {given}", "female", "Văn thư", phone="0912345678") for given in ("An", "Bé")]
    content = roster_forms.present(people, UNITS, NOW).content
    assert rows(read(saved(content, kind))) == rows(read(content))


def test_words_stay_words_and_numbers_numbers(opened):
    document = opened(written([Sheet("Danh sách", [["Cột"] * 8, EVIL, [1, 2.5]])], NOW))
    assert formulas(document) == []
    found = cells(document, "Danh sách")
    assert found[1] == [("string", text) for text in EVIL]
    assert [kind for kind, _ in found[2]] == ["float", "float"]


def test_the_form_has_its_columns_and_the_choices_of_each(opened):
    document = opened(roster_forms.form(UNITS, NOW).content)
    header, example = words(document, "Danh sách")
    assert header == [
        *("Họ và tên", "Giới tính", "Chức vụ", "Đơn vị", "Đối tượng"),
        *("Giữ chức vụ lãnh đạo", "Số điện thoại"),
    ]
    assert example[0].startswith("Ví dụ")
    assert words(document, "Đơn vị")[1:] == [[unit.name, unit.short_name] for unit in UNITS]
    choices = [one.get(key("table:condition")) or "" for one in document.iter(key("table:content-validation"))]
    for listed in ('"Nam";"Nữ"', '"Công chức";"Viên chức";"Người lao động"', '"Có";"Không"', "'Đơn vị'"):
        assert any(listed in condition for condition in choices), (listed, choices)
    assert formulas(document) == []


def test_the_list_of_staff_keeps_the_zero_of_a_phone(opened):
    person = Staff(7, UNITS[1], "=Lê An", "female", "Văn thư", leader=False, phone="0912345678")
    person = replace(person, employment=Employment.CONTRACT_WORKER)
    document = opened(roster_forms.present([person], UNITS, NOW).content)
    assert words(document, "Danh sách")[1] == [
        *("=Lê An", "Nữ", "Văn thư", UNITS[1].name, "Người lao động", "Không", "0912345678")
    ]
    assert formulas(document) == []


def test_the_list_with_reasons_is_the_list_with_what_is_wrong(opened):
    found = rows([named("Lê An", "@Bùi 2")])
    document = opened(roster_forms.with_reasons(found, [Fault(3, "name", "@Bùi 2")], NOW).content)
    assert [kind for row in cells(document, "Danh sách")[1:] for kind, _ in row].count("float") == 2  # lines' numbers
    assert [text for _, text in cells(document, "Danh sách")[2]] == ["@Bùi 2", "VP", "3", "họ và tên có chữ số"]
