"""The Flask service: people, meetings, storage, pages. Nothing happens at import."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from jinja2 import StrictUndefined

from app import cli, errors, language, models, security, template_helpers
from app.addresses import RowNumber
from app.config import Settings, flask_config, read_settings
from app.extensions import babel, bootstrap, csrf, db, limiter, login, migrate
from app.questionnaires import originals

__all__ = ["create_app"]

ROOT = Path(__file__).resolve().parent.parent


def create_app(settings: Settings | None = None, overrides: Mapping[str, Any] | None = None) -> Flask:
    """The application, with ``settings`` or those of the environment.

    Raises ``SettingError`` where one is wrong, and ``DefinitionError`` where a questionnaire is.
    """
    settings = settings or read_settings(instance=ROOT / "instance")
    originals.check(settings)
    app = Flask(__name__, instance_path=str(settings.instance))
    app.config.update(flask_config(settings))
    app.config.update(overrides or {})
    app.url_map.converters["int"] = RowNumber
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True

    db.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"))
    login.init_app(app)
    csrf.init_app(app)
    babel.init_app(app, locale_selector=language.choose)
    limiter.init_app(app)
    bootstrap.init_app(app)

    models.register(app)
    security.init_app(app)
    errors.init_app(app)
    template_helpers.init_app(app)
    cli.init_app(app)
    _add_rooms(app)
    return app


def _add_rooms(app: Flask) -> None:
    """Each room's pages. Imported here, because the rooms use the extensions above."""
    from app.accounts.routes import bp as accounts  # noqa: PLC0415
    from app.meetings import session_routes  # noqa: F401, PLC0415  (pages of a meeting, as all)
    from app.meetings.routes import bp as meetings  # noqa: PLC0415
    from app.overview import balance_routes, beside_routes, history_routes  # noqa: F401, PLC0415  (pages of the map)
    from app.overview.tap_routes import bp as overview  # noqa: PLC0415
    from app.phones.routes import bp as phones  # noqa: PLC0415
    from app.presenting.routes import bp as presenting  # noqa: PLC0415
    from app.projects.routes import bp as projects  # noqa: PLC0415
    from app.questionnaires.editor_routes import bp as editor  # noqa: PLC0415
    from app.questionnaires.routes import behalf  # noqa: PLC0415
    from app.questionnaires.routes import bp as questionnaires  # noqa: PLC0415
    from app.results.routes import bp as results  # noqa: PLC0415
    from app.system.routes import bp as system  # noqa: PLC0415
    from app.uploads.routes import bp as uploads  # noqa: PLC0415

    rooms = (
        system,
        accounts,
        projects,
        meetings,
        questionnaires,
        behalf,
        editor,
        uploads,
        overview,
        phones,
        presenting,
        results,
    )
    for room in rooms:
        app.register_blueprint(room)
