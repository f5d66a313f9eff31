"""The minutes as plain text, to send by e-mail: the same value as the page shows, wrapped."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from flask_babel import format_date
from flask_babel import gettext as _

from app.meetings.minutes import Change, Minutes
from app.models import Action, Decision, KnowledgeGap
from app.overview.words import shots
from app.words import word

WIDTH = 72


def as_text(minutes: Minutes, heading: Iterable[str]) -> str:
    """The whole text; ``heading`` are its first lines. A part without anything in it is left out."""
    parts = [
        (_("Aanwezig"), [f"{name}: {', '.join(people)}" for name, people in minutes.present]),
        (_("Besluiten"), [line for one in minutes.decisions for line in _decision(one)]),
        (_("Wat er op de kaart veranderde"), [_change(one) for one in minutes.changes]),
        (_("Nieuwe vragen"), [_gap(one) for one in minutes.asked]),
        (_("Beantwoorde vragen"), [f"{one.question} {one.answer}" for one in minutes.answered]),
        (_("Nieuwe acties"), [_action(one) for one in minutes.actions]),
        (_("Geparkeerd voor een volgende fase"), list(minutes.parked)),
    ]
    blocks = ["\n".join(_wrapped(line, "") for line in heading)]
    for title, lines in parts:
        if lines:
            blocks.append("\n".join([title.upper(), *(_wrapped(line, "- ") for line in lines)]))
    if minutes.note:
        note = "\n".join(_wrapped(line, "") for line in minutes.note.splitlines())
        blocks.append(f"{_('Aantekening').upper()}\n{note}")
    if minutes.draft_hash:
        blocks.append(_("Concept van de kaart: %(hash)s", hash=minutes.draft_hash))
    return "\n\n".join(blocks) + "\n"


def _wrapped(line: str, mark: str) -> str:
    kept = line if line.startswith("  ") else f"{mark}{line}"
    return textwrap.fill(
        kept, WIDTH, subsequent_indent="    " if line.startswith("  ") else " " * len(mark), break_long_words=False
    )


def _change(one: Change) -> str:
    return f"{one.text} {_('Was')}: {shots(one.was)}. {_('Nu')}: {shots(one.now)}."


def _decision(one: Decision) -> list[str]:
    said = [f"{_('Besluit %(number)s', number=one.number)} ({word(one.outcome)}): {' '.join(one.text.split())}"]
    for vote in one.votes:
        answer = f" {_('Antwoord van de groep:')} {vote.answer}" if vote.answer else ""
        said.append(f"  {vote.organisation.name}: {word(vote.consent)} {vote.text}{answer}".rstrip())
    return said


def _gap(one: KnowledgeGap) -> str:
    owner = f" {_('Wie zoekt dit uit:')} {one.owner.person.name}." if one.owner else ""
    return f"{one.question}{owner}{_before(one.due_on)}"


def _action(one: Action) -> str:
    owner = f" {one.owner.person.name} ({one.owner.organisation.name})." if one.owner else ""
    return f"{one.what}{owner}{_before(one.due_on)}"


def _before(due_on: object) -> str:
    return f" {_('Klaar op %(day)s.', day=format_date(due_on, 'long'))}" if due_on else ""
