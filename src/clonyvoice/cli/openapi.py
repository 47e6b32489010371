"""`clonyvoice openapi`."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click


@click.command(help="Print the API's OpenAPI document.")
def command() -> None:
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
