"""Links between subjects: counted by organisation, and drawn in places that never move."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from synthesis.linking import LEADS_TO, Link, Said, links, ring

SUBJECTS = ["a", "b", "c"]
SAID = st.lists(
    st.builds(
        Said,
        one=st.sampled_from(["a", "b", "c", "weg"]),
        other=st.sampled_from(["a", "b", "c", "weg"]),
        kind=st.sampled_from([LEADS_TO, "reinforce"]),
        organisation=st.sampled_from(["Politie", "School"]),
    )
)


def test_a_link_counts_organisations_and_is_drawn_from_two_on() -> None:
    said = [
        Said("b", "a", "reinforce", "School"),
        Said("a", "b", "reinforce", "Politie"),
        Said("a", "b", "reinforce", "Politie"),
        Said("b", "c", LEADS_TO, "Politie"),
        Said("c", "b", LEADS_TO, "School"),
    ]
    assert links(said, SUBJECTS) == (
        Link("a", "b", "reinforce", ("Politie", "School")),
        Link("b", "c", LEADS_TO, ("Politie",)),
        Link("c", "b", LEADS_TO, ("School",)),
    )
    assert [link.firm for link in links(said, SUBJECTS)] == [True, False, False]


@given(SAID)
def test_no_link_leads_to_itself_or_to_what_is_not_there_and_none_is_lost(said: list[Said]) -> None:
    found = links(said, SUBJECTS)
    assert all(link.one != link.other and {link.one, link.other} <= set(SUBJECTS) for link in found)
    kept = {each for each in said if each.one != each.other and "weg" not in {each.one, each.other}}
    names = {(frozenset((link.one, link.other)), link.kind, who) for link in found for who in link.organisations}
    assert names == {(frozenset((each.one, each.other)), each.kind, each.organisation) for each in kept}
    assert links(said[::-1], SUBJECTS) == found


@given(st.integers(0, 30), st.floats(1, 300))
def test_places_lie_on_the_circle_with_the_first_on_top(number: int, radius: float) -> None:
    places = ring(number, radius)
    assert len(set(places)) == number or radius < 2
    assert all(abs((x * x + y * y) ** 0.5 - radius) < 0.2 for x, y in places)
    if places:
        assert places[0] == (0.0, -round(radius, 1))
