"""Every revision goes up and down with rows in the tables, and the last one is what the models say."""

from __future__ import annotations

from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import IntegrityError

from app.extensions import db, migrate
from app.models import Project
from tests.factories import join, make_person, make_project


def revisions(app: Flask) -> list[str]:
    """All revisions, oldest first."""
    script = ScriptDirectory.from_config(migrate.get_config())
    return [revision.revision for revision in reversed(list(script.walk_revisions()))]


def test_the_tables_are_what_the_models_say(app: Flask) -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = [one for one in compare_metadata(context, db.metadata) if not is_there_in_sqlite(one, connection)]
        assert differences == []


def is_there_in_sqlite(difference: Any, connection: Connection) -> bool:
    """Whether it is about a foreign key that SQLite has as the models say.

    SQLAlchemy does not read the ON DELETE of a column that was added to a table of SQLite later.
    """
    if connection.dialect.name != "sqlite" or difference[0] not in {"add_fk", "remove_fk"}:
        return False
    [column] = difference[1].columns
    [wanted] = db.metadata.tables[column.table.name].c[column.name].foreign_keys
    pragma = connection.execute(text(f"PRAGMA foreign_key_list({column.table.name})")).mappings()
    there = {(row["from"], row["table"], row["on_delete"]) for row in pragma}
    return (column.name, wanted.column.table.name, wanted.ondelete or "NO ACTION") in there


def test_every_revision_goes_down_and_up_again_with_rows_in_the_tables(app: Flask) -> None:
    join(make_project())
    db.session.remove()
    for _ in revisions(app):
        downgrade(revision="-1")
        upgrade(revision="+1")
        downgrade(revision="-1")
    assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
    upgrade()
    make_project()
    assert db.session.query(Project).count() == 1


def test_what_was_there_after_the_first_revision_is_there_after_the_others(app: Flask) -> None:
    join(make_project())
    downgrade(revision="0001")
    upgrade()
    project = db.session.query(Project).one()
    assert len(project.memberships) == 1
    assert len(project.phases[0].steps) == 6
    assert not project.uses_reader


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO membership (project_id, person_id, organisation_id, role, job_title, discipline, joined_at)"
        " VALUES (:project, :person, :organisation, 'chief', '', '', '2026-01-01')",
        "INSERT INTO phase (project_id, number, title, started_on) VALUES (:project, 1, '', '2026-01-01')",
        "INSERT INTO phase (project_id, number, title, started_on) VALUES (999, 1, '', '2026-01-01')",
        "INSERT INTO step (phase_id, number, title, introduction, status) VALUES (1, 7, '', '', 'open')",
    ],
    ids=["unknown role", "double phase", "phase of nothing", "seventh step"],
)
def test_the_database_itself_refuses_what_cannot_be(app: Flask, statement: str) -> None:
    membership = join(make_project())
    values = {
        "project": membership.project_id,
        "person": make_person().id,
        "organisation": membership.organisation_id,
    }
    with pytest.raises(IntegrityError):
        db.session.execute(text(statement), values)
    db.session.rollback()
