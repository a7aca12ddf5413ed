"""Whether an answer is none, but another piece of work that was told meanwhile."""

from datetime import datetime

from domain.achievements import Unsettled
from domain.sentences import Doubt, Intent, Understood, act_key, read

_NOT_ACTS = {Doubt.ACT_MISSING, Doubt.ACT_UNKNOWN, Doubt.ACT_AMBIGUOUS}


def other_work(text: str, now: datetime, unsettled: Unsettled) -> Understood | None:
    """A whole sentence about another act than the one asked about, or with other figures."""
    understood = read(text, now)
    known = understood.intent is Intent.LOG and _NOT_ACTS.isdisjoint(kind for kind, _ in understood.doubts)
    if known and _says_otherwise(understood, unsettled):
        return understood
    open_acts = {act_key(entry.act) for entry in unsettled.entries}
    new = known and any(entry.amounts and act_key(entry.act) not in open_acts for entry in understood.entries)
    # “3 vụ tư vấn” names the act of “3 vụ”; with another amount it is something else
    values = {one.value for entry in unsettled.entries for one in entry.amounts}
    named = unsettled.asked[0] is Doubt.ACT_MISSING and any(
        one.value in values for entry in understood.entries for one in entry.amounts
    )
    return understood if new and not named else None


def _says_otherwise(understood: Understood, unsettled: Unsettled) -> bool:
    """Whether it is a whole sentence with other amounts than the one asked about, or of more than one piece of work."""
    there = {one.value for entry in unsettled.entries for one in entry.amounts}
    said = [one.value for entry in understood.entries for one in entry.amounts]
    whole = not understood.doubts and all(entry.amounts for entry in understood.entries)
    return whole and bool(there) and (len(understood.entries) > len(unsettled.entries) or there.isdisjoint(said))
