"""The engine on its own: ``python -m synthesis draft answers.csv --json map.json --html map.html``."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from synthesis import embedding
from synthesis.asking import questions
from synthesis.command_line import WRONG_INPUT, parser
from synthesis.model import Answer, Draft, Tap
from synthesis.pipeline import synthesize
from synthesis.progress import bar
from synthesis.reading import Reading, UnreadableError, read
from synthesis.reading.layout import layout_of
from synthesis.replay import apply
from synthesis.report import as_json, questions_as_json, summary
from synthesis.statements import statements_of
from synthesis.tap_file import read_taps
from synthesis.writing import check_outputs, write

_FIGURES = (".svg", ".png")
_MOST_SENTENCES = 100
_AT_A_TIME = 2048


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code: 0, or 2 where input or output cannot be used."""
    given = parser().parse_args(arguments)
    try:
        done = _draft(given) if given.command == "draft" else _questions(given)
    except UnreadableError as error:
        sys.stderr.writelines(f"{sentence}\n" for sentence in error.problems[:_MOST_SENTENCES])
        if len(error.problems) > _MOST_SENTENCES:
            sys.stderr.write(f"En nog {len(error.problems) - _MOST_SENTENCES} van zulke meldingen.\n")
        return WRONG_INPUT
    print(done)
    return 0


def _draft(given: Namespace) -> str:
    outputs = _outputs(given)
    check_outputs([path for path, _ in outputs], _inputs(given), given.out)
    found, taps = _read(given)
    draft = _synthesized(found, taps)
    write({path: _content(draft, found, form) for path, form in outputs}, given.out)
    return summary(draft)


def _outputs(given: Namespace) -> list[tuple[Path, str]]:
    """Where to write, and in which form: how the names of such files end."""
    asked = [(given.json, ".json"), (given.html, ".html")]
    if given.figure is not None:
        asked.append((given.figure, given.figure.suffix.lower()))
        if asked[-1][1] not in _FIGURES:
            raise UnreadableError([f"Het plaatje {given.figure} moet eindigen op .svg of .png."])
    if given.out is not None:
        asked += [(given.out / f"map{form}", form) for form in (".json", *_FIGURES, ".html")]
    return [(path, form) for path, form in asked if path is not None]


def _content(draft: Draft, found: Reading, form: str) -> bytes:
    if form == ".json":
        return _json(as_json(draft, {answer.key: answer.row for answer in found.answers}))
    # matplotlib takes half a second to import: only where something is drawn.
    if form == ".html":
        from synthesis.page import page  # noqa: PLC0415

        return page(draft, found.numbers).encode()
    from synthesis.figures import problem_map, problem_map_png  # noqa: PLC0415

    whole = apply(draft, [])
    return problem_map_png(whole) if form == ".png" else problem_map(whole).encode()


def _questions(given: Namespace) -> str:
    count = int(given.count) if given.count.isascii() and given.count.isdecimal() and len(given.count) < 10 else 0
    problems = [] if count else ["Het aantal bij --count moet een heel getal zijn van 1 of meer."]
    if given.json is None:
        problems.append("Zeg met --json in welk bestand de vragen moeten komen.")
    if problems:
        raise UnreadableError(problems)
    check_outputs([given.json], _inputs(given))
    found, taps = _read(given)
    draft = _synthesized(found, taps)
    chosen = questions(draft, taps, count)
    rows = {answer.key: answer.row for answer in found.answers}
    write({given.json: _json(questions_as_json(chosen, draft, rows))})
    return "1 vraag." if len(chosen) == 1 else f"{len(chosen)} vragen."


def _inputs(given: Namespace) -> dict[str, Path]:
    """What is read, by what it is called."""
    found = {"de antwoorden": given.answers, "de indeling": given.mapping, "de taps": given.taps}
    return {name: path for name, path in found.items() if path is not None}


def _read(given: Namespace) -> tuple[Reading, tuple[Tap, ...]]:
    """The answers and the taps; what was passed over is said on stderr."""
    people = (given.respondent_column, given.organisation_column, given.role_column)
    found = read(given.answers, layout_of(given.mapping, given.column, *people), given.sheet)
    taps = () if given.taps is None else read_taps(given.taps, statements_of(found.answers))
    sys.stderr.writelines(f"{remark}\n" for remark in found.remarks)
    return found, taps


def _synthesized(found: Reading, taps: tuple[Tap, ...]) -> Draft:
    # The row is where an answer stands, not what it says: without it the draft is the same in any order.
    answers = [replace(answer, row=None) for answer in found.answers]
    _read_ahead(answers)
    return synthesize(answers, taps=taps)


def _read_ahead(answers: Sequence[Answer]) -> None:
    """Make the vectors before the draft asks for them, in pieces, so that a bar can show how far that is."""
    texts = list(dict.fromkeys(statement.text for statement in statements_of(answers)))
    encoders = embedding.chosen(size=len(texts))
    with bar(len(texts) * len(encoders), "Kaarten lezen") as shown:
        for name in encoders:
            for start in range(0, len(texts), _AT_A_TIME):
                piece = texts[start : start + _AT_A_TIME]
                embedding.vectors(piece, name)
                shown.advance(len(piece))


def _json(value: Mapping[str, object] | Sequence[object]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


if __name__ == "__main__":
    raise SystemExit(main())
