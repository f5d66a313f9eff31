"""Two screens, a bad network and points that are taken away: no confirmed text goes without its writer having seen why.

The rule by itself is in test_questionnaires_versions.py; here it runs over the database.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.models import Submission
from app.questionnaires import queries
from app.questionnaires.operations import Change, remove_repeat, save, start
from app.questionnaires.versions import NOTHING, Seen
from forms.keys import AnswerKey, Value
from tests.app.questionnaires_factories import make_desk

REPEATS = 3
KEYS = [AnswerKey("2.1a", "", repeat) for repeat in range(REPEATS)]

networks = st.sampled_from(["well", "well", "request lost", "response lost", "twice"])
saves = st.tuples(st.just("save"), st.integers(0, 1), st.integers(0, REPEATS - 1), networks)
conflicts = st.tuples(st.just("keep mine"), st.integers(0, 1), st.integers(0, REPEATS - 1), st.just("well"))
removals = st.tuples(st.just("remove"), st.integers(0, 1), st.integers(0, REPEATS - 1), st.just("well"))


@dataclass
class Screen:
    """A browser: what it saw, what it sent unheard, and what it was last told is saved, by point."""

    seen: dict[AnswerKey, Seen] = field(default_factory=lambda: dict.fromkeys(KEYS, NOTHING.seen))
    mine: dict[AnswerKey, list[Value]] = field(default_factory=lambda: {key: [] for key in KEYS})
    told: dict[AnswerKey, Value] = field(default_factory=dict)
    offered: dict[AnswerKey, Seen] = field(default_factory=dict)

    def reload(self, form: Submission) -> None:
        """See what is there now."""
        kept = queries.answers_of(read_again(form))
        self.__init__()  # type: ignore[misc]
        self.seen |= {key: kept[key].seen for key in KEYS if key in kept}

    def save(self, form: Submission, key: AnswerKey, text: str, network: str) -> bool:
        """Whether this screen heard that its text is saved."""
        change = Change(key, text, self.seen[key], tuple(self.mine[key]))
        self.mine[key].append(text)
        if network == "request lost":
            return False
        [saved] = save(form, [change])
        if network == "twice":
            [saved] = save(form, [change])
        if network == "response lost":
            return False
        self.mine[key] = []
        if saved.conflict:
            self.offered[key] = saved.stored.seen
            return False
        self.seen[key], self.told[key] = saved.stored.seen, text
        self.offered.pop(key, None)
        return True


def read_again(form: Submission) -> Submission:
    found = queries.submission_of(form.step, form.membership)
    assert found is not None
    return found


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(steps=st.lists(st.one_of(saves, saves, saves, conflicts, removals), max_size=10))
def test_what_was_confirmed_last_is_what_is_there(app: Flask, steps: list[tuple[str, int, int, str]]) -> None:
    desk = make_desk()
    form = start(desk.step, desk.member)
    screens = (Screen(), Screen())
    confirmed: dict[AnswerKey, Value] = {}
    for number, (what, who, place, network) in enumerate(steps):
        screen, key, text = screens[who], KEYS[place], f"tekst {number} van scherm {who}"
        if what == "remove":
            there = queries.values_of(read_again(form))
            remove_repeat(form, [key])
            left = [one for one in KEYS if one != key]
            moved = {
                AnswerKey("2.1a", "", one.repeat - (one.repeat > place)): there[one] for one in left if one in there
            }
            assert queries.values_of(read_again(form)) == moved  # only the point itself is gone
            confirmed = moved
            for one in screens:
                one.reload(form)
            continue
        if what == "keep mine" and key in screen.offered:
            screen.seen[key] = screen.offered[key]
        before = queries.values_of(read_again(form)).get(key)
        if screen.save(form, key, text, network):
            confirmed[key] = text
        after = queries.values_of(read_again(form)).get(key)
        if key in screen.offered:
            assert after == before  # a writer who has not seen this text changes nothing
        elif after != before and before is not None:
            assert after == text
    final(form, screens, confirmed)


def final(form: Submission, screens: tuple[Screen, Screen], confirmed: dict[AnswerKey, Value]) -> None:
    """Everybody's network is back: each point holds the text confirmed last, or an unheard one that came after it."""
    kept = queries.values_of(read_again(form))
    for key, text in confirmed.items():
        unheard = [value for screen in screens for value in screen.mine[key]]
        assert kept[key] == text or kept[key] in unheard
    for screen in screens:
        for key, text in screen.told.items():
            others = [one.told.get(key) for one in screens] + [value for one in screens for value in one.mine[key]]
            assert kept[key] == text or kept[key] in others
            if not screen.save(form, key, f"{text}, en verder", "well"):
                assert queries.values_of(read_again(form))[key] == kept[key]  # shown to its writer, and still there
            kept = queries.values_of(read_again(form))
