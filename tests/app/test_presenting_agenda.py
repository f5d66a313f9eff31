"""The agenda of a meeting: its parts fit the time exactly, whatever the steps and the minutes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.presenting.agenda import agenda_for
from app.presenting.words import TOPICS


@given(st.lists(st.integers(1, 6), max_size=4), st.integers(15, 480))
def test_the_parts_take_exactly_the_minutes_of_the_meeting(steps: list[int], minutes: int) -> None:
    parts = agenda_for(steps, minutes)
    assert sum(part.minutes for part in parts) == minutes
    assert all(part.minutes >= 3 for part in parts)
    assert {part.topic for part in parts} <= set(TOPICS)
    assert len({part.topic for part in parts}) == len(parts)


def test_ninety_minutes_of_looking_together_spend_most_on_the_subjects() -> None:
    found = [(part.topic, part.minutes) for part in agenda_for([2], 90)]
    assert found == [
        ("welcome", 5),
        ("gaps", 10),
        ("figures", 15),
        ("subjects", 35),
        ("strengths", 10),
        ("decide", 10),
        ("agreements", 5),
    ]


def test_two_steps_in_one_meeting_share_the_time_between_welcome_and_decision() -> None:
    topics = [part.topic for part in agenda_for([3, 4], 120)]
    assert topics[0] == "welcome"
    assert topics[-2:] == ["decide", "agreements"]
    assert {"causes", "choose"} <= set(topics)
    assert topics.count("gaps") == 1
