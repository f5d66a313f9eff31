"""Reads a PDF of reportlab back with nothing but what the format says: its words, as somebody gets who copies them."""

from __future__ import annotations

import base64
import re
import zlib

_OBJECT = re.compile(rb"(\d+) 0 obj\s(.*?)endobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_FONT = re.compile(rb"/(F\d+\+\d+) (\d+) 0 R")
_SHOWN = re.compile(rb"/(F\d+\+\d+) [\d.]+ Tf|\(((?:\\.|[^\\()])*)\) Tj|(T\*)", re.DOTALL)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_LETTER = re.compile(rb"<([0-9A-F]{2})> <([0-9A-F]{4,})>")


def words_of(pdf: bytes) -> str:
    """All words of a PDF in the order of drawing, with single spaces. Every font must say which letters it shows."""
    objects = {int(number): body for number, body in _OBJECT.findall(pdf)}
    fonts = {name: objects[int(number)] for body in objects.values() for name, number in _FONT.findall(body)}
    letters = {name: _letters(objects, font) for name, font in fonts.items()}
    said = []
    font = b""
    for page in (_stream(body) for body in objects.values() if b"/Length" in body):
        for chosen, shown, next_line in _SHOWN.findall(page):
            font = chosen or font
            said += [letters[font][code] for code in _ESCAPED.sub(_byte, shown)]
            said += [" "] if next_line else []
    return " ".join("".join(said).split())


def number_of_pages(pdf: bytes) -> int:
    """How many pages there are."""
    return len(re.findall(rb"/Type /Page\b", pdf))


def _letters(objects: dict[int, bytes], font: bytes) -> dict[int, str]:
    told = re.search(rb"/ToUnicode (\d+) 0 R", font)
    assert told is not None, "a font does not say which letters it shows"
    pairs = _LETTER.findall(_stream(objects[int(told[1])]))
    return {int(code, 16): bytes.fromhex(letter.decode()).decode("utf-16-be") for code, letter in pairs}


def _stream(body: bytes) -> bytes:
    found = _STREAM.search(body)
    data = found[1] if found else b""
    if b"/ASCII85Decode" in body:
        data = base64.a85decode(data.strip().removesuffix(b"~>"))
    return zlib.decompress(data) if b"/FlateDecode" in body else data


def _byte(escaped: re.Match[bytes]) -> bytes:
    code = escaped[1]
    if code.isdigit():
        return bytes([int(code, 8)])
    return {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}.get(code, code)
