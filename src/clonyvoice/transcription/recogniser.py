"""Transcription of a recording of any length: windows in parallel, segments in order as soon as they are complete."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from itertools import chain, groupby
from typing import Literal, Protocol, TypeAlias

from clonyvoice.core.audio import Audio, Samples
from clonyvoice.core.cancel import CancelToken
from clonyvoice.jobs import Resource
from clonyvoice.transcription.repetitions import compression
from clonyvoice.transcription.speech_windows import Window, windows
from clonyvoice.transcription.spoken_languages import Languages, among
from clonyvoice.transcription.transcript import Segment, Transcript, Word, sentences
from clonyvoice.transcription.whisper_output_checks import WindowTranscript

Task: TypeAlias = Literal["transcribe", "translate"]
OnSegments: TypeAlias = Callable[[tuple[Segment, ...], float], None]
"""Called with the segments of each window, in order, and how far the recording is done (seconds)."""
Heard: TypeAlias = tuple[tuple[Window, WindowTranscript], ...]
"""The parts of a window and their transcripts; of the parts only the times are read."""
_SURE = 0.5
"""Mean probability from which a language is accepted (faster-whisper's `language_detection_threshold`)."""
_LISTENED = 3
"""Windows after which the likeliest language is taken. Chosen by hand."""


@dataclass(frozen=True, slots=True)
class Options:
    """Settings of a transcription.

    With `language` None it is detected, window by window, among `languages` (empty: all); `translate` gives English,
    `vad` skips non-speech.
    """

    language: str | None = None
    task: Task = "transcribe"
    vad: bool = True
    prompt: str = ""
    languages: tuple[str, ...] = ()


class WindowRecogniser(Protocol):
    """A recogniser of windows of speech, here or elsewhere; called from several threads at once."""

    @property
    def workers(self) -> int:
        """The number of windows that it recognises at a time."""
        ...

    @property
    def resource(self) -> Resource | None:
        """The compute resource that it takes; None: this machine's processor."""
        ...

    def language_of(self, samples: Samples, cancel: CancelToken) -> dict[str, float]:
        """The probability of each likely language for the first 30 s of `samples` (16 kHz). Raises Cancelled."""
        ...

    def hear(
        self, window: Window, language: str | Languages, task: str, prompt: str, cancel: CancelToken
    ) -> Heard:
        """The transcript of a window, in one part or several. Raises Cancelled."""
        ...


def transcribe(
    blocks: Iterable[Audio],
    model: WindowRecogniser,
    options: Options,
    cancel: CancelToken,
    on_segments: OnSegments | None = None,
    turn: Callable[[], AbstractContextManager[None]] = nullcontext,
    contended: Callable[[], bool] = lambda: False,
) -> Transcript:
    """The transcript of the recording (`blocks` of sound at 16 kHz); holds about a minute of it at a time.

    `turn` is entered around the work, to share the machine with others: as soon as it is `contended`, no window is
    begun before the next turn.
    Raises Cancelled: no window is begun after that, and those under way have ended when it returns.
    """
    measured = _Measured(blocks)
    found: list[Segment] = []
    speech = 0.0
    stream = windows(measured, vad=options.vad, cancel=cancel)
    with ThreadPoolExecutor(model.workers + 1, thread_name_prefix="whisper") as pool:
        first: list[Window] = []
        language, sure = options.language, 1.0
        spoken: str | Languages
        if language is None:
            with turn():
                language, sure, first = _language(stream, model, options.languages, cancel)
            spoken = Languages(language, options.languages)
        else:
            spoken = language
        line = _Line(chain(first, stream), pool, model, spoken, options, cancel)
        while line.more:
            with turn():
                for window, answer in line.heard(contended):
                    segments = segments_of(answer)
                    speech += sum(end - start for start, end in window.speech)
                    found.extend(segments)
                    if on_segments is not None:
                        on_segments(segments, window.heard_until)
    cancel.raise_if_cancelled()
    if options.language is None and found:
        language = _most(found, language)
    return Transcript(language, round(sure, 4), measured.seconds, min(speech, measured.seconds), tuple(found))


class _Line:
    """A queue of windows: read ahead, recognised in parallel, returned in order."""

    def __init__(
        self,
        windows: Iterator[Window],
        pool: ThreadPoolExecutor,
        model: WindowRecogniser,
        language: str | Languages,
        options: Options,
        cancel: CancelToken,
    ) -> None:
        self._windows, self._pool, self._model, self._cancel = windows, pool, model, cancel
        self._language, self._options = language, options
        self._next: Future[Window | None] = pool.submit(next, windows, None)

    @property
    def more(self) -> bool:
        """Whether there are windows left; waits until that is known."""
        return self._next.result() is not None

    def heard(self, contended: Callable[[], bool]) -> Iterator[tuple[Window, Heard]]:
        """Windows with their transcripts, until there are no more or other work needs the slot."""
        line: deque[tuple[Window, Future[Heard]]] = deque()
        try:
            while (window := self._next.result()) is not None:
                # The next one is decoded and searched for speech while this one is recognised.
                self._next = self._pool.submit(next, self._windows, None)
                line.append((window, self._pool.submit(self._hear, window)))
                if (running := _running(line)) and len(running) >= self._model.workers:
                    wait(running, return_when=FIRST_COMPLETED)
                while line and line[0][1].done():
                    yield line[0][0], line.popleft()[1].result()
                if contended():
                    break
            for window, answer in line:
                yield window, answer.result()
        finally:
            wait(_running(line))  # the turn ends when no computation is running

    def _hear(self, window: Window) -> Heard:
        options = self._options
        return self._model.hear(window, self._language, options.task, options.prompt, self._cancel)


def _running(line: Iterable[tuple[Window, Future[Heard]]]) -> list[Future[Heard]]:
    return [answer for _, answer in line if not answer.done()]


class _Measured:
    """An iterator over blocks of sound that counts their samples."""

    def __init__(self, blocks: Iterable[Audio]) -> None:
        self._blocks = blocks
        self.seconds = 0.0

    def __iter__(self) -> Iterator[Audio]:
        for block in self._blocks:
            self.seconds += block.duration
            yield block


def _language(
    stream: Iterator[Window], model: WindowRecogniser, allowed: tuple[str, ...], cancel: CancelToken
) -> tuple[str, float, list[Window]]:
    """The language, its probability, and the windows from which it was detected (at most three)."""
    taken: list[Window] = []
    sums: dict[str, float] = {}
    for window in stream:
        cancel.raise_if_cancelled()
        taken.append(window)
        for code, chance in among(model.language_of(window.samples, cancel), allowed).items():
            sums[code] = sums.get(code, 0.0) + chance
        if max(sums.values()) / len(taken) > _SURE or len(taken) >= _LISTENED:
            break
    if not sums:
        return (allowed or ("en",))[0], 0.0, []
    best = max(sums, key=lambda code: sums[code])
    return best, sums[best] / len(taken), taken


def _most(segments: Sequence[Segment], otherwise: str) -> str:
    """The language that most of the speech is in."""
    seconds: dict[str, float] = {}
    for segment in segments:
        seconds[segment.language] = seconds.get(segment.language, 0.0) + segment.end - segment.start
    return max(seconds, key=lambda code: seconds[code]) or otherwise


def segments_of(answers: Heard) -> tuple[Segment, ...]:
    """The answers of one window as segments in the recording's time and order."""
    timed: list[tuple[Word, WindowTranscript]] = []
    for window, heard in answers:
        for word in heard.words:
            start = window.source_time(word.start)
            end = max(start, window.source_time(word.end, ending=True))
            timed.append((Word(word.text, round(start, 3), round(end, 3), word.probability), heard))
    timed.sort(key=lambda pair: pair[0].start)
    sources = {id(word): heard for word, heard in timed}
    out: list[Segment] = []
    spoken = groupby(timed, key=lambda pair: pair[1].language)
    for group in chain.from_iterable(sentences([word for word, _ in said]) for _, said in spoken):
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
                heard.language,
            )
        )
    return tuple(out)
