"""How long a draft takes, and how much memory, beside TF-IDF and k-means: ``python -m benchmarks.speed [--quick]``.

Each row runs in a process of its own, the short ones three times: the median is shown. The baseline groups the same
texts at the same moment on the same machine, so the ratio says more than the seconds where a machine is shared.
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from statistics import median

STATEMENTS = Path(__file__).parents[1] / "synthesis" / "data" / "statements.csv"
_PLACES = ("plein", "noord", "zuid", "oost", "west", "markt", "kade", "park", "laan", "hof", "brug", "poort")
_CLUSTERS = 12


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what is measured, on how many statements, and the aim in seconds."""

    name: str
    what: str
    size: int
    aim: float
    times: int = 1
    megabytes: int | None = None


ROWS = (
    Row("import of the package", "import", 0, 0.3, times=3),
    Row("first vector in a new process", "vector", 0, 1.5, times=3),
    Row("60 statements, vectors cached", "cached", 60, 0.3, times=3),
    Row("60 statements, none cached", "fresh", 60, 2.0, times=3),
    Row("10,000 statements, vectors cached", "cached", 10_000, 3.0),
    Row("10,000 statements, none cached", "fresh", 10_000, 25.0),
    Row("100,000 statements, vectors cached", "cached", 100_000, 30.0, megabytes=1500),
    Row("100,000 statements, none cached", "fresh", 100_000, 240.0, megabytes=1500),
)


def texts(size: int) -> list[str]:
    """``size`` different texts: the labelled statements, and again with one or two names of places behind them."""
    with STATEMENTS.open(encoding="utf-8", newline="") as file:
        known = list(dict.fromkeys(row["text"] for row in csv.DictReader(file)))
    endings = ["", *(f" ({' '.join(pair)})" for pair in product(_PLACES, _PLACES))]
    made = [text + ending for ending in endings[: size // len(known) + 1] for text in known]
    return made[:: len(made) // size][:size] if size < len(known) else made[:size]


def _answers(size: int) -> list:  # type: ignore[type-arg]
    from synthesis.model import Answer, Kind  # noqa: PLC0415

    people = max(8, size // 5)
    return [
        Answer(f"{row:06d}", f"R{row % people}", f"O{row % max(4, people // 10)}", Kind.PROBLEM, text)
        for row, text in enumerate(texts(size))
    ]


def _timed(work: Callable[[], object]) -> dict[str, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}


def _import(_: int) -> dict[str, float]:
    return _timed(lambda: __import__("synthesis"))


def _vector(_: int) -> dict[str, float]:
    def first() -> object:
        from synthesis import embedding  # noqa: PLC0415

        return embedding.vectors(["zwerfvuil op het plein"], embedding.USE)

    return _timed(first)


def _draft(size: int, cached: bool) -> dict[str, float]:
    from synthesis.pipeline import synthesize  # noqa: PLC0415

    answers, store = _answers(size), {}
    # a warm process: models are loaded and the first draft is behind it
    synthesize(_answers(30), store={})
    if cached:
        _fill(answers, store)
    return _timed(lambda: synthesize(answers, store=store))


def _fill(answers: list, store: dict) -> None:  # type: ignore[type-arg]
    from synthesis import embedding  # noqa: PLC0415
    from synthesis.statements import statements_of  # noqa: PLC0415

    found = [one.text for one in statements_of(answers)]
    for name in embedding.chosen(size=len(found)):
        embedding.vectors(found, name, store)


def _baseline(size: int) -> dict[str, float]:
    from sklearn.cluster import KMeans  # noqa: PLC0415
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415

    given = texts(size)

    def work() -> object:
        return KMeans(_CLUSTERS, n_init=10, random_state=0).fit_predict(TfidfVectorizer().fit_transform(given))

    return _timed(work)


WORK: dict[str, Callable[[int], dict[str, float]]] = {
    "import": _import,
    "vector": _vector,
    "cached": lambda size: _draft(size, cached=True),
    "fresh": lambda size: _draft(size, cached=False),
    "baseline": _baseline,
}


def _measured(what: str, size: int, times: int) -> dict[str, float]:
    """Median wall and CPU seconds, and the highest memory in megabytes, of child processes."""
    command = [sys.executable, "-m", "benchmarks.speed", "--child", what, str(size)]
    runs = [json.loads(subprocess.run(command, check=True, capture_output=True).stdout) for _ in range(times)]  # noqa: S603
    return {
        "wall": median(run["wall"] for run in runs),
        "cpu": median(run["cpu"] for run in runs),
        "memory": max(run["memory"] for run in runs),
    }


def _line(row: Row) -> str:
    found = _measured(row.what, row.size, row.times)
    beside = _measured("baseline", row.size, row.times) if row.size else None
    within = found["wall"] < row.aim and (row.megabytes is None or found["memory"] < row.megabytes)
    cells = [f"{row.name:<36}", f"{found['wall']:>8.2f}", f"{found['cpu']:>8.2f}", f"< {row.aim:<6g}"]
    cells.append(f"{beside['wall']:>9.2f}{found['wall'] / beside['wall']:>7.1f}" if beside else " " * 16)
    cells.append(f"{found['memory']:>7.0f}" + (f" < {row.megabytes}" if row.megabytes else " " * 7))
    return " ".join([*cells, "" if within else "over"]).rstrip()


def main() -> None:
    """Print the table, or in a child process one measurement as JSON."""
    parser = argparse.ArgumentParser(description="Speed of the engine beside TF-IDF and k-means.")
    parser.add_argument("--quick", action="store_true", help="leave out the rows of 100,000 statements")
    parser.add_argument("--child", nargs=2, metavar=("WHAT", "SIZE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        what, size = options.child
        found = WORK[what](int(size))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({**found, "memory": memory}))
        return
    heads = f"{'':<36} {'seconds':>8} {'CPU':>8} {'aim':<8} {'baseline':>9}{'ratio':>7} {'MB':>7}"
    print(heads)
    for row in ROWS:
        if not (options.quick and row.size > 10_000):
            print(_line(row), flush=True)


if __name__ == "__main__":
    main()
