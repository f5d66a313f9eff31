"""Whether a reader reads along: the installation must have one, and the traject must have turned it on."""

from __future__ import annotations

from flask import current_app

from app.config import ReaderSettings
from app.models import Project


def installed_reader() -> ReaderSettings | None:
    """The reader of this installation, where it has one."""
    reader: ReaderSettings | None = current_app.config["BUURTBALANS"].reader
    return reader


def reader_of(project: Project) -> ReaderSettings | None:
    """The reader that reads along in a traject."""
    return installed_reader() if project.uses_reader else None
