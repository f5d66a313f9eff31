"""Reads a pasted list of people: "name; e-mail; organisation; job title; group", one a line, all problems at once."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from app.models import Role
from app.projects.fields import is_email, tidy
from app.projects.participants import Newcomer
from app.words import word

MOST_LINES = 200
MOST_CHARACTERS = 140
HEADINGS = {"naam", "name"}


@dataclass(frozen=True, slots=True)
class Line:
    """One pasted line: somebody to add, or what is wrong with it."""

    number: int
    newcomer: Newcomer | None
    problem: str = ""


def read(text: str) -> tuple[Line, ...]:
    """Every line that is not empty, with its number in ``text`` from 1. Columns are cut at ``;`` or a tab."""
    lines: list[Line] = []
    seen: dict[str, int] = {}
    for number, row in enumerate(text.splitlines(), start=1):
        if not row.strip():
            continue
        if len(lines) == MOST_LINES:
            return (*lines, Line(number, None, _("Plak hoogstens %(most)s regels tegelijk.", most=MOST_LINES)))
        cells = [tidy(cell) for cell in row.replace("\t", ";").split(";")]
        if not lines and cells[0].lower() in HEADINGS and "@" not in row:
            continue
        lines.append(_line(number, cells, seen))
    return tuple(lines)


def _line(number: int, cells: list[str], seen: dict[str, int]) -> Line:
    name, email, organisation, job_title, group, *rest = [*cells, "", "", "", "", ""]
    email = email.lower()
    role = role_named(group)
    problems = []
    if not name:
        problems.append(_("vul een naam in"))
    if not is_email(email):
        problems.append(_("vul een e-mailadres in, zoals naam@organisatie.nl"))
    elif email in seen:
        problems.append(_("dit e-mailadres staat ook op regel %(other)s", other=seen[email]))
    if not organisation:
        problems.append(_("vul een organisatie in"))
    if role is None:
        problems.append(_("kies als groep %(groups)s", groups=", ".join(word(one) for one in Role)))
    if any(rest):
        problems.append(_("er staan meer dan vijf dingen op"))
    if max(map(len, cells)) > MOST_CHARACTERS:
        problems.append(_("maak het korter, hoogstens %(most)s tekens per ding", most=MOST_CHARACTERS))
    seen.setdefault(email, number)
    if problems or role is None:
        told = _("Regel %(number)s: %(problems)s.", number=number, problems="; ".join(problems))
        return Line(number, None, told)
    return Line(number, Newcomer(name, email, organisation, job_title, role))


def role_named(text: str) -> Role | None:
    """The group that somebody typed; the core group where nothing was typed."""
    wanted = text.lower()
    if not wanted:
        return Role.CORE
    return next((role for role in Role if wanted in {role.value, word(role).lower()}), None)
