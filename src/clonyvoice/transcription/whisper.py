"""Whisper: the words of one window of speech with their times, checked for the model's typical errors."""

from __future__ import annotations

import os
import threading
from collections import deque
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from clonyvoice.core.audio import Samples
from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.errors import EngineUnavailable
from clonyvoice.engines.compute_threads import ComputeThreads
from clonyvoice.jobs import Resource
from clonyvoice.transcription.repetitions import echoing, loops, sparse, unrepeated, without_loops
from clonyvoice.transcription.speech_windows import Window
from clonyvoice.transcription.spoken_languages import Languages, among, languages, languages_in
from clonyvoice.transcription.transcript import Word
from clonyvoice.transcription.whisper_network_contract import Answer, Marks, Network, Prompt, Times
from clonyvoice.transcription.whisper_output_checks import UNLIKELY, WindowTranscript, answered, glimpsed
from clonyvoice.transcription.word_likelihoods_missed_speech import (
    UNHEARD,
    begun,
    quiet_middle,
    unheard,
    word_likelihoods,
)
from clonyvoice.transcription.word_times import timed

_MORE = 1.1
"""Factor on the number of words from which the halves of a window are preferred to the whole. Chosen by hand."""
_SHORT = 4.0
"""Seconds of a window below which it is not cut because words seem to be missing. Chosen by hand."""
_REPEAT = 1.0
"""Seconds of speech without a word that are heard again where a phrase repeats. Chosen by hand."""
_CLEAR = 0.7
"""Probability from which speech under way is in another language than what was said before. Chosen by hand."""
_KEPT = 3
"""Windows whose encoder states are kept from language detection to transcription: as many as are used to detect a
recording's language, 5 MB each."""
_BEFORE = 200
"""Tokens of a prompt that are read; the last ones. Chosen by hand."""


@dataclass(frozen=True, slots=True)
class _Loaded:
    network: Network
    tokens: Any
    """The tokenizer of the weights."""
    marks: Marks


@dataclass(frozen=True, slots=True)
class _Asked:
    """A prompt, the tokens that it has, and the tokenizer of its language."""

    tokenizer: Any
    prompt: Prompt
    length: int

    def words(
        self, network: Network, answer: Answer, window: Window, cancel: CancelToken
    ) -> tuple[Word, ...]:
        """The words of an answer in the window's time."""
        return timed(parted(self.tokenizer, answer, network.times(answer, cancel)), window)


