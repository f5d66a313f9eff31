"""The words of the command line, in Dutch."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import NoReturn

from synthesis.model import Kind
from synthesis.reading import LONGEST_CELL, OPTIONAL, REQUIRED
from synthesis.tap_file import COLUMNS as TAP_COLUMNS

WRONG_INPUT = 2

_FORMS = f"""\
De antwoorden zijn een CSV- of Excel-bestand (.xlsx), in één van twee vormen.

Eén rij per antwoord, met de kolommen {", ".join(REQUIRED)}.
De kolommen {", ".join(OPTIONAL)} mogen erbij.
question is een van: {", ".join(Kind)}.

Eén rij per persoon en één kolom per vraag, zoals Microsoft Forms het geeft.
Zeg dan per kolom met welk soort vraag zij hoort:
  --column "Wat zie je in de buurt?=probleem" --organisation-column "Organisatie"
of in een YAML-bestand, met --mapping:
  respondent: Id
  organisation: Voor welke organisatie werk je?
  role: Wat is je rol?
  questions:
    Wat zie je in de buurt?: probleem
    Hoe komt dat?: oorzaak
    Wat zie je nog meer?:
      kind: probleem
      plaats: Waar is dat?
      ernst: Hoe erg is dat?

Een cel telt hoogstens {LONGEST_CELL} tekens. Van een formule is de waarde nodig."""

_DRAFT = f"Maakt van antwoorden een concept-probleemkaart.\n\n{_FORMS}"
_QUESTIONS = f"""\
Kiest de kaarten waarvan het het meest helpt om te vragen: waar hoort dit bij?

{_FORMS}"""


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
    """What can be asked: the commands ``draft`` and ``questions``."""
    top = _DutchParser(prog="python -m synthesis", description="Van antwoorden naar een probleemkaart.", add_help=False)
    _add_help(top)
    commands = top.add_subparsers(title="opdrachten", metavar="opdracht", dest="command", required=True)
    raw = argparse.RawDescriptionHelpFormatter
    draft = commands.add_parser(
        "draft", help="maak een concept-probleemkaart", description=_DRAFT, formatter_class=raw, add_help=False
    )
    _add_input(draft)
    files = draft.add_argument_group("wat je krijgt")
    files.add_argument("--json", metavar="KAART.json", type=Path, help="schrijf de kaart als JSON")
    files.add_argument("--figure", metavar="KAART.svg", type=Path, help="schrijf de kaart als plaatje: .svg of .png")
    files.add_argument("--html", metavar="KAART.html", type=Path, help="schrijf de kaart als pagina om te lezen")
    files.add_argument("--out", metavar="MAP", type=Path, help="schrijf map.json, map.svg, map.png en map.html in MAP")
    _add_help(draft)
    questions = commands.add_parser(
        "questions",
        help="kies de kaarten om over te vragen waar ze bij horen",
        description=_QUESTIONS,
        formatter_class=raw,
        add_help=False,
    )
    _add_input(questions)
    asked = questions.add_argument_group("wat je krijgt")
    asked.add_argument("--count", metavar="AANTAL", default="10", help="hoeveel vragen hoogstens (10)")
    asked.add_argument("--json", metavar="VRAGEN.json", type=Path, help="schrijf de vragen als JSON")
    _add_help(questions)
    return top


def _add_input(to: argparse.ArgumentParser) -> None:
    given = to.add_argument_group("antwoorden")
    given.add_argument("answers", metavar="ANTWOORDEN", type=Path, help="de antwoorden, .csv of .xlsx")
    given.add_argument("--sheet", metavar="BLAD", help="het blad met de antwoorden, in een Excel-bestand")
    taps = f"wat hoort bij elkaar: een bestand met de kolommen {', '.join(TAP_COLUMNS)}"
    given.add_argument("--taps", metavar="TAPS.csv", type=Path, help=taps)
    wide = to.add_argument_group("één rij per persoon")
    wide.add_argument("--mapping", metavar="INDELING.yaml", type=Path, help="welke kolommen de vragen zijn")
    wide.add_argument(
        "--column", metavar="KOLOM=SOORT", action="append", default=[], help="een kolom met antwoorden; mag vaker"
    )
    wide.add_argument("--respondent-column", metavar="KOLOM", default="", help="wie het is (anders Id)")
    wide.add_argument("--organisation-column", metavar="KOLOM", default="", help="de organisatie")
    wide.add_argument("--role-column", metavar="KOLOM", default="", help="de rol")


def _add_help(to: argparse.ArgumentParser) -> None:
    to.add_argument_group("hulp").add_argument("-h", "--help", action="help", help="toon deze uitleg")
