"""A draft as plain values and in words, for who has no application around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from synthesis.counting import count, members, ranked
from synthesis.model import Draft, Question, Statement
from synthesis.replay import apply


def as_json(draft: Draft, rows: Mapping[str, int | None]) -> dict[str, Any]:
    """The draft in the exchange format; ``rows`` gives the 0-based record of the input by answer key.

    Statements are in the order of their id and problems are ranked, so the same answers in another order differ in
    nothing but ``row``. ``problem`` is ``None`` for a single signal.
    """
    placements = {placement.statement_id: placement for placement in draft.placements}
    problems = apply(draft, [])
    return {
        "engine": draft.engine,
        "input_hash": draft.input_hash,
        "statements": [
            {
                "id": statement.id,
                "row": rows[statement.answer.key],
                "text": statement.text,
                "kind": statement.kind.value,
                "problem": placements[statement.id].cluster_id,
                "confidence": round(placements[statement.id].confidence, 4),
            }
            for statement in sorted(draft.statements, key=lambda statement: statement.id)
        ],
        "problems": [
            {
                "id": cluster.id,
                "title": cluster.title,
                "keywords": list(cluster.keywords),
                "organisations": counts.organisations,
                "respondents": counts.respondents,
                "statements": counts.statements,
                "statement_ids": list(cluster.statement_ids),
            }
            for cluster in ranked(problems)
            for counts in [count(members(problems, cluster))]
        ],
        "goals": [
            {"id": goal.id, "problem": goal.cluster_id, "text": goal.text, "statement_ids": list(goal.statement_ids)}
            for goal in sorted(draft.goals, key=lambda goal: goal.id)
        ],
    }


def questions_as_json(
    questions: Sequence[Question], draft: Draft, rows: Mapping[str, int | None]
) -> list[dict[str, Any]]:
    """The questions in the exchange format, in their order; ``rows`` as in :func:`as_json`."""
    by_id = {statement.id: statement for statement in draft.statements}

    def told(statement: Statement) -> dict[str, Any]:
        return {"row": rows[statement.answer.key], "text": statement.text}

    return [
        {
            **told(by_id[question.statement_id]),
            "candidates": [
                {
                    "problem": option.cluster_id,
                    "title": option.title,
                    "examples": [told(by_id[key]) for key in option.examples],
                }
                for option in question.options
            ],
        }
        for question in questions
    ]


def summary(draft: Draft) -> str:
    """What the draft holds, in one Dutch line."""
    whole = count(draft.statements)
    return (
        f"{_number(whole.statements, 'kaart', 'kaarten')} van {_number(whole.respondents, 'persoon', 'mensen')} en "
        f"{_number(whole.organisations, 'organisatie', 'organisaties')}: "
        f"{_number(len(draft.clusters), 'onderwerp', 'onderwerpen')}, "
        f"{_number(len(draft.signals), 'los signaal', 'losse signalen')} en "
        f"{_number(len(draft.goals), 'mogelijk doel', 'mogelijke doelen')}."
    )


def _number(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
