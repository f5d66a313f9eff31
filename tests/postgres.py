"""A PostgreSQL server of the tests' own, from the programs that are on this machine."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import psycopg

FIRST_WITH_STRATEGY = 150000
IN_MEMORY = Path("/dev/shm")
ENOUGH = 2 * 1024**3


def programs() -> Path | None:
    """The folder with PostgreSQL's server programs, or ``None`` where there are none."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if versions:
        return versions[-1].parent
    found = shutil.which("initdb")
    return Path(found).parent if found else None


def quick_folder() -> str | None:
    """The disk in memory, where it has room: a thousand small databases are made there five times as fast."""
    return str(IN_MEMORY) if IN_MEMORY.is_dir() and shutil.disk_usage(IN_MEMORY).free > ENOUGH else None


@dataclass(frozen=True)
class Server:
    """A running server that trusts local connections."""

    port: int

    @cached_property
    def version(self) -> int:
        """Such as 150005."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            return connection.info.server_version

    def url(self, database: str) -> str:
        """The address of a database on this server."""
        return f"postgresql://tests@127.0.0.1:{self.port}/{database}"

    def create_database(self, name: str, template: str = "template0") -> str:
        """Make a database and give its address."""
        # Files are copied as they are, five times as fast as writing each page to the log; the default before 15.
        how = " STRATEGY FILE_COPY" if self.version >= FIRST_WITH_STRATEGY else ""
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{template}"{how}')
        return self.url(name)

    def drop_database(self, name: str) -> None:
        """Remove a database, also when a connection lingers."""
        self._run(f'DROP DATABASE "{name}" WITH (FORCE)')

    def _run(self, statement: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[arg-type]


@contextmanager
def start_server(folder: Path) -> Iterator[Server]:
    """A fresh server under ``folder`` on a free port; stopped at the end."""
    found = programs()
    if found is None:
        raise RuntimeError("PostgreSQL's server programs (initdb, postgres) are not on this machine.")
    data = folder / "data"
    account = _account(folder)
    _run([found / "initdb", "-D", data, "-U", "tests", "-A", "trust", "-E", "UTF8", "--no-sync"], account)
    port = _free_port()
    # Nothing of a test outlives it, so nothing needs to reach the disk.
    settings = {
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": folder,
        "fsync": "off",
        "full_page_writes": "off",
        "min_wal_size": "32MB",
        "max_wal_size": "128MB",
    }
    options = f"-p {port} " + " ".join(f"-c {name}={value}" for name, value in settings.items())
    _run([found / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start"], account)
    try:
        yield Server(port)
    finally:
        _run([found / "pg_ctl", "-D", data, "-m", "immediate", "stop"], account)


def _account(folder: Path) -> str | None:
    """PostgreSQL refuses to run as root: then it runs as the account that Debian made for it."""
    if os.geteuid() != 0:
        return None
    shutil.chown(folder, "postgres")
    return "postgres"


def _run(command: list[str | Path], account: str | None) -> None:
    # Not captured: the server that pg_ctl starts would keep the pipe open for ever.
    done = subprocess.run([str(part) for part in command], user=account, stdout=subprocess.DEVNULL, cwd="/")
    if done.returncode != 0:
        raise RuntimeError(f"{command[0]} ended with {done.returncode}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    raise SystemExit(0 if programs() else 1)
