"""Files with answers as people send them, and the pages on which they do."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import openpyxl
from werkzeug.test import TestResponse

from tests.checked_client import CheckedClient

HEADER = ("Naam", "E-mailadres", "Organisatie", "Wat zie of hoor je?", "Waar is dat?", "Hoe vaak gebeurt dit?")


def as_csv(*rows: Sequence[str], header: Sequence[str] = HEADER, delimiter: str = ";") -> bytes:
    """A CSV file as a Dutch spreadsheet writes it."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([header, *rows])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(*rows: Sequence[object], header: Sequence[str] = HEADER) -> bytes:
    """An Excel file with one sheet."""
    book = openpyxl.Workbook()
    for row in (header, *rows):
        book.active.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def send_file(browser: CheckedClient, url: str, content: bytes, name: str = "antwoorden.csv") -> str:
    """Send a file; the address of the page that follows."""
    response = _post(browser, url, content, name)
    assert response.status_code == 303, response.text
    return str(response.location)


def refused(browser: CheckedClient, url: str, content: bytes, name: str = "antwoorden.csv") -> str:
    """Send a file that cannot be read; the page that says so."""
    response = _post(browser, url, content, name)
    assert response.status_code == 422
    return response.text


def _post(browser: CheckedClient, url: str, content: bytes, name: str) -> TestResponse:
    browser.get(url)
    response = browser.post(url, data={"file": (io.BytesIO(content), name)})
    response.request.environ["wsgi.input"].close()  # a large request is a file, which the client leaves open
    return response
