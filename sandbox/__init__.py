"""A pretend Telegram on your own computer: for trying the program, for its tests and for its benchmarks."""

from sandbox.server import Sandbox

__all__ = ["Sandbox"]
