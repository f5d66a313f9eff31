from flask import Blueprint

bp = Blueprint("results", __name__)


@bp.get("/projects/<int:project_id>/phases/<int:phase>/results")
def show(**values):
    raise NotImplementedError
