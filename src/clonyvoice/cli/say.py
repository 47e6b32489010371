"""`clonyvoice say`."""

from __future__ import annotations

import shutil
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

import click

from clonyvoice.cli.options import check_output, settings_options


@click.command(help="Speak TEXT into a file. TEXT - reads it from standard input.")
@click.argument("text")
@click.option(
    "-v", "--voice", default="af_heart", show_default=True, help="A voice's id, or a preset's name."
)
@click.option("-l", "--language", default="auto", show_default=True, help="Language code, or auto.")
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), default=None, help="The file. [default: speech.FORMAT]"
)
@click.option(
    "-f", "--format", "format_", default=None, help="wav mp3 flac opus aac pcm. [default: by --out, or wav]"
)
@click.option("--speed", type=float, default=None, help="0.25 to 4.")
@click.option("--pitch", type=float, default=None, help="Semitones, -12 to 12.")
@click.option(
    "--instructions", default="", help="How it is said, in words, such as 'slowly, in a low voice'."
)
@click.option("--engine", default=None, help="The engine to use. [default: the best that is ready]")
@click.option("--seed", type=int, default=None, help="The same seed gives the same audio.")
@settings_options("data_dir", "weights", "threads")
def command(
    text: str,
    voice: str,
    language: str,
    out: Path | None,
    format_: str | None,
    speed: float | None,
    pitch: float | None,
    instructions: str,
    engine: str | None,
    seed: int | None,
    **options: Any,
) -> None:
    """Write the speech of a text to a file."""
    from clonyvoice.api.responses.delivery_audit import delivery_of, note_file
    from clonyvoice.api.responses.signed_files import check, taken
    from clonyvoice.audio.formats import format_named
    from clonyvoice.cli.options import OWNER, follow, working
    from clonyvoice.keys import CLI
    from clonyvoice.speech import Segment, Shape, SpeechRequest
    from clonyvoice.speech.generation_audio_files import origin_of
    from clonyvoice.speech.request import LONGEST_INSTRUCTIONS

    fmt = format_named(format_ or (out.suffix.lstrip(".") if out is not None and out.suffix else "wav"))
    target = out or Path(f"speech.{fmt.name}")
    check_output(target)
    if len(instructions) > LONGEST_INSTRUCTIONS:
        raise click.BadParameter(
            f"has {len(instructions):,} characters, and at most {LONGEST_INSTRUCTIONS:,} are taken",
            param_hint="--instructions",
        )
    said = sys.stdin.read() if text == "-" else text
    with working(options) as services:
        check(services.signed, CLI, fmt)
        kind = services.voices.named(voice).kind
        shape = Shape(speed=speed, pitch=pitch).checked()
        request = SpeechRequest(
            kind=kind,
            segments=(Segment(said, voice, language),),
            shape=shape,
            seed=seed,
            format=fmt.name,
            engine=engine,
            instructions=instructions.strip(),
            reads_instructions=True,
        )
        began = time.monotonic()
        generation = services.speech.start(request, OWNER)
        if generation.job_id is not None:
            follow(services.jobs, generation.job_id)
        generation = services.speech.get(generation.id)
        seconds = time.monotonic() - began
        origin = partial(origin_of, generation, services.speech.voices)
        path = taken(services.signed, CLI, services.speech.file(generation), fmt.media_type, origin).path
        note_file(services.audit, OWNER, delivery_of(generation), path)
        shutil.copyfile(path, target)
    click.echo(f"{target}  ({generation.duration or 0:.1f} s of speech in {seconds:.1f} s)")
