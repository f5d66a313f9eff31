"""The disciplines that people in a traject can have: the same list as the questionnaire of step 1 asks from."""

from __future__ import annotations

from forms.definition import load_step

ASKED_IN_STEP, QUESTION = 1, "1.1a"


def disciplines(locale: str) -> dict[str, list[tuple[str, str]]]:
    """All disciplines as (value, label) under their headings, in the language ``locale``."""
    found: dict[str, list[tuple[str, str]]] = {}
    for choice in load_step(ASKED_IN_STEP).question(QUESTION).choices:
        heading = choice.heading.text(locale) if choice.heading else ""
        found.setdefault(heading, []).append((choice.value, choice.label.text(locale)))
    return found
