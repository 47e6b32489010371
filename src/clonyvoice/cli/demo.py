"""`clonyvoice demo`: the main job from end to end on this machine, each step timed, the files kept."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clonyvoice.cli.options import settings_options

if TYPE_CHECKING:
    from clonyvoice.api.services import Services

SCRIPT = (
    "My name is Joe. I read this aloud so that a computer can learn how I sound. The weather is fine today, "
    "and the river runs quietly below the hill. On market days the whole town meets there, and everybody "
    "brings bread."
)
SENTENCE = "This sentence was never recorded. A small model says it, on this machine alone."
PRESET = "af_heart"


@click.command(help="Clone a voice, generate speech with it and transcribe it; nothing leaves the machine.")
@click.option(
    "--voice",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default=None,
    help="A recording to clone. [default: a clip spoken by the CC0 voice Joe]",
)
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), default=Path("demo-output"), show_default=True
)
@settings_options("weights", "threads")
def command(voice: Path | None, out: Path, **options: Any) -> None:
    """Run the demo."""
    from clonyvoice.cli.options import working

    out.mkdir(parents=True, exist_ok=True)
    with working({**options, "data_dir": out / "data"}) as services:
        reference = voice or _speak_reference(services, out / "reference.wav")
        voice_id = _clone(services, reference)
        clone, preset = out / "clone.wav", out / "preset.wav"
        with _step(f"The clone speaks: {clone}"):
            _say(services, voice_id, clone)
        with _step(f"The preset {PRESET} speaks: {preset}"):
            _say(services, PRESET, preset)
        _listen(services, clone)
    click.echo("\nStart the server:  .venv/bin/clonyvoice serve")
    click.echo("Create a key:      .venv/bin/clonyvoice keys create --name first")
    click.echo(f"This demo's clone: .venv/bin/clonyvoice serve --data-dir {out / 'data'}")


@contextmanager
def _step(title: str) -> Iterator[None]:
    began = time.monotonic()
    shown = sys.stderr.isatty()
    if shown:
        click.echo(f"     …    {title}", nl=False, err=True)
    try:
        yield
    finally:
        if shown:
            click.echo("\r\x1b[K", nl=False, err=True)
    click.echo(f"{time.monotonic() - began:6.1f} s  {title}")


def _speak_reference(services: Services, target: Path) -> Path:
    """A recording of a speaker who is not one of the presets."""
    from clonyvoice.audio.encoding import encode
    from clonyvoice.engines.piper import PiperVoice

    with _step(f"Joe records a reference: {target}"):
        sound = PiperVoice(services.weights.path("piper-joe")).say(SCRIPT)
        target.write_bytes(encode(sound, "wav"))
    return target


def _clone(services: Services, reference: Path) -> str:
    from clonyvoice.cli.options import OWNER
    from clonyvoice.cloning.clone_request import CloneRequest
    from clonyvoice.core.cancel import CancelToken
    from clonyvoice.transcription.service import Upload

    request = CloneRequest(
        name=reference.stem,
        language=None,
        transcript="",
        description="",
        consent=True,
        refine="instant",
    )
    with _step(f"Cloned {reference.name}: models loaded, speech found, measured and fitted"):
        upload = Upload(services.blobs.put_file(reference), reference.name)
        made = services.clones.create([upload], request, OWNER, CancelToken())
    voice = services.voices.get(made.voice_id)
    if voice.fidelity is not None:
        click.echo(
            f"          fidelity {voice.fidelity:.2f}, estimated: 0 is a stranger, 1 another recording of "
            "the person (refine=standard and best go further)"
        )
    return made.voice_id


def _say(services: Services, voice: str, target: Path) -> None:
    from clonyvoice.cli.options import OWNER, follow
    from clonyvoice.speech import Segment, Shape, SpeechRequest

    kind = services.voices.named(voice).kind
    request = SpeechRequest(
        kind=kind, segments=(Segment(SENTENCE, voice, "en"),), shape=Shape().checked(), format="wav"
    )
    generation = services.speech.start(request, OWNER)
    if generation.job_id is not None:
        follow(services.jobs, generation.job_id)
    shutil.copyfile(services.speech.file(services.speech.get(generation.id)), target)


def _listen(services: Services, recording: Path) -> None:
    from clonyvoice.cli.options import OWNER, follow
    from clonyvoice.transcription import Options
    from clonyvoice.transcription.service import Upload

    with _step("Transcript of the clone's speech:"):
        upload = Upload(services.blobs.put_file(recording), recording.name)
        taken = services.transcriptions.submit(upload, Options(language="en"), owner=OWNER, waited_for=True)
        if taken.job_id is not None:
            follow(services.jobs, taken.job_id)
        heard = services.transcriptions.get(taken.id).transcript.text
    click.echo(f"          text        {SENTENCE}\n          transcript  {heard.strip()}")
