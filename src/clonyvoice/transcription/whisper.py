"""Whisper: one window of speech in, guarded words with times out."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from clonyvoice.core.audio import Samples
from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.errors import EngineUnavailable
from clonyvoice.engines.threads import ComputeThreads
from clonyvoice.transcription.decoder_graphs import BEAMS
from clonyvoice.transcription.network import MAX_TOKENS, Answer, Marks, Network, Prompt, Times
from clonyvoice.transcription.search import LIKELIEST, Manner
from clonyvoice.transcription.spoken_languages import Languages, languages_in
from clonyvoice.transcription.transcript import Word
from clonyvoice.transcription.windows import Window
from clonyvoice.transcription.words import (
    compression,
    echoing,
    loops,
    quiet_middle,
    sparse,
    timed,
    unheard,
    without_loops,
)

BEAM = BEAMS
_REPETITIVE = 2.4
_UNLIKELY = -1.0
_NO_SPEECH = 0.6
_MORE = 1.1
"""Times as many words for which the halves of a window are believed rather than the whole."""
_SHORT = 4.0
"""Seconds of a window that is not cut any more because words seem to be missing."""
_BEFORE = 200
"""Tokens of a prompt that are read; the last ones."""


@dataclass(frozen=True, slots=True)
class Heard:
    """The transcript of a window; `words` in the window's own time."""

    words: tuple[Word, ...]
    avg_logprob: float
    no_speech_prob: float
    compression_ratio: float
    temperature: float
    clipped: bool = False
    """The answer was as long as the model can answer, so more may have been said."""
    repeated: bool = False
    """It repeats itself, and so does the sound."""
    language: str = ""

    @property
    def looping(self) -> bool:
        """Whether it repeats itself although the sound does not."""
        return self.compression_ratio > _REPETITIVE and not self.repeated


@dataclass(frozen=True, slots=True)
class _Loaded:
    network: Network
    tokens: Any
    """The weights' tokenizer."""
    marks: Marks


class WhisperModel:
    """The recogniser's network. Calls from several threads run side by side, one thread each.

    On a processor that is faster than one call with several threads. A cancel stops the encoder at once and the search
    for the words at its next step.
    """

    def __init__(self, folder: Path, threads: int = 0, *, polite: bool = True) -> None:
        """`threads` 0 takes what suits the machine; `polite` gives way to threads that answer requests."""
        self._folder, self._polite = folder, polite
        self.workers = threads or max(1, min(4, os.cpu_count() or 1))
        self._lock = threading.Lock()
        self._model: _Loaded | None = None

    def load(self, cancel: CancelToken | None = None) -> None:
        """Bring the model into memory (300 MB); does nothing when it is there.

        Raises EngineUnavailable, and Cancelled at once: what is being loaded then is given up a third of a second of
        computing later at most.
        """
        self._loaded(cancel or CancelToken())

    def unload(self) -> None:
        """Give the memory back; nobody may be transcribing."""
        with self._lock:
            self._model = None

    @property
    def languages(self) -> tuple[str, ...]:
        """Codes of the languages that it knows."""
        return languages()

    def language_of(self, samples: Samples, cancel: CancelToken) -> dict[str, float]:
        """The probability of each likely language for the first 30 s of `samples` (16 kHz). Raises Cancelled."""
        network = self._loaded(cancel).network
        return network.languages(network.listen(samples, cancel), cancel)

    def hear(
        self, window: Window, language: str | Languages, task: str, prompt: str, cancel: CancelToken
    ) -> tuple[tuple[Window, Heard], ...]:
        """The transcript of `window`: one answer, or several where it had to be cut for nothing to be lost, or for each
        to be in one language.

        A loop or an unlikely answer is decoded again (without repeated triples, then at higher temperatures),
        a window whose answer is as long as the model can give, or too short for the time that it takes, is cut in
        halves, speech without words is heard
        again on its own, and sound without speech gives no words. Raises Cancelled between steps.
        """
        sound: Any = None
        if isinstance(language, Languages):
            network = self._loaded(cancel).network
            sound = network.listen(window.samples, cancel)
            parts = languages_in(window, sound, network, language, cancel)
            if len(parts) > 1:
                return tuple(
                    answer
                    for part, spoken in parts
                    for answer in self.hear(part, spoken, task, prompt, cancel)
                )
            language = parts[0][1]
        heard = self._decode(window, language, task, prompt, cancel, sound)
        suspicious = heard.clipped or heard.looping
        if (suspicious and window.seconds > 8.0) or (window.seconds > _SHORT and sparse(heard.words)):
            return self._halves(window, language, task, prompt, cancel)
        if window.seconds > _SHORT and echoing(heard.words):
            halves = self._halves(window, language, task, prompt, cancel)
            if sum(len(one.words) for _, one in halves) > _MORE * len(heard.words):
                return halves
        if heard.looping:
            heard = replace(heard, words=without_loops(heard.words, window))
        answers = [(window, heard)]
        if task == "transcribe":
            for start, end in unheard(window, heard.words):
                if end - start > window.seconds - 1.0:
                    continue
                part = window.part(start, end)
                again = self._decode(part, language, task, "", cancel)
                if again.words and again.avg_logprob > _UNLIKELY and not again.looping:
                    answers.append((part, again))
        return tuple(answers)

    def _halves(
        self, window: Window, language: str, task: str, prompt: str, cancel: CancelToken
    ) -> tuple[tuple[Window, Heard], ...]:
        """Hear a window in two parts, cut where it is quiet."""
        middle = quiet_middle(window)
        left, right = window.part(0.0, middle), window.part(middle, window.seconds)
        return (
            *self.hear(left, language, task, prompt, cancel),
            *self.hear(right, language, task, prompt, cancel),
        )

    def _decode(
        self, window: Window, language: str, task: str, prompt: str, cancel: CancelToken, sound: Any = None
    ) -> Heard:
        from faster_whisper.tokenizer import Tokenizer

        cancel.raise_if_cancelled()
        model = self._loaded(cancel)
        network = model.network
        tokenizer = Tokenizer(model.tokens, multilingual=True, task=task, language=language)
        previous = tokenizer.encode(" " + prompt.strip()) if prompt.strip() else []
        asked = Prompt(tuple(tokenizer.sot_sequence), tuple(previous[-_BEFORE:]))
        sound = network.listen(window.samples, cancel) if sound is None else sound

        def words(answer: Answer) -> tuple[Word, ...]:
            return timed(parted(tokenizer, answer, network.times(answer, cancel)), window)

        def repeated(answer: Answer) -> bool:
            return not loops(words(answer), window)

        length = len(asked.tokens(model.marks))
        answer, heard = _answered(network, tokenizer, sound, asked, length, cancel, repeated)
        heard = replace(heard, language=language)
        return replace(heard, words=words(answer)) if answer.tokens else heard

    def _loaded(self, cancel: CancelToken) -> _Loaded:
        with self._lock:
            if self._model is None:
                try:
                    # The libraries' threads inherit the priority of the one that loads them.
                    loader = ComputeThreads("whisper", 1) if self._polite else None
                    self._model = (
                        loader.run_unless(cancel, self._read, cancel) if loader else self._read(cancel)
                    )
                except (RuntimeError, ValueError, OSError) as error:
                    raise EngineUnavailable(
                        "The Whisper weights cannot be loaded. Run `clonyvoice models verify whisper-base`."
                    ) from error
            return self._model

    def _read(self, cancel: CancelToken) -> _Loaded:
        from clonyvoice.transcription.ctranslate import CTranslate2Network
        from clonyvoice.transcription.openvino_network import open_network

        tokens, marks, codes = vocabulary(self._folder)
        cancel.raise_if_cancelled()
        network = open_network(self._folder, self.workers, marks, codes, cancel)
        return _Loaded(network or CTranslate2Network(self._folder, self.workers, marks), tokens, marks)


