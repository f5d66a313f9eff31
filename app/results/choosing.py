"""What people answered in step 4, laid beside the subjects that the group can choose from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from flask_babel import lazy_gettext as _l

from app.models import Phase, ProblemStatement
from app.overview.queries import map_of
from app.results import queries
from app.results.answers import Given, Tally, given, labels, tally
from app.results.phrases import Phrase, by_sharing
from app.results.problems import Candidate, Sentence, candidates
from synthesis import counting
from synthesis.counting import Counts

CRITERIA: dict[str, Any] = {
    "4.1a": _l("Hoe erg is het?"),
    "4.1b": _l("Om hoeveel mensen gaat het?"),
    "4.1c": _l("Hebben wij er invloed op?"),
    "4.1d": _l("Kan er binnen 6 maanden resultaat zijn?"),
    "4.1e": _l("Wil ik hieraan meewerken?"),
}
SEVERITY, INFLUENCE = "4.1a", "4.1c"
CHOICE = "4.2"
SLOTS = {"place": "4.3a", "who": "4.3b", "what": "4.3c", "cause": "4.3d", "sign": "4.3e"}


@dataclass(frozen=True, slots=True)
class Support:
    """How many people of how many organisations gave a subject a place on their list."""

    organisations: int
    people: int


@dataclass(frozen=True, slots=True)
class Criterion:
    """How the scores on one question lie."""

    label: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class Profile:
    """A subject with who put it first or second, and its scores. ``pass_on``: severe, and hardly ours to change."""

    candidate: Candidate
    counts: Counts | None
    first: Support
    second: Support
    criteria: tuple[Criterion, ...]
    pass_on: bool
    problem: ProblemStatement | None


@dataclass(frozen=True, slots=True)
class Choice:
    """All subjects, most first choices on top, and how many answered at all."""

    profiles: tuple[Profile, ...]
    answered: Tally


@dataclass(frozen=True, slots=True)
class Help:
    """What people wrote for the sentence of a subject: phrases per blank, how large, what is out, who is needed."""

    phrases: dict[str, tuple[Phrase, ...]]
    scale: Tally
    places: tuple[str, ...]
    out_of_scope: tuple[str, ...]
    needed: Tally
    absent: frozenset[str]
    to_know: tuple[Given, ...]

    def sentence(self, title: str) -> Sentence:
        """The sentence to start from: the most shared phrase in each blank."""
        first = {slot: found[0].text if found else "" for slot, found in self.phrases.items()}
        return Sentence(title=title, out_of_scope="\n".join(self.out_of_scope), **first)


def choice(phase: Phase) -> Choice:
    """The subjects of a phase with everything that people answered about them."""
    ranked = given(phase, CHOICE)
    scores = given(phase, *CRITERIA)
    words = {question: labels(phase, question) for question in CRITERIA}
    whole = map_of(phase)
    problems = {problem.cluster_id: problem for problem in queries.problems(phase)}

    def profile(one: Candidate) -> Profile:
        mine = [score for score in scores if score.item == one.id]
        return Profile(
            candidate=one,
            counts=counting.count(counting.members(whole, one.cluster)) if whole and one.cluster else None,
            first=_support(ranked, one.id, 0),
            second=_support(ranked, one.id, 1),
            criteria=tuple(_criterion(mine, question, words[question]) for question in CRITERIA),
            pass_on=_middle(mine, SEVERITY) == 3 and _middle(mine, INFLUENCE) == 1,
            problem=problems.get(one.id),
        )

    profiles = [profile(one) for one in candidates(phase)]
    order = sorted(profiles, key=lambda one: (-one.first.organisations, -one.second.organisations))
    return Choice(tuple(order), tally(ranked, {}))


def help_for(phase: Phase, candidate_id: str) -> Help:
    """What people wrote for this subject; where nobody put it first, what everybody wrote."""
    fans = {one.membership_id for one in given(phase, CHOICE) if one.values[0] == candidate_id}
    written = given(phase, *SLOTS.values())
    about = [one for one in written if one.membership_id in fans] or written
    needed = given(phase, "4.7")
    named = dict.fromkeys(value for one in needed for value in one.values)
    present = {member.discipline for member in queries.people(phase)}
    words = labels(phase, "4.7")
    return Help(
        phrases={
            slot: by_sharing((one.organisation, one.text) for one in about if one.question_id == question)
            for slot, question in SLOTS.items()
        },
        scale=tally(given(phase, "4.4a"), labels(phase, "4.4a")),
        places=_each_once(given(phase, "4.4b")),
        out_of_scope=_each_once(given(phase, "4.5")),
        needed=tally(needed, {value: words.get(value, value) for value in named}),
        absent=frozenset(value for value in named if value not in present),
        to_know=tuple(given(phase, "4.8")),
    )


def _criterion(scores: Sequence[Given], question: str, words: Mapping[str, str]) -> Criterion:
    return Criterion(str(CRITERIA[question]), tally([one for one in scores if one.question_id == question], words))


def _support(ranked: Sequence[Given], candidate_id: str, place: int) -> Support:
    chose = [one for one in ranked if len(one.values) > place and one.values[place] == candidate_id]
    return Support(len({one.organisation for one in chose}), len(chose))


def _middle(scores: Sequence[Given], question: str) -> float | None:
    numbers = [int(one.text) for one in scores if one.question_id == question and one.text.isdecimal()]
    return median(numbers) if numbers else None


def _each_once(answers: Sequence[Given]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for one in answers for value in one.values))
