"""A real HTTP server that speaks like OpenAI's ``chat/completions``, well or badly. On this machine only."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from app.config import ReaderSettings

Json = dict[str, Any]
LINE = re.compile(r'^(\d+)\. (".*")$', re.MULTILINE)


@dataclass
class Asked:
    """A request as it came in."""

    path: str
    headers: dict[str, str]
    body: Json

    @property
    def text(self) -> str:
        """What the statements were sent in."""
        return str(self.body["messages"][-1]["content"])

    @property
    def texts(self) -> dict[int, str]:
        """The numbered statements."""
        return {int(number): json.loads(text) for number, text in LINE.findall(self.text)}


class Handler(BaseHTTPRequestHandler):
    """Hands each request to what the server has been told to do."""

    server: _Server

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        self.asked = Asked(self.path, dict(self.headers), json.loads(self.rfile.read(length)))
        self.server.log.append(self.asked)
        with suppress(OSError):  # who asked hung up
            self.server.behave(self)

    def do_GET(self) -> None:
        self.server.log.append(Asked(self.path, dict(self.headers), {}))
        self.send_error(404)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def send(self, body: bytes, status: int = 200, length: int | None = None, **headers: str) -> None:
        """A whole reply, with a length that may be a lie."""
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def wait(self) -> None:
        """Wait a moment, or until the test is over."""
        self.server.over.wait(0.05)


Behaviour = Callable[[Handler], None]


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, behave: Behaviour) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.behave = behave
        self.log: list[Asked] = []
        self.over = threading.Event()


@dataclass
class Reader:
    """A reader that runs. ``behave`` can be set anew."""

    server: _Server
    settings: ReaderSettings = field(init=False)

    def __post_init__(self) -> None:
        self.settings = ReaderSettings(f"http://127.0.0.1:{self.server.server_port}/v1", "small-model", "", 30)

    @property
    def impatient(self) -> ReaderSettings:
        """The settings of somebody who waits a second."""
        return replace(self.settings, seconds=1)

    @property
    def log(self) -> list[Asked]:
        return self.server.log

    def will(self, behave: Behaviour) -> None:
        """From now on do this."""
        self.server.behave = behave


@contextmanager
def running_reader(behave: Behaviour | None = None) -> Iterator[Reader]:
    """A reader on a port of its own, gone afterwards."""
    server = _Server(behave or sort_by_word("container", "plein"))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield Reader(server)
    finally:
        server.over.set()
        server.shutdown()
        thread.join()
        server.server_close()


# Well


def say(content: object, **more: object) -> Behaviour:
    """Answer with ``content`` as the model's text."""
    choice = {"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": "stop"} | more
    return lambda handler: handler.send(json.dumps({"object": "chat.completion", "choices": [choice]}).encode())


def sort_by_word(*words: str) -> Behaviour:
    """Put statements with the same word together: what an honest reader would answer."""
    return lambda handler: say(json.dumps(sorted_by(handler.asked, words)))(handler)


def sorted_by(asked: Asked, words: Sequence[str]) -> Json:
    """The reply to a request: a group per word, with its first two statements quoted whole."""
    groups = []
    for word in words:
        numbers = [number for number, text in asked.texts.items() if word in text]
        quotes = [{"statement": number, "words": asked.texts[number]} for number in numbers[:2]]
        if len(numbers) > 1:
            groups.append({"statements": numbers, "title": word, "quotes": quotes})
    return {"groups": groups}


def twist(change: Callable[[Json], object]) -> Behaviour:
    """Answer honestly but for one thing."""

    def behave(handler: Handler) -> None:
        reply = sorted_by(handler.asked, ["container", "plein"])
        change(reply)
        say(json.dumps(reply))(handler)

    return behave


# Badly


def fail(status: int, **headers: str) -> Behaviour:
    """Answer with a status, and with an honest reply in the body all the same."""
    return lambda handler: handler.send(json.dumps(sorted_by(handler.asked, ["plein"])).encode(), status, **headers)


def send_bytes(body: bytes, length: int | None = None) -> Behaviour:
    """Answer with these bytes, whatever they are."""
    return lambda handler: handler.send(body, length=length)


def sleep(handler: Handler) -> None:
    """Say nothing for longer than anybody waits."""
    handler.server.over.wait(30)


def drip(handler: Handler) -> None:
    """Begin well, then send a space every moment."""
    handler.send(b"", length=1_000_000)
    while not handler.server.over.is_set():
        handler.wfile.write(b" ")
        handler.wait()


def drip_headers(handler: Handler) -> None:
    """Never come to the end of the first line."""
    handler.wfile.write(b"HTTP/1.1 200 ")
    while not handler.server.over.is_set():
        handler.wfile.write(b"O")
        handler.wait()


def never_end(handler: Handler) -> None:
    """Send and send, as fast as it goes."""
    handler.send(b'{"choices": "', length=10**12)
    while not handler.server.over.is_set():
        handler.wfile.write(b"a" * 65536)


def hang_up(handler: Handler) -> None:
    """Close the line without a word."""


def speak_another_language(handler: Handler) -> None:
    """Answer with something that is no HTTP."""
    handler.wfile.write(b"220 mail.example ESMTP\r\n")