def vocabulary(folder: Path) -> tuple[Any, Marks, dict[int, str]]:
    """The tokenizer of the Whisper weights in `folder`, its marks, and the languages' codes by their tokens.

    Raises OSError.
    """
    from faster_whisper.tokenizer import Tokenizer
    from tokenizers import Tokenizer as Tokens

    file = folder / "tokenizer.json"
    if not file.is_file():
        raise FileNotFoundError(file)
    tokens = Tokens.from_file(str(file))
    known = Tokenizer(tokens, multilingual=True, task="transcribe", language="en")
    marks = Marks(known.sot, known.eot, known.sot_prev, known.no_speech, known.no_timestamps)
    tagged = {code: tokens.token_to_id(f"<|{code}|>") for code in languages()}
    return tokens, marks, {token: code for code, token in tagged.items() if token is not None}


_ATTEMPTS = (LIKELIEST, Manner(unrepeated=3, penalty=1.1), Manner(temperature=0.4), Manner(temperature=0.8))


def _answered(
    network: Network,
    tokenizer: Any,
    sound: Any,
    prompt: Prompt,
    length: int,
    cancel: CancelToken,
    repeated: Callable[[Answer], bool] = lambda _: False,
) -> tuple[Answer, Heard]:
    """The first answer that is likely and repeats itself no more than the sound does (`repeated`), or
    the best of all that were tried.
    """
    best: tuple[Answer, Heard] | None = None
    for manner in _ATTEMPTS:
        answer = network.answer(sound, prompt, cancel, manner)
        likely = answer.score * answer.count / (answer.count + 1)
        ratio = compression(tokenizer.decode(list(answer.tokens)).strip())
        clipped = length + answer.count >= MAX_TOKENS - 1
        heard = Heard((), likely, answer.silent, ratio, manner.temperature, clipped)
        if heard.no_speech_prob > _NO_SPEECH and likely < _UNLIKELY:
            return replace(answer, tokens=()), replace(heard, clipped=False, compression_ratio=1.0)
        if likely >= _UNLIKELY and not clipped:
            if heard.looping and answer.tokens:
                heard = replace(heard, repeated=repeated(answer))
            if not heard.looping:
                return answer, heard
        if best is None or _rank(heard) > _rank(best[1]):
            best = answer, heard
    assert best is not None
    return best


def parted(tokenizer: Any, answer: Answer, times: Times) -> list[Word]:
    """The words of an answer, and the marks between them, as Whisper's tokenizer parts them."""
    said, parts = tokenizer.split_to_word_tokens([*answer.tokens, tokenizer.eot])
    edges = np.cumsum([0, *map(len, parts)])
    return [
        Word(
            text,
            float(times.starts[first]),
            float(times.starts[last]),
            float(times.chances[first:last].mean()),
        )
        for text, first, last in zip(said[:-1], edges[:-2], edges[1:-1], strict=True)
    ]


def languages() -> tuple[str, ...]:
    """Codes of the languages that Whisper knows; loads no model."""
    from faster_whisper.tokenizer import _LANGUAGE_CODES

    return tuple(_LANGUAGE_CODES)


def _rank(heard: Heard) -> tuple[bool, bool, float]:
    return not heard.looping, not heard.clipped, heard.avg_logprob
