"""The planner: pure functions from the last meeting to the next ones."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.meetings.holidays import easter, is_working_day, public_holidays
from app.meetings.planner import LONGEST, NOTICE, SHORTEST, long_gaps, next_date, propose

DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))


@pytest.mark.parametrize(
    "sunday",
    [
        date(1818, 3, 22),  # the earliest possible
        date(1943, 4, 25),  # the latest possible
        date(2000, 4, 23),
        date(2024, 3, 31),
        date(2025, 4, 20),
        date(2026, 4, 5),
        date(2027, 3, 28),
        date(2038, 4, 25),
        date(2049, 4, 18),
        date(2076, 4, 19),
    ],
)
def test_easter_falls_where_the_almanac_says(sunday: date) -> None:
    assert easter(sunday.year) == sunday


@given(st.integers(1583, 4099))
def test_easter_is_a_sunday_between_22_march_and_25_april(year: int) -> None:
    sunday = easter(year)
    assert sunday.weekday() == 6
    assert date(year, 3, 22) <= sunday <= date(year, 4, 25)


def test_the_public_holidays_of_2026_are_those_of_the_law() -> None:
    assert sorted(public_holidays(2026)) == [
        date(2026, 1, 1),
        date(2026, 4, 3),
        date(2026, 4, 5),
        date(2026, 4, 6),
        date(2026, 4, 27),
        date(2026, 5, 5),
        date(2026, 5, 14),
        date(2026, 5, 24),
        date(2026, 5, 25),
        date(2026, 12, 25),
        date(2026, 12, 26),
    ]


def test_kings_day_is_never_on_a_sunday() -> None:
    assert date(2025, 4, 26) in public_holidays(2025)
    assert date(2025, 4, 27) not in public_holidays(2025)


@given(DAYS, st.integers(-200, 14))
def test_the_next_date_is_a_working_day_three_to_four_weeks_on(last: date, since: int) -> None:
    day = next_date(last, today=last + timedelta(days=since))
    assert is_working_day(day)
    assert SHORTEST <= day - last <= LONGEST


@given(DAYS, st.integers(-200, 14))
def test_the_weekday_stays_the_same_where_the_calendar_allows(last: date, since: int) -> None:
    day = next_date(last, today=last + timedelta(days=since))
    free = [candidate for candidate in (last + SHORTEST, last + LONGEST) if is_working_day(candidate)]
    assert day == free[0] if free else day.weekday() != last.weekday()


@given(DAYS, st.integers(0, 2000))
@example(date(2026, 12, 4), 0)
def test_nobody_is_asked_for_a_day_in_the_past_or_within_a_week(last: date, since: int) -> None:
    today = last + timedelta(days=since)
    day = next_date(last, today)
    assert is_working_day(day)
    assert day >= today + NOTICE
    assert day - max(last + LONGEST, today + NOTICE) < timedelta(days=14)


def test_christmas_and_new_year_on_the_same_weekday_lead_to_the_days_between() -> None:
    assert next_date(date(2026, 12, 4), today=date(2026, 12, 4)) == date(2026, 12, 28)


@given(DAYS, st.lists(st.integers(1, 6), max_size=6, unique=True), st.times())
def test_a_proposal_has_every_step_once_in_order_at_the_time_of_the_last_meeting(
    today: date, steps: list[int], at: time
) -> None:
    last = datetime.combine(today, at)
    proposals = propose(steps, last, today)
    assert [number for proposal in proposals for number in proposal.steps] == steps
    moments = [last, *(proposal.starts_at for proposal in proposals)]
    assert moments == sorted(moments)
    assert {moment.time() for moment in moments} == {at}
    assert not long_gaps(moment.date() for moment in moments)


def test_without_a_meeting_yet_people_get_two_weeks_notice() -> None:
    first, second = propose([1, 2], None, today=date(2026, 11, 24))
    assert first.starts_at == datetime(2026, 12, 8, 13, 30)
    assert second.starts_at == datetime(2026, 12, 29, 13, 30)


@given(st.lists(DAYS, max_size=8))
def test_a_gap_is_named_exactly_where_it_is_over_four_weeks(days: list[date]) -> None:
    found = {(gap.before, gap.after) for gap in long_gaps(days)}
    for before, after in pairwise(sorted(days)):
        assert ((before, after) in found) == (after - before > LONGEST)


def test_a_gap_of_exactly_four_weeks_is_fine_and_a_day_more_is_named() -> None:
    start = date(2026, 9, 1)
    assert long_gaps([start, start + LONGEST]) == ()
    (gap,) = long_gaps([start + timedelta(days=29), start])
    assert gap.days == 29
