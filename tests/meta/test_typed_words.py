"""Where nobody types a slash, no text of ours prints one: words in quotes, which are then understood."""

import re
from pathlib import Path

import pytest
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, FunctionLoader, Undefined

from bot.zalo_saying import said
from handlers.everything import COMMANDS
from handlers.words import command_for, said_as
from texts import environment

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


def prints_a_command(text: str) -> bool:
    return bool(A_SLASH.search(said(text).text))


def environment_of(kind: type[Sample]) -> Environment:
    """In it a template has nothing but sample facts."""
    chosen_by_a_fact = FunctionLoader(lambda included: "mẫu" if "mẫu" in included else None)
    loader = ChoiceLoader([FileSystemLoader(FOLDER), chosen_by_a_fact])
    samples = Environment(loader=loader, autoescape=True, undefined=kind, trim_blocks=True, lstrip_blocks=True)
    ours = set(environment().filters) - set(samples.filters)
    samples.filters.update({one: lambda *_args, **_named: "mẫu" for one in ours})
    for one in ("length", "join", "truncate", "map", "list", "selectattr", "capitalize", "upper", "sort"):
        samples.filters[one] = lambda value, *_args, **_named: value
    samples.globals.update(left=lambda *_args: "còn 3 ngày", late=lambda *_args: 3)
    return samples


@pytest.mark.parametrize("kind", [Sample, Untrue])
def test_no_text_with_sample_facts_prints_a_command(kind):
    elsewhere = ("cannot_start/", "tasks/list")  # printed on a console; its lines are tested by themselves
    samples, names = environment_of(kind), [name for name in TEMPLATES if not name.startswith(elsewhere)]
    assert [name for name in names if prints_a_command(samples.get_template(name).render())] == []


def test_no_branch_of_a_text_holds_a_command():
    branches = {name: JINJA.sub("mẫu", (FOLDER / name).read_text(encoding="utf-8")) for name in TEMPLATES}
    assert [name for name, words in branches.items() if prints_a_command(words)] == []


def test_every_command_can_be_said_in_words():
    names = [one.name for one in COMMANDS if one.menu]
    assert [name for name in names if command_for(said_as(f"/{name}") or "") != name] == []
