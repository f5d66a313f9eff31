"""The blueprints that the pages of this room hang under: one's own form, and a form filled in for somebody."""

from __future__ import annotations

from flask import Blueprint

PLACE = "/projects/<int:project_id>/phases/<int:phase>/steps/<int:step>/form"
bp = Blueprint("questionnaires", __name__, url_prefix=PLACE)
behalf = Blueprint("behalf", __name__, url_prefix=f"{PLACE}/for/<int:member_id>")
