"""`clonyvoice doctor` and `clonyvoice openapi`: problems of this machine, and the API's description."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

import click

from clonyvoice.cli.options import settings_of, settings_options

_SIGNS = {"good": ("✓", "green"), "note": ("·", "cyan"), "bad": ("✗", "red")}


@click.command(help="Show what works on this machine, what does not, and how to fix it.")
@settings_options(
    "host", "port", "data_dir", "weights", "credentials", "credentials_certificate", "credentials_key"
)
def command(**options: Any) -> None:
    """Examine the machine; exits with 1 when something has to be done."""
    from clonyvoice import __version__
    from clonyvoice.system.doctor_checks import examine

    settings = settings_of(options)
    click.echo(f"ClonyVoice {__version__}\n")
    bad = 0
    for finding in examine(settings):
        sign, color = _SIGNS[finding.level]
        click.secho(f"{sign} ", fg=color, nl=False)
        click.echo(f"{finding.name:24} {finding.found}")
        if finding.advice:
            click.echo(f"  {'':24} → {finding.advice}")
        bad += finding.level == "bad"
    click.echo(f"\nData     {settings.data_dir}\nWeights  {settings.weights}")
    if bad:
        click.secho(f"\n{bad} thing{'s' if bad > 1 else ''} to do.", fg="yellow")
        sys.exit(1)
    click.echo("\nNo problems found.")


@click.command(help="Print the API's OpenAPI document.")
def openapi() -> None:
    """Print the OpenAPI document."""
    from clonyvoice.api.openapi import schema
    from clonyvoice.app import build, close, create_app
    from clonyvoice.core.settings import Settings

    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder))
        services = build(settings)
        try:
            click.echo(schema.write(create_app(settings, services)), nl=False)
        finally:
            close(services)
