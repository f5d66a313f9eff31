"""What a statement is: it starts from what was asked and yields only to clear language.

Professionals think in solutions: those stand in every box. A logistic regression over the grammar of the text (first
words, word pairs, endings), learned by ``python -m synthesis.train``, is weighed with a few cues that a reader would
give as reasons.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.preprocessing import normalize

from synthesis.language import fold
from synthesis.model import Kind
from synthesis.profiles import learned

GRAMMAR_COLUMNS = 2**12

_BOXES = {Kind.PROBLEM: 0.6, Kind.CAUSE: 0.6, Kind.DESIRED: 0.3, Kind.EFFECT: 0.6}
_ENOUGH_WORDS = 6
_TOKEN = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*|[?!;]")
_VERB = re.compile(
    r"\b(is|zijn|was|waren|heeft|hebben|had|hadden|wordt|worden|werd|werden|kan|kunnen|kon|komt|komen|kwam|gaat|gaan|ging|"
    r"staat|staan|zit|zitten|ligt|liggen|loopt|lopen|doet|doen|krijgt|krijgen|weet|weten|ziet|zien|zie|hoort|hoor|wil|"
    r"willen|durft|durven|blijft|blijven|maakt|maken|moet|moeten|geeft|geven|slaapt|slapen|hebben|ben|heb|gebeurt)\b",
    re.IGNORECASE,
)
# A pattern, its weight, and pieces of which one stands in every text that it fits: searching them first is quicker.
_SOLUTION_CUES: tuple[tuple[re.Pattern[str], float, tuple[str, ...]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), weight, pieces)
    for pattern, weight, pieces in (
        (r"\bmoet(en)? (er )?(\w+ ){0,3}komen\b", 2.0, ("moet",)),
        (r"\b(er )?(moet|moeten) (een|meer|extra|vaker|eindelijk|weer|gewoon|snel)\b", 1.8, ("moet",)),
        (r"\bwe (zouden|moeten)\b|\bzou(den)? (we|moeten)\b|\bik zou\b|\blaten we\b|\bwaarom geen?\b", 2.0,
         ("moeten", "zou", "laten we", "waarom ge")),
        (r"\bmeer inzet(ten)? op\b|\binzetten op\b|\boplossing\b|\b(voorlichtings)?campagne\b|\bvoorlichting\b", 1.5,
         ("inzet", "oplossing", "campagne", "voorlichting")),
        (r"\bextra (camera|handhav|capaciteit|toezicht|ronde|geld|mens)\w*", 1.5, ("extra ",)),
        (r"^(meer|extra|vaker|gratis|vaste?) (geld|uren|toezicht|handhav\w*|camera\w*|controle\w*|inzet)\b", 2.0,
         ("",)),
        (r"^(organiseer|zet|maak|geef|plaats|haal|stuur|zorg|regel|sluit|open|start|begin|stop|plant|geef|laat|bouw|leg|"
         r"koppel|stel|bied|huur|betaal|verplicht|verbied|breng|put|give|build|make|open)\b(?! je\b)", 1.8, ("",)),
        (r"\b(gewoon|meteen|direct) (regelen|doen|weghalen|aanpakken|ophalen|sluiten|beboeten)\b", 2.0,
         ("gewoon ", "meteen ", "direct ")),
        (r"\b(kost|kosten) (\w+ )?\d+ euro en\b|, klaar\b", 1.0, ("kost", ", klaar")),
        (r"^(pilot|proef|project|spreekuur|coach|cursus|training|subsidie)\b", 1.2, ("",)),
        (r"\bterug op (het|de)\b|\bweer open\w*\b|\bdaar geloof ik (meer )?in\b", 1.2,
         ("terug op", "weer open", "geloof ik")),
    )
)  # fmt: skip
_INFINITIVE_END = re.compile(
    r"(?:^|[\s,])(?:[\w-]*(?:ren|len|sen|den|ten|nen|gen|ken|pen|ven|zen)|\w*doen|gaan|zien|staan)[.!]?$"
)
_DOUBT = re.compile(
    r"\b(ik (be)?twijfel|twijfel(s)? (of|aan|over)|ik denk niet dat|niet mee eens|ben het oneens|"
    r"klopt (volgens mij )?niet|waag ik te betwijfelen|geloof ik niet|valt (wel |best )?mee)\b",
    re.IGNORECASE,
)
_CAUSE = re.compile(
    r"^(dat )?(dit |het |dat )?(komt|kwam|ligt) (\w+ ){0,2}(door|doordat|aan|omdat)\b|\bde (hoofd)?oorzaak\b|"
    r"^(omdat|doordat)\b|\bheeft (\w+ )?te maken met\b",
    re.IGNORECASE,
)
_EFFECT = re.compile(
    r"\b(met als gevolg|gevolg is|het gevolg|daardoor (durven|komen|gaan|raken|blijven))\b|^gevolg\b", re.IGNORECASE
)
_QUESTION = re.compile(
    r"^(hoeveel|wie|wat|waar|waarom|wanneer|welke|hoe|of)\b.*\?\s*$|"
    r"^(geen idee|onbekend|niet bekend|we weten niet|ik weet niet|hoeveel .* weten we niet)\b",
    re.IGNORECASE | re.DOTALL,
)


def grammar_tokens(text: str) -> list[str]:
    """Words, word pairs, endings, first and last word: what tells a proposal from an observation."""
    tokens = [fold(match.group()) for match in _TOKEN.finditer(text)]
    if not tokens:
        return []
    pairs = [f"{one}_{other}" for one, other in pairwise(tokens)]
    edges = [
        f"^{tokens[0]}",
        f"^^{'_'.join(tokens[:2])}",
        f"{tokens[-1]}$",
        f"-{tokens[-1][-2:]}$",
        f"^{tokens[0][-2:]}-",
    ]
    endings = [f"-{token[-3:]}" for token in tokens if len(token) > 5]
    return [*tokens, *pairs, *edges, *endings, f"length{min(6, len(tokens) // 5)}"]


def solution_features(texts: Sequence[str]) -> csr_matrix:
    """Dampened grammar counts of unit length; shape (texts, GRAMMAR_COLUMNS)."""
    hasher = HashingVectorizer(analyzer=grammar_tokens, n_features=GRAMMAR_COLUMNS, alternate_sign=False, norm=None)
    grammar = hasher.transform(texts)
    grammar.data = 1.0 + np.log(grammar.data)
    return csr_matrix(normalize(grammar))


def kinds_of(texts: Sequence[str], asked: Sequence[Kind]) -> list[Kind]:
    """What each text is, given what was asked."""
    if not texts:
        return []
    odds = _solution_odds(texts)
    return [_kind(text, box, chance) for text, box, chance in zip(texts, asked, odds.tolist(), strict=True)]


def kind_of(text: str, asked: Kind) -> Kind:
    """What one text is, from its words alone: quick enough to advise while somebody writes."""
    return kinds_of([text], [asked])[0]


def _kind(text: str, asked: Kind, odds: float) -> Kind:
    stripped = text.strip()
    if asked in _BOXES and _DOUBT.search(stripped):
        return Kind.DOUBT
    if asked in {Kind.PROBLEM, Kind.CAUSE} and _QUESTION.search(stripped):
        return Kind.UNKNOWN
    if asked in _BOXES and _proposes(stripped, asked, odds):
        return Kind.SOLUTION
    if asked is Kind.PROBLEM and _CAUSE.search(stripped):
        return Kind.CAUSE
    if asked in {Kind.PROBLEM, Kind.CAUSE} and _EFFECT.search(stripped):
        return Kind.EFFECT
    return asked


def _proposes(text: str, asked: Kind, odds: float) -> bool:
    """Whether a text is a solution. A few words without a clear cue ("Oplopende huurachterstanden") tell too little."""
    low = text.lower()
    cues = sum(
        weight
        for pattern, weight, pieces in _SOLUTION_CUES
        if any(piece in low for piece in pieces) and pattern.search(text)
    )
    if not cues and asked is not Kind.DESIRED and len(_TOKEN.findall(text)) < _ENOUGH_WORDS:
        return False
    if text.rstrip(".!").endswith("n") and _INFINITIVE_END.search(text) and not _VERB.search(text):
        cues += 1.0
    return odds + cues > _BOXES[asked]


def _solution_odds(texts: Sequence[str]) -> NDArray[np.float64]:
    arrays = learned()
    weights = arrays["solution_weights"].astype(np.float64) * float(arrays["solution_scale"])
    return np.asarray(solution_features(texts) @ weights + float(arrays["solution_bias"]))
