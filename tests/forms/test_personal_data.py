"""What would identify a resident is found; and nothing is found twice."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.learn_names import unmarked
from forms.personal_data import Kind, find

LABELLED = Path(__file__).parent / "data" / "personal_data.csv"
# Written by somebody who never saw the finder, and used for nothing but this test.
UNSEEN = Path(__file__).parent / "data" / "personal_data_unseen.txt"
KINDS = {
    "naam": Kind.NAME,
    "telefoon": Kind.PHONE,
    "email": Kind.EMAIL,
    "bsn": Kind.BSN,
    "iban": Kind.IBAN,
    "kenteken": Kind.PLATE,
    "geboortedatum": Kind.BIRTH_DATE,
    "adres": Kind.ADDRESS,
    "postcode": Kind.POSTCODE,
}


def labelled() -> Iterator[tuple[str, set[Kind]]]:
    """Each text of the labelled set, with the kinds that stand in it."""
    with LABELLED.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["text"], {KINDS[word] for word in row["kinds"].split(";") if word}


def kinds_in(text: str) -> set[Kind]:
    return {finding.kind for finding in find(text)}


def test_every_kind_in_the_labelled_texts_is_found() -> None:
    missed = [(text, kinds - kinds_in(text)) for text, kinds in labelled() if not kinds <= kinds_in(text)]
    assert missed == []


def test_harmless_texts_are_seldom_taken_for_personal_data() -> None:
    harmless = [text for text, kinds in labelled() if not kinds]
    wrong = [text for text in harmless if find(text)]
    assert len(harmless) == 30
    assert len(wrong) <= 2, wrong


def test_in_texts_of_an_unseen_writer_nearly_all_is_found_and_little_else() -> None:
    lines = [unmarked(line) for line in UNSEEN.read_text(encoding="utf-8").splitlines()]
    pieces = [(text, start, end) for text, spans in lines for start, end, _ in spans]
    found = {text: find(text) for text, _ in lines}
    hit = [one for one in pieces if any(each.start < one[2] and one[1] < each.end for each in found[one[0]])]
    harmless = [text for text, spans in lines if not spans]
    flagged = [text for text, spans in lines if spans and found[text]]
    wrong = [text for text in harmless if found[text]]
    assert len(lines) == 400
    assert len(hit) / len(pieces) >= 0.95
    assert len(flagged) / (len(flagged) + len(wrong)) >= 0.90


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("bel +31 6 12345678 na vijven", Kind.PHONE, "+31 6 12345678"),
        ("nl60knab0255512345 staat rood", Kind.IBAN, "nl60knab0255512345"),
        ("rekening DE89 3704 0044 0532 0130 00", Kind.IBAN, "DE89 3704 0044 0532 0130 00"),
        ("BSN 9999.55.809 klopt niet", Kind.BSN, "9999.55.809"),
        ("de bus 12-AB-CD staat er weer", Kind.PLATE, "12-AB-CD"),
        ("geboren in 1986", Kind.BIRTH_DATE, "geboren in 1986"),
        ("woont op nummer 12", Kind.ADDRESS, "nummer 12"),
        ("post voor 1098LE", Kind.POSTCODE, "1098LE"),
        ("de zoon van el Amrani", Kind.NAME, "zoon van el Amrani"),
        ("mevrouw Van den Berg", Kind.NAME, "mevrouw Van den Berg"),
        ("Jan-Willem en J.P. de Vries", Kind.NAME, "J.P. de Vries"),
        ("Samira wil weg", Kind.NAME, "Samira"),
    ],
)
def test_the_piece_that_is_found_is_the_one_that_identifies(text: str, kind: Kind, found: str) -> None:
    assert (kind, found) in {(finding.kind, finding.text) for finding in find(text)}


@pytest.mark.parametrize(
    "text",
    [
        "zaak 999955808 is gesloten",  # fails the 11-test
        "NL61KNAB0255512345 is een voorbeeld",  # fails mod 97
        "tussen 1097 en 1098",
        "het Pieter Nieuwland College",
        "de Jan van Galenstraat is druk",
        "WMO 2015 en MOR 2210785",
        "Huizen zijn te duur",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert find(text) == []


@given(st.text(max_size=300) | st.text("0123456789 -.@+AaNnL", max_size=80))
def test_findings_are_exact_pieces_in_reading_order_without_overlap(text: str) -> None:
    found = find(text)
    assert all(text[finding.start : finding.end] == finding.text != "" for finding in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize("piece", ["a", "1 ", "a-", "A.", "a.b", "a@", "straat ", "van de ", "jongen "])
def test_a_very_long_text_is_read_to_its_end(piece: str) -> None:
    # A pattern that tries every start with every end takes minutes here.
    assert find(piece * (50_000 // len(piece)) + " Samira")[-1].text.endswith("Samira")
