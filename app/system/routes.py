"""Is the service up."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.extensions import db, limiter

bp = Blueprint("system", __name__)


@bp.get("/health")
@limiter.exempt
def health() -> ResponseReturnValue:
    """For whoever watches the service: does it answer, and does its database."""
    try:
        db.session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return {"status": "error", "database": "error"}, 503
    return {"status": "ok", "database": "ok"}
