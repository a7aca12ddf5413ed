"""Whom an announcement is for: everybody, some units, roles or people; all linked groups, or some of them."""

from pydantic import BaseModel, ConfigDict

from domain.permissions import Role


class Audience(BaseModel):
    """Ids of units, staff and linked groups. A person who is meant in several ways is meant once.

    `everybody`: the whole office, whatever else is named; `every_group`: each group that is linked when it goes;
    `participants`: who is registered, when it goes, for the campaign that it speaks of.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    everybody: bool = False
    units: frozenset[int] = frozenset()
    roles: frozenset[Role] = frozenset()
    people: frozenset[int] = frozenset()
    every_group: bool = False
    groups: frozenset[int] = frozenset()
    participants: bool = False

    @property
    def any_people(self) -> bool:
        """Whether it names people at all, in whatever way."""
        return self.everybody or self.participants or bool(self.units or self.roles or self.people)

    @property
    def any_groups(self) -> bool:
        return self.every_group or bool(self.groups)
