"""`clonyvoice audit`: works whether the server runs or not, and whether the log is on or off."""

from __future__ import annotations

import json
import sys
from typing import Any

import click

from clonyvoice.cli.options import settings_of, settings_options


@click.group(help="Verify and show the audit log: who made what with which voice.")
def command() -> None:
    """Group of the audit commands."""


@command.command(help="Check the log from its first record to its last. Exits with 1 when anything is wrong.")
@click.option(
    "--expect",
    default=None,
    metavar="HASH",
    help="The hash of a record, stored elsewhere, that must be in the log.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@settings_options("data_dir")
def verify(expect: str | None, as_json: bool, **options: Any) -> None:
    """Print the problems of the audit log; exit with 1 when there are any."""
    from dataclasses import asdict

    from clonyvoice.audit.log_files import folder_of
    from clonyvoice.audit.verification import HARMLESS
    from clonyvoice.audit.verification import verify as checked

    found = checked(folder_of(settings_of(options).data_dir), expect)
    if as_json:
        click.echo(json.dumps(asdict(found) | {"whole": found.whole}))
    elif not found.records and not found.problems:
        click.echo("There is no audit log. Switch it on with the setting audit_log.")
    else:
        for problem in found.problems:
            colour = "yellow" if problem.kind in HARMLESS else "red"
            when = f" ({problem.at})" if problem.at else ""
            told = f"{problem.file} line {problem.line}{when}: {problem.message}"
            click.secho(f"{problem.kind.replace('_', ' ')}: {told}", fg=colour)
        if found.whole:
            click.echo(f"Intact: {found.records} records from {found.first_at} to {found.last_at}.")
            click.echo(
                f"The newest is record {found.number}, hash {found.hash}\nNote it elsewhere: checked"
                " with --expect HASH, a log that was cut or rewritten from there on does not pass."
            )
    sys.exit(0 if found.whole else 1)


@command.command(help="Show the records, oldest first.")
@click.option("--voice", default=None, help="Only those with this voice's id.")
@click.option("--who", default=None, help="Only those of this key's id, `studio` or `cli`.")
@click.option("--event", default=None, help="Only these, such as generation.completed.")
@click.option("--sha256", default=None, help="Only those with this hash of an audio file.")
@click.option("--last", type=click.IntRange(min=1), default=None, help="Only the last N.")
@click.option("--json", "as_json", is_flag=True, help="Print each record as it is in the log.")
@settings_options("data_dir")
def show(
    voice: str | None,
    who: str | None,
    event: str | None,
    sha256: str | None,
    last: int | None,
    as_json: bool,
    **options: Any,
) -> None:
    """Print the records of the audit log, oldest first."""
    from clonyvoice.audit.log_files import folder_of, found_records
    from clonyvoice.audit.record_format import canonical

    found = found_records(
        folder_of(settings_of(options).data_dir), voice=voice, who=who, event=event, sha256=sha256
    )
    if not found:
        click.echo("No record matches, or nothing was logged yet: see the setting audit_log.", err=True)
    for record in found[-last:] if last else found:
        if as_json:
            click.echo(canonical(record.fields).decode())
            continue
        fields = record.fields
        about = [str(fields.get("id", "")), " ".join(fields.get("voices", ())), str(fields.get("engine", ""))]
        digest = f"sha256 {fields['sha256']}" if "sha256" in fields else ""
        shown = [f"{record.number:>6}", record.at, record.event, str(fields["who"]), *about, digest]
        click.echo("  ".join(part for part in shown if part))
