"""The sentence of a desired result: what is wanted first, in the author's own words.

Only turns that are certain to keep the meaning are made: an opening such as "we willen" goes, and "geen A maar B" and
"minder A en meer B" begin with B. All else stays as it was written, also where it says what should go away.
"""

from __future__ import annotations

import re

_FINITE = (
    r"(?:is|zijn|was|wordt|worden|kan|kunnen|komt|komen|gaat|gaan|heeft|hebben|durft|durven|krijgt|krijgen|ziet|zien|"
    r"weet|weten|blijft|blijven|staat|staan|mag|mogen|zou|zouden|wil|willen|doet|doen)"
)
_FILLER = re.compile(r"^(?:en|maar|dus|nou|tja)\s*,?\s+", re.IGNORECASE)
_OPENERS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"^wat (?:wij|we|ik) (?:graag )?(?:wil|willen|hoop|hopen)(?: is)?\s*[:,]?\s+(?=\w)",
        r"^(?:wij|we|ik) (?:zou|zouden) (?:graag )?(?:willen|zien)(?: zien)?,?\s+(?=dat\b)",
        r"^(?:wij|we|ik) (?:wil|willen|hoop|hopen)(?: (?:heel )?graag)?(?: zien)?,?\s+(?=dat\b)",
        rf"^(?:wij|we|ik) (?:wil|willen)(?: (?:heel )?graag)?\s+(?!(?:{_FINITE}|het|er|ze|hem|haar|me|ons)\b)",
        rf"^(?:hopelijk|graag|(?:het )?liefst)\s*,?\s+(?!{_FINITE}\b)",
    )
)
_INSTEAD = re.compile(
    r"^(?:liever )?(?P<no>geen|niet) (?P<out>(?:[^\s.,;:!?]+ ?){1,8}?),? maar "
    r"(?!(?:ook|niet|geen|die|dat|dan)\b)(?P<wanted>(?:(?!\bmaar\b)[^.;:!?])+)$",
    re.IGNORECASE,
)
_LESS_AND_MORE = re.compile(
    r"^(?P<less>minder (?:[^\s.,;:!?]+ ?){1,6}?)(?P<joint> en|,| maar|, maar|, en) "
    r"(?P<more>(?:vooral |wel )?meer [^.;:!?]+)$",
    re.IGNORECASE,
)
_AWAY = re.compile(
    r"^(?:dat )?(?:er )?(?:geen|niet|niemand|nooit|nergens|nul|minder|stop\w*|weg met|af van)\b|"
    r"^(?:[^\s.;,]+ ){0,6}(?:geen|niet|niemand|nooit|nergens)\b[^.;,]*\bmeer\b|"
    r"^(?:een |de |het )?(?!ook\b)\w+ (?:zonder (?!er |te |dat |eerst |iets )|waar geen )(?!.*\b(?:ka?n|kunt|durv)\w*)",
    re.IGNORECASE,
)
_NEGATION = re.compile(r"\b(?:geen|niet|niks|niemand|nooit|nergens|nul|minder)\b", re.IGNORECASE)
_AFFIRMS = re.compile(
    r"^zodat\b|"
    r"\b(?:een|één|elke?|iedere?|iedereen|alle|meer|weer|wel|wél|zelf|samen|kan|kunnen|durven|durft)\b",
    re.IGNORECASE,
)
_BREAK = re.compile(r"(?P<stop>[.;!?]\s+)|,\s+|\s+(?=en (?:een|de|het|meer|elk|elke|ieder|iedere|weer)\b)")
_WORDS_FOR_A_POINT = 2


def tidy(text: str) -> str:
    """The words as written on one line, without the last mark."""
    return " ".join(text.split()).rstrip(" .;,")


def without_filler(line: str) -> str:
    """A line without a first "en" or "maar" that joins it to what went before."""
    return _FILLER.sub("", line)


def sentence(text: str) -> str:
    """The wish as it can stand in a goal: what is wanted first, as far as that is certain. No word is added."""
    line = without_filler(tidy(text))
    for opener in _OPENERS:
        line = opener.sub("", line, count=1)
    return _turned(line)


def _turned(line: str) -> str:
    if found := _INSTEAD.match(line):
        return f"{found['wanted'].rstrip()}, {found['no'].lower()} {found['out'].rstrip()}"
    if found := _LESS_AND_MORE.match(line):
        joint = " en" if found["joint"].endswith("en") else ","
        return f"{found['more'].rstrip()}{joint} {found['less'][:1].lower()}{found['less'][1:].rstrip()}"
    return line


def worded_away(line: str) -> bool:
    """Whether a sentence says only what should go away, and nowhere what one would see instead."""
    return bool(_AWAY.search(line)) and not any(_affirms(clause, own) for clause, own in _clauses(line))


def _clauses(line: str) -> list[tuple[str, bool]]:
    """The parts of a text, each with whether a sentence begins with it."""
    parts, start, own = [], 0, True
    for found in _BREAK.finditer(line):
        parts.append((line[start : found.start()], own))
        start, own = found.end(), bool(found["stop"])
    return [*parts, (line[start:], own)]


def _affirms(clause: str, own: bool) -> bool:
    if len(clause.split()) < _WORDS_FOR_A_POINT or _AWAY.search(clause) or _NEGATION.search(clause):
        return False
    return own or bool(_AFFIRMS.search(clause))
