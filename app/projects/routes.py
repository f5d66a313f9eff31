from flask import Blueprint

bp = Blueprint("projects", __name__)


@bp.get("/")
def index(**values):
    raise NotImplementedError


@bp.get("/projects/<int:project_id>")
def show(**values):
    raise NotImplementedError


@bp.get("/projects/<int:project_id>/people")
def people(**values):
    raise NotImplementedError


@bp.get("/projects/<int:project_id>/phases/<int:phase>/steps/<int:step>")
def step(**values):
    raise NotImplementedError
