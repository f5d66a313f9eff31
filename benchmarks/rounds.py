"""Rounds that a careful reader sorted, from ``benchmarks/data``."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from benchmarks.scoring import Found, Unit
from synthesis.model import Answer, Draft, Kind

DATA = Path(__file__).parent / "data"
TUNED = ("zuiderpark", "kraanvogelbuurt", "scheepstimmerwerf", "componistenhoek")
KEPT_APART = ("glazendorp", "zilverschoon", "hofkwartier", "bloemveld", "sluiswachtersbuurt")


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


def found_in(draft: Draft) -> list[Found]:
    """The statements of a draft as the scoring reads them."""
    home = {key: cluster.id for cluster in draft.clusters for key in cluster.statement_ids}
    return [Found(one.answer.row or 0, one.text, one.kind, home.get(one.id)) for one in draft.statements]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
