"""A pretend Telegram and a pretend Zalo on your own computer: to try the program, to test and to measure it."""

from sandbox.server import Sandbox
from sandbox.tokens import DEFAULT_TOKEN, DEFAULT_ZALO_TOKEN

__all__ = ["DEFAULT_TOKEN", "DEFAULT_ZALO_TOKEN", "Sandbox"]
