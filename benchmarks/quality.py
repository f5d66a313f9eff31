"""Quality of the draft map beside what others would use: ``python -m benchmarks.quality``.

``zuiderpark`` and three more rounds were looked at while building; the five others were written at the same time by
somebody who did not know the engine, and no setting was chosen on them alone. No reader learned from any of the nine.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from benchmarks import baselines
from benchmarks.people import tapped
from benchmarks.rounds import KEPT_APART, TUNED, Round, found_in, neighbourhood
from benchmarks.scoring import Found, Score, score
from synthesis.pipeline import synthesize

_FIELDS = ("effort", "ari", "b_cubed", "pairs", "lost", "kinds", "clusters")
_HEADS = ("effort", "ARI", "B-cubed", "pairs", "lost", "kinds", "clusters")


def engine(given: Round) -> list[Found]:
    """What the engine makes of a round, nobody tapping."""
    return found_in(synthesize(given.answers))


def _after(taps: int, careful: bool) -> Callable[[Round], list[Found]]:
    return lambda given: found_in(tapped(given, taps, careful))


METHODS: dict[str, Callable[[Round], list[Found]]] = {
    "engine": engine,
    "engine, 3 quick taps each": _after(3, careful=False),
    "engine, 5 quick taps each": _after(5, careful=False),
    "engine, 3 careful taps each": _after(3, careful=True),
    "engine, 5 careful taps each": _after(5, careful=True),
    **baselines.methods(),
}


def _line(name: str, scores: Sequence[Score]) -> str:
    columns = [float(np.mean([getattr(one, field) for one in scores])) for field in _FIELDS]
    return f"  {name:<28}" + "".join(f"{value:>10.2f}" for value in columns)


def _print(title: str, scores: dict[str, list[Score]]) -> None:
    print(f"\n{title}\n  {'':<28}" + "".join(f"{name:>10}" for name in _HEADS))
    for name, each in scores.items():
        print(_line(name, each), flush=True)


def main() -> None:
    """Print a table per round, the means, and the titles."""
    everything: dict[str, dict[str, list[Score]]] = {"seen while building": {}, "kept apart": {}}
    for kind, names in zip(everything, (TUNED, KEPT_APART), strict=True):
        for name in names:
            given = neighbourhood(name)
            scores = {method: [score(given.units, make(given))] for method, make in METHODS.items()}
            _print(f"{name} ({kind}, {len(given.units)} statements)", scores)
            for method, each in scores.items():
                everything[kind].setdefault(method, []).extend(each)
            print("  titles: " + " · ".join(cluster.title for cluster in synthesize(given.answers).clusters))
    for kind, scores in everything.items():
        _print(f"mean of the rounds {kind}", scores)


if __name__ == "__main__":
    main()
