"""Quality of the draft map beside two baselines: ``python -m benchmarks.quality``.

First the neighbourhood in ``benchmarks/data``, then rounds drawn from ``synthesis/data/statements.csv``. The three
voices there write of the same subjects; for a drawn round the readers learn from the other voices only.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.cluster import KMeans
from sklearn.feature_extraction.text import TfidfVectorizer

from benchmarks.scoring import Found, Score, Unit, score
from synthesis import embedding, profiles, train
from synthesis.model import Answer, Kind
from synthesis.pipeline import Settings, synthesize
from synthesis.statements import statements_of
from synthesis.subjects import subjects

DATA = Path(__file__).parent / "data"
ROUNDS_PER_VOICE = 6
SEED = 7
_HEADS = ("effort", "ARI", "B-cubed", "pairs", "lost", "kinds", "clusters")
_ASKABLE = (Kind.PROBLEM, Kind.DESIRED, Kind.CAUSE)


@dataclass(frozen=True, slots=True)
class Round:
    """Answers with a reader's opinion of them."""

    name: str
    answers: tuple[Answer, ...]
    units: tuple[Unit, ...]


def neighbourhood(name: str) -> Round:
    """A round from ``<name>.answers.csv`` and ``<name>.gold.csv``."""
    answers = tuple(
        Answer(f"{row:04d}", one["respondent"], one["organisation"], Kind(one["question"]), one["answer"], row=row)
        for row, one in enumerate(_rows(DATA / f"{name}.answers.csv"))
    )
    units = tuple(
        Unit(int(one["row"]), one["unit"], one["kind"], one["problem"]) for one in _rows(DATA / f"{name}.gold.csv")
    )
    return Round(name, answers, units)


def drawn_rounds(voice: str, count: int, seed: int = SEED) -> Iterator[Round]:
    """Rounds of one voice: 8 to 13 families of subjects, up to three subjects each, two to four statements each."""
    rng = np.random.default_rng(seed)
    rows = [row for row in train.examples() if row["voice"] == voice]
    families = sorted({subject.family for subject in subjects()})
    for number in range(count):
        chosen = rng.permutation(families)[: rng.integers(8, 14)].tolist()
        answers: list[Answer] = []
        units: list[Unit] = []
        for family in chosen:
            names = [subject.name for subject in subjects() if subject.family == family]
            for name in rng.permutation(names)[: rng.integers(1, 4)].tolist():
                said = [row for row in rows if row["subject"] == name]
                for index in rng.permutation(len(said))[: rng.integers(2, 5)].tolist():
                    text, kind, place = said[index]["text"], Kind(said[index]["kind"]), len(answers)
                    asked = _ASKABLE[int(rng.integers(3))] if kind is Kind.SOLUTION else kind
                    answers.append(Answer(f"{place:04d}", f"R{place % 12}", f"O{place % 8}", asked, text, row=place))
                    units.append(Unit(place, text, kind, family))
        yield Round(f"{voice} {number + 1}", tuple(answers), tuple(units))


def engine(given: Round, encoder: str = embedding.AUTO) -> list[Found]:
    """What the engine makes of a round."""
    draft = synthesize(given.answers, Settings(encoder=encoder))
    home = {key: cluster.id for cluster in draft.clusters for key in cluster.statement_ids}
    return [Found(one.answer.row or 0, one.text, one.kind, home.get(one.id)) for one in draft.statements]


def words_and_k_means(given: Round) -> list[Found]:
    """TF-IDF and k-means that is told the true number of subjects."""
    return _k_means(given, lambda texts: TfidfVectorizer(sublinear_tf=True).fit_transform(texts).toarray())


def vectors_and_k_means(given: Round) -> list[Found]:
    """Sentence vectors and k-means that is told the true number of subjects."""
    name = embedding.available()
    return _k_means(given, lambda texts: embedding.vectors(texts, name))


def _k_means(given: Round, features: Callable[[Sequence[str]], np.ndarray]) -> list[Found]:
    found = statements_of(given.answers)
    count = len({unit.subject for unit in given.units})
    labels = KMeans(count, n_init=10, random_state=0).fit_predict(features([one.text for one in found]))
    return [
        Found(one.answer.row or 0, one.text, one.kind, str(label)) for one, label in zip(found, labels, strict=True)
    ]


METHODS: tuple[tuple[str, Callable[[Round], list[Found]]], ...] = (
    ("engine", engine),
    ("TF-IDF + k-means, true k", words_and_k_means),
    ("vectors + k-means, true k", vectors_and_k_means),
)


def _line(name: str, scores: Sequence[Score]) -> str:
    columns = [
        float(np.mean([getattr(one, field) for one in scores]))
        for field in ("effort", "ari", "b_cubed", "pairs", "lost", "kinds", "clusters")
    ]
    return f"  {name:<28}" + "".join(f"{value:>10.2f}" for value in columns)


def _print(title: str, rounds: Sequence[Round]) -> None:
    print(f"\n{title}")
    print(
        f"  {'':<28}"
        + "".join(f"{name:>10}" for name in ("effort", "ARI", "B-cubed", "pairs", "lost", "kinds", "clusters"))
    )
    for name, method in METHODS:
        print(_line(name, [score(given.units, method(given)) for given in rounds]))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def main() -> None:
    """Print the table."""
    _print("zuiderpark (seen while building)", [neighbourhood("zuiderpark")])
    rows = train.examples()
    for voice in sorted({row["voice"] for row in rows} - {train.OWN_VOICE}):
        learned = train.learn([row for row in rows if row["voice"] != voice], (embedding.available(),))
        with profiles.reading_with(learned):
            _print(f"drawn, voice '{voice}' held out", list(drawn_rounds(voice, ROUNDS_PER_VOICE)))
    found = synthesize(neighbourhood("zuiderpark").answers)
    print("\nTitles, zuiderpark\n" + "\n".join(f"  {cluster.title}" for cluster in found.clusters))


if __name__ == "__main__":
    main()
