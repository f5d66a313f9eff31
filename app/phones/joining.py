"""How phones come in: the address with the code, and its picture to scan."""

from __future__ import annotations

import segno
from flask import url_for

from app.models import PhoneRoom
from app.phones.operations import code_of, is_open


def address_of(room: PhoneRoom | None) -> str:
    """Where phones join; "" while they cannot."""
    return url_for("phones.phone", code=code_of(room), _external=True) if room and is_open(room) else ""


def picture_of(address: str) -> str:
    """The address as a QR code, in SVG; "" without one."""
    return segno.make(address, error="m").svg_inline(scale=8, border=2, omitsize=True) if address else ""
