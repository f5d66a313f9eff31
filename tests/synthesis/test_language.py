from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from synthesis import language


@given(st.text(max_size=200))
def test_every_word_is_an_exact_span_of_its_text(text: str) -> None:
    assert all(text[word.start : word.end] == word.text for word in language.words(text))


def test_singular_and_plural_share_a_stem() -> None:
    assert language.stem("containers") == language.stem("container")
    assert language.stem("Schulden") == language.stem("schulden")


def test_content_words_leave_out_what_every_round_says() -> None:
    kept = [word.text for word in language.content_words("Steeds meer bewoners in deze buurt hebben schulden")]
    assert kept == ["schulden"]


def test_an_abbreviation_gets_its_meaning_behind_it() -> None:
    spelled = language.spelled_out("wachtlijst bij de GGZ")
    assert spelled.startswith("wachtlijst bij de GGZ")
    assert "psychische zorg" in spelled


def test_a_text_without_abbreviations_stays_as_it_is() -> None:
    assert language.spelled_out("zwerfvuil op het plein") == "zwerfvuil op het plein"


def test_a_negation_reaches_the_words_shortly_behind_it_only() -> None:
    text = "geen overlast meer. Wel afval"
    assert language.negated(text, text.index("overlast"))
    assert not language.negated(text, text.index("afval"))


def test_accents_and_curly_apostrophes_do_not_make_another_word() -> None:
    assert language.fold("Geldcafé’s") == "geldcafe's"
