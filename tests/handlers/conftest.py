"""Every conversation runs on each platform, from one text."""

from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest

from tests.handlers.libreoffice import convert, lines

PLATFORMS = ("telegram", "zalo")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """`only`: a mark of what one platform alone can do, such as sending files."""
    if "platform" in metafunc.fixturenames:
        only = metafunc.definition.get_closest_marker("only")
        metafunc.parametrize("platform", only.args if only else PLATFORMS, indirect=True)


@pytest.fixture(scope="session")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., bytes]:
    """What LibreOffice makes of one of our files when it is saved as another kind."""
    folder = tmp_path_factory.mktemp("libreoffice")
    return lambda content, kind, name="list.xlsx": convert(folder, name, content, kind)


@pytest.fixture
def opened(saved: Callable[..., bytes]) -> Callable[[bytes], ET.Element]:
    """A spreadsheet as LibreOffice understands it."""
    return lambda content: ET.fromstring(saved(content, "fods"))  # noqa: S314  # LibreOffice wrote it


@pytest.fixture
def read_letter(saved: Callable[..., bytes]) -> Callable[[bytes], list[str]]:
    """The paragraphs of a Word file as LibreOffice understands it."""
    return lambda content: lines(ET.fromstring(saved(content, "fodt", "letter.docx")))  # noqa: S314  # LibreOffice wrote it
