"""Which command was meant: by its very words, in two words, by another name."""

from collections.abc import Container
from dataclasses import replace

from handlers import launching_templates
from handlers.visit import Visit
from handlers.words import command_for


def asked_for(visit: Visit) -> Visit | None:
    """The very words of a command are that command, even while a question is open. A figure or a way out of
    the question is its own to take."""
    line = command_for(visit.text) or launching_templates.asked_for(visit.text, visit.office)
    if line is None or line == "thoat" or visit.text.strip().isdigit():
        return None
    return saying(visit, line)


def saying(visit: Visit, line: str) -> Visit:
    """The visit as if this command line had been typed."""
    name, *args = line.split()
    said = {"command": name, "args": tuple(args), "text": "", "pictures": 0}
    return replace(visit, request=visit.request.model_copy(update=said))


def meant(visit: Visit, names: Container[str]) -> Visit:
    """With the command that was meant: two-word forms (/bao cao), and other names. `names`: of all commands."""
    name, args = visit.request.command, visit.request.args
    if name in names:
        return visit
    joined = name + (args[0] if args else "")
    if joined in names:
        text = visit.text.partition(" ")[2]
        return replace(
            visit, request=visit.request.model_copy(update={"command": joined, "args": args[1:], "text": text})
        )
    other = command_for(name)
    return saying(visit, other) if other else visit
