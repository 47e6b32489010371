"""`clonyvoice verify`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from clonyvoice.cli.options import settings_of, settings_options


@click.command(
    help="Tell whether a recording holds a watermark of ClonyVoice, and whether this installation made it."
)
@click.argument("recording", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@settings_options("data_dir")
def command(recording: Path, as_json: bool, **options: Any) -> None:
    """Verify."""
    from clonyvoice.audio import decoder_pool
    from clonyvoice.provenance.watermark_detection import SHORTEST_SECONDS, FoundMark, find
    from clonyvoice.provenance.watermark_number import number_if_any

    own = number_if_any(settings_of(options).data_dir)
    with recording.open("rb") as source:
        audio = decoder_pool.decode(source, 16_000)
    found = find(audio, own)
    if as_json:
        marks = [
            {
                "number": mark.number,
                "this_installation": mark.number == own,
                "stretches": mark.stretches,
                "of": mark.of,
                "score": round(mark.score, 1),
            }
            for mark in found
        ]
        click.echo(json.dumps({"duration": round(audio.duration, 2), "watermarks": marks}))
        return
    if audio.duration < SHORTEST_SECONDS:
        click.echo("The recording is shorter than a second: too short to hold a mark that can be found.")
        return
    if not found:
        click.echo(
            "No watermark of ClonyVoice was found. That does not prove that a person spoke: a mark can be removed,"
            " and sound made without one, or by other software, has none."
        )
        return
    if len(found) > 1:
        click.echo(f"{len(found)} different watermarks were found: parts come from several installations.")

    def told(mark: FoundMark) -> str:
        maker = "by this installation" if mark.number == own else "by another installation"
        return (
            f"A watermark says that this speech was made by ClonyVoice, {maker} (number {mark.number});"
            f" it was found in {mark.stretches} of {mark.of} stretches of ten seconds."
        )

    for mark in found:
        click.echo(told(mark))
    click.echo("The mark tells neither when the speech was made nor what was changed afterwards.")
