"""The blueprint that the pages of this room hang under."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("projects", __name__)
