"""One writer at a time where a rule is about more than one row."""

from __future__ import annotations

from sqlalchemy import update

from app.extensions import db
from app.models import Person, Phase, Project

UNCHANGED = {Person: Person.name, Project: Project.title, Phase: Phase.title}


def take_turn(row: Person | Project | Phase) -> None:
    """Wait until nobody else is changing what belongs to ``row``, and keep it so until the commit.

    An update that changes nothing locks the row on PostgreSQL and the whole database on SQLite. What was read before
    is read again.
    """
    kind = type(row)
    column = UNCHANGED[kind]
    statement = update(kind).where(kind.id == row.id).values({column: column})
    db.session.execute(statement.execution_options(synchronize_session=False))
    db.session.expire_all()
