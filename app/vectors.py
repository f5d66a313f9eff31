"""Meaning vectors of what people sent, kept by text: made once a form is sent, so that the draft does not wait."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from flask import Flask, current_app
from sqlalchemy import select
from werkzeug.wrappers import Response

from app.extensions import db
from app.inserting import insert_once
from app.models import Submission, TextVector

if TYPE_CHECKING:
    from synthesis.embedding import Vectors
    from synthesis.model import Answer


def kept(project_id: int, answers: Sequence[Answer]) -> dict[str, Vectors]:
    """The vectors that are kept of these answers' statements, by the engine's own key."""
    from synthesis.statements import statements_of  # noqa: PLC0415 - takes long to import

    return kept_of(project_id, [statement.text for statement in statements_of(answers)])


def kept_of(project_id: int, texts: Sequence[str]) -> dict[str, Vectors]:
    """The vectors that are kept of these texts of statements, by the engine's own key."""
    named = {_name(key): key for key in _keys(texts)}
    rows = db.session.scalars(select(TextVector).where(TextVector.project_id == project_id))
    return {named[row.key]: np.frombuffer(row.content, dtype=np.float32) for row in rows if row.key in named}


def keep(project_id: int, vectors: dict[str, Vectors]) -> None:
    """Keep vectors that are not there yet. The caller commits."""
    there = set(db.session.scalars(select(TextVector.key).where(TextVector.project_id == project_id)))
    for key, vector in sorted(vectors.items()):
        if _name(key) not in there:
            content = np.asarray(vector, dtype=np.float32).tobytes()
            insert_once(TextVector, {"project_id": project_id, "key": _name(key), "content": content})


def make_when_answered(response: Response, submission_id: int) -> None:
    """Make the vectors of a form that was just sent, after its sender has the page."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    if app.config["EMBED_WHEN_SENT"]:
        response.call_on_close(lambda: _make(app, submission_id))


def _make(app: Flask, submission_id: int) -> None:
    from app.questionnaires.queries import said_by  # noqa: PLC0415  (that room uses this module)
    from synthesis import embedding  # noqa: PLC0415 - takes long to import
    from synthesis.statements import statements_of  # noqa: PLC0415

    with app.app_context():
        submission = db.session.get(Submission, submission_id)
        if submission is None:
            return
        texts = [statement.text for statement in statements_of(said_by(submission))]
        made: dict[str, Vectors] = {}
        for name in embedding.chosen(current_app.config["BUURTBALANS"].encoder):
            embedding.vectors(texts, name, made)
        keep(submission.step.phase.project_id, made)
        db.session.commit()


def _keys(texts: Sequence[str]) -> list[str]:
    from synthesis import embedding  # noqa: PLC0415

    setting = current_app.config["BUURTBALANS"].encoder
    return [f"{name}:{text}" for name in embedding.chosen(setting, len(texts)) for text in texts]


def _name(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
