"""What a facilitator changed in a questionnaire, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from forms.changes import (
    AddQuestion,
    Change,
    Hide,
    MovePage,
    MoveQuestion,
    Reset,
    RewordPage,
    RewordQuestion,
    Show,
)
from forms.questionnaire import LOCALES, Localised
from forms.shaping import ChangeError, Shape

TYPES: dict[str, Any] = {
    "short": _l("kort antwoord"),
    "text": _l("lang antwoord"),
    "single": _l("één keuze"),
    "multi": _l("meer keuzes"),
    "scale5": _l("schaal van 1 tot 5"),
    "score3": _l("score van 1 tot 3"),
    "rank": _l("volgorde"),
    "matrix": _l("één keuze per organisatie"),
    "place": _l("plek"),
    "number": _l("getal"),
    "date": _l("datum"),
    "check": _l("vinkje"),
    "group": _l("vragen bij elkaar"),
}
KINDS: dict[str, Any] = {
    "short": _l("Kort antwoord (één regel)"),
    "long": _l("Lang antwoord (een paar regels)"),
    "single": _l("Eén keuze uit een lijst"),
    "multiple": _l("Meer keuzes uit een lijst"),
    "scale": _l("Schaal van 1 (laag) tot 5 (hoog)"),
    "number": _l("Getal"),
    "date": _l("Datum"),
}
SAYS: dict[str, Any] = {
    "": _l("Nee"),
    "probleem": _l("Ja, als iets wat er speelt"),
    "oorzaak": _l("Ja, als oorzaak"),
    "gevolg": _l("Ja, als gevolg"),
    "kracht": _l("Ja, als kracht van de buurt"),
    "onbekend": _l("Ja, als iets wat we nog niet weten"),
    "gewenst": _l("Ja, als iets wat we willen bereiken"),
    "twijfel": _l("Ja, als twijfel of andere kijk"),
}
SENTENCES: dict[type[Change], Any] = {
    RewordQuestion: _l("Tekst aangepast bij ‘%(name)s’"),
    RewordPage: _l("Tekst aangepast van de pagina ‘%(name)s’"),
    Hide: _l("Verborgen: ‘%(name)s’"),
    Show: _l("Weer getoond: ‘%(name)s’"),
    AddQuestion: _l("Vraag toegevoegd: ‘%(name)s’"),
    Reset: _l("Alles terug naar het origineel"),
}
UP, DOWN = _l("Omhoog: ‘%(name)s’"), _l("Omlaag: ‘%(name)s’")


@dataclass(frozen=True, slots=True)
class Told:
    """A change in a sentence, and the texts that became other texts: (was, is now)."""

    sentence: str
    texts: tuple[tuple[str, str], ...] = ()


def told(change: Change, before: Shape, locale: str) -> Told:
    """What a change did to the questionnaire as it was ``before``."""
    sentence = (UP if change.up else DOWN) if isinstance(change, MoveQuestion | MovePage) else SENTENCES[type(change)]
    return Told(str(sentence) % {"name": _name(change, before, locale)}, tuple(dict.fromkeys(_texts(change, before))))


def _name(change: Change, shape: Shape, locale: str) -> str:
    """What the question or page of a change was called."""
    if isinstance(change, Reset):
        return ""
    if isinstance(change, AddQuestion):
        return change.label.text(locale)
    try:
        if isinstance(change, RewordPage | MovePage):
            return shape.page(change.id).title.text(locale)
        return shape.find(change.id).label.text(locale)
    except ChangeError:
        return change.id


def _texts(change: Change, before: Shape) -> Iterator[tuple[str, str]]:
    """The texts that a change made different, in each language in which they are."""
    for was, now in _pairs(change, before):
        old = was or Localised("", "")
        for locale in LOCALES if now is not None else ():
            if now is not None and old.text(locale) != now.text(locale):
                yield old.text(locale), now.text(locale)


def _pairs(change: Change, before: Shape) -> Iterator[tuple[Localised | None, Localised | None]]:
    """The texts that a change speaks of: as they were, and as they became (``None``: as they were)."""
    try:
        if isinstance(change, RewordPage):
            page = before.page(change.id)
            yield from ((page.title, change.title), (page.intro, change.intro))
        elif isinstance(change, RewordQuestion):
            question = before.find(change.id)
            yield from ((question.label, change.label), (question.hint, change.hint))
            yield question.if_missing, change.if_missing
            labels = {choice.value: choice.label for choice in question.choices}
            yield from ((labels.get(choice.value), choice.label) for choice in change.choices)
    except ChangeError:
        return  # it no longer fits, so there is nothing to compare with
