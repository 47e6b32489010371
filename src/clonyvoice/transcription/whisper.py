"""Whisper in CTranslate2: one window of speech in, guarded words with times out."""

from __future__ import annotations

import os
import threading
import unicodedata
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clonyvoice.core.audio import Samples
from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.errors import EngineUnavailable
from clonyvoice.engines.threads import ComputeThreads
from clonyvoice.transcription.decoder import Marks, OpenVinoDecoder, open_decoder
from clonyvoice.transcription.encoder import OpenVinoEncoder, open_encoder
from clonyvoice.transcription.transcript import Word
from clonyvoice.transcription.windows import Window

BEAM = 5
_REPETITIVE = 2.4
_UNLIKELY = -1.0
_NO_SPEECH = 0.6
_MAX_TOKENS = 448
_UNHEARD = 2.5
"""Seconds of speech without a word after which a window is decoded again from there."""
_FRAMES_PER_SECOND = 100


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard in a window; `words` in the window's own time."""

    words: tuple[Word, ...]
    avg_logprob: float
    no_speech_prob: float
    compression_ratio: float
    temperature: float
    clipped: bool = False
    """The answer was as long as the model can answer, so more may have been said."""


@dataclass(frozen=True, slots=True)
class _Encoded:
    """The encoder's states as CTranslate2 takes them; `states` is the memory that the view looks at."""

    view: Any
    states: NDArray[np.float32] | None = None


