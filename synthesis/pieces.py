"""What makes a goal measurable, where somebody wrote it: place, sign, term and indicator, each to the letter.

The patterns rather miss a piece than take a wrong one: what is missing is asked of the group.
"""

from __future__ import annotations

import re

from synthesis.wishes import tidy, without_filler

_NUMBER_WORD = (
    r"twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|vijftien|twintig|dertig|veertig|vijftig|zestig|honderd"
)
_AMOUNT = rf"(?:\d+(?:[.,]\d+)?|{_NUMBER_WORD})"
_MONTH = r"(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)"
_SEASON = (
    r"(?:(?:zomer|herfst|kerst)(?:vakantie)?|winter|lente|voorjaar|najaar|schooljaar|kwartaal|jaar|jaareinde|"
    rf"jaarwisseling|ramadan|{_MONTH})"
)
_BY = r"(?:voor|vóór|na|eind|begin|medio|uiterlijk|per|tegen|met ingang van)"
_YEAR = r"20[2-4]\d"
_TERM = re.compile(
    rf"\b(?:binnen|over) (?:een|één|anderhalf|{_AMOUNT})(?: half)? (?:jaar|jr|schooljaar)\b|"
    rf"\b(?:binnen|over) {_AMOUNT} (?:maanden|mnd)\b|"
    rf"\b{_BY}(?: de| het| (?:komend|aankomend|volgend)e?| deze| dit| einde van)* {_SEASON}\b(?: {_YEAR}\b)?|"
    rf"(?<!niet )\b(?:deze|dit|komende?|volgende?) {_SEASON}\b|"
    rf"\b(?:{_BY}|op|vanaf) \d{{1,2}} {_MONTH}\b(?: {_YEAR}\b)?|"
    rf"\b(?:(?:in|{_BY}|{_MONTH}) )*{_YEAR}\b",
    re.IGNORECASE,
)
_AT_MOST = (
    r"(?:max\.?|maximaal|minstens|minimaal|hoogstens|hooguit|ten minste|op z'n minst|op zijn minst|onder de|boven de|"
    r"meer dan|minder dan|nog maar)"
)
_COUNTED = r"(?:per [^\W\d_]+|(?:[^\W\d_]+e )?[^\W\d_]{2,}(?: per [^\W\d_]+)?)"
_SPAN = r"(?:half )?(?:uur|u|werkdag|werkdagen|dag|dagen|week|weken|wkn|maand|mnd)"
_INDICATOR = re.compile(
    rf"\b{_AMOUNT} (?:van de|op de|van|op) {_AMOUNT}(?: [^\W\d_]+)?|"
    rf"\bvan {_AMOUNT} naar {_AMOUNT}(?: [^\W\d_]+)?|"
    rf"\b(?:binnen|niet langer dan) (?:een|één|{_AMOUNT}) {_SPAN}\b|"
    rf"\b(?:{_AT_MOST} )?\d+ ?(?:%|procent\b)|"
    rf"\b(?:één|een|{_AMOUNT}) (?:keer|maal|uur) per (?:dag|week|maand|jaar)\b|"
    rf"\b{_AT_MOST} de helft\b|\bde helft (?:minder|meer)\b|\b(?:halver\w+|gehalveerd|verdubbel\w+)\b|"
    rf"\b{_AT_MOST} (?:een|één|{_AMOUNT}) {_COUNTED}|\bnul {_COUNTED}|"
    rf"(?:^|(?<=[.;] ))(?:{_AMOUNT} {_COUNTED}|(?:elke|iedere) (?:dag|week|maand)\b)",
    re.IGNORECASE,
)
_PLACE_NOUN = (
    r"(?:\w*(?:plein|straat|laan|gracht|kade|park|plantsoen|school|hofje|portiek|portieken|flats?|stoep|halte|"
    r"speelplek|speelplekken|speeltuin|winkelstrip|kelders?|boxen|buurthuis|buurtkamer|veldje|tuin|pad|paden|station|"
    r"containers?|hotspots?|markt|parkeerplaats|garage|winkels|supermarkt|bibliotheek|ziekenhuis|balie|zwembad|sportveld|"
    r"voetbalclub)|\w+(?:hof|weg|veld|strip|dijk|singel|steeg|poort)|gang|hal|trap|strip|torens?|blok|complex|gebouw|"
    r"buurt|wijk|straten|bakken|brug|spoor|klas|hoek)"
)
_PLACE = re.compile(
    r"\b(?:op|in|bij|rond|rondom|langs|onder|naast|aan|achter|naar|over) "
    r"(?:(?:de|het|'t|elke|elk|iedere|ieder|onze|ons|hun|eigen|een|alle|die|dezelfde) )?"
    rf"(?:\d+ )?(?:[^\W\d_]+e )?{_PLACE_NOUN}\b(?-i: [A-Z][a-zà-ÿ]+)?",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\b(?:[Oo]p|[Ii]n|[Aa]an|[Rr]ond|[Ll]angs|[Aa]chter) (?:de |het )?"
    rf"(?!(?i:{_MONTH}|nederlands)\b)[A-Z][a-zà-ÿ]{{2,}}(?: [A-Z][a-zà-ÿ]+)*\b"
)
_TOLD_SIGN = re.compile(
    r"\b(?:te zien aan|je (?:ziet|merkt)(?: het)?(?: aan| dat)?|(?:zie|merk) je(?: het)?(?: aan| dat)?|"
    r"herken je(?: het)? aan|blijkt uit|zodat)\s*:?\s+(?P<sign>[^.;?!]+)",
    re.IGNORECASE,
)
_BEHAVIOUR = re.compile(
    r"[^.;?!]*\b(?:kan|kunt|kunnen|durf|durft|durven|groet|groeten|speelt|spelen|lopen|fietst|fietsen|zitten|slaapt|"
    r"slapen|doorslaapt|belt|bellen|meldt|melden|helpt|helpen|praten|eten|kent|kennen|opruimen|meedoen|meedoet|"
    r"aanschuift|aanschuiven|binnenloopt|opneemt|terugbelt|blijft heel|heel blijft)\b[^.;?!]*",
    re.IGNORECASE,
)


def place(text: str) -> str:
    """Where, such as "op het plein"; "" where the text names no place."""
    return _first(_PLACE, text) or _first(_NAMED, text)


def sign(text: str) -> str:
    """What one would see people do or be able to do, such as "een stoep waar een rolstoel langs kan"."""
    told = _TOLD_SIGN.search(tidy(text))
    return told["sign"].strip(" ,") if told else without_filler(_first(_BEHAVIOUR, text))


def term(text: str) -> str:
    """By when, such as "voor de zomer". A time that is itself what is wanted ("hulp binnen twee weken") is no term."""
    return _first(_TERM, text)


def indicator(text: str) -> str:
    """A number or measure, such as "8 van de 10 bewoners"; the number of a term is none."""
    return _first(_INDICATOR, _TERM.sub(lambda found: "." * len(found.group()), tidy(text)))


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(tidy(text))
    return found.group().strip(" ,") if found else ""
