"""May this text be saved over what is there: the rule by itself."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.questionnaires.versions import NOTHING, Seen, Stored, Verdict, decide, digest, same, showable
from forms.keys import Value

texts = st.text(max_size=30)
values = st.one_of(texts, st.lists(texts, max_size=3).map(tuple))


@given(values, values)
def test_who_saw_the_present_text_may_write_over_it(old: Value, new: Value) -> None:
    stored = Stored(old, 3)
    verdict = decide(stored, new, stored.seen)
    assert verdict is (Verdict.KEEP if same(old, new) else Verdict.WRITE)


@given(values, values, values)
def test_a_text_that_was_not_seen_is_never_written_over(seen: Value, now: Value, typed: Value) -> None:
    verdict = decide(Stored(now, 4), typed, Stored(seen, 3).seen)
    assert verdict is not Verdict.WRITE


def test_a_field_that_was_not_touched_lets_the_newer_text_stay() -> None:
    assert decide(Stored("van de telefoon", 2), "eerst", Stored("eerst", 1).seen) is Verdict.KEEP


def test_ones_own_text_that_arrived_unheard_raises_no_alarm() -> None:
    stored = Stored("de groep op het pl", 1)
    assert decide(stored, "de groep op het plein", NOTHING.seen) is Verdict.CONFLICT
    assert decide(stored, "de groep op het plein", NOTHING.seen, ["de groep op het pl"]) is Verdict.WRITE


def test_taking_back_ones_own_unheard_text_is_a_change() -> None:
    assert decide(Stored("ab", 2), "a", Stored("a", 1).seen, ["ab"]) is Verdict.WRITE


@pytest.mark.parametrize("token", ["", "x", "1", "-1.abc", "9999999999.a", "1.2.3", "²." + digest("")])
def test_a_made_up_token_has_seen_nothing(token: str) -> None:
    assert Seen.parse(token) != Stored("iets", 1).seen


@given(values, st.integers(0, 10**6))
def test_a_token_survives_the_browser(value: Value, version: int) -> None:
    seen = Stored(value, version).seen
    assert Seen.parse(str(seen)) == seen


@given(texts)
def test_a_text_that_a_page_cannot_hold_counts_as_the_same_when_it_comes_back(text: str) -> None:
    stored = Stored(f"{text}\x00", 1)
    assert decide(stored, showable(f"{text}\x00"), stored.seen) is Verdict.KEEP


@dataclass
class Screen:
    """A browser that types, saves and sometimes does not hear the answer."""

    seen: Seen = NOTHING.seen
    mine: list[Value] = field(default_factory=list)
    confirmed: Value | None = None

    def save(self, stored: Stored, typed: str, *, arrives: bool, heard: bool) -> tuple[Stored, bool]:
        if not arrives:
            self.mine.append(typed)
            return stored, False
        verdict = decide(stored, typed, self.seen, self.mine)
        after = Stored(typed, stored.version + 1) if verdict is Verdict.WRITE else stored
        if not heard:
            self.mine.append(typed)
        elif verdict is not Verdict.CONFLICT:
            self.seen, self.mine, self.confirmed = after.seen, [], after.value
        return after, verdict is Verdict.CONFLICT


@given(st.lists(st.tuples(texts, st.booleans(), st.booleans()), max_size=12))
def test_one_screen_never_gets_a_false_alarm_and_ends_with_what_it_typed_last(
    saves: list[tuple[str, bool, bool]],
) -> None:
    screen, stored = Screen(), NOTHING
    for typed, arrives, heard in saves:
        stored, alarm = screen.save(stored, typed, arrives=arrives, heard=heard)
        assert not alarm
    stored, alarm = screen.save(stored, "het laatste", arrives=True, heard=True)
    assert not alarm
    assert stored.value == screen.confirmed == "het laatste"


@given(st.lists(st.tuples(st.booleans(), texts, st.booleans(), st.booleans()), max_size=15))
def test_of_two_screens_that_saw_an_empty_field_only_the_first_to_write_goes_on(
    saves: list[tuple[bool, str, bool, bool]],
) -> None:
    screens, stored, writers = (Screen(), Screen()), NOTHING, set()
    for number, (second, text, arrives, heard) in enumerate(saves):
        before = stored
        stored, _ = screens[second].save(stored, f"{int(second)}{number}{text}", arrives=arrives, heard=heard)
        if stored is not before:
            writers.add(second)
    assert len(writers) <= 1
