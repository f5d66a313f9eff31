from flask import Blueprint

bp = Blueprint("meetings", __name__)


@bp.get("/projects/<int:project_id>/phases/<int:phase>/meetings")
def index(**values):
    raise NotImplementedError
