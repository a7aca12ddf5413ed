"""Where nobody types a slash, no text of ours prints one: words in quotes, which are then understood."""

import re
from pathlib import Path

import pytest
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, FunctionLoader, Undefined

from bot.zalo_saying import said
from handlers.everything import COMMANDS
from handlers.words import command_for, said_as
from texts import _environment

FOLDER = Path("texts")
TEMPLATES = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.txt"))
A_SLASH = re.compile(r"(^|[\s“(])/[a-z]", re.MULTILINE)
JINJA = re.compile(r"\{[%#].*?[%#]\}|\{\{.*?\}\}", re.DOTALL)


class Sample(Undefined):
    """A fact of any kind: a word, a number, a list of two, true or not as the test wants it."""

    true = True

    def _self(self, *_args, **_named):
        return self

    __getattr__ = __getitem__ = __call__ = _self
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __mod__ = __floordiv__ = _self

    def __str__(self):
        return "mẫu"

    def __iter__(self):
        return iter([self, self] if self.true else [])

    def __bool__(self):
        return self.true

    def __len__(self):
        return 2 * self.true

    def __lt__(self, _other):
        return self.true

    def __eq__(self, _other):
        return self.true

    __le__ = __gt__ = __ge__ = __lt__
    __ne__ = __lt__

    def __hash__(self):
        return 1


class Untrue(Sample):
    true = False


def rendered(name: str, kind: type[Sample]) -> str:
    """The template with nothing but sample facts."""
    chosen_by_a_fact = FunctionLoader(lambda included: "mẫu" if "mẫu" in included else None)
    loader = ChoiceLoader([FileSystemLoader(FOLDER), chosen_by_a_fact])
    environment = Environment(loader=loader, autoescape=True, undefined=kind, trim_blocks=True, lstrip_blocks=True)
    ours = set(_environment().filters) - set(environment.filters)
    environment.filters.update({one: lambda *_args, **_named: "mẫu" for one in ours})
    for one in ("length", "join", "truncate", "map", "list", "selectattr", "capitalize", "upper", "sort"):
        environment.filters[one] = lambda value, *_args, **_named: value
    environment.globals.update(left=lambda *_args: "còn 3 ngày", late=lambda *_args: 3)
    return environment.get_template(name).render()


@pytest.mark.parametrize("kind", [Sample, Untrue])
@pytest.mark.parametrize("name", TEMPLATES)
def test_no_text_with_sample_facts_prints_a_command(name, kind):
    if name.startswith(("cannot_start/", "tasks/list")):  # printed on a console; its lines are tested by themselves
        return
    assert not A_SLASH.search(said(rendered(name, kind)).text)


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_branch_of_a_text_holds_a_command(name):
    words = JINJA.sub("mẫu", (FOLDER / name).read_text(encoding="utf-8"))
    assert not A_SLASH.search(said(words).text)


@pytest.mark.parametrize("command", [one.name for one in COMMANDS if one.menu])
def test_every_command_can_be_said_in_words(command):
    assert command_for(said_as(f"/{command}") or "") == command
