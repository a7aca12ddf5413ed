"""Every sentence a person reads: Jinja2 templates beside this file, autoescaped; a missing fact is an error."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from domain import achievements, dates, numbers, targets
from domain.anniversaries import Catalogue
from domain.award_types import AwardTypes
from domain.errors import CannotStart, Refused
from domain.folding import nfc

FOLDER = Path(__file__).parent
FONTS = FOLDER / "fonts"
_HALF_SIGN = re.compile(r"&[^;\s]*$")
_NOT_IN_WORD = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # no Word file can hold them


@cache
def environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=-1,  # every template stays compiled
        auto_reload=False,  # a text that was changed is read at the next start, as words.toml is
    )
    environment.filters.update(
        full=dates.full,
        day=dates.day,
        weekday_day=dates.weekday_day,
        short=dates.short,
        clock=dates.clock,
        listed=dates.listed,
        number=numbers.write,
        platform=platform_name,
        role=role_name,
        registration_state=registration_state,
        stage=stage_name,
        counted=numbers.counted,
        capital=lambda words: words[:1].upper() + words[1:],
        cut=cut,
        that_fit=targets.that_fit,
        period=lambda entry: achievements.period(entry.start, entry.end),
    )
    environment.globals.update(left=dates.left, late=dates.days_late)
    return environment


@cache
def word_environment() -> Environment:
    """The same for the Word files of word/: escaped, in NFC, and without what such a file cannot hold."""
    return environment().overlay(finalize=lambda value: _for_word(value) if type(value) is str else value)


def _for_word(text: str) -> str:
    return _NOT_IN_WORD.sub("", nfc(text))


def render(name: str, /, **facts: Any) -> str:
    """The text of texts/<name>.txt with its facts: the HTML subset (b i u s code a blockquote)."""
    return environment().get_template(f"{name}.txt").render(facts).strip()


def refusal(refused: Refused) -> str:
    return render(f"refused/{refused.code}", **refused.facts)


def cannot_start(error: CannotStart) -> str:
    """One plain line: it is printed on a console, so nothing is escaped."""
    text = (FOLDER / "cannot_start" / f"{error.code}.txt").read_text(encoding="utf-8")
    return text.strip().format(**error.facts)


def cut(words: str, most: int) -> str:
    """The beginning of what is longer than so many characters; what is escaped already is not cut inside a sign."""
    if len(words) <= most:
        return words
    begins = words[: most - 1].rstrip()
    if isinstance(words, Markup):
        begins = Markup(_HALF_SIGN.sub("", begins))  # noqa: S704  # of what is escaped
    return begins + "…"


def platform_name(key: str) -> str:
    """What people call the platform with this key."""
    kind = key.partition(":")[0]
    return str(words()["platforms"].get(kind, kind))


def role_name(role: str) -> str:
    """What people call a role."""
    return str(words()["roles"][role])


def registration_state(state: str) -> str:
    """What people call the state of a registration."""
    return str(words()["registration_states"][state])


def stage_name(state: str) -> str:
    """Where a campaign stands, as people say it."""
    return str(words()["stages"][state])


@cache
def words() -> Mapping[str, Any]:
    """words.toml: per command its label, plain words and aliases; and the labels of the other choices."""
    return tomllib.loads((FOLDER / "words.toml").read_text(encoding="utf-8"))


@cache
def audit_words() -> Mapping[str, Any]:
    """audit.toml: the log in words."""
    return tomllib.loads((FOLDER / "audit.toml").read_text(encoding="utf-8"))


@cache
def templates() -> Catalogue:
    """templates.toml: the drives of every year, and how those of founding days are made."""
    return Catalogue.model_validate(tomllib.loads((FOLDER / "templates.toml").read_text(encoding="utf-8")))


@cache
def award_types() -> AwardTypes:
    """award_types.toml: the titles and forms of award that are known."""
    return AwardTypes.model_validate(tomllib.loads((FOLDER / "award_types.toml").read_text(encoding="utf-8")))


def label(name: str) -> str:
    """The words on a choice."""
    text: str = words()["labels"][name]
    return text
