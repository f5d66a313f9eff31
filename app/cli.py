"""Commands of the service."""

from __future__ import annotations

import json
import os
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import AppGroup, with_appcontext

questionnaires = AppGroup("questionnaires", help="Questionnaire files.")


def init_app(app: Flask) -> None:
    """Give ``app`` its commands."""
    app.cli.add_command(demo_links)
    app.cli.add_command(add_facilitator)
    app.cli.add_command(questionnaires)


@click.command("demo-links")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@with_appcontext
def demo_links(as_json: bool) -> None:
    """Print sign-in links for the people of the demo."""
    from app.demo.links import demo_links as make  # noqa: PLC0415

    if not current_app.config["BUURTBALANS"].demo:
        raise click.ClickException("There are demo links in demo mode only.")
    links = make(f"http://127.0.0.1:{os.environ.get('PORT', '8000')}")
    if links is None:
        raise click.ClickException("There is no traject yet. `make run` loads the demo.")
    if as_json:
        click.echo(json.dumps(links, ensure_ascii=False))
        return
    click.echo(f"{links['facilitator']}  gespreksleider")
    for respondent in links["respondents"]:
        click.echo(f"{respondent['url']}  {respondent['name']}, {respondent['organisation']}")


@click.command("add-facilitator")
@click.argument("name")
@click.argument("email")
@click.password_option()
@with_appcontext
def add_facilitator(name: str, email: str, password: str) -> None:
    """Give somebody an account with which trajects can be started."""
    from app.accounts.operations import add_person  # noqa: PLC0415
    from app.extensions import db  # noqa: PLC0415

    if len(password) < 12:
        raise click.ClickException("A password has at least 12 characters.")
    add_person(name, email, password=password, may_facilitate=True)
    db.session.commit()
    click.echo(f"{name} can sign in with {email}.")


@questionnaires.command("check")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check(path: Path) -> None:
    """Say what is wrong in a questionnaire file, and on which line."""
    from forms.definition import DefinitionError, load  # noqa: PLC0415

    try:
        questionnaire = load(path)
    except DefinitionError as error:
        for problem in error.problems:
            click.echo(problem, err=True)
        raise click.exceptions.Exit(2) from error
    click.echo(f"Step {questionnaire.step}, version {questionnaire.version}: all is well.")
