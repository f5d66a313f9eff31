"""The minutes as plain text, to send by e-mail: the same value as the page shows, wrapped."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from app.meetings.minutes import Change, Minutes
from app.models import Action, Decision, KnowledgeGap
from app.overview.summaries import Snapshot
from app.overview.words import MARKS, STANDINGS
from app.words import word
from synthesis.model import Standing

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


def shot(one: Snapshot) -> str:
    """A subject at a moment, in few words."""
    if one.id is None:
        return ngettext("%(num)s los signaal", "%(num)s losse signalen", one.size)
    more = [ngettext("%(num)s kaart", "%(num)s kaarten", one.size)]
    more += [str(STANDINGS[one.standing])] if one.standing is not Standing.OPEN else []
    more += [str(MARKS[one.mark][0])] if one.mark else []
    return f"{one.title} ({', '.join(more)})"


def _change(one: Change) -> str:
    was, now = (", ".join(map(shot, side)) or _("niets") for side in (one.was, one.now))
    return f"{one.text} {_('Was')}: {was}. {_('Nu')}: {now}."


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
