"""Headers on every answer: nothing from elsewhere, no inline script, no framing, no caching of personal pages."""

from __future__ import annotations

from flask import Flask, Response, request

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",  # data: because Bootstrap draws its check marks as data images
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-src 'self'",
        "frame-ancestors 'self'",
        "base-uri 'none'",
    ]
)


def init_app(app: Flask) -> None:
    """Put the headers on every answer of ``app``."""
    app.after_request(_add_headers)


def _add_headers(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    if request.endpoint not in {"static", "bootstrap.static"} and "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    return response
