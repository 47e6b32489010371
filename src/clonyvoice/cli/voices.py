"""`clonyvoice voices`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from clonyvoice.cli.options import settings_options

if TYPE_CHECKING:
    from clonyvoice.voices import Voice

_MOST = 1000
"""Voices that are listed. Chosen by hand."""


@click.command(help="List the voices: your own first (newest first), then presets.")
@click.option(
    "--kind", type=click.Choice(["clone", "design", "preset"]), default=None, help="Only voices of this kind."
)
@click.option("--language", default=None, help="Only voices that speak this language: a code or a name.")
@click.option("--search", default=None, help="Words in name, description or tags.")
@settings_options("data_dir", "weights")
def command(kind: Any, language: str | None, search: str | None, **options: Any) -> None:
    """Print one line for each voice: its name for `--voice`, title, kind and languages."""
    from clonyvoice.cli.options import working
    from clonyvoice.voices import VoiceFilter
    from clonyvoice.voices.listing import as_filtered

    with working(options) as services:
        wanted = VoiceFilter(kind=kind, language=language and as_filtered(language), q=search)
        page = services.voices.list(wanted, limit=_MOST, cursor=None)
    rows = [
        (
            voice.id.removeprefix("voice_") if voice.kind == "preset" else voice.id,
            voice.name,
            _about(voice),
            " ".join(voice.languages) if len(voice.languages) < 6 else f"{len(voice.languages)} languages",
        )
        for voice in page.voices
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(3)] if rows else []
    for row in rows:
        shown = (cell.ljust(width) for cell, width in zip(row, [*widths, 0], strict=True))
        click.echo("  ".join(shown).rstrip())
    if not rows:
        click.echo("No voice matches.")
    elif page.total > len(rows):
        click.echo(f"… and {page.total - len(rows)} more: use --search to see fewer.")


def _about(voice: Voice) -> str:
    """Kind, fidelity, and what is known of the person's consent."""
    parts: list[str] = [voice.kind]
    if voice.fidelity is not None:
        parts.append(f"fidelity {voice.fidelity:.2f}")
    if voice.status == "revoked":
        parts.append("consent revoked")
    elif voice.kind == "clone":
        parts.append("with consent" if voice.consent else "no consent noted")
    if voice.allowed_keys is not None:
        parts.append("locked")
    return ", ".join(parts)
