"""`clonyvoice clone`."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from clonyvoice.cli.options import settings_options


@click.command(help="Clone a voice from RECORDINGS of one person (any audio or video, seconds to an hour).")
@click.argument(
    "recordings", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("-n", "--name", required=True, help="The name of the voice.")
@click.option("-l", "--language", default=None, help="Language spoken in it. [default: detected]")
@click.option("--transcript", default="", help="The words spoken in it. [default: transcribed]")
@click.option("--description", default="", help="A description of the voice.")
@click.option(
    "--refine",
    type=click.Choice(["instant", "standard", "best"]),
    default="standard",
    show_default=True,
    help="Cloning quality: takes seconds, about a minute, or up to ten minutes.",
)
@click.option("--engine", default=None, help="The engine to clone for. [default: the embedded one]")
@click.option("--consent", is_flag=True, help="The person agreed to being cloned.")
@click.option("--consent-person", default="", help="The name of the person who agreed.")
@click.option("--consent-statement", default="", help="The words of the consent.")
@click.option(
    "--consent-recording",
    default=None,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A recording of the person saying these words; speaker and words are checked.",
)
@settings_options("data_dir", "weights", "threads", "require_consent", "require_spoken_consent")
def command(
    recordings: Sequence[Path],
    name: str,
    language: str | None,
    transcript: str,
    description: str,
    refine: Any,
    engine: str | None,
    consent: bool,
    consent_person: str,
    consent_statement: str,
    consent_recording: Path | None,
    **options: Any,
) -> None:
    """Clone a voice from recordings; print its id and the recordings that were left out."""
    from clonyvoice.cli.options import OWNER, follow, working
    from clonyvoice.cloning.clone_request import CloneRequest
    from clonyvoice.cloning.consent_service import ConsentGiven
    from clonyvoice.core.cancel import CancelToken
    from clonyvoice.transcription.service import Upload

    given = ConsentGiven(consent_person, consent_statement)
    request = CloneRequest(
        name=name,
        language=language,
        transcript=transcript,
        description=description,
        consent=True if consent else None,
        refine=refine,
        engine=engine,
        given=given,
    )
    with working(options) as services:
        began = time.monotonic()
        if consent_recording is not None:
            spoken = Upload(services.blobs.put_file(consent_recording), consent_recording.name)
            request = replace(request, given=replace(given, recording=spoken))
        uploads = [Upload(services.blobs.put_file(path), path.name) for path in recordings]
        made = services.clones.create(uploads, request, OWNER, CancelToken())
        voice = services.voices.get(made.voice_id)
        click.echo(f"{voice.id}  {voice.name}: ready after {time.monotonic() - began:.1f} s")
        for noted in voice.consents:
            if noted.check:
                told = "verified" if noted.verified else f"not verified ({', '.join(noted.check['reasons'])})"
                click.echo(f"Spoken consent of {noted.person or 'the person'}: {told}")
        for index, reason in made.left_out.items():
            click.echo(f"Left out {recordings[index].name}: {reason}")
        if made.job_id is not None and refine != "instant":
            follow(services.jobs, made.job_id)
            voice = services.voices.get(made.voice_id)
            click.echo(f"Refined to {refine} after {time.monotonic() - began:.1f} s")
        if voice.fidelity is not None and voice.fidelity_range is not None:
            least, most = voice.fidelity_range
            click.echo(
                f"Fidelity {voice.fidelity:.2f}, in four of five cases {least:.2f} to {most:.2f}"
                " (0 a stranger, 1 another recording of the person)"
            )
    click.echo(f'Try it: clonyvoice say "Hello!" --voice {voice.id}')
