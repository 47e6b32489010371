"""`clonyvoice doctor`, `verify` and `openapi`: findings about this machine or a recording; the API as a document."""

from __future__ import annotations

import json
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from clonyvoice.cli.options import settings_of, settings_options

_SIGNS = {"good": ("✓", "green"), "note": ("·", "cyan"), "bad": ("✗", "red")}
"""Mark and colour of a finding, by its level."""


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


@click.command(
    help="Check where a recording comes from: its Content Credentials, whether they are intact, and its watermark."
    " The exit status is 1 if a mark is not valid (changed, cut, expired …), otherwise 0."
)
@click.argument("recording", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--manifest",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Content Credentials in a separate file (.c2pa).",
)
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@settings_options("data_dir", "credentials_certificate", "credentials_key", "max_upload_mb")
def verify(recording: Path, manifest: Path | None, as_json: bool, **options: Any) -> None:
    """Print the findings about the origin of a recording."""
    from clonyvoice.api.bodies.audio import verification_body
    from clonyvoice.provenance.examination_sentences import statements
    from clonyvoice.provenance.installation_marks import known
    from clonyvoice.provenance.recording_examination import verify as verified

    settings = settings_of(options)
    now = datetime.now(UTC)
    limit = max(settings.max_upload_mb * 1_000_000, recording.stat().st_size)
    found = verified(recording, known(settings, now), now, sidecar=manifest, max_bytes=limit)
    said = statements(found)
    if as_json:
        click.echo(json.dumps(verification_body(found).model_dump(mode="json"), ensure_ascii=False))
    else:
        for each in said:
            sign, color = _SIGNS[each.level]
            click.secho(f"{sign} ", fg=color, nl=False)
            click.echo(each.text)
    if any(each.level == "bad" for each in said):
        raise SystemExit(1)


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
