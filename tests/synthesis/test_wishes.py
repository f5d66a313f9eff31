"""The sentence of a wish: people's own words, turned only where the meaning is certain to stay."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from synthesis.language import fold, words
from synthesis.wishes import sentence, worded_away
from tests.synthesis import wishing


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("een schone straat.", "een schone straat"),
        ("en een schone\nstraat", "een schone straat"),
        ("graag een plek voor jongeren", "een plek voor jongeren"),
        ("Liefst binnen twee weken hulp", "binnen twee weken hulp"),
        ("we willen een park waar je kunt zitten", "een park waar je kunt zitten"),
        ("Ik hoop dat kinderen weer buiten spelen", "dat kinderen weer buiten spelen"),
        ("We zouden graag zien dat de lift het doet", "dat de lift het doet"),
        ("Wat we willen: dat een juf hier kan wonen", "dat een juf hier kan wonen"),
        ("Dat niemand buiten hoeft te slapen", "Dat niemand buiten hoeft te slapen"),
    ],
)
def test_an_opening_that_only_says_that_it_is_a_wish_goes(written: str, kept: str) -> None:
    assert sentence(written) == kept


@pytest.mark.parametrize(
    "written",
    [
        "Hopelijk durven mensen weer naar buiten",
        "Graag zien we meer groen",
        "we willen ze weer spreken",
        "niet meer bang op straat",
        "minder zwerfvuil",
        "geen zakken meer naast de bakken",
        "geen geld, maar ook geen zin meer",
        "mensen melden zich op tijd en niet te laat",
    ],
)
def test_what_would_not_stand_on_its_own_or_change_its_meaning_stays(written: str) -> None:
    assert sentence(written) == written


@pytest.mark.parametrize(
    ("written", "turned"),
    [
        ("geen boetes maar uitleg", "uitleg, geen boetes"),
        ("Liever geen blikverbod maar een hoek uit zicht", "een hoek uit zicht, geen blikverbod"),
        ("niet wegjagen, maar helpen", "helpen, niet wegjagen"),
        ("Minder pillen en meer mensen die lopen", "meer mensen die lopen en minder pillen"),
        ("minder brieven, meer huisbezoeken", "meer huisbezoeken, minder brieven"),
    ],
)
def test_what_is_wanted_comes_first_where_both_are_said(written: str, turned: str) -> None:
    assert sentence(written) == turned
    assert not worded_away(turned)


@pytest.mark.parametrize(
    "written",
    [
        "geen zakken meer naast de bakken",
        "minder zwerfvuil",
        "niet meer bang op straat",
        "kinderen die niet meer schrikken van een klap",
        "dat niemand zijn paspoort hoeft af te geven",
        "een straat zonder rommel",
        "een straat waar geen handel meer is",
        "nul bijplaatsingen, voor de zomer",
    ],
)
def test_a_wish_that_only_says_what_should_go_away_is_seen(written: str) -> None:
    assert worded_away(written)


@pytest.mark.parametrize(
    "written",
    [
        "een schone straat",
        "meer huisbezoeken, minder brieven",
        "Geen gezinnen meer op een slaapkamer, voor elk kind een eigen bed",
        "geen jongere meer met een mes, en een park waar iedereen durft te zitten",
        "geen kapotte lampen meer, zodat mensen weer buiten durven lopen",
        "Dat geen brugklasser meer een mes draagt. Inleveractie met kluisjescontrole erbij",
        "kinderen die weer in het zand kunnen spelen zonder glas",
        "ook zonder computer je zaken kunnen regelen",
    ],
)
def test_a_wish_that_says_what_one_would_see_is_not(written: str) -> None:
    assert not worded_away(written)


@settings(deadline=None)
@given(wishing.wishes())
def test_no_word_is_added(written: str) -> None:
    assert {fold(word.text) for word in words(sentence(written))} <= {fold(word.text) for word in words(written)}


@settings(deadline=None)
@given(wishing.wishes().filter(lambda text: any(char.isalnum() for char in text)))
def test_a_wish_never_becomes_nothing(written: str) -> None:
    assert any(char.isalnum() for char in sentence(written))
