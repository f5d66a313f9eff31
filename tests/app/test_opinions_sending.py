"""What the reader may see: no statement in which a person or an organisation may be named."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.opinions.sending import sendable
from forms import personal_data
from tests.synthesis.maps import statement

NAMES = ["Fatima Idrissi", "Kim", "Politie", "Buurtteam Kruidenbuurt", "Woonstichting Halfhout", "GGD"]
PLACES = ["Kruidenbuurt", "Het Lisplein", "Park de Munt"]
ZUIDERPARK = Path(__file__).resolve().parents[2] / "benchmarks" / "data" / "zuiderpark.answers.csv"


def may_be_sent(text: str) -> bool:
    return bool(sendable([statement("a1.1", text=text)], NAMES, PLACES))


@pytest.mark.parametrize(
    "text",
    [
        "Bel 06 12345678 voor de sleutel",  # what the check on personal data finds
        "Samira wil weg",
        "Lisplein 12 is een pandjesbaas",
        "Fatima heeft dit al gemeld",  # who takes part
        "volgens fatima idrissi is het erger",
        "Idrissi zei het ook",
        "De politie komt te laat",  # and for whom they work
        "Halfhout doet niets aan de lift",
        "het buurtteam kruidenbuurt heeft een wachtlijst",
        "de ggd komt nooit",
        "De neef van Xander deelt er de lakens uit",  # a word that looks like a name
        "Er is hier een Xander die alles regelt",
        "Naast (Xander) woont niemand",
        "Volgens Humanitas is er een wachtlijst",
    ],
)
def test_a_statement_that_may_name_somebody_stays_here(text: str) -> None:
    assert not may_be_sent(text)


@pytest.mark.parametrize(
    "text",
    [
        "Grofvuil naast de container. Elke week weer: niemand ruimt het op.",
        "Op het Lisplein en in de Kruidenbuurt staan fietsen",
        "Wachtlijst bij de GGZ is een half jaar",
        "Buurtteams hebben een wachtlijst",
        "Groep hangt rond! Veel lawaai",
    ],
)
def test_a_statement_about_the_neighbourhood_may_be_sent(text: str) -> None:
    assert may_be_sent(text)


def test_most_of_what_a_neighbourhood_says_may_be_sent() -> None:
    with ZUIDERPARK.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    said = [statement(f"a{number}", text=row["answer"]) for number, row in enumerate(rows)]
    sent = sendable(said, {row["organisation"] for row in rows}, ["Zuiderpark"])
    assert len(sent) > 0.75 * len(said)


def test_a_traject_without_names_or_places_sends_what_is_harmless() -> None:
    said = [statement("a1.1", text="Te weinig groen"), statement("a2.1", text="Henk maait niet")]
    assert [one.id for one in sendable(said, [], [])] == ["a1.1"]


@given(st.lists(st.text("aA bB.Jan12", max_size=30), max_size=5), st.lists(st.text(max_size=8), max_size=3))
def test_what_is_sent_is_a_part_of_what_was_said_without_anything_found_in_it(
    texts: list[str], names: list[str]
) -> None:
    said = [statement(f"a{number}", text=text) for number, text in enumerate(texts)]
    sent = sendable(said, names, [])
    assert [one for one in said if one in sent] == sent
    for one in sent:
        assert not personal_data.find(one.text)
        assert one.text.strip() not in {name.strip() for name in names} - {""}
