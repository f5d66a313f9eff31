"""Actions as a calendar file (iCalendar, RFC 5545): each on the day it should be done, for the whole day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

CONTENT_TYPE = "text/calendar"
LONGEST_LINE = 75  # octets, without the line break (section 3.1)


class Entry(NamedTuple):
    """A day with a subject: ``uid`` is the same in every later file."""

    uid: str
    day: date
    subject: str
    description: str
    url: str


def calendar(entries: Iterable[Entry], name: str, made_at: datetime) -> str:
    """A file with one entry a day-long event. ``made_at`` is in UTC."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Buurtbalans//NL", f"X-WR-CALNAME:{_text(name)}"]
    for entry in entries:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{entry.uid}",
            f"DTSTAMP:{made_at:%Y%m%dT%H%M%SZ}",
            f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{entry.day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_text(entry.subject)}",
            f"DESCRIPTION:{_text(entry.description)}",
            f"URL:{entry.url}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _text(value: str) -> str:
    """A text value (section 3.3.11): control characters have no place in it."""
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    lines = escaped.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\\n".join("".join(sign for sign in line if sign >= " " or sign == "\t") for line in lines)


def _folded(line: str) -> str:
    """The line in pieces of at most 75 octets, never within a character; later pieces start with a space."""
    pieces, piece, size = [], "", 0
    for sign in line:
        octets = len(sign.encode("utf-8", "replace"))
        if size + octets > LONGEST_LINE:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + sign, size + octets
    return "\r\n".join([*pieces, piece])
