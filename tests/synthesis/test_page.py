"""The page that a draft is read from: complete, valid, safe, and without what points at people."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from itertools import pairwise
from xml.etree.ElementTree import Element

import html5lib
import pytest

from synthesis.model import CandidateGoal, Draft, Evidence, Kind, Statement
from synthesis.page import page
from tests.checked_client import complaints_about
from tests.synthesis.maps import draft, statement

# A mailed page has no policy, and its style stands in the page itself.
ALLOWED = {"inline style on style", "the content security policy is not strict"}


def said() -> list[Statement]:
    """Six statements of three organisations, of every kind that matters to the page."""
    return [
        statement("1", text="Grofvuil bij de bakken", organisation="Politie", place="Het plein", severity=2),
        statement("2", text="De bakken zitten vast", kind=Kind.CAUSE, organisation="GGD", evidence=Evidence.SEEN),
        statement("3", text="Geen afval meer op straat", kind=Kind.DESIRED, organisation="Corporatie", severity=5),
        replace(statement("4", text="Haal vaker op", organisation="GGD"), kind=Kind.SOLUTION),
        statement("5", text="Ouderen spreken niemand", organisation="GGD"),
        statement("6", text="Eén stem", organisation="GGD"),
    ]


def made(known: list[Statement] | None = None) -> Draft:
    found = draft({"a": "1234", "b": "5"}, "6", known or said())
    goal = CandidateGoal("g", "a", "Geen afval meer op straat", ("3",), ("Waar gaat het om?", "Wanneer?"))
    first, *rest = found.placements
    return replace(found, goals=(goal,), placements=(replace(first, runner_up="b", confidence=0.3), *rest))


def numbers(found: Draft) -> dict[str, int]:
    return {one.answer.key: int(one.answer.key) + 1 for one in found.statements}


def words(of: Draft) -> str:
    """All that the page says, without marks, pictures and style."""
    text = re.sub(r"(?s)<style>.*?</style>", "", page(of, numbers(of)))
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


def part(of: Draft, anchor: str) -> str:
    """What the page says in the element with this id."""
    tree = html5lib.parse(page(of, numbers(of)), namespaceHTMLElements=False)
    (found,) = (element for element in tree.iter() if element.get("id") == anchor)
    return " ".join(" ".join(found.itertext()).split())


def elements(text: str) -> list[Element]:
    return list(html5lib.parse(text, namespaceHTMLElements=False).iter())


def test_the_page_is_valid_and_asks_nothing_of_anybody() -> None:
    text = page(made(), numbers(made()))
    assert set(complaints_about(text, "")) <= ALLOWED
    assert '<html lang="nl">' in text
    for element in elements(text):
        assert element.tag not in {"script", "link", "iframe"}
        for name in ("src", "srcset", "href"):
            assert (element.get(name) or "#").startswith(("#", "data:image/svg+xml;base64,"))
    assert "http" not in re.sub(r"base64,[^\"]*", "", text)


def test_headings_go_down_one_step_at_a_time() -> None:
    levels = [int(each.tag[1]) for each in elements(page(made(), {})) if re.fullmatch(r"h[1-6]", str(each.tag))]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_problem_shows_its_counts_what_is_known_and_its_statements_by_kind() -> None:
    found = part(made(), "onderwerp-1")
    assert found.startswith("1. Titel a 3 organisaties · 4 mensen · 4 kaarten")
    assert "Waar Het plein" in found
    assert "Hoe weten we dit 1 zelf gezien, 3 niet bekend" in found
    assert "Hoe erg 3,5 op een schaal van 1 tot 5, de oordelen lopen van 2 tot 5: bespreek dit verschil" in found
    assert "Veelgebruikte woorden woord a" in found
    order = [
        found.index(word) for word in ("Waargenomen", "Grofvuil bij", "Oorzaken", "De bakken", "Gewenst", "Geen afval")
    ]
    assert order == sorted(order)


def test_each_card_tells_its_row_why_it_is_here_and_how_sure_that_is() -> None:
    found = part(made(), "onderwerp-1")
    assert (
        "Grofvuil bij de bakken rij 2 · Het plein Lijkt op de rest. Hoe zeker: onzeker. Past ook bij: Titel b." in found
    )
    assert "De bakken zitten vast rij 3 · zelf gezien Lijkt op de rest. Hoe zeker: vrij zeker." in found


def test_solutions_are_on_the_parking_list_only_with_what_was_asked() -> None:
    assert "Haal vaker op" not in part(made(), "onderwerp-1")
    assert "1 idee staat op de parkeerplaats." in part(made(), "onderwerp-1")
    parked = part(made(), "parkeerplaats")
    assert "Haal vaker op rij 5 Staat in het vak probleem, leest als een oplossing. Gaat over: Titel a." in parked


def test_single_signals_stay_visible() -> None:
    assert "Eén stem rij 7" in part(made(), "losse-signalen")
    lone = [replace(each, kind=Kind.SOLUTION) if each.id == "6" else each for each in said()]
    assert "1 idee staat op de parkeerplaats." in part(made(lone), "losse-signalen")
    assert "Eén stem rij 7 Staat in het vak probleem, leest als een oplossing. Gaat over: Los signaal." in words(
        made(lone)
    )


def test_goals_tell_what_they_were_made_of_and_what_is_missing() -> None:
    found = part(made(), "onderwerp-1")
    assert found.endswith("Geen afval meer op straat Uit rij 4. Nog te bespreken: Waar gaat het om? Wanneer?")
    assert part(made(), "onderwerp-2").endswith(
        "Hier schreef nog niemand op wat er beter moet worden. Vraag het de groep."
    )


def test_the_page_prints_the_hash_and_the_engine() -> None:
    assert made().input_hash in words(made())
    assert "Gemaakt met test." in words(made())


def test_nobody_and_no_organisation_is_named() -> None:
    people = [
        statement("1", text="Ruzie", respondent="Piet Geheim", organisation="Stichting Geheim", role="Geheime rol")
    ]
    assert "eheim" not in page(draft({"a": "1"}, known=people), {})


def test_below_three_organisations_there_are_no_counts() -> None:
    few = [replace(each, answer=replace(each.answer, organisation="GGD")) for each in said()]
    found = words(made(few))
    assert "Daarom staan hier geen aantallen." in found
    assert not re.search(r"\d+ (?:organisatie|mensen|persoon|kaart|idee|zelf gezien)", found)
    assert "Hoe erg" not in found
    assert "Grofvuil bij de bakken" in found


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7 * 7 }}", "a & b"]
)
def test_what_people_wrote_is_shown_and_does_nothing(text: str) -> None:
    known = [statement("1", text=text, place=text, question=text)]
    found = draft({"a": "1"}, known=known)
    titled = replace(found, clusters=(replace(found.clusters[0], title=text, keywords=(text,)),))
    whole = page(titled, {"1": 2})
    assert set(complaints_about(whole, "")) <= ALLOWED
    assert text in words_of(whole)
    assert not [each for each in elements(whole) if each.tag == "script" or each.get("onerror")]


def words_of(text: str) -> str:
    return "".join(html5lib.parse(text, namespaceHTMLElements=False).itertext())


def test_signs_that_a_page_may_not_hold_are_left_out() -> None:
    known = [statement("1", text="Ruzie\x00 op\x0b het\x1f plein\nen \x85daar")]
    whole = page(draft({"a": "1"}, known=known), {"1": 2})
    assert set(complaints_about(whole, "")) <= ALLOWED
    assert "Ruzie op het plein\nen daar" in whole


def test_an_empty_draft_is_a_page_too() -> None:
    whole = page(draft({}), {})
    assert set(complaints_about(whole, "")) <= ALLOWED
    assert "Er staan nog geen onderwerpen op de kaart." in whole
    assert "Niemand schreef een oplossing op." in whole


def test_the_same_draft_gives_the_same_page() -> None:
    assert page(made(), numbers(made())) == page(made(), numbers(made()))
