"""Units, the people in them, and how the assistant addresses them."""

from dataclasses import dataclass

from domain.folding import fold
from domain.permissions import Right, Role, allowed

PRONOUNS = {"anh", "chị", "em", "ông", "bà"}


@dataclass(frozen=True, slots=True)
class Unit:
    id: int
    name: str
    short_name: str


@dataclass(frozen=True, slots=True)
class Staff:
    """One person of the roster, with or without an account. `namesake`: somebody of the unit shares the given name."""

    id: int
    unit: Unit
    full_name: str
    gender: str  # "male", "female" or "" where the roster does not say
    post: str
    roles: frozenset[Role]
    namesake: bool = False

    def may(self, right: Right) -> bool:
        return allowed(right, self.roles)

    @property
    def pronoun(self) -> str:
        """“anh”, “chị”, or “Anh/Chị” where the gender is unknown; “đồng chí” for a director."""
        if Role.DIRECTOR in self.roles:
            return "đồng chí"
        return {"male": "anh", "female": "chị"}.get(self.gender, "Anh/Chị")

    @property
    def given_name(self) -> str:
        """The last word of the name; with the middle one where two people of the unit share it, and where
        the last word alone would sound like a pronoun (“chị Lan Anh”, never “chị Anh”)."""
        words = self.full_name.split()
        both = self.namesake or words[-1].lower() in PRONOUNS
        return " ".join(words[-2:] if both else words[-1:])

    @property
    def address(self) -> str:
        """How the assistant calls this person: “chị Hoa”, “anh Dũng”; the full name if the gender is unknown; a
        director by the post, “đồng chí Phó Giám đốc”, and never by name."""
        if Role.DIRECTOR in self.roles:
            deputy = fold(self.post).startswith("pho ")
            return f"đồng chí {'Phó Giám đốc' if deputy else 'Giám đốc'}"
        return f"{self.pronoun} {self.given_name}" if self.gender else self.full_name
