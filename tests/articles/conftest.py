"""Articles of the press, played: every conversation runs on each platform."""

from tests.handlers.conftest import pytest_generate_tests

__all__ = ["pytest_generate_tests"]
