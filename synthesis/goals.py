"""Candidate goals: only what people wrote, grouped per cluster, with what a measurable goal still lacks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from synthesis.language import content_words
from synthesis.model import CandidateGoal, Cluster, Kind, Statement

WHERE = "Waar gaat het om?"
WHO = "Wie merkt het?"
SIGN = "Waaraan zie je het?"
MEASURE = "Hoe meten jullie het?"
WHEN = "Wanneer willen jullie dit bereiken?"

_LEADING = re.compile(
    r"^(?:en|dat|maar|graag|liefst|het liefst|wij willen|we willen|ik wil|ik hoop|hopelijk)(?: dat)?\s+", re.I
)
_TERM = re.compile(
    r"\b(?:binnen|over|na|voor(?: de| het)?|eind|begin|in|per)\s+(?:\w+\s+){0,2}"
    r"(?:jaar|jaren|maand|maanden|weken|dagen|zomer|winter|herfst|lente|voorjaar|najaar|schooljaar|kwartaal|20\d\d)\b|"
    r"\b20[2-4]\d\b|\b1 (?:januari|april|juli|september)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\d|\b(?:nul|half|helft|halveren|gehalveerd|verdubbel\w*|kwart|dubbel|procent|iedere|ieder|elke|elk|alle|niemand|"
    r"geen enkele|geen)\b",
    re.IGNORECASE,
)
_SIGN = re.compile(
    r"\b(?:dat|waar|zodat|kunnen|kan|durven|durft|weer|meer|minder|zonder|geen|niemand|iedereen|zelf)\b", re.I
)
_PLACE = re.compile(
    r"\b(?:op|in|bij|rond|langs|onder|naast|aan) (?:de|het|'t|elke|ieder|iedere|onze|een|[A-Z])", re.UNICODE
)
_PEOPLE = re.compile(
    r"\b\w*(?:kind|kinderen|jongeren|jongere|ouders|ouderen|senioren|bewoners?|mensen|iedereen|gezin|gezinnen|"
    r"moeders?|vaders?|vrouwen|meisjes|meiden|jongens|buren|huurders|mannen|leerlingen|ondernemers|huishoudens|niemand|patiënten|"
    r"mantelzorgers|vrijwilligers)\b",
    re.IGNORECASE,
)


def candidate_goals(clusters: Sequence[Cluster], found: Sequence[Statement]) -> tuple[CandidateGoal, ...]:
    """The candidate goals of all clusters, in their order; a cluster without a desired result has none.

    Desired results that share a telling word are one goal; its text is what people wrote, joined by semicolons.
    """
    by_id = {statement.id: statement for statement in found}
    goals = []
    for cluster in clusters:
        wishes = [by_id[key] for key in cluster.statement_ids if by_id[key].kind is Kind.DESIRED]
        for number, group in enumerate(_grouped(wishes), 1):
            goals.append(
                CandidateGoal(
                    id=f"g-{cluster.id}-{number}",
                    cluster_id=cluster.id,
                    text=_text(group),
                    statement_ids=tuple(sorted(wish.id for wish in group)),
                    missing=_missing(group),
                )
            )
    return tuple(goals)


def _grouped(wishes: Sequence[Statement]) -> list[list[Statement]]:
    groups: list[list[Statement]] = []
    for wish in wishes:
        stems = {word.stem for word in content_words(wish.text)}
        home = next((group for group in groups if any(stems & _stems(other) for other in group)), None)
        if home is None:
            groups.append([wish])
        else:
            home.append(wish)
    return groups


def _stems(statement: Statement) -> set[str]:
    return {word.stem for word in content_words(statement.text)}


def _text(group: Sequence[Statement]) -> str:
    said = list(dict.fromkeys(_sentence(wish.text) for wish in sorted(group, key=lambda wish: wish.id)))
    return "; ".join([said[0], *(part[:1].lower() + part[1:] for part in said[1:])])


def _sentence(text: str) -> str:
    """The words as written, without a leading "en" or "dat" where the rest stands on its own, or the last full stop."""
    line = " ".join(text.split()).rstrip(" .;,")
    bare = _LEADING.sub("", line) if not line.lower().startswith("dat ") else line
    return bare[:1].upper() + bare[1:]


def _missing(group: Sequence[Statement]) -> tuple[str, ...]:
    text = " ".join(wish.text for wish in group)
    given = {
        WHERE: any(wish.answer.place for wish in group) or bool(_PLACE.search(text)),
        WHO: any(wish.answer.groups for wish in group) or bool(_PEOPLE.search(text)),
        SIGN: bool(_SIGN.search(text)),
        MEASURE: bool(_NUMBER.search(text)),
        WHEN: bool(_TERM.search(text)),
    }
    return tuple(question for question, known in given.items() if not known)
