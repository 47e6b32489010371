"""A recording of any length written down: windows side by side, segments in order as they come."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from itertools import chain, islice
from typing import Literal, TypeAlias

from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import CancelToken
from clonyvoice.transcription.transcript import Segment, Transcript, Word, sentences
from clonyvoice.transcription.whisper import Heard, WhisperModel, compression
from clonyvoice.transcription.windows import Window, windows

Task: TypeAlias = Literal["transcribe", "translate"]
OnSegments: TypeAlias = Callable[[tuple[Segment, ...], float], None]
"""Called with the segments of each window, in order, and how far the recording is done (seconds)."""
_Answer: TypeAlias = tuple[tuple[Window, Heard], ...]
_SURE = 0.5
_LISTENED = 3


@dataclass(frozen=True, slots=True)
class Options:
    """How to write down: `language` None finds it out, `translate` gives English, `vad` skips non-speech."""

    language: str | None = None
    task: Task = "transcribe"
    vad: bool = True
    prompt: str = ""


def transcribe(
    blocks: Iterable[Audio],
    model: WhisperModel,
    options: Options,
    cancel: CancelToken,
    on_segments: OnSegments | None = None,
    turn: Callable[[], AbstractContextManager[None]] = nullcontext,
) -> Transcript:
    """The recording (`blocks` of sound at 16 kHz) written down; holds about a minute of it at a time.

    `turn` is entered around the work on each few windows, to share the machine with others.
    Raises Cancelled: no window is begun after that, and those under way have ended when it returns.
    """
    measured = _Measured(blocks)
    found: list[Segment] = []
    speech = 0.0
    stream = windows(measured, vad=options.vad, cancel=cancel)
    with ThreadPoolExecutor(model.workers + 1, thread_name_prefix="whisper") as pool:
        first: list[Window] = []
        language, sure = options.language, 1.0
        if language is None:
            with turn():
                language, sure, first = _language(stream, model, cancel)
        rest = chain(first, stream)
        batch = list(islice(rest, model.workers))
        while batch:
            # The next windows are decoded and searched for speech while these are recognised.
            following = pool.submit(lambda: list(islice(rest, model.workers)))
            with turn():
                jobs = [
                    pool.submit(model.hear, window, language, options.task, options.prompt, cancel)
                    for window in batch
                ]
                wait(jobs)
            for window, job in zip(batch, jobs, strict=True):
                segments = _segments(job.result())
                speech += sum(end - start for start, end in window.speech)
                found.extend(segments)
                if on_segments is not None:
                    on_segments(segments, window.heard_until)
            batch = following.result()
    cancel.raise_if_cancelled()
    return Transcript(language, round(sure, 4), measured.seconds, min(speech, measured.seconds), tuple(found))


class _Measured:
    """Blocks that are counted while they pass."""

    def __init__(self, blocks: Iterable[Audio]) -> None:
        self._blocks = blocks
        self.seconds = 0.0

    def __iter__(self) -> Iterator[Audio]:
        for block in self._blocks:
            self.seconds += block.duration
            yield block


def _language(
    stream: Iterator[Window], model: WhisperModel, cancel: CancelToken
) -> tuple[str, float, list[Window]]:
    """The language, its probability, and the windows that were listened to for it (at most three)."""
    taken: list[Window] = []
    sums: dict[str, float] = {}
    for window in stream:
        cancel.raise_if_cancelled()
        taken.append(window)
        for code, chance in model.language_of(window.samples).items():
            sums[code] = sums.get(code, 0.0) + chance
        if max(sums.values()) / len(taken) > _SURE or len(taken) >= _LISTENED:
            break
    if not sums:
        return "en", 0.0, []
    best = max(sums, key=lambda code: sums[code])
    return best, sums[best] / len(taken), taken


def _segments(answers: _Answer) -> tuple[Segment, ...]:
    """The answers of one window as segments in the recording's time and order."""
    timed: list[tuple[Word, Heard]] = []
    for window, heard in answers:
        for word in heard.words:
            start = window.source_time(word.start)
            end = max(start, window.source_time(word.end, ending=True))
            timed.append((Word(word.text, round(start, 3), round(end, 3), word.probability), heard))
    timed.sort(key=lambda pair: pair[0].start)
    sources = {id(word): heard for word, heard in timed}
    out: list[Segment] = []
    for group in sentences([word for word, _ in timed]):
        text = "".join(word.text for word in group).strip()
        heard = min((sources[id(word)] for word in group), key=lambda one: one.avg_logprob)
        out.append(
            Segment(
                group[0].start,
                group[-1].end,
                text,
                group,
                round(heard.avg_logprob, 4),
                round(heard.no_speech_prob, 4),
                round(compression(text), 4),
                heard.temperature,
            )
        )
    return tuple(out)
