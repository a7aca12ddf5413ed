"""Holds a call against the contract."""

import json
import re
from collections.abc import Callable
from typing import Any

from sandbox import bounds, contract
from sandbox.entities import units
from sandbox.errors import ApiError, Json, bad


class Upload:
    """A file that came with the call."""

    def __init__(self, name: str, content: bytes) -> None:
        self.name = name
        self.content = content


def checked(method: str, given: Json) -> Json:
    """The call's parameters as typed values. Raises ApiError in Telegram's words."""
    if method not in contract.METHODS:
        raise ApiError(404, "Not Found")
    return _fields(method, contract.METHODS[method], given)


def _fields(owner: str, known: contract.Fields, given: Json) -> Json:
    for name in given:
        if name not in known:
            raise bad(f'unexpected field "{name}"')
    for name, kind in known.items():
        if kind.endswith("!") and given.get(name) in (None, ""):
            words = bounds.MISSING.get(name) if owner in contract.METHODS else None
            raise bad(words or f'can\'t find field "{name}"')
    values = {name: _value(known[name].rstrip("!"), name, value) for name, value in given.items()}
    for name, value in values.items():
        _length(owner, name, value)
    return values


def _length(owner: str, name: str, value: Any) -> None:
    length = bounds.LENGTHS.get((owner, name))
    if length is None:
        return
    size = len(value.encode()) if length.in_bytes else units(value)
    if not length.least <= size <= length.most:
        raise bad(length.words)


def _value(kind: str, name: str, value: Any) -> Any:
    if kind.startswith("["):
        return _array(kind[1:-1], name, value)
    if kind in contract.OBJECTS:
        return _object(kind, name, value)
    return _READ[kind](name, value)


def _array(kind: str, name: str, value: Any) -> list[Any]:
    items = _unpacked(name, value)
    if not isinstance(items, list):
        raise _wrong(name, "Array")
    return [_value(kind, name, item) for item in items]


def _object(kind: str, name: str, value: Any) -> Json:
    held = _unpacked(name, value)
    if not isinstance(held, dict):
        raise _wrong(name, "Object")
    return _fields(kind, contract.OBJECTS[kind], held)


def _unpacked(name: str, value: Any) -> Any:
    """A form carries arrays and objects as JSON texts."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise bad(f"can't parse {name.replace('_', ' ')} JSON object") from None


def _wrong(name: str, kind: str) -> ApiError:
    return bad(f'field "{name}" must be of type {kind}')


def _integer(name: str, value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and re.fullmatch(r"-?\d{1,19}", value):
        return int(value)
    raise _wrong(name, "Integer")


def _boolean(name: str, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if value in ("true", "false"):
        return bool(value == "true")
    raise _wrong(name, "Boolean")


def _string(name: str, value: Any) -> str:
    if isinstance(value, str):
        return value
    raise _wrong(name, "String")


def _chat(name: str, value: Any) -> int | str:
    if isinstance(value, str) and value.startswith("@"):
        return value
    try:
        return _integer(name, value)
    except ApiError:
        raise bad("chat not found") from None


def _file(name: str, value: Any) -> str | Upload:
    return value if isinstance(value, Upload) else _string(name, value)


def _any_object(name: str, value: Any) -> Json:
    held = _unpacked(name, value)
    if isinstance(held, dict):
        return held
    raise _wrong(name, "Object")


def _reply_markup(name: str, value: Any) -> Json:
    """One of the four keyboards, told apart by the field that each must have."""
    if not isinstance(held := _unpacked(name, value), dict):
        raise bad("object expected as reply markup")
    for kind, key in _KEYBOARDS.items():
        if key in held:
            return _object(kind, name, held)
    raise bad("object expected as reply markup")


_KEYBOARDS = {
    "InlineKeyboardMarkup": "inline_keyboard",
    "ReplyKeyboardMarkup": "keyboard",
    "ReplyKeyboardRemove": "remove_keyboard",
    "ForceReply": "force_reply",
}
_READ: dict[str, Callable[[str, Any], Any]] = {
    "Integer": _integer,
    "Boolean": _boolean,
    "String": _string,
    "Chat": _chat,
    "File": _file,
    "Object": _any_object,
    "ReplyMarkup": _reply_markup,
}
