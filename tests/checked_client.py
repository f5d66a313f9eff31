"""A test client that reads every page as a strict reader would, and posts with the token of the last page it saw."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.extensions import db

INPUTS = ("input", "select", "textarea")
LABELLED_OTHERWISE = {"hidden", "submit", "button", "image"}


class CheckedClient(FlaskClient):
    """Checks every HTML page it fetches, and sends the CSRF token along."""

    csrf_token = ""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        if kwargs.get("method") == "POST" and "json" not in kwargs and kwargs.pop("with_token", True):
            data = dict(kwargs.get("data") or {})
            data.setdefault("csrf_token", self.csrf_token)
            kwargs["data"] = data
            kwargs.setdefault("headers", {}).setdefault("Origin", "http://localhost")
        db.session.commit()  # what the test made, the page must see
        with self.application.app_context():  # of its own, or this request would share its user with the last one
            response = super().open(*args, **kwargs)
        db.session.rollback()
        db.session.expire_all()  # and what the page made, the test must see
        if response.mimetype == "text/html" and response.data and not 300 <= response.status_code < 400:
            text = response.get_data(as_text=True)
            complaints = complaints_about(text, response.headers.get("Content-Security-Policy", ""))
            assert not complaints, f"{response.request.path}: {complaints}"
            token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', text)
            self.csrf_token = token.group(1) if token else self.csrf_token
        return response


def complaints_about(text: str, policy: str) -> list[str]:
    """What is wrong with a page: a list of sentences, empty when all is well."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    page = parser.parse(text)
    found = [f"invalid HTML at {place}: {code}" for place, code, _ in parser.errors]
    elements = list(page.iter())
    found += _structure(page, elements)
    found += _labels(elements)
    found += _scripts(elements, policy)
    return found


def _structure(page: Element, elements: list[Element]) -> list[str]:
    found = []
    headings = [element for element in elements if element.tag == "h1"]
    if len(headings) != 1:
        found.append(f"{len(headings)} h1 headings")
    title = page.find(".//title")
    if title is None or not (title.text or "").replace("· Buurtbalans", "").strip():
        found.append("no title")
    if not page.get("lang"):
        found.append("no language")
    ids = Counter(element.get("id") for element in elements if element.get("id"))
    found += [f"id {name} stands {count} times" for name, count in ids.items() if count > 1]
    for element in elements:
        for attribute in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
            found += [
                f"{attribute} points at {name}, which is not there"
                for name in (element.get(attribute) or "").split()
                if name not in ids
            ]
        target = element.get("href") or ""
        if element.tag == "a" and len(target) > 1 and target.startswith("#") and target[1:] not in ids:
            found.append(f"link to {target}, which is not there")
        if element.tag == "img" and element.get("alt") is None:
            found.append("an image without alt")
    return found


def _labels(elements: list[Element]) -> list[str]:
    labelled = {element.get("for") for element in elements if element.tag == "label"}
    for label in (element for element in elements if element.tag == "label"):
        labelled |= {inner.get("id") for inner in label.iter() if inner.tag in INPUTS}
    found = [
        f"field {element.get('name')} has no label"
        for element in elements
        if element.tag in INPUTS
        and element.get("type") not in LABELLED_OTHERWISE
        and element.get("id") not in labelled
        and not element.get("aria-label")
        and not element.get("aria-labelledby")
    ]
    for element in elements:
        if element.tag in {"button", "a"} and element.get("href", "x"):
            words = "".join(element.itertext()).strip() or element.get("aria-label")
            images = any(inner.get("alt") for inner in element.iter("img"))
            if not words and not images:
                found.append(f"a {element.tag} without words")
        if element.tag == "form" and (element.get("method") or "").lower() == "post":
            names = {inner.get("name") for inner in element.iter("input")}
            # A phone in a meeting has no session to hold a token: its forms are guarded by where they come from.
            if "csrf_token" not in names and not (element.get("action") or "").startswith("/j/"):
                found.append(f"a form without CSRF token to {element.get('action')}")
    return found


def _scripts(elements: list[Element], policy: str) -> list[str]:
    found = []
    for element in elements:
        if element.tag == "script":
            nonce = element.get("nonce")
            if element.get("src", "").startswith("/") or element.get("type") == "application/json":
                continue
            if not nonce or f"'nonce-{nonce}'" not in policy:
                found.append("a script that the policy does not allow")
        if element.tag == "style" or element.get("style"):
            found.append(f"inline style on {element.tag}")
        found += [f"inline handler {name}" for name in element.attrib if name.startswith("on")]
    if "'unsafe-" in policy or "script-src 'self'" not in policy:
        found.append("the content security policy is not strict")
    return found
