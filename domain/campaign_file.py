"""Reads the file from which a campaign is published, and says every mistake in it at once."""

import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ValidationError

from domain.campaign_tables import AwardTable, CampaignFile, CriterionTable, DocumentTable, Mistake
from domain.campaign_values import Surroundings, Wrong
from domain.errors import Refused
from domain.folding import nearest
from domain.parents import ParentTable, inherited

__all__ = ["LARGEST", "CampaignFile", "Mistake", "inherits", "read", "validated", "wrong_values"]

LARGEST = 64_000  # bytes
_CODES = {
    "missing": "missing",
    "extra_forbidden": "unknown_key",
    "string_type": "not_text",
    "string_too_short": "empty",
    "string_too_long": "too_long",
    "list_type": "not_a_list",
    "tuple_type": "not_a_list",
    "dict_type": "not_a_list",
    "model_type": "not_a_list",
    "model_attributes_type": "not_a_list",
    "too_long": "too_many",
}
_TABLES: Mapping[str, type[BaseModel]] = {
    "documents": DocumentTable,
    "criteria": CriterionTable,
    "parents": ParentTable,
    "awards": AwardTable,
}
_LINE = re.compile(r"at line (\d+)")


def read(content: bytes, around: Surroundings) -> CampaignFile:
    """Raises Refused("campaign_file_wrong", mistakes): a list of Mistake."""
    return validated(_toml(content), around)


def inherits(content: bytes, around: Surroundings) -> tuple[str, ...]:
    """The keys that a file, which can be read, leaves to what it answers."""
    table = _toml(content)
    return tuple(key for key in inherited(table, around) if key not in table)


def validated(table: Mapping[str, Any], around: Surroundings) -> CampaignFile:
    """The rules of the file, wherever its keys and values come from. Raises Refused as `read` does."""
    try:
        file = CampaignFile.model_validate(inherited(table, around), context=around)
    except Wrong as wrong:
        raise _refused(wrong.code, **wrong.facts) from None
    except ValidationError as error:
        raise Refused("campaign_file_wrong", mistakes=_mistakes(error)) from None
    if mistakes := file.mistakes():
        raise Refused("campaign_file_wrong", mistakes=mistakes)
    return file


def wrong_values(table: Mapping[str, Any], around: Surroundings) -> list[Mistake]:
    """What is wrong with single values; nothing about what is missing or contradicts something else."""
    try:
        CampaignFile.model_validate(table, context=around)
    except ValidationError as error:
        return [one for one in _mistakes(error) if one.code != "missing"]
    return []


def _toml(content: bytes) -> dict[str, Any]:
    if len(content) > LARGEST:
        raise _refused("too_big")
    try:
        return tomllib.loads(content.decode("utf-8-sig"), parse_float=Decimal)
    except UnicodeDecodeError:
        raise _refused("not_utf8") from None
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise _not_toml(content.decode("utf-8-sig"), str(error)) from None


def _refused(code: str, key: str = "", **facts: Any) -> Refused:
    return Refused("campaign_file_wrong", mistakes=[Mistake(code, key, facts=facts)])


def _not_toml(text: str, reason: str) -> Refused:
    """A day that does not exist is a mistake of the calendar, whatever the notation thinks of it."""
    found = _LINE.search(reason)
    number = int(found[1]) if found else len(text.splitlines())
    line = text.split("\n")[number - 1 : number]
    key, _, value = "".join(line).partition("=")
    if reason.startswith("Invalid date"):
        return _refused("date_not_real", key.strip(), text=value.partition("#")[0].strip())
    return _refused("not_toml", line=number)


def _mistakes(error: ValidationError) -> list[Mistake]:
    """A key that is wrongly spelt is one mistake, not also a key that is missing."""
    found = [_mistake(one) for one in error.errors()]
    misspelt = {(one.facts["close"], one.part) for one in found if one.code == "unknown_key"}
    return [one for one in found if one.code != "missing" or (one.key, one.part) not in misspelt]


def _mistake(error: Any) -> Mistake:
    where = [word for word in error["loc"] if isinstance(word, str)]
    part = next((word + 1 for word in error["loc"] if isinstance(word, int)), 0)
    key, wrong = where[-1], error.get("ctx", {}).get("error")
    if isinstance(wrong, Wrong):
        return Mistake(wrong.code, key, part, {"table": where[0], **wrong.facts})
    misplaced = error["type"] == "extra_forbidden" and len(where) > 1 and key in CampaignFile.model_fields
    code = "misplaced" if misplaced else _CODES[error["type"]]
    facts = {"table": where[0], "most": error.get("ctx", {}).get("max_length"), "close": _nearest_key(where)}
    return Mistake(code, key, part, facts)


def _nearest_key(where: list[str]) -> str:
    """The key of the same table that was probably meant."""
    table = _TABLES.get(where[0], CampaignFile) if len(where) > 1 else CampaignFile
    return nearest(where[-1], table.model_fields) or ""
