"""Reads the signed decision that ends a campaign: “120/QĐ-STP 05/9/2026”, and who issued it where no number tells."""

from datetime import datetime

from domain import documents
from domain.campaign_documents import AWARDS, Document
from domain.campaign_values import Wrong
from domain.errors import Refused
from domain.launch_days import paper_day

_KIND = documents.KINDS["QĐ"]


def said_decision(text: str, office: str, now: datetime) -> Document:
    """The decision that was typed. `office`: the name of the department; `now`: local, it was signed by then.

    Raises Refused: decision_unclear, decision_future(day).
    """
    found = [one for one in documents.cited(text, office) if one.kind == _KIND and one.issuer]
    if len(found) != 1:
        raise Refused("decision_unclear")
    try:
        day = paper_day(found[0].rest, now)
    except Wrong:
        day = None
    if day is None:
        raise Refused("decision_unclear")
    if day > now.date():
        raise Refused("decision_future", day=day)
    return Document(AWARDS, found[0].number, day, found[0].issuer)
