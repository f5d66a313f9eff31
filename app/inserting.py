"""Insert what somebody else may insert at the same moment."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.dialects import postgresql, sqlite

from app.extensions import Model, db


def insert_once(model: type[Model], values: Mapping[str, object]) -> None:
    """Insert, unless a unique constraint says that it is there: then somebody else was first, and that is fine."""
    insert_into = postgresql.insert if db.session.get_bind().dialect.name == "postgresql" else sqlite.insert
    db.session.execute(insert_into(model).values(**values).on_conflict_do_nothing())


def insert_or_replace(model: type[Model], keys: Mapping[str, object], values: Mapping[str, object]) -> None:
    """Insert a row under these unique keys, or where it is there already give it these values."""
    insert_into = postgresql.insert if db.session.get_bind().dialect.name == "postgresql" else sqlite.insert
    row = insert_into(model).values(**keys, **values)
    db.session.execute(row.on_conflict_do_update(index_elements=list(keys), set_=dict(values)))
