from flask import Blueprint

bp = Blueprint("overview", __name__)


@bp.get("/projects/<int:project_id>/phases/<int:phase>/map")
def show(**values):
    raise NotImplementedError
