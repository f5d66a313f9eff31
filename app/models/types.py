"""Column types and defaults that the tables share."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import DateTime, Enum, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC, with its time zone also on SQLite, which forgets it."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value if value is None or value.tzinfo else value.replace(tzinfo=UTC)


class FreeText(TypeDecorator[str]):
    """What somebody typed. One type for all of it, so that storage can be encrypted in one place."""

    impl = Text
    cache_ok = True


class FreeJson(TypeDecorator[Any]):
    """Values that hold typed text, as canonical JSON. Never searched inside, so that it can be encrypted.

    NUL cannot be stored by PostgreSQL; JSON writes it as an escape, so it comes back as it was typed.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(value, ensure_ascii=True, sort_keys=True)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


def word(kind: type[StrEnum]) -> Enum:
    """A column that holds one of the words of ``kind``, guarded by a check constraint."""
    return Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        length=32,
        values_callable=lambda words: [member.value for member in words],
        name=kind.__name__.lower(),
    )
