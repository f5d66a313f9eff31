"""Proposes dates for the meetings that are still to come: three to four weeks apart, on days that people work.

Dates and times here are those of the clock on the wall; the rest of the service keeps moments in UTC.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from app.meetings.holidays import is_working_day

SHORTEST = timedelta(days=21)
LONGEST = timedelta(days=28)
NOTICE = timedelta(days=7)
FIRST_NOTICE = timedelta(days=14)
USUAL_TIME = time(13, 30)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A meeting that could be held: when, and which steps (by number) it is for."""

    starts_at: datetime
    steps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """More than four weeks between two meetings that follow each other."""

    before: date
    after: date

    @property
    def days(self) -> int:
        """How many days lie between them."""
        return (self.after - self.before).days


def propose(steps: Sequence[int], last: datetime | None, today: date) -> tuple[Proposal, ...]:
    """One meeting for each step still to come, in order; ``last`` is the last meeting held or planned."""
    at = last.time() if last else USUAL_TIME
    day = last.date() if last else None
    proposals = []
    for step in steps:
        day = _first_date(today) if day is None else next_date(day, today)
        proposals.append(Proposal(datetime.combine(day, at), (step,)))
    return tuple(proposals)


def next_date(last: date, today: date) -> date:
    """The date to propose after a meeting on ``last``: the same weekday three weeks on, or four if that is a free day.

    Where both are free, the first working day between them. Where four weeks are gone already, the same weekday in the
    first week that still gives people a week's notice, or the first working day from there.
    """
    if last + LONGEST < today + NOTICE:
        soonest = today + NOTICE
        same_weekday = soonest + timedelta(days=(last.weekday() - soonest.weekday()) % 7)
        return _first_working_day([same_weekday, *_days(soonest, 14)])
    soonest = max(last + SHORTEST, today + NOTICE)
    same_weekday_first = [day for day in (last + SHORTEST, last + LONGEST) if day >= soonest]
    between = _days(soonest, (last + LONGEST - soonest).days + 1)
    return _first_working_day([*same_weekday_first, *between, *_days(last + LONGEST, 14)])


def long_gaps(days: Iterable[date]) -> tuple[Gap, ...]:
    """Where more than four weeks lie between two meetings, in order of time."""
    pairs = pairwise(sorted(days))
    return tuple(Gap(before, after) for before, after in pairs if after - before > LONGEST)


def _first_date(today: date) -> date:
    return _first_working_day(_days(today + FIRST_NOTICE, 14))


def _days(start: date, count: int) -> list[date]:
    return [start + timedelta(days=number) for number in range(count)]


def _first_working_day(days: Iterable[date]) -> date:
    """The first of ``days`` that is a working day. No two weeks are without one."""
    return next(day for day in days if is_working_day(day))
