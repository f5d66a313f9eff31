"""Addresses of pages: which numbers they can hold, which are our own, and which page to come back to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit, urlunsplit

from flask import request, url_for
from werkzeug.routing import IntegerConverter, Map

if TYPE_CHECKING:
    from app.models import Step

LARGEST_NUMBER = 2**31 - 1
"""The largest number that a column of the database holds."""

# A browser drops tabs and line ends from an address and reads "\" as "/": what is left could name another site.
_OWN_PATH = re.compile(r"/(?![/\\])[^\x00-\x20\\]*")


class RowNumber(IntegerConverter):
    """A number in an address. One that no row can have is an address that is not there."""

    def __init__(self, url_map: Map, *args: int, **more: int) -> None:
        super().__init__(url_map, *args, **{"max": LARGEST_NUMBER, **more})  # type: ignore[arg-type]


def row_number(text: str) -> int:
    """The number that a row can have. Raises :class:`ValueError` for any other text."""
    number = int(text)
    if not 0 <= number <= LARGEST_NUMBER:
        raise ValueError(f"no row has this number: {text!r}")
    return number


def own_path(target: str) -> str:
    """``target`` where it is a path of this site, else the start page."""
    return target if _OWN_PATH.fullmatch(target) else "/"


def step_page(step: Step) -> str:
    """The page of a step."""
    phase = step.phase
    return url_for("projects.step", project_id=phase.project_id, phase=phase.number, step=step.number)


def is_page() -> bool:
    """Whether this address can be asked for again; a button may have an address without a page."""
    return request.method == "GET" or (request.url_rule is not None and "GET" in (request.url_rule.methods or ()))


def this_page() -> str:
    """The page to come back to: this one, or for a button without a page of its own the page it stood on."""
    if is_page():
        query = request.query_string.decode("latin-1")
        return own_path(quote(request.path) + (f"?{query}" if query else ""))
    before = urlsplit(request.referrer or "")
    return own_path(urlunsplit(("", "", before.path, before.query, ""))) if before.netloc == request.host else "/"
