"""The example names every setting, loads, and says the defaults that the program has."""

import tomllib
from pathlib import Path
from typing import get_args

from pydantic import BaseModel

from bot.config import Config, ZaloSection, load

EXAMPLE = Path("config.example.toml")


def _names(model: type[BaseModel], prefix: str = "") -> set[str]:
    names = set()
    for name, field in model.model_fields.items():
        inner = next(iter(get_args(field.annotation)), field.annotation)  # of a list: what is in it
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            names |= _names(inner, f"{prefix}{name}.")
        else:
            names.add(f"{prefix}{name}")
    return names


def _written(table: dict, prefix: str = "") -> set[str]:
    names = set()
    for name, value in table.items():
        inner = value[0] if isinstance(value, list) and value and isinstance(value[0], dict) else value
        names |= _written(inner, f"{prefix}{name}.") if isinstance(inner, dict) else {f"{prefix}{name}"}
    return names


def _uncommented(text: str) -> str:
    """The example with its commented-out settings switched on."""
    off = ("# token_file", "# file", "# [[", "# name =", "# day =", "# since =", "# unit =")
    lines = [line[2:] if line.startswith(off) else line for line in text.splitlines()]
    return "\n".join(lines)


def test_the_example_names_every_setting_and_no_other():
    written = _written(tomllib.loads(_uncommented(EXAMPLE.read_text(encoding="utf-8"))))
    assert written == _names(Config)


def test_the_example_loads():
    assert load(EXAMPLE).as_office().name.startswith("Sở Tư pháp")


def test_what_the_example_shows_is_what_the_program_does_without_it():
    example, bare = load(EXAMPLE), Config.model_construct(office=Config.model_fields["office"].annotation(name="x"))
    assert (example.reminders, example.delivery) == (bare.reminders, bare.delivery)
    assert example.office.office_hours == bare.office.office_hours
    assert example.telegram.base_url == bare.telegram.base_url
    assert example.zalo == [ZaloSection()]
