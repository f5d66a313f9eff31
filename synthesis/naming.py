"""Titles and key words for clusters: short concrete noun phrases from the statements' own words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from synthesis.language import content_words, fold, stem, stop_words, word_list
from synthesis.model import Kind, Statement
from synthesis.phrases import PREPOSITIONS, Phrase, is_noun, noun_phrases
from synthesis.profiles import log_profiles, softmax
from synthesis.subjects import affinity, names_subject, subjects, term_salience

Matrix = NDArray[np.float64]

MOST_KEYWORDS = 6
_SHORTLIST = 12
_SOFTNESS = 0.5
_LABEL_TRUST = (2.0, 0.85, 1.0, 0.85)
_LABEL_SHARE = 0.2
_JOINING_FIT = 0.35
_MANY_WORDS = 0.25
_PLACED = 0.1
_LONGEST_TITLE = 46
_KIND_WEIGHT = {Kind.PROBLEM: 1.0, Kind.EFFECT: 0.9, Kind.CAUSE: 0.8, Kind.UNKNOWN: 0.75, Kind.DOUBT: 0.7}
_OTHER_KIND_WEIGHT = 0.6
_VAGUE = word_list("vague_heads")
_ORGANISATIONS = word_list("organisation_words")


@dataclass(frozen=True, slots=True)
class Name:
    """What a cluster is called, and the words that mark it, most telling first."""

    title: str
    keywords: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    text: str
    stems: tuple[str, ...]
    worth: float
    length: int


@dataclass(frozen=True, slots=True)
class _Wanted:
    """One cluster that needs a name, with what is known of all of them."""

    members: Sequence[Statement]
    weights: dict[str, float]
    profiles: Matrix
    index: int
    proper: frozenset[str]


def names(
    clusters: Sequence[Sequence[Statement]], profiles: Matrix, proper: frozenset[str] = frozenset()
) -> list[Name]:
    """A name for every cluster, no two titles alike.

    ``profiles`` are the mean subject probabilities, shape (clusters, subjects); ``proper`` are folded words that no
    title may hold, such as names of organisations.
    """
    weights = _word_weights(clusters)
    used: set[str] = set()
    found = []
    for index, members in enumerate(clusters):
        wanted = _Wanted(members, weights[index], profiles, index, proper | _ORGANISATIONS)
        title = _distinct(_title(wanted), members, used)
        used.add(title.lower())
        found.append(Name(title, _keywords(wanted)))
    return found


def _stems(statement: Statement) -> set[str]:
    return {word.stem for word in content_words(statement.text)}


def _holds(stems: set[str], wanted: str) -> bool:
    return wanted in stems or (len(wanted) >= 5 and any(wanted in other for other in stems))


def _word_weights(clusters: Sequence[Sequence[Statement]]) -> list[dict[str, float]]:
    """Per cluster: how telling each stem is, by the share of its statements against the share elsewhere."""
    inside = [[_stems(statement) for statement in members] for members in clusters]
    every = [stems for group in inside for stems in group]
    weights: list[dict[str, float]] = []
    for group in inside:
        table = {}
        for word in sorted(set().union(*group)) if group else []:
            here = sum(_holds(stems, word) for stems in group)
            there = sum(_holds(stems, word) for stems in every) - here
            table[word] = here / (len(group) + 1.0) * np.log1p((here + 0.5) / (there / 2.0 + 0.5))
        weights.append(table)
    return weights


def _keywords(wanted: _Wanted) -> tuple[str, ...]:
    forms: dict[str, Counter[str]] = {}
    for statement in wanted.members:
        for word in content_words(statement.text):
            if fold(word.text) not in wanted.proper:
                forms.setdefault(word.stem, Counter())[word.text.lower()] += 1
    nouns = {key for key, counts in forms.items() if any(is_noun(fold(form)) for form in counts)}
    ranked = sorted(forms, key=lambda key: (-wanted.weights[key] * (1.0 if key in nouns else 0.5), key))
    return tuple(min(forms[key], key=lambda form: (-forms[key][form], form)) for key in ranked[:MOST_KEYWORDS])


def _title(wanted: _Wanted) -> str:
    candidates = _shortlist(wanted)
    label = _label(wanted)
    if not candidates:
        return label or _first_words(wanted.members)
    fits = _fits([candidate.text for candidate in candidates], wanted).tolist()
    scored = sorted(
        ((candidate.worth + fit, candidate) for candidate, fit in zip(candidates, fits, strict=True)),
        key=lambda pair: (-pair[0], pair[1].text),
    )
    score, best = scored[0]
    title = _joined(best, [one for total, one in scored if total - one.worth >= _JOINING_FIT], wanted.members)
    trust = _LABEL_TRUST[min(len(title.split()), len(_LABEL_TRUST)) - 1]
    return label if label and score < trust * _fits([label], wanted)[0] else title


def _shortlist(wanted: _Wanted) -> list[_Candidate]:
    best: dict[str, _Candidate] = {}
    for statement in wanted.members:
        for phrase in noun_phrases(statement.text):
            candidate = _candidate(phrase, statement.kind, wanted)
            if candidate and candidate.worth > best.get(candidate.text.lower(), candidate).worth - 1e-9:
                best[candidate.text.lower()] = candidate
    return sorted(best.values(), key=lambda one: (-one.worth, one.text))[:_SHORTLIST]


def _candidate(phrase: Phrase, kind: Kind, wanted: _Wanted) -> _Candidate | None:
    weights = wanted.weights
    stems = tuple(dict.fromkeys(stem(form) for form in phrase.forms if form not in stop_words()))
    known = [weights[key] for key in stems if key in weights]
    if not known or wanted.proper.intersection(phrase.forms) or len(phrase.text) > _LONGEST_TITLE:
        return None
    vague = phrase.head in _VAGUE
    if vague and len(phrase.forms) == 1:
        return None
    head = weights.get(stem(phrase.head), 0.0)
    shape = _MANY_WORDS * (len(phrase.forms) > 1) + _PLACED * any(form in PREPOSITIONS for form in phrase.forms)
    trust = _KIND_WEIGHT.get(kind, _OTHER_KIND_WEIGHT)
    worth = trust * (head * (0.4 if vague else 1.0) + 0.5 * (sum(known) - head) + shape)
    return _Candidate(phrase.text, stems, worth, len(phrase.forms))


def _fits(texts: Sequence[str], wanted: _Wanted) -> Matrix:
    """How much each text speaks of this cluster's subjects rather than the other clusters'; shape (texts,)."""
    alike = softmax(_SOFTNESS * log_profiles(texts)) @ affinity() @ wanted.profiles.T
    own = alike[:, wanted.index]
    typical = term_salience(texts) @ wanted.profiles[wanted.index]
    return np.asarray(np.round(own * own / (alike.sum(axis=1) + 0.05) + typical, 6))


def _joined(best: _Candidate, fitting: Sequence[_Candidate], members: Sequence[Statement]) -> str:
    """The best candidate; where it is one word, joined with the next fitting one that speaks of other statements."""
    if best.length > 1:
        return best.text
    covered = {statement.id for statement in members if any(_holds(_stems(statement), key) for key in best.stems)}
    for other in fitting:
        theirs = {statement.id for statement in members if any(_holds(_stems(statement), key) for key in other.stems)}
        overlap = set(best.stems) & set(other.stems)
        if other.length == 1 and not overlap and len(theirs - covered) >= len(theirs & covered):
            return f"{best.text} en {other.text if other.text.isupper() else other.text[0].lower() + other.text[1:]}"
    return best.text


def _label(wanted: _Wanted) -> str:
    """The name of the likeliest subject, where the statements hold words that speak of it."""
    profile = wanted.profiles[wanted.index]
    subject = int(profile.argmax())
    said = any(names_subject(statement.text, subject) for statement in wanted.members)
    return subjects()[subject].name if said and profile[subject] >= _LABEL_SHARE else ""


def _first_words(members: Sequence[Statement]) -> str:
    text = members[0].text.split("\n")[0]
    short = " ".join(text.split()[:6]).rstrip(" .,;:!?")
    if not short:
        return text
    return short if len(short) == len(text.rstrip(" .,;:!?")) else f"{short} …"


def _distinct(title: str, members: Sequence[Statement], used: set[str]) -> str:
    shown = title[:1].upper() + title[1:]
    if shown.lower() not in used:
        return shown
    places = Counter(statement.answer.place for statement in members if statement.answer.place)
    if places:
        shown = f"{shown} ({min(places, key=lambda place: (-places[place], place))})"
    number = 2
    numbered = shown
    while numbered.lower() in used:
        numbered, number = f"{shown} ({number})", number + 1
    return numbered
