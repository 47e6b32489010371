"""A recording transcribed within a job: its words, then its speakers."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeAlias

from clonyvoice.audio import decode_blocks
from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.errors import EngineUnavailable, InvalidRequest
from clonyvoice.jobs import JobContext
from clonyvoice.transcription.diarisation import Diariser, Embed, SpeakerTurn
from clonyvoice.transcription.recogniser import Options, WindowRecogniser, transcribe
from clonyvoice.transcription.speaker_attribution import attributed
from clonyvoice.transcription.speaker_grouping import MAX_SPEAKERS
from clonyvoice.transcription.transcript import Segment, Transcript
from clonyvoice.transcription.voice_activity import RATE
from clonyvoice.transcription.whisper import WhisperModel

Lease: TypeAlias = Callable[[CancelToken], AbstractContextManager[WhisperModel]]
"""A context manager that leases the recogniser's model. Raises EngineUnavailable, Cancelled."""
RecogniserLease: TypeAlias = Callable[[CancelToken], AbstractContextManager[WindowRecogniser]]
"""The same for a recogniser that may be on other machines."""
SpeakerLease: TypeAlias = Callable[[CancelToken], AbstractContextManager[Embed]]
"""A context manager that leases the speaker encoder."""
Heard: TypeAlias = Callable[[tuple[Segment, ...], float, float], None]
"""Called with new segments, the seconds of recording done so far, and the fraction of the work that is done."""
_RECOGNITION_SHARE = 0.8
"""The share of the work that is recognition, where speakers are identified too. Chosen by hand."""
_DIARISED = 5.0
"""Seconds of recording whose speakers are identified in one turn: a third of a second of computation. Chosen
by hand."""
BLOCK_SECONDS = 2.0
"""Seconds of recording that are decoded and searched for speech between two checks of the cancel token.
Chosen by hand."""


@dataclass(frozen=True, slots=True)
class People:
    """A request to identify speakers, with their least and greatest number (None: detected)."""

    least: int | None = None
    most: int | None = None

    def checked(self) -> People:
        """These bounds, if they are valid. Raises InvalidRequest for bounds that no recording meets."""
        for name, value in (("min_speakers", self.least), ("max_speakers", self.most)):
            if value is not None and not 1 <= value <= MAX_SPEAKERS:
                raise InvalidRequest(f"`{name}` is from 1 to {MAX_SPEAKERS}.", param=name)
        if self.least is not None and self.most is not None and self.least > self.most:
            raise InvalidRequest("`min_speakers` may not be more than `max_speakers`.", param="min_speakers")
        return self


@dataclass(frozen=True, slots=True)
class RecordingFile:
    """A file to be transcribed: its length in seconds, and which of its audio tracks is meant (None: the default)."""

    path: Path
    seconds: float
    track: int | None = None


@dataclass(frozen=True, slots=True)
class RecognitionResult:
    """A transcript, and the seconds that loading the model and the work took."""

    transcript: Transcript
    load_seconds: float
    work_seconds: float


class Recognition:
    """The recogniser and the speaker encoder as jobs use them."""

    def __init__(self, lease: RecogniserLease, speaker: SpeakerLease | None = None) -> None:
        self._lease, self._speaker = lease, speaker

    def transcribe(
        self,
        context: JobContext,
        recording: RecordingFile,
        options: Options,
        people: People | None = None,
        heard: Heard | None = None,
    ) -> RecognitionResult:
        """The transcript of a file, made in turns with other work; with `people` its segments have speakers.

        Raises NotAudio, EngineUnavailable, Cancelled.
        """
        began = time.monotonic()
        total = max(recording.seconds, 0.001)
        share = 1.0 if people is None else _RECOGNITION_SHARE

        def on_segments(segments: tuple[Segment, ...], until: float) -> None:
            fraction = min(0.99, until / total) * share
            context.progress(fraction, "transcribing")
            if heard is not None:
                heard(segments, until, fraction)

        context.progress(0.0, "loading")
        with self._lease(context.cancel) as model:
            loaded = time.monotonic()
            blocks = decode_blocks(
                recording.path, RATE, block_seconds=BLOCK_SECONDS, track=recording.track, in_time=True,
                cancel=context.cancel,
            )  # fmt: skip
            transcript = transcribe(
                blocks, model, options, context.cancel, on_segments,
                turn=partial(context.slot, resource=model.resource),
                contended=lambda: context.contended_on(model.resource),
            )  # fmt: skip
        if people is not None:
            turns = self._turns(context, recording, people, total)
            transcript = replace(transcript, segments=attributed(transcript.segments, turns))
        return RecognitionResult(transcript, loaded - began, time.monotonic() - loaded)

    def _turns(
        self, context: JobContext, recording: RecordingFile, people: People, total: float
    ) -> tuple[SpeakerTurn, ...]:
        """The speakers' turns. Raises Cancelled, EngineUnavailable."""
        if self._speaker is None:
            raise EngineUnavailable("The speaker encoder is missing. Run `clonyvoice models pull speaker-c`.")
        with self._speaker(context.cancel) as embed:
            diariser = Diariser(embed, context.cancel)
            done = 0.0
            for block in decode_blocks(
                recording.path, RATE, block_seconds=_DIARISED, track=recording.track, in_time=True
            ):
                with context.slot():
                    diariser.feed(block.samples)
                done += block.duration
                context.progress(
                    min(0.99, _RECOGNITION_SHARE + (1.0 - _RECOGNITION_SHARE) * done / total),
                    "telling speakers apart",
                )
            with context.slot():
                return diariser.finish(people.least or 1, people.most or MAX_SPEAKERS)
