"""The kinds of slides, in the order in which they are shown."""

from __future__ import annotations

from enum import StrEnum


class SlideKind(StrEnum):
    """What a slide is about."""

    START = "start"
    GAPS = "gaps"
    FIGURES = "figures"
    SUBJECTS = "subjects"
    SUBJECT = "subject"
    VIEWS = "views"
    STRENGTHS = "strengths"
    UNKNOWN = "unknown"
    PARKED = "parked"
    PHONES = "phones"
    DECIDE = "decide"
