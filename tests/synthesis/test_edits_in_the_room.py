"""What a group does in a meeting: mark what it recognises, add what it hears, put back the map, part a subject."""

from __future__ import annotations

from dataclasses import replace

import pytest

from synthesis import counting
from synthesis.edits import EditError, Heard, add, apply, describe, mark, merge, move, rename, restore, split, undo
from synthesis.model import Evidence, Join, Kind, Mark
from synthesis.splitting import proposed_split
from tests.synthesis.maps import draft, shape, statement
from tests.synthesis.test_edits import FIRST, cluster

SAID = Heard("  Op maandag   is het erger ", Kind.PROBLEM, "Lisplein", "Handhaving")


def test_a_mark_says_what_the_group_found_and_can_be_taken_away() -> None:
    start = apply(FIRST, [])
    log = [mark(start, "1", "a", Mark.FIND_OUT)]
    marked = apply(FIRST, log)
    assert cluster(marked, "a").mark is Mark.FIND_OUT
    assert describe(log[0], start) == "Uitzoeken: Titel a."
    log.append(mark(marked, "2", "a", None))
    assert cluster(apply(FIRST, log), "a").mark is None
    assert describe(log[1], marked) == "Teken weggehaald: Titel a."
    with pytest.raises(EditError, match="dat teken al"):
        mark(marked, "3", "a", Mark.FIND_OUT)


def test_only_a_mark_that_both_have_stays_when_subjects_are_merged() -> None:
    log = [mark(apply(FIRST, []), "1", "a", Mark.RIGHT)]
    log.append(mark(apply(FIRST, log), "2", "b", Mark.RIGHT))
    alike = [*log, merge(apply(FIRST, log), "3", ["a", "b"])]
    other = [*log, merge(apply(FIRST, log), "3", ["a", "c"])]
    assert cluster(apply(FIRST, alike), "a").mark is Mark.RIGHT
    assert cluster(apply(FIRST, other), "a").mark is None


def test_a_card_from_the_room_stands_where_it_was_put_and_counts_for_who_said_it() -> None:
    start = apply(FIRST, [])
    log = [add(start, "1", SAID, "a")]
    after = apply(FIRST, log)
    (card,) = (each for each in after.statements if each.id == "s-1")
    assert (card.text, card.answer.place, card.kind) == ("Op maandag is het erger", "Lisplein", Kind.PROBLEM)
    assert "s-1" in cluster(after, "a").statement_ids
    before, now = (counting.count(counting.members(each, cluster(each, "a"))) for each in (start, after))
    assert (now.organisations, now.respondents, now.statements) == (4, before.respondents, before.statements + 1)
    assert describe(log[0], start) == "Toegevoegd bij Titel a: ‘Op maandag is het erger’."
    assert next(each for each in after.placements if each.statement_id == "s-1").cluster_id == "a"


def test_a_card_without_a_speaker_counts_for_nobody() -> None:
    log = [add(apply(FIRST, []), "1", replace(SAID, organisation=""), "a")]
    after = apply(FIRST, log)
    counts = counting.count(counting.members(after, cluster(after, "a")))
    assert (counts.organisations, counts.respondents, counts.statements) == (3, 3, 4)


@pytest.mark.parametrize(
    ("heard", "words"),
    [
        (Heard(" \n ", Kind.PROBLEM), "Schrijf op"),
        (Heard("x" * 281, Kind.PROBLEM), "hoogstens 280 tekens"),
        (Heard("Wat dan", "?"), "wat voor kaart"),
    ],
)
def test_a_card_that_cannot_be_kept_is_refused_with_a_sentence(heard: Heard, words: str) -> None:
    with pytest.raises(EditError, match=words):
        add(apply(FIRST, []), "1", heard, "a")


def test_a_card_from_the_room_moves_and_stays_under_a_later_draft() -> None:
    log = [add(apply(FIRST, []), "1", SAID, None)]
    assert "s-1" in apply(FIRST, log).signals
    log.append(move(apply(FIRST, log), "2", ["s-1"], "b"))
    later = draft({"a": "123", "b": "456x"}, "7890y")
    assert "s-1" in cluster(apply(later, log), "b").statement_ids
    log.append(undo(log, "3", "1"))
    assert all(each.id != "s-1" for each in apply(later, log).statements)


def test_putting_the_map_back_keeps_the_history_and_the_cards_of_the_room() -> None:
    start = apply(FIRST, [])
    log = [rename(start, "1", "a", "Afval"), merge(start, "2", ["b", "c"])]
    log.append(add(apply(FIRST, log), "3", SAID, "b"))
    log.append(rename(apply(FIRST, log), "4", "b", "Jongeren"))
    log.append(restore(log, "5", "1"))
    now = apply(FIRST, log)
    assert shape(now) == {"a": "123", "b": "456s-3", "c": "78", "-": "09"}
    assert (cluster(now, "a").title, cluster(now, "b").title) == ("Afval", "Titel b")
    assert describe(log[-1], now, log) == "Teruggezet naar hoe de kaart was na: hernoemd: Titel a heet nu Afval."
    back = [*log, undo(log, "6")]
    assert apply(FIRST, back) == apply(FIRST, log[:-1])


def test_a_moment_that_is_now_or_never_was_cannot_be_put_back() -> None:
    log = [rename(apply(FIRST, []), "1", "a", "Afval")]
    with pytest.raises(EditError, match="Zo is de kaart nu al"):
        restore(log, "2", "1")
    with pytest.raises(EditError, match="niet in de geschiedenis"):
        restore(log, "2", "9")
    log.append(restore(log, "2", None))
    assert apply(FIRST, log) == apply(FIRST, [])
    assert describe(log[1], apply(FIRST, [])) == "Teruggezet naar het concept van de computer."


TEXTS = {
    "1": "Grofvuil naast de containers aan de Lisstraat",
    "2": "Vuilniszakken naast de volle containers",
    "3": "Containers vol, afval op straat",
    "4": "Fietsen staan overal op de stoep",
    "5": "Je kunt niet langs de fietsen op de stoep",
}
MIXED = replace(
    draft({"a": "12345"}, "", [statement(key, text=text, evidence=Evidence.SEEN) for key, text in TEXTS.items()]),
    joins=(Join("1", "2", 0.9), Join("4", "5", 0.8), Join("1", "3", 0.7), Join("1", "4", 0.3)),
)


def test_the_engine_proposes_to_part_what_it_joined_last() -> None:
    whole = apply(MIXED, [])
    found = proposed_split(MIXED, cluster(whole, "a"), whole.statements)
    assert found is not None
    assert found.statement_ids == ("4", "5")
    assert "fiets" in found.title.casefold()


def test_what_people_brought_together_is_what_is_proposed_to_part() -> None:
    apart = replace(MIXED, joins=MIXED.joins[:-1])
    whole = apply(apart, [])
    found = proposed_split(apart, cluster(whole, "a"), whole.statements)
    assert found is not None
    assert found.statement_ids == ("4", "5")


def test_a_subject_that_only_single_cards_fall_off_is_not_parted() -> None:
    whole = apply(FIRST, [])
    assert proposed_split(FIRST, cluster(whole, "a"), whole.statements) is None
    log = [split(apply(MIXED, []), "1", "a", ["4", "5"], "Fietsen")]
    whole = apply(MIXED, log)
    assert proposed_split(MIXED, cluster(whole, "n-1"), whole.statements) is None
