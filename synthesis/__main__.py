"""The engine on its own: ``python -m synthesis draft answers.csv --json map.json --figure map.svg``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from secrets import token_hex
from typing import NoReturn

from synthesis.model import Draft
from synthesis.pipeline import synthesize
from synthesis.reading import LONGEST_CELL, OPTIONAL, REQUIRED, UnreadableError, read_answers
from synthesis.replay import apply
from synthesis.report import as_json, summary

WRONG_INPUT = 2
_FIGURES = (".svg", ".png")

_ABOUT = f"""\
Maakt van antwoorden een concept-probleemkaart.

Het bestand is een CSV met de kolommen {", ".join(REQUIRED)}.
De kolommen {", ".join(OPTIONAL)} mogen erbij.
question is een van: probleem, oorzaak, gevolg, kracht, onbekend, gewenst, oplossing, twijfel.
Een cel telt hoogstens {LONGEST_CELL} tekens."""


class _DutchParser(argparse.ArgumentParser):
    """A parser that speaks Dutch: argparse's own sentences are English."""

    def format_usage(self) -> str:
        return super().format_usage().replace("usage:", "gebruik:", 1)

    def format_help(self) -> str:
        return super().format_help().replace("usage:", "gebruik:", 1)

    def error(self, message: str) -> NoReturn:  # noqa: ARG002 - the message is in English
        self.print_usage(sys.stderr)
        sys.stderr.write(f"De opdracht is niet goed te lezen. Hulp: {self.prog} --help\n")
        raise SystemExit(WRONG_INPUT)


def parser() -> argparse.ArgumentParser:
    """The command line's words."""
    top = _DutchParser(prog="python -m synthesis", description="Van antwoorden naar een probleemkaart.", add_help=False)
    _add_help(top)
    commands = top.add_subparsers(title="opdrachten", metavar="opdracht", dest="command", required=True)
    draft = commands.add_parser(
        "draft",
        help="maak een concept-probleemkaart van een CSV",
        description=_ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        add_help=False,
    )
    files = draft.add_argument_group("bestanden")
    files.add_argument("answers", metavar="antwoorden.csv", type=Path, help="de antwoorden")
    files.add_argument("--json", metavar="kaart.json", type=Path, help="schrijf de kaart als JSON")
    files.add_argument("--figure", metavar="kaart.svg", type=Path, help="schrijf de kaart als plaatje: .svg of .png")
    _add_help(draft)
    return top


def _add_help(to: argparse.ArgumentParser) -> None:
    to.add_argument_group("hulp").add_argument("-h", "--help", action="help", help="toon deze uitleg")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code: 0, or 2 where input or output cannot be used."""
    given = parser().parse_args(arguments)
    try:
        _check_outputs(given.answers, given.json, given.figure)
        answers = read_answers(given.answers)
        # The row is where an answer stands, not what it says: without it the draft is the same in any order.
        draft = synthesize([replace(answer, row=None) for answer in answers])
        _write(_contents(draft, {answer.key: answer.row for answer in answers}, given.json, given.figure))
    except UnreadableError as error:
        sys.stderr.writelines(f"{sentence}\n" for sentence in error.problems)
        return WRONG_INPUT
    print(summary(draft))
    return 0


def _check_outputs(answers: Path, json_path: Path | None, figure: Path | None) -> None:
    problems = []
    outputs = [path for path in (json_path, figure) if path is not None]
    if figure is not None and figure.suffix.lower() not in _FIGURES:
        problems.append(f"Het plaatje {figure} moet eindigen op .svg of .png.")
    for path in outputs:
        if not path.absolute().parent.is_dir():
            problems.append(f"De map van {path} bestaat niet.")
        elif path.is_dir():
            problems.append(f"{path} is een map; geef een bestand.")
        if path.resolve() == answers.resolve():
            problems.append(f"{path} zou over de antwoorden heen geschreven worden. Kies een andere naam.")
    if len({path.resolve() for path in outputs}) < len(outputs):
        problems.append("De kaart en het plaatje hebben dezelfde naam. Geef ze elk een eigen naam.")
    if problems:
        raise UnreadableError(problems)


def _contents(
    draft: Draft, rows: Mapping[str, int | None], json_path: Path | None, figure: Path | None
) -> dict[Path, bytes]:
    """What to write where."""
    contents: dict[Path, bytes] = {}
    if json_path is not None:
        contents[json_path] = (json.dumps(as_json(draft, rows), ensure_ascii=False, indent=2) + "\n").encode()
    if figure is not None:
        # matplotlib takes half a second to import: only where a figure is asked for.
        from synthesis.figures import problem_map, problem_map_png  # noqa: PLC0415

        found = apply(draft, [])
        png = figure.suffix.lower() == ".png"
        contents[figure] = problem_map_png(found) if png else problem_map(found).encode()
    return contents


def _write(contents: Mapping[Path, bytes]) -> None:
    """Write all files or none: each beside its place first, then all put in place."""
    beside = {path: path.with_name(f".{path.name}.{token_hex(8)}") for path in contents}
    try:
        for path, content in contents.items():
            with beside[path].open("xb") as file:
                file.write(content)
        for path in contents:
            beside[path].replace(path)
    except OSError as error:
        raise UnreadableError([f"{error.filename} kan niet geschreven worden: {error.strerror}."]) from error
    finally:
        for temporary in beside.values():
            temporary.unlink(missing_ok=True)


if __name__ == "__main__":
    raise SystemExit(main())
