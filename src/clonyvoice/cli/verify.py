"""`clonyvoice verify`."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from clonyvoice.cli.options import settings_of, settings_options

_SIGNS = {"good": ("✓", "green"), "note": ("·", "cyan"), "bad": ("✗", "red")}


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
def command(recording: Path, manifest: Path | None, as_json: bool, **options: Any) -> None:
    """Print the findings about the origin of a recording."""
    from clonyvoice.api.bodies.audio import verification_body
    from clonyvoice.provenance.examination_sentences import statements
    from clonyvoice.provenance.installation_marks import known
    from clonyvoice.provenance.recording_examination import verify

    settings = settings_of(options)
    now = datetime.now(UTC)
    limit = max(settings.max_upload_mb * 1_000_000, recording.stat().st_size)
    found = verify(recording, known(settings, now), now, sidecar=manifest, max_bytes=limit)
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
