"""A bar that is only there where somebody is looking and has to wait."""

from __future__ import annotations

import io
import sys
import time

import pytest

from synthesis.progress import bar


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_how_far_the_work_is(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with bar(4, "Kaarten lezen", patience=0) as progress:
        for n, total in ((1, None), (1, None), (3, 10)):
            time.sleep(0.12)  # the bar moves at most ten times a second
            progress.advance(n, total)
    shown = terminal.getvalue()
    assert "Kaarten lezen:  25% |" in shown
    assert shown.count("Kaarten lezen:  50% |") == 2
    assert shown.endswith("\r"), "the bar is gone when the work is done"


def test_short_work_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with bar(100, "Kaarten lezen") as progress:
        for _ in range(100):
            progress.advance()
    assert "Kaarten" not in terminal.getvalue()


def test_nothing_is_shown_where_stderr_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with bar(2, "Kaarten lezen", patience=0) as progress:
        progress.advance(2, total=4)
    assert capsys.readouterr() == ("", "")


def test_what_goes_wrong_in_the_work_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal())
    with pytest.raises(ZeroDivisionError), bar(2, "Kaarten lezen", patience=0):
        raise ZeroDivisionError