class WhisperModel:
    """The recogniser's network. Calls from several threads run side by side, one thread each.

    On a CPU that is faster than one call with several threads. A cancel stops the encoder at once and the decoder's
    search at its next step.
    """

    def __init__(self, folder: Path, threads: int = 0, *, polite: bool = True) -> None:
        """`threads` 0 chooses by the machine; `polite` gives threads that answer requests precedence."""
        self._folder, self._polite = folder, polite
        self.workers = threads or max(1, min(4, os.cpu_count() or 1))
        self.resource: Resource | None = None
        self._lock = threading.Lock()
        self._model: _Loaded | None = None
        self._listened: deque[tuple[Samples, Any]] = deque(maxlen=_KEPT)
        """Samples whose language was detected, and their encoder states, until they are transcribed."""

    def load(self, cancel: CancelToken | None = None, *, quick: bool = False) -> None:
        """Bring the model into memory (300 MB); does nothing when it is there. `quick`: what `glimpse` needs besides.

        Raises EngineUnavailable, and Cancelled at once: what is being loaded then is given up a third of a second of
        computing later at most.
        """
        cancel = cancel or CancelToken()
        network = self._loaded(cancel).network
        if quick:
            network.listen(np.zeros(1, np.float32), cancel, quick=True)

    def unload(self) -> None:
        """Release the memory; no transcription may be running."""
        with self._lock:
            self._model = None
            self._listened.clear()

    @property
    def languages(self) -> tuple[str, ...]:
        """Codes of its languages."""
        return languages()

    def language_of(self, samples: Samples, cancel: CancelToken) -> dict[str, float]:
        """The probability of each likely language for the first 30 s of `samples` (16 kHz). Raises Cancelled."""
        network = self._loaded(cancel).network
        sound = network.listen(samples, cancel)
        with self._lock:
            self._listened.append((samples, sound))
        return network.languages(sound, cancel)

    def hear(
        self, window: Window, language: str | Languages, task: str, prompt: str, cancel: CancelToken
    ) -> tuple[tuple[Window, WindowTranscript], ...]:
        """The transcript of `window`, in several parts if it had to be cut to lose nothing or to separate languages.

        A loop or an unlikely answer is decoded again (without repeated triples, then at higher temperatures),
        a window whose answer has the model's greatest length, or is too short for its duration, is cut in halves,
        speech without words is decoded again on its own, and sound without speech gives no words. Raises Cancelled
        between steps.
        """
        sound: Any = None
        if isinstance(language, Languages):
            network = self._loaded(cancel).network
            sound = self._taken(window.samples)
            if sound is None:
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
        repeating = window.seconds > _SHORT and echoing(heard.words)
        if repeating or (window.seconds > _SHORT and begun(window, heard.words)):
            halves = self._halves(window, language, task, prompt, cancel)
            if sum(len(one.words) for _, one in halves) > _MORE * len(heard.words):
                return halves
        if heard.looping:
            heard = replace(heard, words=without_loops(heard.words, window))
        answers = [(window, heard)]
        if task == "transcribe":
            for start, end in unheard(window, heard.words, _REPEAT if repeating else UNHEARD):
                if end - start > window.seconds - 1.0:
                    continue
                part = window.part(start, end)
                again = self._decode(part, language, task, "", cancel)
                if again.words and again.avg_logprob > UNLIKELY and not again.looping:
                    answers.append((part, again))
        return tuple(answers)

    def _taken(self, samples: Samples) -> Any:
        """The encoder's states of exactly these samples, if their language was just detected; else None."""
        with self._lock:
            for at, (known, sound) in enumerate(self._listened):
                if known is samples:
                    del self._listened[at]
                    return sound
        return None

    def likelihood(
        self, samples: Samples, text: str, language: str, cancel: CancelToken
    ) -> tuple[tuple[str, float], ...]:
        """See `word_likelihoods`. Raises Cancelled between steps."""
        model = self._loaded(cancel)
        return word_likelihoods(model.network, model.tokens, samples, text, language, cancel)

    def _halves(
        self, window: Window, language: str, task: str, prompt: str, cancel: CancelToken
    ) -> tuple[tuple[Window, WindowTranscript], ...]:
        """Hear a window in two parts, cut where it is quiet."""
        middle = quiet_middle(window)
        left, right = window.part(0.0, middle), window.part(middle, window.seconds)
        return (
            *self.hear(left, language, task, prompt, cancel),
            *self.hear(right, language, task, prompt, cancel),
        )

    def glimpse(
        self, window: Window, language: str | Languages, prompt: str, cancel: CancelToken
    ) -> WindowTranscript | None:
        """The likely transcript so far, in a fifth of the time of `hear`; None where it fails the checks.

        The search is greedy (one beam, not five), with one language for the window. Raises Cancelled between steps.
        """
        network = self._loaded(cancel).network
        sound = network.listen(window.samples, cancel, quick=True)
        if isinstance(language, Languages):
            found = among(network.languages(sound, cancel), language.allowed)
            best = max(found, key=lambda code: found[code], default=language.likely)
            language = best if found.get(best, 0.0) >= _CLEAR else language.likely
        asked = self._asked(language, "transcribe", prompt, cancel)
        told = glimpsed(network, asked.tokenizer, sound, window.seconds, asked.prompt, asked.length, cancel)
        if told is None:
            return None
        answer, heard = told
        words = asked.words(network, answer, window, cancel) if answer.tokens else ()
        words = without_loops(words, window, 1)
        return replace(heard, words=words, language=language)

    def _decode(
        self, window: Window, language: str, task: str, prompt: str, cancel: CancelToken, sound: Any = None
    ) -> WindowTranscript:
        cancel.raise_if_cancelled()
        network = self._loaded(cancel).network
        asked = self._asked(language, task, prompt, cancel)
        sound = network.listen(window.samples, cancel) if sound is None else sound

        def repeated(answer: Answer) -> bool:
            return not loops(asked.words(network, answer, window, cancel), window)

        answer, heard = answered(
            network, asked.tokenizer, sound, asked.prompt, asked.length, cancel, repeated
        )
        heard = replace(heard, language=language)
        return replace(heard, words=asked.words(network, answer, window, cancel)) if answer.tokens else heard

    def _asked(self, language: str, task: str, prompt: str, cancel: CancelToken) -> _Asked:
        from faster_whisper.tokenizer import Tokenizer

        model = self._loaded(cancel)
        tokenizer = Tokenizer(model.tokens, multilingual=True, task=task, language=language)
        prompt = unrepeated(prompt)
        previous = tokenizer.encode(" " + prompt) if prompt else []
        asked = Prompt(tuple(tokenizer.sot_sequence), tuple(previous[-_BEFORE:]))
        return _Asked(tokenizer, asked, len(asked.tokens(model.marks)))

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
        from clonyvoice.transcription.whisper_ctranslate import CTranslate2Network
        from clonyvoice.transcription.whisper_openvino import open_network

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
