"""The sentences of the history: kept in parts, and told in any language."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from synthesis.edits import Edit, merge, move, undo
from synthesis.history import Phrase, from_plain, to_plain, told
from synthesis.replay import apply
from tests.synthesis.maps import draft

FIRST = draft({"a": "123", "b": "45", "c": "67"}, "89")

ENGLISH = {
    "Ongedaan gemaakt: %(sentence)s": "Undone: %(sentence)s",
    "Samengevoegd: %(subjects)s.": "Merged: %(subjects)s.",
    "Verplaatst: %(cards)s van %(sources)s naar %(target)s.": "Moved: %(cards)s from %(sources)s to %(target)s.",
    "%(most)s en %(last)s": "%(most)s and %(last)s",
    "%(number)s kaarten": "%(number)s cards",
    "de losse signalen": "the single signals",
}


def english(template: str) -> str:
    return ENGLISH.get(template, template)


def test_a_sentence_can_be_told_in_another_language_with_all_that_stands_in_it() -> None:
    start = apply(FIRST, [])
    first = merge(start, "1", ["a", "b"])
    log = [first, undo([first], "2")]
    assert told(log[1], start, log).text(english) == "Undone: merged: Titel a and Titel b."
    away = move(start, "3", ["1", "2"], None)
    assert told(away, start).text(english) == "Moved: 2 cards from Titel a to the single signals."


def test_a_restore_that_points_at_itself_or_back_and_forth_is_told_all_the_same() -> None:
    start = apply(FIRST, [])
    one, other = Edit("1", "restore", undoes="2"), Edit("2", "restore", undoes="1")
    itself = Edit("3", "restore", undoes="3")
    log = [one, other, itself, one]
    for edit in log:
        assert told(edit, start, log).text().startswith("Teruggezet naar ")


def test_a_name_with_a_percent_sign_stays_as_it_is() -> None:
    assert Phrase("Geparkeerd: %(subject)s.", {"subject": "30 %(s) minder"}).text() == "Geparkeerd: 30 %(s) minder."


phrases = st.recursive(
    st.text(max_size=9), lambda inner: st.builds(Phrase, st.just("%(a)s"), st.fixed_dictionaries({"a": inner}))
).filter(lambda made: isinstance(made, Phrase))


@given(phrases)
def test_what_is_kept_comes_back_the_same(phrase: Phrase) -> None:
    assert from_plain(json.loads(json.dumps(to_plain(phrase)))) == phrase
