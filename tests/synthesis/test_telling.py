from __future__ import annotations

import pytest

from synthesis.language import stem
from synthesis.telling import nouns, pointed, related, shared, telling


def test_words_without_a_subject_do_not_tell() -> None:
    assert telling("Er is veel grofvuil naast de containers") == {stem("grofvuil"), stem("containers")}


def test_a_noun_that_says_little_is_not_pointed_whatever_its_ending() -> None:
    assert [word.text for word in nouns("Moeders en kinderen bij de containers")] == ["containers"]
    assert pointed("de moeder met het kind") == frozenset()


@pytest.mark.parametrize(
    ("one", "other", "tied"),
    [
        ("container", "container", True),
        ("container", "containerplek", True),
        ("huurschuld", "schuld", True),
        ("afval", "val", False),
        ("plein", "park", False),
    ],
)
def test_stems_are_related_as_a_whole_or_as_a_long_part_of_a_compound(one: str, other: str, tied: bool) -> None:
    assert related(one, other) is related(other, one) is tied


def test_what_is_shared_are_words_of_the_first() -> None:
    assert shared(frozenset({"huurschuld", "lift"}), frozenset({"schuld", "trap"})) == {"huurschuld"}
