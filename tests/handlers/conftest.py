"""Every conversation runs on each platform, from one text."""

import pytest

PLATFORMS = ("telegram", "zalo")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """`only`: a mark of what one platform alone can do, such as sending files."""
    if "platform" in metafunc.fixturenames:
        only = metafunc.definition.get_closest_marker("only")
        metafunc.parametrize("platform", only.args if only else PLATFORMS, indirect=True)
