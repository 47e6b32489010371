"""`clonyvoice transcribe`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from clonyvoice.cli.options import check_output, settings_options

_FORMATS = ("text", "srt", "vtt", "json")


@click.command(help="Transcribe a recording (audio or video, up to an hour).")
@click.argument("recording", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("-l", "--language", default="auto", show_default=True, help="Language code, or auto.")
@click.option(
    "--task", type=click.Choice(["transcribe", "translate"]), default="transcribe", show_default=True
)
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(_FORMATS),
    default=None,
    help="[default: by --out, or text]",
)
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    default=None,
    help="Write to this file instead of the screen.",
)
@click.option("--track", type=click.IntRange(0), default=None, help="Audio track of a video, starting at 0.")
@click.option("--speakers", is_flag=True, help="Identify speakers.")
@settings_options("data_dir", "weights", "threads")
def command(
    recording: Path,
    language: str,
    task: Any,
    format_: str | None,
    out: Path | None,
    track: int | None,
    speakers: bool,
    **options: Any,
) -> None:
    """Print the transcript of a recording, or write it to a file."""
    from clonyvoice.cli.options import OWNER, follow, working
    from clonyvoice.transcription import Options, transcript_formats
    from clonyvoice.transcription.recording_transcription import People
    from clonyvoice.transcription.service import Upload

    if out is not None:
        check_output(out)
        suffix = out.suffix.lstrip(".").lower()
        format_ = format_ or (suffix if suffix in _FORMATS else "text")
    format_ = format_ or "text"
    with working(options) as services:
        upload = Upload(services.blobs.put_file(recording), recording.name, track)
        taken = services.transcriptions.submit(
            upload,
            Options(language=language, task=task),
            owner=OWNER,
            waited_for=True,
            people=People() if speakers else None,
        )
        if taken.job_id is not None:
            follow(services.jobs, taken.job_id)
        transcript = services.transcriptions.get(taken.id).transcript
        services.transcriptions.delete(taken.id)
    if format_ == "json":
        segments = [transcript_formats.segment_json(s, n, "word") for n, s in enumerate(transcript.segments)]
        written = json.dumps(
            {"text": transcript.text, "language": transcript.language, "segments": segments},
            ensure_ascii=False,
            indent=1,
        )
    else:
        written = {
            "text": transcript_formats.text,
            "srt": transcript_formats.srt,
            "vtt": transcript_formats.vtt,
        }[format_](transcript)
    if out is None:
        click.echo(written)
    else:
        out.write_text(written + "\n", "utf-8")
        click.echo(str(out))
