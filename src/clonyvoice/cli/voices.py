"""`clonyvoice voices`."""

from __future__ import annotations

from typing import Any

import click

from clonyvoice.cli.options import settings_options

_MOST = 1000


@click.command(help="List the voices: one's own newest first, then presets.")
@click.option("--kind", type=click.Choice(["clone", "design", "preset"]), default=None, help="Only these.")
@click.option("--language", default=None, help="Only those that speak it: a code or a name.")
@click.option("--search", default=None, help="Words in name, description or tags.")
@settings_options("data_dir", "weights")
def command(kind: Any, language: str | None, search: str | None, **options: Any) -> None:
    """One line a voice: what `--voice` takes, its name, kind and languages."""
    from clonyvoice.cli.in_process import working
    from clonyvoice.voices import VoiceFilter
    from clonyvoice.voices.listing import as_filtered

    with working(options) as parts:
        wanted = VoiceFilter(kind=kind, language=language and as_filtered(language), q=search)
        page = parts.voices.list(wanted, limit=_MOST, cursor=None)
    rows = [
        (
            voice.id.removeprefix("voice_") if voice.kind == "preset" else voice.id,
            voice.name,
            voice.kind if voice.fidelity is None else f"{voice.kind}, fidelity {voice.fidelity:.2f}",
            " ".join(voice.languages) if len(voice.languages) < 6 else f"{len(voice.languages)} languages",
        )
        for voice in page.voices
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(3)] if rows else []
    for row in rows:
        shown = (cell.ljust(width) for cell, width in zip(row, [*widths, 0], strict=True))
        click.echo("  ".join(shown).rstrip())
    if not rows:
        click.echo("No voice is like that.")
    elif page.total > len(rows):
        click.echo(f"… and {page.total - len(rows)} more: narrow it with --search.")
