"""Answers that a browser keeps and asks again: nothing is sent while they are the same.

Conditional requests as in RFC 9110, section 13: https://www.rfc-editor.org/rfc/rfc9110#section-13
"""

from __future__ import annotations

from flask import Response, request


def if_changed(response: Response, tag: str = "") -> Response:
    """The answer, or the short one where the asker has it. ``tag`` names its content; without it that is read."""
    if tag:
        response.set_etag(tag)
    else:
        response.add_etag()
    response.headers["Cache-Control"] = "private, no-cache"
    response.make_conditional(request)
    return response


def has(tag: str) -> bool:
    """Whether the asker has the content with this name already, so that it need not be made."""
    return tag in request.if_none_match
