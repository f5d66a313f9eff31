"""What a cluster may be called: phrases that people wrote, and the titles of the subjects it speaks of."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from synthesis.language import DATA, fold, stem, stop_words, word_list, words
from synthesis.model import Kind, Statement
from synthesis.phrases import PREPOSITIONS, Phrase, noun_phrases
from synthesis.place_names import has_place, place_of
from synthesis.profiles import log_profiles, softmax
from synthesis.subjects import affinity, subjects, term_salience
from synthesis.wording import Wording

Matrix = NDArray[np.float64]

LONGEST = 46
_SHORTLIST = 10
_MOST_WORDS = 5
_FEW_CLUSTERS = 4
_KIND_TRUST = {Kind.PROBLEM: 1.0, Kind.EFFECT: 0.95, Kind.CAUSE: 0.9, Kind.UNKNOWN: 0.85, Kind.DOUBT: 0.8}
_OTHER_TRUST = 0.6
_SALIENT = 0.5
_FIT = 0.5
_SALIENCE = 0.45
_SUPPORT = 1.2
_MOST_SUPPORT = 0.5
_TOGETHER = 0.5
_ALL_SHARED = 0.3
_MANY_WORDS = 0.2
_PLACED = 0.1
_LOOSE_END = 0.3
_SINGLE = 0.5
_VAGUE_TRUST = 0.6
_ONE_VOICE = 0.75
_NO_VOICE = 0.3
_PLACE_MORE = 0.1
_NAMED = 0.05
_ONE_STATEMENT = 0.35
_HEARD = 0.005
_NAMED_SALIENCE = 0.5
_UNNAMED = 0.9
_HARDLY_NAMED = 0.6
_OFTEN = 0.16
_SOME = 0.3
_LEAST_FIT = 0.25
_CLEAR = 0.08
_SECOND = 0.6
_SUBJECT_BASE = 0.55
_SUBJECT_MORE = 1.0
_SUBJECT_MOST = 0.4
_LATER = 0.3
_BOTH = 0.05
_ENGLISH = frozenset({"the", "and", "they", "my", "with", "this", "that", "from", "are", "to", "at", "you"})


@dataclass(frozen=True, slots=True)
class Option:
    """A possible title and how well it speaks for its cluster, about 0 to 2."""

    text: str
    worth: float


@dataclass(frozen=True, slots=True)
class _Said:
    """A phrase that somebody wrote, with what it is worth before its meaning is read."""

    phrase: Phrase
    head: str
    support: float
    shape: float
    trust: float


@cache
def subject_titles() -> tuple[tuple[str, str], ...]:
    """For every subject, in the order of ``subjects()``: a title, and a short form to join with another."""
    with (DATA / "subject_titles.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["subject"]: (row["title"], row["short"]) for row in csv.DictReader(file)}
    return tuple(rows[subject.name] for subject in subjects())


def options(
    clusters: Sequence[Sequence[Statement]], profiles: Matrix, wordings: Sequence[Wording], banned: frozenset[str]
) -> list[list[Option]]:
    """The possible titles of every cluster, best first; none holds a word of ``banned`` (folded).

    ``profiles`` are the mean chances of the subjects, shape (clusters, subjects).
    """
    named = np.array([_named(members) for members in clusters]).reshape(profiles.shape)
    leads = _leads(profiles, named, np.array([len(members) for members in clusters]))
    said = [_said(members, wording, banned) for members, wording in zip(clusters, wordings, strict=True)]
    texts = sorted({one.phrase.text for group in said for one in group})
    row = {text: place for place, text in enumerate(texts)}
    chances = softmax(log_profiles(texts)) if texts else np.zeros((0, profiles.shape[1]))
    near, salience = chances @ affinity(), term_salience(texts)
    found = []
    for members, group, wording, lead, heard in zip(clusters, said, wordings, leads, named, strict=True):
        rows = [row[one.phrase.text] for one in group]
        own = _phrase_options(group, wording, near[rows] @ _share(lead), salience[rows] @ _share(lead))
        joinable = np.where((heard > 0.0) & (lead.max() >= _least(len(members))), lead, 0.0)
        every = [*own, *_subject_options(joinable, lead, place_of(members), banned)]
        found.append(sorted(every, key=lambda option: (-option.worth, option.text)))
    return found


def _leads(profiles: Matrix, named: Matrix, sizes: NDArray[np.int_]) -> Matrix:
    """How much more each cluster speaks of each subject than a middling cluster of the round does.

    What people name counts more; where one statement may be all that speaks of the subjects, the rest hardly counts.
    """
    common = np.median(profiles, axis=0) if len(profiles) >= _FEW_CLUSTERS else 0.0
    more = np.maximum(profiles - common, 0.0)
    unclear = more.max(axis=1) < np.array([_least(size) for size in sizes.tolist()])
    more = np.where(named > 0.0, more, np.where(unclear[:, None], _UNNAMED, _HARDLY_NAMED) * more)
    often = np.where(named * sizes[:, None] > 1.5, _OFTEN * np.maximum(named - _SOME, 0.0), 0.0)
    seldom = np.where(unclear[:, None] & (more > _HEARD), _NAMED * named, 0.0)
    return np.asarray(np.round(more + often + seldom, 6))


def _least(size: int) -> float:
    """From where on a cluster of so many statements speaks of a subject, rather than one of its statements does."""
    return max(_CLEAR, _ONE_STATEMENT / max(size, 1))


def _named(members: Sequence[Statement]) -> Matrix:
    """The share of the statements that name each subject with one of its better terms; shape (subjects,)."""
    salient = term_salience([statement.text for statement in members])
    return np.asarray((salient >= _NAMED_SALIENCE).mean(axis=0) if len(salient) else salient.sum(axis=0))


def _share(lead: Matrix) -> Matrix:
    """The weights of the subjects that lead, those close to the first only; sum 1."""
    kept = np.where(lead >= _SECOND * lead.max(), lead, 0.0)
    return np.asarray(kept / (kept.sum() or 1.0))


def _said(members: Sequence[Statement], wording: Wording, banned: frozenset[str]) -> list[_Said]:
    best: dict[str, _Said] = {}
    for statement in members:
        if _is_english(statement.text):
            continue
        trust = _KIND_TRUST.get(statement.kind, _OTHER_TRUST)
        for phrase in noun_phrases(statement.text):
            one = _judged(phrase, wording, trust) if _sayable(phrase, banned) else None
            key = phrase.text.lower()
            if one and (key not in best or (one.trust, one.phrase.text) > (best[key].trust, best[key].phrase.text)):
                best[key] = one
    ranked = sorted(best.values(), key=lambda one: (-(one.support + one.shape) * one.trust, one.phrase.text))
    return ranked[:_SHORTLIST]


@lru_cache(maxsize=20_000)
def _is_english(text: str) -> bool:
    return sum(form in _ENGLISH for form in _forms(text)) > 1


def _sayable(phrase: Phrase, banned: frozenset[str]) -> bool:
    """Whether a phrase may be a title at all: short, nobody's name, no bare abbreviation, not one vague word."""
    said = phrase.text.split()
    names = any(word[:1].isupper() for word in said[1:]) or phrase.text.isupper()
    vague = phrase.head in word_list("vague_heads") and len(phrase.forms) == 1
    short = len(phrase.text) <= LONGEST and len(said) <= _MOST_WORDS and "\n" not in phrase.text
    return short and not names and not vague and not _holds_banned(phrase.text, banned)


