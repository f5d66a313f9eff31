"""The reader's client against a real server: it gives the answer, or says in a few words why there is none."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.opinions.client import LARGEST_REPLY, ReaderError, ask
from tests import reader_server
from tests.reader_server import Behaviour, Reader, fail, running_reader, say, send_bytes

TEXT = '1. "Grofvuil naast de container"\n2. "Alweer een volle container"'


@pytest.fixture
def reader() -> Iterator[Reader]:
    with running_reader() as found:
        yield found


def test_the_answer_is_what_the_model_said(reader: Reader) -> None:
    reply = json.loads(ask(reader.settings, "Sort them.", TEXT))
    assert reply["groups"][0]["statements"] == [1, 2]


def test_the_question_asks_for_the_same_answer_each_time_and_says_no_more_than_it_must(reader: Reader) -> None:
    ask(reader.settings, "Sort them.", TEXT)
    (asked,) = reader.log
    assert asked.path == "/v1/chat/completions"
    assert asked.body == {
        "model": "small-model",
        "messages": [{"role": "system", "content": "Sort them."}, {"role": "user", "content": TEXT}],
        "temperature": 0,
        "seed": 0,
        "response_format": {"type": "json_object"},
    }
    assert set(asked.headers) == {"Host", "Accept-Encoding", "Content-Length", "Content-Type", "Accept"}


def test_a_key_is_sent_along_where_there_is_one(reader: Reader) -> None:
    ask(replace(reader.settings, key="a-secret"), "", TEXT)
    assert reader.log[0].headers["Authorization"] == "Bearer a-secret"


BAD: dict[str, tuple[str, Behaviour]] = {
    "it is slow": ("too slow", reader_server.sleep),
    "it drips": ("too slow", reader_server.drip),
    "it drips its headers": ("too slow", reader_server.drip_headers),
    "it breaks": ("status 500", fail(500)),
    "it is not there": ("status 404", fail(404)),
    "it wants a key": ("status 401", fail(401)),
    "it says nothing new": ("status 204", fail(204)),
    "it never ends": ("too large", reader_server.never_end),
    "it says too much": ("too large", send_bytes(b" " * (LARGEST_REPLY + 1))),
    "it hangs up": ("no connection", reader_server.hang_up),
    "it speaks another language": ("no connection", reader_server.speak_another_language),
    "it sends nothing": ("not the form", send_bytes(b"")),
    "it sends garbage": ("not the form", send_bytes(b"\xff\xfe\x00garbage")),
    "it sends half of it": ("not the form", send_bytes(b'{"choices": [{"message": {"con', length=200)),
    "it sends a page": ("not the form", send_bytes(b"<!doctype html><title>Welcome</title>")),
    "it sends a list": ("not the form", send_bytes(b"[]")),
    "it sends a number": ("not the form", send_bytes(b"9" * 5000)),
    "it nests without end": ("not the form", send_bytes(b"[" * 200_000)),
    "it has no choice": ("not the form", send_bytes(b'{"choices": []}')),
    "it has a strange choice": ("not the form", send_bytes(b'{"choices": ["text"]}')),
    "it sends an error": ("not the form", send_bytes(b'{"error": {"message": "model not found"}}')),
    "it has no words": ("not the form", say(None)),
    "its words are a list": ("not the form", say([{"type": "text", "text": "{}"}])),
    "it stops half way": ("cut short", say('{"groups": [', finish_reason="length")),
}


@pytest.mark.parametrize(("why", "behave"), BAD.values(), ids=BAD)
def test_a_reader_that_behaves_badly_gives_no_answer_and_a_reason(why: str, behave: Behaviour, reader: Reader) -> None:
    reader.will(behave)
    with pytest.raises(ReaderError, match=why) as caught:
        ask(reader.impatient if why == "too slow" else reader.settings, "", TEXT)
    assert len(str(caught.value)) <= 40  # it must fit in a line of the log
    assert caught.value.__cause__ is None


def test_a_redirect_is_not_followed(reader: Reader) -> None:
    with running_reader() as elsewhere:
        for status in (301, 302, 307, 308):
            reader.will(fail(status, Location=f"{elsewhere.settings.url}/chat/completions"))
            with pytest.raises(ReaderError, match=f"status {status}"):
                ask(reader.settings, "", TEXT)
        assert elsewhere.log == []


def test_no_proxy_reads_along(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    with running_reader() as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.settings.url)
        assert ask(reader.settings, "", TEXT)
        assert proxy.log == []


def test_nobody_is_there() -> None:
    with running_reader() as gone:
        settings = gone.settings
    with pytest.raises(ReaderError, match="no connection"):
        ask(settings, "", TEXT)


def test_somebody_who_takes_the_call_and_says_nothing_is_slow() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent, running_reader() as reader:
        port = silent.getsockname()[1]
        with pytest.raises(ReaderError, match="too slow"):
            ask(replace(reader.impatient, url=f"http://127.0.0.1:{port}/v1"), "", TEXT)


def test_a_line_that_should_be_sealed_and_is_not_is_not_used(reader: Reader) -> None:
    with pytest.raises(ReaderError, match="no connection"):
        ask(replace(reader.settings, url=reader.settings.url.replace("http:", "https:")), "", TEXT)
    assert reader.log == []
