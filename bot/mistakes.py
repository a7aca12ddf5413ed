"""What an operator is told of a mistake: one sentence."""

from domain.errors import CannotStart, Refused
from domain.markup import plain
from storage.database import DatabaseTrouble
from texts import cannot_start, refusal


def sentence(error: Exception) -> str | None:
    """None: it is not one that an operator could mend."""
    match error:
        case CannotStart():
            return cannot_start(error)
        case Refused():
            return plain(refusal(error))
        case DatabaseTrouble():
            return cannot_start(CannotStart("database_trouble", reason=str(error)))
    return None
