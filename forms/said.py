"""Answers → what somebody said: each text with what was asked and told beside it, for the synthesis."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from forms.context import Context
from forms.keys import AnswerKey, Value, is_blank, texts
from forms.layout import Entry, Round, Row, asked
from forms.question_types import type_of
from forms.question_types.choosing import UNKNOWN
from forms.questionnaire import Questionnaire

SUBJECTS = frozenset({"clusters", "candidates"})
"""Sources whose values are subjects on the map."""


@dataclass(frozen=True, slots=True)
class Said:
    """One text that somebody typed.

    ``asked`` is the kind of statement (probleem, oorzaak, gevolg, kracht, onbekend, gewenst, twijfel). ``evidence`` is
    one of figures, seen, residents, colleague, assumption, or "". ``place`` is in words; ``frequency``, ``trend``,
    ``groups`` and ``theme`` are values. ``severity`` runs from 1 to 5. ``about`` is the subject it was asked about.
    """

    key: AnswerKey
    asked: str
    text: str
    place: str = ""
    frequency: str = ""
    trend: str = ""
    evidence: str = ""
    groups: tuple[str, ...] = ()
    severity: int | None = None
    theme: str = ""
    about: str = ""


def said(
    questionnaire: Questionnaire, context: Context, answers: Mapping[AnswerKey, Value] | None = None
) -> list[Said]:
    """Every statement in the answers, in the order of the questionnaire. ``I don't know`` tells nothing."""
    context = context if answers is None else context.with_answers(answers)
    return [
        _said(row, number, entry, questionnaire, context)
        for row, number, entry in asked(questionnaire, context)
        if entry.question.says and not is_blank(context.answers.get(entry.key, ""))
    ]


def _said(row: Row, number: Round, entry: Entry, questionnaire: Questionnaire, context: Context) -> Said:
    told = {one.question.tells: one for one in number.entries if one.question.tells and one.applies(context)}

    def values(what: str) -> tuple[str, ...]:
        return _told(told[what], context) if what in told else ()

    def value(what: str) -> str:
        return next(iter(values(what)), "")

    score = value("severity")
    place = told.get("place")
    return Said(
        key=entry.key,
        asked=entry.question.says,
        text=type_of(entry.question).statement(context.answers[entry.key]),
        place=_words(place, context) if place else "",
        frequency=value("frequency"),
        trend=value("trend"),
        evidence=value("evidence"),
        groups=values("groups"),
        severity=int(score) if score.isdecimal() else None,
        theme=value("theme"),
        about=value("about") or _subject(row, questionnaire),
    )


def _told(entry: Entry, context: Context) -> tuple[str, ...]:
    """What was chosen beside a statement, where it is a choice that is on offer and that tells something."""
    kind = type_of(entry.question)
    given = context.answers.get(entry.key, kind.blank)
    if kind.is_blank(given) or kind.error(entry.question, given, context):
        return ()
    return tuple(part for part in texts(given) if part != UNKNOWN)


def _words(entry: Entry, context: Context) -> str:
    kind = type_of(entry.question)
    return " ".join(kind.display(entry.question, context.answers.get(entry.key, kind.blank), context).split())


def _subject(row: Row, questionnaire: Questionnaire) -> str:
    """The subject on the map that a row is about; "" where it is about something else."""
    per = row.question.per
    if per is None or row.item is None:
        return ""
    source = per.source or questionnaire.question(per.answer).source
    return row.item.value if source in SUBJECTS else ""
