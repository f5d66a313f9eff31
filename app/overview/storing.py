"""A draft as plain values, for storage, and back: strict both ways, so that what is kept can be trusted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, cast, get_args, get_origin, get_type_hints

from synthesis.model import Draft

VERSION = 1


def to_plain(draft: Draft) -> dict[str, Any]:
    """The draft as lists, texts and numbers, with the version of this way of writing."""
    return {"version": VERSION, "draft": _plain(draft)}


def from_plain(data: object) -> Draft:
    """The draft that :func:`to_plain` wrote. Raises ``ValueError`` that names the place where it is not one."""
    if not isinstance(data, Mapping) or set(data) != {"version", "draft"}:
        raise ValueError("not a stored draft")
    if data["version"] != VERSION:
        raise ValueError(f"a draft of version {data['version']!r}, where {VERSION} can be read")
    return cast(Draft, _value(Draft, data["draft"], "draft"))


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.value if isinstance(value, StrEnum) else value


def _value(kind: Any, data: Any, where: str) -> Any:
    if isinstance(kind, UnionType):
        return _optional(kind, data, where)
    if get_origin(kind) is tuple:
        return _tuple(kind, data, where)
    if is_dataclass(kind):
        return _record(kind, data, where)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return _member(kind, data, where)
    if kind is float and type(data) is int:
        return float(data)
    if type(data) is not kind:
        raise ValueError(f"{where}: {data!r:.40} is not {kind}")
    return data


def _optional(kind: UnionType, data: Any, where: str) -> Any:
    if data is None and type(None) in get_args(kind):
        return None
    (inner,) = (option for option in get_args(kind) if option is not type(None))
    return _value(inner, data, where)


def _tuple(kind: Any, data: Any, where: str) -> tuple[Any, ...]:
    if not isinstance(data, list):
        raise ValueError(f"{where}: not a list")
    inner = get_args(kind)[0]
    return tuple(_value(inner, item, f"{where}[{number}]") for number, item in enumerate(data))


def _member(kind: type[StrEnum], data: Any, where: str) -> StrEnum:
    try:
        return kind(data)
    except ValueError as error:
        raise ValueError(f"{where}: {data!r:.40} is not a word of {kind.__name__}") from error


def _record(kind: Any, data: Any, where: str) -> Any:
    if not isinstance(data, Mapping):
        raise ValueError(f"{where}: not a {kind.__name__}")
    types, needed = _shape(kind)
    unknown, missing = set(data) - set(types), needed - set(data)
    if unknown or missing:
        raise ValueError(f"{where}: unknown {sorted(unknown)}, missing {sorted(missing)}")
    return kind(**{name: _value(types[name], item, f"{where}.{name}") for name, item in data.items()})


@cache
def _shape(kind: Any) -> tuple[dict[str, Any], frozenset[str]]:
    """The types of a dataclass's fields, and the names without a default: an older draft may lack newer fields."""
    hints = get_type_hints(kind)
    types = {field.name: hints[field.name] for field in fields(kind)}
    needed = {field.name for field in fields(kind) if field.default is MISSING and field.default_factory is MISSING}
    return types, frozenset(needed)
