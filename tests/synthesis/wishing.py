"""Statements that wish, and strategies that draw them."""

from __future__ import annotations

from hypothesis import strategies as st

from synthesis.model import Kind, Statement
from tests.synthesis.maps import statement

_OPENINGS = ("", "dat ", "graag ", "we willen dat ", "Ik wil ", "en ", "liefst ", "wat we willen: ")
_MIDDLES = (
    "geen zakken meer naast de containers",
    "kinderen weer alleen naar school lopen",
    "minder brieven en meer huisbezoeken",
    "geen boetes maar uitleg op het plein",
    "een schone straat",
    "Dat je 's avonds rustig naar de tram kunt",
    "niet meer bang op straat",
    "binnen een jaar kent 8 van de 10 bewoners elkaar",
    "GGZ aan de balie, zodat je geholpen wordt; nul wachtlijst",
    "niemand",
)
_ENDINGS = ("", ".", " voor de zomer", ", en een park waar iedereen durft te zitten", "; dat is alles", " …")


@st.composite
def wishes(draw: st.DrawFn) -> str:
    """A desired result as somebody could have typed it, or any other text with a letter in it."""
    if draw(st.integers(0, 4)) == 0:
        return draw(st.text(st.characters(codec="latin-1", categories=("L", "N", "P", "Zs")), min_size=1, max_size=60))
    return draw(st.sampled_from(_OPENINGS)) + draw(st.sampled_from(_MIDDLES)) + draw(st.sampled_from(_ENDINGS))


@st.composite
def said(draw: st.DrawFn) -> list[Statement]:
    """Up to seven statements, most of them wishes."""
    texts = draw(st.lists(wishes().filter(lambda text: any(char.isalnum() for char in text)), max_size=7))
    kinds = st.sampled_from([Kind.DESIRED, Kind.DESIRED, Kind.DESIRED, Kind.PROBLEM])
    return [
        statement(f"{number}.1", text=text, kind=draw(kinds), place=draw(st.sampled_from(["", "Lisplein"])))
        for number, text in enumerate(texts)
    ]
