"""How what is wrong with a file is said."""

from __future__ import annotations

from collections.abc import Sequence

_SHORT = 60


class UnreadableError(ValueError):
    """The file cannot be used; ``problems`` has one Dutch sentence for each thing that is wrong."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


def quoted(text: str, longest: int = _SHORT) -> str:
    """A text between quotation marks, on one line and not too long."""
    line = " ".join(text.split())
    return f"“{line if len(line) <= longest else f'{line[: longest - 1]}…'}”"


def missing_columns(names: Sequence[str], where: str) -> str:
    """That columns are not there; ``where`` begins the sentence."""
    verb = "ontbreekt de kolom" if len(names) == 1 else "ontbreken de kolommen"
    return f"{where} {verb} {', '.join(names)}."
