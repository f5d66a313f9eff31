"""Files out of a command: checked before the work, and all of them written or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from synthesis.reading import UnreadableError


def check_outputs(outputs: Sequence[Path], inputs: Mapping[str, Path], folder: Path | None = None) -> None:
    """Raise :class:`UnreadableError` with all that stands in the way of writing.

    ``inputs`` are the files that are read, by what they are called; ``folder`` need not be there yet.
    """
    problems = []
    if folder is not None and folder.exists() and not folder.is_dir():
        problems.append(f"{folder} is een bestand; geef een map.")
    elif folder is not None and not folder.absolute().parent.is_dir():
        problems.append(f"De map van {folder} bestaat niet.")
    for path in outputs:
        if not path.absolute().parent.is_dir() and path.parent != folder:
            problems.append(f"De map van {path} bestaat niet.")
        elif path.is_dir():
            problems.append(f"{path} is een map; geef een bestand.")
        problems += [
            f"{path} zou over {name} heen geschreven worden. Kies een andere naam."
            for name, given in inputs.items()
            if path.resolve() == given.resolve()
        ]
    if len({path.resolve() for path in outputs}) < len(outputs):
        problems.append("Twee uitkomsten hebben dezelfde naam. Geef ze elk een eigen naam.")
    if problems:
        raise UnreadableError(problems)


def write(contents: Mapping[Path, bytes], folder: Path | None = None) -> None:
    """Write all files or none: each beside its place first, then all put in place.

    ``folder`` is made first where it is not there, and taken away again when nothing is written.
    """
    new = folder is not None and not folder.exists()
    beside = {path: path.with_name(f".{path.name}.{token_hex(8)}") for path in contents}
    written = False
    try:
        if folder is not None:
            folder.mkdir(exist_ok=True)
        for path, content in contents.items():
            with beside[path].open("xb") as file:
                file.write(content)
        for path in contents:
            beside[path].replace(path)
        written = True
    except OSError as error:
        raise UnreadableError([f"{error.filename} kan niet geschreven worden: {error.strerror}."]) from error
    finally:
        for temporary in beside.values():
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
        if new and not written and folder is not None:
            with suppress(OSError):
                folder.rmdir()
