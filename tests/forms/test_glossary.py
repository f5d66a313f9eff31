"""Abbreviations of the field are explained where they are used."""

from __future__ import annotations

from forms.glossary import explained, glossary


def test_each_abbreviation_is_explained_once_in_the_language_of_the_page() -> None:
    texts = ["GGZ of FACT", "Wat ziet de GGZ?", "buurtteam"]
    assert [short for short, _ in explained(texts, "nl")] == ["FACT", "GGZ"]
    assert dict(explained(texts, "en"))["GGZ"] == "mental health care"


def test_ordinary_words_and_unknown_capitals_are_left_alone() -> None:
    assert explained(["Wonen in NDSM", "De mo en de bw"], "nl") == ()


def test_every_abbreviation_has_both_languages() -> None:
    assert all(glossary("nl").values())
    assert glossary("nl").keys() == glossary("en").keys()