class WhisperModel:
    """The recogniser's network. Calls from several threads run side by side, one thread each.

    On a processor that is faster than one call with several threads. A cancel stops the encoder at once and the search
    for the words at its next step; it waits for the words' times, a fifth of a second for a full window.
    """

    def __init__(self, folder: Path, threads: int = 0, *, polite: bool = True) -> None:
        """`threads` 0 takes what suits the machine; `polite` gives way to threads that answer requests."""
        self._folder, self._polite = folder, polite
        self.workers = threads or max(1, min(4, os.cpu_count() or 1))
        self._lock = threading.Lock()
        self._whisper: Any = None
        self._encoder: OpenVinoEncoder | None = None
        self._decoder: OpenVinoDecoder | None = None

    def load(self) -> None:
        """Bring the model into memory (400 MB); does nothing when it is there. Raises EngineUnavailable."""
        with self._lock:
            if self._whisper is not None:
                return
            from faster_whisper import WhisperModel as Whisper

            def read() -> tuple[Any, OpenVinoEncoder | None, OpenVinoDecoder | None]:
                whisper = Whisper(
                    str(self._folder),
                    device="cpu",
                    compute_type="int8",
                    cpu_threads=1,
                    num_workers=self.workers,
                    local_files_only=True,
                )
                encoder = open_encoder(self._folder, self.workers)
                decoder = None if encoder is None else open_decoder(self._folder, self.workers)
                return whisper, encoder, decoder

            try:
                # The libraries' threads inherit the priority of the one that loads them.
                loaded = ComputeThreads("whisper", 1).run(read) if self._polite else read()
                self._whisper, self._encoder, self._decoder = loaded
            except (RuntimeError, ValueError, OSError) as error:
                raise EngineUnavailable(
                    "The Whisper weights cannot be loaded. Run `clonyvoice models verify whisper-base`."
                ) from error

    def unload(self) -> None:
        """Give the memory back; nobody may be transcribing."""
        with self._lock:
            self._whisper = self._encoder = self._decoder = None

    @property
    def languages(self) -> tuple[str, ...]:
        """Codes of the languages that it knows."""
        return languages()

    def language_of(self, samples: Samples) -> dict[str, float]:
        """The probability of each language for the first 30 s of `samples` (16 kHz)."""
        whisper = self._loaded()
        found = whisper.model.detect_language(self._encoded(samples, CancelToken()).view)[0]
        return {token.strip("<|>"): float(chance) for token, chance in found}

    def hear(
        self, window: Window, language: str, task: str, prompt: str, cancel: CancelToken
    ) -> tuple[tuple[Window, Heard], ...]:
        """What is said in `window`: one answer, or several where it had to be cut for nothing to be lost.

        A loop or an unlikely answer is decoded again (without repeated triples, then at higher temperatures),
        a window whose answer is as long as the model can give is cut in halves, speech without words is heard
        again on its own, and sound without speech gives no words. Raises Cancelled between steps.
        """
        heard = self._decode(window, language, task, prompt, cancel)
        suspicious = heard.clipped or heard.compression_ratio > _REPETITIVE
        if suspicious and window.seconds > 8.0:
            middle = _quiet_middle(window)
            left, right = window.part(0.0, middle), window.part(middle, window.seconds)
            return (
                *self.hear(left, language, task, prompt, cancel),
                *self.hear(right, language, task, prompt, cancel),
            )
        if heard.compression_ratio > _REPETITIVE:
            heard = replace(heard, words=_without_loops(heard.words))
        answers = [(window, heard)]
        if task == "transcribe":
            for start, end in _unheard(window, heard.words):
                if end - start > window.seconds - 1.0:
                    continue
                part = window.part(start, end)
                again = self._decode(part, language, task, "", cancel)
                if again.words and again.avg_logprob > _UNLIKELY and again.compression_ratio <= _REPETITIVE:
                    answers.append((part, again))
        return tuple(answers)

    def _decode(self, window: Window, language: str, task: str, prompt: str, cancel: CancelToken) -> Heard:
        from faster_whisper.tokenizer import Tokenizer

        cancel.raise_if_cancelled()
        whisper = self._loaded()
        tokenizer = Tokenizer(whisper.hf_tokenizer, multilingual=True, task=task, language=language)
        encoded = self._encoded(window.samples, cancel)
        tokens, heard = self._answer(whisper, tokenizer, encoded, prompt, cancel)
        if not tokens:
            return heard
        cancel.raise_if_cancelled()
        frames = min(3000, round(window.seconds * _FRAMES_PER_SECOND))
        aligned = whisper.find_alignment(tokenizer, [tokens], encoded.view, frames)[0]
        words = _words(aligned, window)
        return replace(heard, words=words)

    def _answer(
        self, whisper: Any, tokenizer: Any, encoded: _Encoded, prompt: str, cancel: CancelToken
    ) -> tuple[list[int], Heard]:
        previous = tokenizer.encode(" " + prompt.strip()) if prompt.strip() else []
        start = whisper.get_prompt(tokenizer, previous[-200:], without_timestamps=True)
        best: tuple[list[int], Heard] | None = None
        for settings in _ATTEMPTS:
            cancel.raise_if_cancelled()
            if settings is _ATTEMPTS[0] and self._decoder is not None and encoded.states is not None:
                marks = Marks(tokenizer.sot, tokenizer.eot, tokenizer.no_speech)
                found, silent = self._decoder.answer(encoded.states, start, marks, _MAX_TOKENS, cancel)
                sequence, score = list(found.tokens), found.score
            else:
                result = whisper.model.generate(
                    encoded.view, [start], return_scores=True, return_no_speech_prob=True, suppress_tokens=[-1],
                    max_length=_MAX_TOKENS, **settings,
                )[0]  # fmt: skip
                sequence, score = result.sequences_ids[0], float(result.scores[0])
                silent = float(result.no_speech_prob)
            tokens = [token for token in sequence if token < tokenizer.eot]
            count = len(sequence)
            likely = score * count / (count + 1)
            ratio = compression(tokenizer.decode(tokens).strip())
            temperature = float(settings.get("sampling_temperature", 0.0))
            clipped = len(start) + count >= _MAX_TOKENS - 1
            heard = Heard((), likely, silent, ratio, temperature, clipped)
            if heard.no_speech_prob > _NO_SPEECH and likely < _UNLIKELY:
                return [], replace(heard, clipped=False, compression_ratio=1.0)
            if ratio <= _REPETITIVE and likely >= _UNLIKELY and not heard.clipped:
                return tokens, heard
            if best is None or _rank(heard) > _rank(best[1]):
                best = tokens, heard
        assert best is not None
        return best

    def _encoded(self, samples: Samples, cancel: CancelToken) -> _Encoded:
        import ctranslate2
        from faster_whisper.audio import pad_or_trim

        whisper = self._loaded()
        features = pad_or_trim(whisper.feature_extractor(samples)[..., :-1])
        if self._encoder is None:
            return _Encoded(whisper.encode(features))
        states = self._encoder.encode(features, cancel)
        return _Encoded(ctranslate2.StorageView.from_array(states), states)

    def _loaded(self) -> Any:
        self.load()
        whisper = self._whisper
        assert whisper is not None
        return whisper


