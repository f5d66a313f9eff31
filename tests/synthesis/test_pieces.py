"""Place, sign, term and indicator of a wish, to the letter, and rather none than a wrong one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from synthesis.pieces import indicator, place, sign, term
from synthesis.wishes import tidy
from tests.synthesis import wishing


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("geen gescheur meer op het plein", "op het plein"),
        ("drempels terug op het Kastanjeplein", "op het Kastanjeplein"),
        ("nul bijplaatsingen op de 5 hotspots", "op de 5 hotspots"),
        ("elk kind een bed aan de Vlierbeemd", "aan de Vlierbeemd"),
        ("weer kunnen lopen op voetpad Vlierbeemd", "op voetpad Vlierbeemd"),
        ("een schone straat", ""),
        ("in november een winterjas", ""),
        ("met een gerust hart op vakantie", ""),
    ],
)
def test_a_place(written: str, found: str) -> None:
    assert place(written) == found


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Voor de zomer per huishouden helder wanneer", "Voor de zomer"),
        ("binnen een jaar kent iedereen zijn buren", "binnen een jaar"),
        ("eind 2027 is het plein groen", "eind 2027"),
        ("voor 1 september een lokaal", "voor 1 september"),
        ("binnen zes maanden een halve wachtlijst", "binnen zes maanden"),
        ("dit schooljaar nog een brugfunctionaris", "dit schooljaar"),
        ("hulp voor een kind binnen zes weken", ""),
        ("een winter zonder kou", ""),
        ("dat het dezelfde week gemaakt is en niet volgend kwartaal", ""),
        ("na acht maanden op zijn kamer weer wennen", ""),
    ],
)
def test_a_term_is_when_the_goal_is_to_be_reached(written: str, found: str) -> None:
    assert term(written) == found


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("8 van de 10 bewoners durven over het pad", "8 van de 10 bewoners"),
        ("hulp binnen twee weken", "binnen twee weken"),
        ("nul bijplaatsingen op de hotspots", "nul bijplaatsingen"),
        ("max 30% urgent per complex", "max 30%"),
        ("meldingen onder de 30 per maand", "onder de 30 per maand"),
        ("minstens drie vaste gezichten per gezin", "minstens drie vaste gezichten per gezin"),
        ("minstens de helft blijft langer", "minstens de helft"),
        ("van 61 naar 30 meldingen", "van 61 naar 30 meldingen"),
        ("elke week iemand over de vloer", "elke week"),
        ("dat je om elf uur naar de tram kunt", ""),
        ("groep 5 kan zelf lopen", ""),
        ("die maanden niet buiten komt door 52 treden", ""),
        ("binnen 2 jaar een schoon plein", ""),
    ],
)
def test_an_indicator_is_a_number_that_tells_how_much_is_enough(written: str, found: str) -> None:
    assert indicator(written) == found


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("kapotte lampen gemaakt, zodat mensen weer buiten durven", "mensen weer buiten durven"),
        ("een schoon plein, te zien aan kinderen die er voetballen", "kinderen die er voetballen"),
        ("en een stoep waar een rolstoel langs kan.", "een stoep waar een rolstoel langs kan"),
        ("Elke baby een goede start", ""),
    ],
)
def test_a_sign_is_what_one_would_see(written: str, found: str) -> None:
    assert sign(written) == found


@settings(deadline=None)
@given(wishing.wishes())
def test_every_piece_is_to_the_letter(written: str) -> None:
    for read in (place, sign, term, indicator):
        assert read(written) in tidy(written)
