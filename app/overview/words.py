"""The Dutch words for what stands on the map: kinds of statements, how people know it, what the group said of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from math import ceil, floor
from typing import Any

from flask_babel import format_decimal, format_percent, get_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.overview.fields import headings
from app.overview.operations import Refreshed
from app.overview.plotting import firm_share
from app.overview.summaries import Snapshot
from app.overview.views import Asked
from synthesis.counting import Counts, Severity
from synthesis.edits import EditError
from synthesis.heard import IN_THE_ROOM
from synthesis.model import Evidence, Kind, Mark, Standing, Statement
from synthesis.openings import Touch
from synthesis.opposed import Why
from synthesis.themes import labels


@dataclass(frozen=True, slots=True)
class KindWords:
    """A kind of statement: what one is called, the heading above many, its colour, and a mark beside the colour.

    ``box`` is the place in the form where it was asked, ``reads_as`` what a text of it reads as.
    """

    one: Any
    heading: Any
    colour: str
    mark: str
    box: Any
    reads_as: Any


# In the order in which people speak about a subject: first what is seen, then why, then what is good, then the rest.
KINDS: dict[Kind, KindWords] = {
    Kind.PROBLEM: KindWords(_l("waargenomen"), _l("Waargenomen"), "problem", "●", _l("probleem"), _l("een probleem")),
    Kind.CAUSE: KindWords(_l("oorzaak"), _l("Oorzaken"), "cause", "▲", _l("oorzaak"), _l("een oorzaak")),
    Kind.EFFECT: KindWords(_l("gevolg"), _l("Gevolgen"), "problem", "▼", _l("gevolg"), _l("een gevolg")),
    Kind.STRENGTH: KindWords(_l("kracht"), _l("Krachten"), "strength", "✚", _l("kracht"), _l("een kracht")),
    Kind.UNKNOWN: KindWords(
        _l("kennisvraag"), _l("Wat we nog niet weten"), "unknown", "?", _l("kennisvraag"), _l("een vraag")
    ),
    Kind.DESIRED: KindWords(_l("gewenst"), _l("Gewenst"), "desired", "◆", _l("gewenst"), _l("een wens")),
    Kind.SOLUTION: KindWords(
        _l("idee"), _l("Ideeën voor de parkeerplaats"), "already", "■", _l("idee"), _l("een oplossing")
    ),
    Kind.DOUBT: KindWords(_l("andere kijk"), _l("Andere kijk"), "doubt", "≠", _l("andere kijk"), _l("een andere kijk")),
}

# From hardest to softest, as the bar shows them.
EVIDENCE: dict[Evidence, Any] = {
    Evidence.FIGURES: _l("uit registratie"),
    Evidence.SEEN: _l("zelf gezien"),
    Evidence.RESIDENTS: _l("van bewoners gehoord"),
    Evidence.COLLEAGUE: _l("van collega gehoord"),
    Evidence.ASSUMPTION: _l("vermoeden"),
}

STANDINGS: dict[Standing, Any] = {
    Standing.OPEN: _l("concept"),
    Standing.CONFIRMED: _l("bevestigd"),
    Standing.PARKED: _l("geparkeerd"),
}

# What the group found when it talked about a subject: a word, and a mark beside it.
MARKS: dict[Mark, tuple[Any, str]] = {
    Mark.RIGHT: (_l("klopt"), "✓"),
    Mark.WRONG: (_l("klopt niet"), "✗"),
    Mark.FIND_OUT: (_l("uitzoeken"), "?"),
}

SEVERITY: dict[int, Any] = {
    1: _l("klein"),
    2: _l("vrij klein"),
    3: _l("gemiddeld"),
    4: _l("groot"),
    5: _l("heel groot"),
}


@dataclass(frozen=True, slots=True)
class FirmWords:
    """How firm a subject is: a word, a mark beside it, and what that means."""

    one: Any
    mark: str
    meaning: Any


FIRMNESS: dict[str, FirmWords] = {
    "stevig": FirmWords(
        _l("stevig"),
        "●●●",
        _l("Ook als we een deel van de kaarten weglaten, blijft dit onderwerp bij elkaar."),
    ),
    "redelijk": FirmWords(
        _l("redelijk"),
        "●●○",
        _l("Als we een deel van de kaarten weglaten, blijft dit onderwerp voor het grootste deel bij elkaar."),
    ),
    "los verband": FirmWords(
        _l("los verband"),
        "●○○",
        _l("Als we een deel van de kaarten weglaten, valt dit onderwerp uit elkaar. Kijk of het één onderwerp is."),
    ),
}

# What the two sides of an other view say, in that order.
SIDES: dict[Why, tuple[Any, Any]] = {
    Why.DOUBT: (_l("Gezegd"), _l("Andere kijk")),
    Why.CLAIM: (_l("Gezegd"), _l("Andere kijk")),
    Why.TREND: (_l("Wordt meer"), _l("Wordt minder")),
}

SURENESS = ((0.75, _l("heel zeker")), (0.5, _l("vrij zeker")), (0.0, _l("onzeker")))

# What the questionnaires call the answers to "hoe vaak" and "wordt het meer".
FREQUENCY: dict[str, Any] = {
    "daily": _l("dagelijks"),
    "weekly": _l("wekelijks"),
    "monthly": _l("maandelijks"),
    "less": _l("minder dan elke maand"),
}
TREND: dict[str, Any] = {
    "more": _l("wordt meer"),
    "less": _l("wordt minder"),
    "same": _l("blijft gelijk"),
}
GROUPS: dict[str, Any] = {
    "children": _l("kinderen"),
    "young-people": _l("jongeren"),
    "families": _l("gezinnen"),
    "older-people": _l("ouderen"),
    "living-alone": _l("mensen die alleen wonen"),
    "mental-health-problems": _l("mensen met psychische problemen"),
    "debts": _l("mensen met schulden"),
    "business-owners": _l("ondernemers"),
    "professionals": _l("professionals zelf"),
    "everybody": _l("hele buurt"),
    "other": _l("anderen"),
}
FEWEST_TO_NAME_A_GROUP = 2


def sure(confidence: float) -> str:
    """How sure a placement is, in words."""
    return str(next(words for least, words in SURENESS if confidence >= least))


def misread(said: Statement) -> str:
    """What the text reads as, where that is not what was asked; else ""."""
    asked = said.answer.asked
    if said.kind is asked:
        return ""
    return _(
        "Staat in het vak ‘%(asked)s’, leest als %(kind)s.", asked=KINDS[asked].box, kind=KINDS[said.kind].reads_as
    )


def touches(found: Touch) -> str:
    """Why a strength touches a subject."""
    parts = []
    if found.words:
        parts.append(_("gaat ook over: %(words)s", words=", ".join(found.words)))
    if found.place:
        parts.append(_("zelfde plek: %(place)s", place=found.place))
    return "; ".join(parts)


def severity(scores: Severity) -> str:
    """The middle score and how far people are apart, in words."""
    low, high = floor(scores.median), ceil(scores.median)
    middle = str(SEVERITY[low]) if low == high else _("%(low)s tot %(high)s", low=SEVERITY[low], high=SEVERITY[high])
    if scores.lowest == scores.highest:
        return middle
    return _(
        "%(middle)s, van %(lowest)s tot %(highest)s op vijf",
        middle=middle,
        lowest=format_decimal(scores.lowest),
        highest=format_decimal(scores.highest),
    )


def firm(counts: Counts) -> str:
    """How many of the cards that tell how their author knows were counted or seen; "" without such cards."""
    share = firm_share(counts)
    return "" if share is None else _("%(share)s geteld of zelf gezien", share=format_percent(share))


def groups(counts: Counts) -> str:
    """Who is affected most, in words. What one organisation says of a group stays with its own statement."""
    named = (tally for tally in counts.groups if tally.organisations >= FEWEST_TO_NAME_A_GROUP)
    return ", ".join(_known(GROUPS, tally.name) for tally in islice(named, 3))


def facts(said: Statement, names: bool) -> list[str]:
    """What is known of a statement, each as a few words."""
    answer = said.answer
    found = [
        _("gehoord in de bijeenkomst") if answer.question == IN_THE_ROOM else "",
        answer.organisation if names else "",
        answer.place,
        _known(FREQUENCY, answer.frequency),
        _known(TREND, answer.trend),
        str(EVIDENCE[answer.evidence]) if answer.evidence else "",
    ]
    return [fact for fact in found if fact]


def details(said: Statement) -> list[tuple[str, str]]:
    """What is known of a statement, each with what it is."""
    answer = said.answer
    found = [
        (_("Waar"), answer.place),
        (_("Hoe vaak"), _known(FREQUENCY, answer.frequency)),
        (_("Ontwikkeling"), _known(TREND, answer.trend)),
        (_("Wie heeft er last van"), ", ".join(_known(GROUPS, group) for group in answer.groups)),
        (_("Hoe weten we dit"), str(EVIDENCE[answer.evidence]) if answer.evidence else ""),
        (_("Hoe erg"), str(SEVERITY[answer.severity]) if answer.severity in SEVERITY else ""),
    ]
    return [(label, value) for label, value in found if value]


def asked(wanted: Asked) -> str:
    """Which statements somebody asked to see, in words."""
    found = [
        str(KINDS[Kind(wanted.kind)].one) if wanted.kind in set(Kind) else "",
        _evidence(wanted.evidence),
        wanted.place,
        labels(str(get_locale())).get(wanted.theme, ""),
        _field(wanted.field),
        _("met een oordeel over de ernst") if wanted.severity else "",
        _("losse signalen") if wanted.single else "",
    ]
    return ", ".join(part for part in found if part)


def _field(key: str) -> str:
    if not key:
        return ""
    names = dict(enumerate(headings()))
    return names.get(int(key), "") if key.isdecimal() and len(key) < 3 else _("een ander werkveld")


def _evidence(value: str) -> str:
    if value in set(Evidence):
        return str(EVIDENCE[Evidence(value)])
    return _("niet gezegd hoe we dit weten") if value else ""


def _known(words: Mapping[str, Any], value: str) -> str:
    return str(words.get(value, value))


def shot(one: Snapshot) -> str:
    """A subject at a moment, in few words."""
    if one.id is None:
        return ngettext("%(num)s los signaal", "%(num)s losse signalen", one.size)
    more = [ngettext("%(num)s kaart", "%(num)s kaarten", one.size)]
    more += [str(STANDINGS[one.standing])] if one.standing is not Standing.OPEN else []
    more += [str(MARKS[one.mark][0])] if one.mark else []
    return f"{one.title} ({', '.join(more)})"


def shots(side: Iterable[Snapshot]) -> str:
    """What stood on one side of a change, in one line."""
    return ", ".join(map(shot, side)) or _("niets")


def refused(error: EditError) -> str:
    """Why a change cannot be made, in the reader's language."""
    return error.phrase.text(_)


def brought(refreshed: Refreshed | None) -> str:
    """What a new draft brought, in words."""
    if refreshed is None:
        return _("Er is nog niets verstuurd. Er valt dus nog geen concept te maken.")
    parts = []
    if refreshed.added:
        parts.append(ngettext("%(num)s nieuwe kaart", "%(num)s nieuwe kaarten", refreshed.added))
    if refreshed.gone:
        parts.append(ngettext("%(num)s kaart vervallen", "%(num)s kaarten vervallen", refreshed.gone))
    if parts:
        return _("Het concept is ververst: %(changes)s. Wat jullie veranderden, is gebleven.", changes=", ".join(parts))
    if refreshed.other:
        return _("Het concept is opnieuw gemaakt. De kaarten zijn dezelfde gebleven.")
    return _("Er is niets veranderd sinds het vorige concept.")
