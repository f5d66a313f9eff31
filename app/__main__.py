"""``python -m app``: bring the database up to date, load the demo into an empty one, and serve."""

from __future__ import annotations

import os
import socket
import sys

ONLY_HERE, ANYBODY = "127.0.0.1", "0.0.0.0"  # noqa: S104  (only where somebody asks for it)


def main() -> int:
    """Serve until somebody stops it. Whatever prevents that is said in one sentence."""
    text = os.environ.get("PORT", "8000")
    if not text.isdecimal() or not 0 < int(text) < 65536:
        return _stop(f"PORT must be a number from 1 to 65535, not {text!r}.")
    port, share = int(text), os.environ.get("SHARE", "")
    if share not in {"", "0", "1"}:
        return _stop(f"SHARE must be 1 (also for phones on the same wifi) or 0 (this laptop only), not {share!r}.")
    host = ANYBODY if share == "1" else ONLY_HERE
    if _taken(host, port):
        return _stop(f"Port {port} is in use by another program. Choose another one: make run PORT={port + 1}")
    # Imported here: the answers above should not have to wait for it.
    from app import create_app  # noqa: PLC0415
    from app.config import SettingError  # noqa: PLC0415
    from app.serving import FolderError, serve  # noqa: PLC0415
    from forms.definition import DefinitionError  # noqa: PLC0415

    try:
        serve(create_app, host, port)
    except (SettingError, FolderError) as error:
        return _stop(str(error))
    except DefinitionError as error:
        return _stop(f"A questionnaire is wrong:\n{error}")
    except KeyboardInterrupt:
        print()
    return 0


def _taken(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def _stop(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
