"""What goes wrong on the pretend Zalo, on order."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from sandbox.errors import ApiError
from sandbox.faults import BROKEN, Fault
from sandbox.zalo import refusals

_ORDERED = (
    refusals.unauthorized(),
    refusals.forbidden(),
    refusals.timed_out(),
    refusals.unknown_chat(),
    refusals.not_permitted(),
    refusals.quota_exceeded(),
    refusals.broken_down(),
)


@dataclass
class ZaloFault(Fault):
    """As on Telegram, in Zalo's codes; `html` is a page with HTTP 200, and `retry_after` is never said."""

    broken: ClassVar[frozenset[str]] = BROKEN | {"html"}
    refusals: ClassVar[Mapping[str, ApiError]] = {str(refusal.code): refusal for refusal in _ORDERED}

    def refusal(self) -> ApiError:
        return self.refusals[self.kind]
