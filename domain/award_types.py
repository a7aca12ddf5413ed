"""Danh hiệu thi đua and hình thức khen thưởng: two lists of the law (Luật 06/2022/QH15, Đ8, Đ9), never mixed."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from domain.folding import fold, nearest


class AwardClass(StrEnum):
    TITLE = "title"  # danh hiệu thi đua
    FORM = "form"  # hình thức khen thưởng


class AwardType(BaseModel):
    """One title or form. `said`: how else it is called; `recipients`: who can get it; `confirmed`: by the office."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    kind: AwardClass = Field(alias="class")
    said: tuple[str, ...] = ()
    recipients: Literal["person", "collective", "both"] = Field(alias="for")
    decided_by: str
    source: str
    confirmed: bool = False


class AwardTypes(BaseModel):
    """texts/award_types.toml."""

    model_config = ConfigDict(frozen=True)

    types: tuple[AwardType, ...] = ()

    @cached_property
    def _known(self) -> Mapping[str, AwardType]:
        return {_key(said): one for one in self.types for said in (one.name, *one.said)}

    def of(self, kind: AwardClass) -> tuple[AwardType, ...]:
        return tuple(one for one in self.types if one.kind == kind)

    def named(self, text: str) -> AwardType | None:
        """The one that is called so, marks and case aside; None if there is none."""
        return self._known.get(_key(text))

    def meant(self, text: str, kind: AwardClass) -> tuple[str, ...]:
        """The names in the list that may have been meant: those that begin so (“cờ thi đua”), else the nearest."""
        key = _key(text)
        begun = tuple(one.name for one in self.of(kind) if key and _key(one.name).startswith(key))
        near = nearest(key, (said for said, one in self._known.items() if one.kind is kind))
        return begun or ((self._known[near].name,) if near else ())

    def unconfirmed(self, names: Iterable[str]) -> tuple[str, ...]:
        """Those of these that the office has not checked."""
        return tuple(name for name in names if (one := self.named(name)) is not None and not one.confirmed)


def _key(text: str) -> str:
    return fold("".join(letter for letter in text if letter not in "“”\"'.,"))
