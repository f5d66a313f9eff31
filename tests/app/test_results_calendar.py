"""The calendar file follows RFC 5545, also for what people really type."""

from __future__ import annotations

from datetime import UTC, date, datetime

from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from app.models.results import ActionStatus
from app.results import operations
from app.results.calendar import LONGEST_LINE, Entry, calendar
from app.results.operations import ActionText
from tests.app.results_factories import make_table, url
from tests.conftest import SignIn

MADE = datetime(2026, 11, 24, 13, 5, tzinfo=UTC)


def file_with(subject: str, description: str = "") -> str:
    return calendar([Entry("action-1@buurt", date(2026, 12, 31), subject, description, "http://x/1")], "Plein", MADE)


def unfolded(content: str) -> list[str]:
    """The logical lines of a file (RFC 5545, section 3.1)."""
    return content.replace("\r\n ", "").split("\r\n")[:-1]


def unescaped(value: str) -> str:
    """The text behind an escaped value (RFC 5545, section 3.3.11)."""
    found, signs = "", iter(value)
    for sign in signs:
        found += {"n": "\n"}.get(follow := next(signs), follow) if sign == "\\" else sign
    return found


def test_an_action_fills_the_whole_day_it_is_due() -> None:
    lines = unfolded(file_with("Vaker legen"))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    assert "DTSTART;VALUE=DATE:20261231" in lines
    assert "DTEND;VALUE=DATE:20270101" in lines
    assert "DTSTAMP:20261124T130500Z" in lines


@given(st.text(alphabet=st.characters(exclude_categories=("Cc", "Cs")), max_size=300))
def test_any_text_comes_back_and_no_line_is_too_long(subject: str) -> None:
    content = file_with(subject)
    assert all(len(line.encode()) <= LONGEST_LINE for line in content.split("\r\n"))
    (line,) = (line for line in unfolded(content) if line.startswith("SUMMARY:"))
    assert unescaped(line.removeprefix("SUMMARY:")) == subject


@given(st.text(max_size=80))
def test_nothing_that_people_type_adds_a_line(subject: str) -> None:
    assert len(unfolded(file_with(subject, subject))) == len(unfolded(file_with("", "")))


def test_somebody_gets_their_own_unfinished_actions(app: Flask, sign_in: SignIn) -> None:
    table = make_table()
    mine, other = table.voters[:2]
    day = date(2026, 12, 1)
    operations.add_action(table.phase, ActionText("Van mij", owner=mine, due_on=day))
    operations.add_action(table.phase, ActionText("Van een ander", owner=other, due_on=day))
    done = operations.add_action(table.phase, ActionText("Al klaar", owner=mine, due_on=day))
    operations.set_status(table.phase, done, ActionStatus.DONE, "")
    response = sign_in(mine.person).get(url(table, "/actions.ics"))
    content = response.get_data(as_text=True)
    assert response.mimetype == "text/calendar"
    assert "SUMMARY:Van mij" in content
    assert "Van een ander" not in content
    assert "Al klaar" not in content