_ATTEMPTS: tuple[dict[str, Any], ...] = (
    {"beam_size": BEAM},
    {"beam_size": BEAM, "no_repeat_ngram_size": 3, "repetition_penalty": 1.1},
    {"beam_size": 1, "num_hypotheses": 5, "sampling_topk": 0, "sampling_temperature": 0.4},
    {"beam_size": 1, "num_hypotheses": 5, "sampling_topk": 0, "sampling_temperature": 0.8},
)


def languages() -> tuple[str, ...]:
    """Codes of the languages that Whisper knows; loads no model."""
    from faster_whisper.tokenizer import _LANGUAGE_CODES

    return tuple(_LANGUAGE_CODES)


def compression(text: str) -> float:
    """How much `text` repeats itself: its bytes over its compressed bytes. Ordinary speech is below 2.4."""
    data = text.encode()
    return len(data) / len(zlib.compress(data)) if data else 1.0


def _rank(heard: Heard) -> tuple[bool, bool, float]:
    return heard.compression_ratio <= _REPETITIVE, not heard.clipped, heard.avg_logprob


def _words(aligned: Sequence[dict[str, Any]], window: Window) -> tuple[Word, ...]:
    """Words with their marks, each within the speech that it belongs to, in order."""
    out: list[Word] = []
    opening = ""
    for item in aligned:
        text = str(item["word"])
        bare = text.strip()
        if not bare:
            continue
        if all(unicodedata.category(char).startswith("P") for char in bare):
            if out and not _opens(text):
                out[-1] = replace(out[-1], text=out[-1].text + text.strip())
            else:
                opening += text
            continue
        start, end = _within_speech(float(item["start"]), float(item["end"]), window)
        start = max(start, out[-1].end if out else 0.0)
        end = min(max(end, start + 0.02), max(window.seconds, start))
        if opening:
            text = opening.rstrip() + text.lstrip()
            opening = ""
        out.append(Word(text, start, end, round(float(item["probability"]), 4)))
    return tuple(out)


def _opens(text: str) -> bool:
    mark = text.strip()[-1]
    if unicodedata.category(mark) in {"Ps", "Pi"} or mark in "¿¡":
        return True
    return mark in "\"'" and text.startswith(" ")


def _within_speech(start: float, end: float, window: Window) -> tuple[float, float]:
    """The time of a word without the silence that the alignment gave to it, by the speech detector."""
    best, overlap = (start, end), 0.0
    for low, high in window.speech:
        common = min(end, high) - max(start, low)
        if common > overlap:
            overlap, best = common, (max(start, low), min(end, high))
    return best


def _unheard(window: Window, words: Sequence[Word]) -> list[tuple[float, float]]:
    """Stretches of speech in the window that no word covers."""
    edges = [0.0, *[time for word in words for time in (word.start, word.end)], window.seconds]
    out = []
    for silent_from, silent_to in zip(edges[::2], edges[1::2], strict=True):
        spoken = sum(max(0.0, min(silent_to, high) - max(silent_from, low)) for low, high in window.speech)
        if spoken > _UNHEARD:
            out.append((silent_from, silent_to))
    return out


def _quiet_middle(window: Window) -> float:
    """Where to cut the window in two: its quietest quarter second between a third and two thirds."""
    rate = 16_000
    step = rate // 4
    first, last = len(window.samples) // 3, 2 * len(window.samples) // 3
    places = range(first, max(first + 1, last - step), step // 2)
    levels = [float(np.mean(window.samples[at : at + step] ** 2)) for at in places]
    return (first + int(np.argmin(levels)) * (step // 2) + step // 2) / rate


def _without_loops(words: Sequence[Word], most: int = 2) -> tuple[Word, ...]:
    """The words without phrases of up to 8 words said more than `most` times in a row: the model's loops."""
    out = list(words)
    for size in range(1, 9):
        at = 0
        while at + size * (most + 1) <= len(out):
            phrase = _plain(out[at : at + size])
            times = 1
            while _plain(out[at + times * size : at + (times + 1) * size]) == phrase:
                times += 1
            if times > most:
                del out[at + most * size : at + times * size]
            at += 1
    return tuple(out)


def _plain(words: Sequence[Word]) -> list[str]:
    return [word.text.strip().strip(".,!?").lower() for word in words]