def _holds_banned(text: str, banned: frozenset[str]) -> bool:
    return any(form in banned or bool(banned.intersection(form.split("-"))) for form in _forms(text))


@lru_cache(maxsize=20_000)
def _forms(text: str) -> tuple[str, ...]:
    return tuple(fold(word.text) for word in words(text))


def _judged(phrase: Phrase, wording: Wording, trust: float) -> _Said | None:
    stems = list(dict.fromkeys(stem(form) for form in phrase.forms if form not in stop_words() and len(form) > 2))
    head = stem(phrase.head)
    others = [one for one in stems if one != head]
    if head not in wording.holders:
        return None
    vague = phrase.head in word_list("vague_heads")
    share = min(_MOST_SUPPORT, (wording.support(head) - 1) / max(wording.size, 1))
    told = wording.weights[head] * (0.4 if vague else 1.0) * (wording.support(head) > 1)
    more = sum(
        min(_MOST_SUPPORT, (wording.support(one) - 1) / wording.size) for one in others if one in wording.holders
    )
    loose = sum(wording.support(one) < 2 and one not in _everyday() for one in others[-1:])
    shape = _MANY_WORDS * (len(stems) > 1) + _PLACED * any(form in PREPOSITIONS for form in phrase.forms)
    shared = len(stems) > 1 and all(wording.support(one) > 1 for one in stems)
    support = _ALL_SHARED * shared + _SUPPORT * share * (0.4 if vague else 1.0) + 0.3 * told + _TOGETHER * more
    return _Said(phrase, head, support, shape - _LOOSE_END * loose, trust * (_VAGUE_TRUST if vague else 1.0))


@cache
def _everyday() -> frozenset[str]:
    return frozenset(stem(word) for word in word_list("everyday_places"))


def _phrase_options(group: Sequence[_Said], wording: Wording, fits: Matrix, salience: Matrix) -> Iterator[Option]:
    for one, fit, typical in zip(group, fits.tolist(), salience.tolist(), strict=True):
        shared = wording.support(one.head) > 1
        speaks = 1.0 if shared and fit >= _LEAST_FIT else _ONE_VOICE if typical >= _SALIENT else _NO_VOICE
        worth = one.trust * (_FIT * fit + _SALIENCE * typical + one.support + one.shape)
        single = _SINGLE * (len(one.phrase.forms) == 1)
        yield Option(_shown(one.phrase.text), round(speaks * worth - single, 6))


def _subject_options(joinable: Matrix, lead: Matrix, place: str, banned: frozenset[str]) -> Iterator[Option]:
    order = [subject for subject in np.argsort(-lead, kind="stable")[:3].tolist() if lead[subject] > 0.0]
    if not order:
        return
    titles = subject_titles()
    for later, subject in enumerate(order):
        allowed = (text for text in titles[subject] if not _holds_banned(text, banned))
        text = next(allowed, "")
        if text:
            yield Option(_shown(text), round(_subject_worth(float(lead[subject])) - _LATER * later, 6))
    there = f"{titles[order[0]][1]} {place}"
    if place and len(there) <= LONGEST and not has_place(titles[order[0]][1]) and not _holds_banned(there, banned):
        yield Option(_shown(there), round(_subject_worth(float(lead[order[0]])) + _PLACE_MORE, 6))
    if len(order) > 1 and joinable[order[:2]].min() >= max(_SECOND * lead[order[0]], _CLEAR / 2):
        both = f"{titles[order[0]][1]} en {titles[order[1]][1]}"
        if both.split().count("en") == 1 and len(both) <= LONGEST and not _holds_banned(both, banned):
            yield Option(_shown(both), round(_subject_worth(float(lead[order[0]])) + _BOTH, 6))


def _subject_worth(lead: float) -> float:
    clear = min(1.0, lead / _CLEAR)
    return clear * (_SUBJECT_BASE + _SUBJECT_MORE * min(_SUBJECT_MOST, lead))


def _shown(text: str) -> str:
    return text[:1].upper() + text[1:]
