"""LibreOffice, as an office would open our files; where it is not installed those tests are skipped."""

import os
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

NEEDED = "needs LibreOffice: apt-get install libreoffice-calc-nogui libreoffice-writer-nogui"
PART = {".xlsx": "libsclo.so", ".docx": "libswlo.so"}  # Calc and Writer
ODF = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
}
Cells = list[list[tuple[str, str]]]


def convert(folder: Path, name: str, content: bytes, kind: str) -> bytes:
    """What it makes of a file with this name when it saves it as another kind."""
    office = installed(PART[Path(name).suffix])
    made = (folder / name).with_suffix(f".{kind}")
    made.unlink(missing_ok=True)
    (folder / name).write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", kind, "--outdir", str(folder), name]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)  # noqa: S603  # our own command
    return made.read_bytes()


def installed(part: str) -> str:
    """The program with this part of it."""
    office = shutil.which("soffice")
    if office and Path(office).resolve().with_name(part).exists():
        return office
    if os.environ.get("CI") == "true":
        pytest.fail(NEEDED)
    pytest.skip(NEEDED)


def key(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{ODF[prefix]}}}{local}"


def said(one: ET.Element) -> str:
    return "\n".join("".join(part.itertext()) for part in one.iter(key("text:p")))


def cells(document: ET.Element, sheet: str) -> Cells:
    """The kind and the text of every cell that holds something."""
    table = next(one for one in document.iter(key("table:table")) if one.get(key("table:name")) == sheet)
    found = []
    for row in table.iter(key("table:table-row")):
        held = [one for one in row.iter(key("table:table-cell")) if one.get(key("office:value-type"))]
        found.append([(one.get(key("office:value-type")) or "", said(one)) for one in held])
    return [row for row in found if row]


def words(document: ET.Element, sheet: str) -> list[list[str]]:
    assert {kind for row in cells(document, sheet) for kind, _ in row} == {"string"}
    return [[text for _, text in row] for row in cells(document, sheet)]


def formulas(document: ET.Element) -> list[ET.Element]:
    return [one for one in document.iter() if one.get(key("table:formula")) or one.tag == key("text:a")]


def lines(document: ET.Element) -> list[str]:
    """The paragraphs of a letter, those in tables too."""
    return [text for one in document.iter(key("text:p")) if (text := "".join(one.itertext()).strip())]
