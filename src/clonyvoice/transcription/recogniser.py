"""A recording of any length written down: windows side by side, segments in order as they come."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
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
) -> Transcript:
    """The recording (`blocks` of sound at 16 kHz) written down; holds about a minute of it at a time.

    Raises Cancelled: no window is begun after that, and those under way have ended when it returns.
    """
    measured = _Measured(blocks)
    found: list[Segment] = []
    speech = 0.0
    stream = windows(measured, vad=options.vad, cancel=cancel)
    with ThreadPoolExecutor(model.workers, thread_name_prefix="whisper") as pool:
        first: list[Window] = []
        language, sure = options.language, 1.0
        if language is None:
            language, sure, first = _language(stream, model, cancel)
        pending: deque[Future[_Answer]] = deque()
        whole: deque[Window] = deque()

        def settle() -> None:
            answer = pending.popleft().result()
            window = whole.popleft()
            segments = _segments(answer)
            found.extend(segments)
            if on_segments is not None:
                on_segments(segments, window.heard_until)

        try:
            for window in _chained(first, stream):
                speech += sum(end - start for start, end in window.speech)
                job = pool.submit(model.hear, window, language, options.task, options.prompt, cancel)
                pending.append(job)
                whole.append(window)
                while len(pending) > model.workers:
                    settle()
            while pending:
                settle()
        finally:
            for future in pending:
                future.cancel()
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


def _chained(first: list[Window], rest: Iterator[Window]) -> Iterator[Window]:
    yield from first
    yield from rest


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
