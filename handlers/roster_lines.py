"""What a list of staff would change, in lines; the same lines are what somebody agrees to."""

from domain.roster import Fault, Plan
from texts import render


def lines(plan: Plan) -> list[str]:
    """Row by row and person by person, what needs a look leading. One text, since thousands would take their time."""
    return [line for line in render("roster/lines", plan=plan).splitlines() if line]


def reason(fault: Fault) -> str:
    return render("roster/reason", fault=fault)
