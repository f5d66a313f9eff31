"""Speak with the reader: one request to one address, one reply, within its time and of a sane size."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Event, Timer
from typing import Any
from urllib.parse import urlsplit

from app.config import ReaderSettings

LARGEST_REPLY = 1024 * 1024


class ReaderError(Exception):
    """The reader gave no answer. The message says why and holds nothing that was sent or received."""


def ask(reader: ReaderSettings, instruction: str, text: str) -> str:
    """What the reader answers to ``text``. Raises :class:`ReaderError`.

    Speaks OpenAI's ``chat/completions`` and asks for the likeliest words, so that the same question tends to get the
    same answer. Nothing but the address that was set is connected to: no redirect is followed, no proxy is used.
    """
    question = {
        "model": reader.model,
        "messages": [{"role": "system", "content": instruction}, {"role": "user", "content": text}],
        "temperature": 0,
        "seed": 0,
        "response_format": {"type": "json_object"},
    }
    late = Event()
    try:
        received = _exchange(reader, json.dumps(question).encode(), late)
    except (OSError, HTTPException, ValueError) as error:
        slow = late.is_set() or isinstance(error, TimeoutError)
        raise ReaderError("too slow" if slow else "no connection") from None
    if late.is_set():
        raise ReaderError("too slow")
    return _answer_in(received)


def _exchange(reader: ReaderSettings, body: bytes, late: Event) -> bytes:
    """Send ``body`` and read what comes back. ``late`` is set when time was up before that."""
    address = urlsplit(reader.url)
    kind = HTTPSConnection if address.scheme == "https" else HTTPConnection
    connection = kind(address.hostname or "", address.port, timeout=reader.seconds)
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if reader.key:
        headers["Authorization"] = f"Bearer {reader.key}"
    try:
        connection.connect()
        with _hung_up_after(reader.seconds, connection.sock, late):
            connection.request("POST", f"{address.path}/chat/completions", body, headers)
            with connection.getresponse() as response:
                if response.status != 200:
                    raise ReaderError(f"status {response.status}")
                received = response.read(LARGEST_REPLY + 1)
    finally:
        connection.close()
    if len(received) > LARGEST_REPLY:
        raise ReaderError("too large")
    return received


@contextmanager
def _hung_up_after(seconds: int, line: socket.socket, late: Event) -> Iterator[None]:
    """End the exchange when time is up. A time-out of the socket does not: each byte that drips in starts it anew."""

    def hang_up() -> None:
        late.set()
        with suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)

    watch = Timer(seconds, hang_up)
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()


def _answer_in(received: bytes) -> str:
    """The text of the answer. Raises :class:`ReaderError` where there is none, or only the beginning of one."""
    try:
        choice: Any = json.loads(received)["choices"][0]
        answer, ended = choice["message"]["content"], choice.get("finish_reason")
    except (ValueError, RecursionError, LookupError, TypeError, AttributeError):
        raise ReaderError("not the form of a reply") from None
    if not isinstance(answer, str):
        raise ReaderError("not the form of a reply")
    if ended == "length":
        raise ReaderError("cut short")
    return answer
