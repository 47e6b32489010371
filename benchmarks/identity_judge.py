"""For `identity.py`: the judges, the people, and what one voice is worth."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import CancelToken
from clonyvoice.engines.contract import Reference, ReferenceClip
from clonyvoice.text.edit_distance_word_alignment import edit_distance
from clonyvoice.transcription import Options, transcribe
from clonyvoice.transcription.whisper import WhisperModel
from clonyvoice.weights import WeightsStore

LOOKED_AT = frozenset({"103", "1034", "1116", "1246", "1334", "1743"})
"""People of `librispeech-speakers` that were looked at while constants of the fit were chosen."""


_FOURTH, _KEPT_BACK = 4, 2
"""Every fourth person of `librispeech-speakers`, from the third on, is kept for judging."""


def learned_from(files: Sequence[Path]) -> list[Path]:
    """Those of the sorted `files` that recipes may learn from; the others are kept for judging."""
    return [file for index, file in enumerate(files) if index % _FOURTH != _KEPT_BACK]


@dataclass(frozen=True)
class Person:
    """`truth` are encoder B's vectors of recordings that no fit sees; `same` and `strangers` their mean similarity
    to the reference and to other people.
    """

    name: str
    reference: Reference
    truth: np.ndarray
    same: float
    strangers: float

    def score(self, similarity: float) -> float:
        """The identity score of a mean similarity: 0 is a stranger, 1 another recording of the person."""
        return (similarity - self.strangers) / (self.same - self.strangers)


class Judge:
    """Encoder B, Whisper base and DNSMOS; loaded when first needed."""

    def __init__(self, store: WeightsStore, threads: int) -> None:
        self._store, self._threads = store, threads
        self._encoder: Any = None
        self._whisper: Any = None
        self._recogniser: WhisperModel | None = None

    def embed(self, samples: np.ndarray) -> np.ndarray:
        """Encoder B's unit vector of 16 kHz `samples`."""
        from resemblyzer import VoiceEncoder, preprocess_wav

        if self._encoder is None:
            self._encoder = VoiceEncoder("cpu", verbose=False)
        return np.asarray(self._encoder.embed_utterance(preprocess_wav(samples, 16_000)))

    def hear(self, samples: np.ndarray) -> str:
        """The English words in 16 kHz `samples`."""
        from faster_whisper import WhisperModel as Plain

        if self._whisper is None:
            path = str(self._store.path("whisper-base"))
            self._whisper = Plain(
                path, "cpu", compute_type="int8", cpu_threads=self._threads, local_files_only=True
            )
        segments, _ = self._whisper.transcribe(
            samples, language="en", beam_size=2, condition_on_previous_text=False, without_timestamps=True
        )
        return " ".join(segment.text.strip() for segment in segments)

    def transcript(self, samples: np.ndarray) -> str:
        """The words by which the product would clone 16 kHz `samples`."""
        if self._recogniser is None:
            self._recogniser = WhisperModel(self._store.path("whisper-base"), self._threads)
        audio = Audio(np.asarray(samples, np.float32), 16_000)
        return transcribe([audio], self._recogniser, Options(language="en"), CancelToken()).text

    def quality(self, samples: np.ndarray) -> float:
        """DNSMOS overall of 16 kHz `samples`."""
        from speechmos import dnsmos

        loudest = max(1.0, float(np.abs(samples).max()) * 1.001)
        return float(dnsmos.run(samples / loudest, sr=16_000)["ovrl_mos"])


def load(path: Path) -> np.ndarray:
    """The samples of a 16 kHz file."""
    import soundfile

    samples, rate = soundfile.read(path, dtype="float32")
    assert rate == 16_000
    return np.asarray(samples, np.float32)


def at_16k(audio: Audio) -> np.ndarray:
    """The samples of `audio` as the judges take them."""
    import soxr

    return np.asarray(soxr.resample(audio.samples, audio.sample_rate, 16_000), np.float32)


def clip_of(sound: np.ndarray, judge: Judge) -> ReferenceClip:
    """16 kHz samples as a clip of a reference, with the words that the product's recogniser hears."""
    import soxr

    samples = np.asarray(soxr.resample(sound, 16_000, 24_000), np.float32)
    return ReferenceClip(Audio(samples, 24_000), judge.transcript(sound))


def word_errors(said: str, heard: str) -> tuple[int, int]:
    """Wrong, missing and added words, and how many there should be."""
    a, b = (re.sub(r"[^a-z' ]", " ", text.lower()).split() for text in (said, heard))
    return edit_distance(a, b), len(a)


class People:
    """The people of the data folder, at most `most` of those with one utterance; vectors of strangers are kept in
    `kept`.
    """

    def __init__(self, data: Path, judge: Judge, kept: Path, most: int | None = None) -> None:
        self._data, self._judge = data, judge
        self._files = sorted((data / "librispeech-speakers").glob("*.flac"))[:most]
        if not kept.exists():
            np.save(kept, np.stack([judge.embed(load(file)) for file in self._files]))
        self._strangers = np.asarray(np.load(kept))

    @property
    def names(self) -> list[str]:
        """The people with ten utterances."""
        return sorted(path.name for path in (self._data / "librispeech-dev").iterdir())

    @property
    def others(self) -> list[str]:
        """Ten people of the rest, all over the list, that neither the fit's constants nor `fidelity` have seen.

        `recipes/calibrate_fidelity.py` takes every fourth file from the first on: these lie between.
        """
        names = [file.name.partition("-")[0] for file in self._files]
        return [name for name in names[2::16] if name not in LOOKED_AT]

    def drawn(self, seed: int, count: int) -> list[str]:
        """People with one utterance that nothing in the fit was learned or chosen from, drawn by `seed`."""
        kept = sorted({*self._files} - {*learned_from(self._files)})
        able = [name for file in kept if (name := file.name.partition("-")[0]) not in LOOKED_AT]
        return [str(name) for name in np.random.default_rng(seed).choice(able, count, replace=False)]

    def person(self, name: str) -> Person:
        """One of `names`: utterances 0-4 are the reference, the rest the truth."""
        sounds = self._sounds(name)
        return self._made(name, sounds[:5], sounds[5:], self._strangers)

    def with_seconds(self, name: str, seconds: float) -> Person:
        """One of `names` with a reference of so many seconds (as far as eight utterances go); the last two are the
        truth, whatever the seconds.
        """
        sounds = self._sounds(name)
        left, reference = round(seconds * 16_000), []
        for sound in sounds[:8]:
            if left >= 16_000:
                reference.append(sound[:left])
                left -= len(reference[-1])
        return self._made(name, reference, sounds[8:], self._strangers)

    def other(self, name: str) -> Person:
        """One of the people with one utterance: its first half is the reference, its second half the truth."""
        own = [index for index, file in enumerate(self._files) if file.name.startswith(f"{name}-")]
        sound = load(self._files[own[0]])
        half = len(sound) // 2
        return self._made(name, [sound[:half]], [sound[half:]], np.delete(self._strangers, own, axis=0))

    def _sounds(self, name: str) -> list[np.ndarray]:
        return [load(file) for file in sorted((self._data / "librispeech-dev" / name).glob("*.flac"))]

    def _made(
        self, name: str, reference: Sequence[np.ndarray], rest: Sequence[np.ndarray], strangers: np.ndarray
    ) -> Person:
        truth = np.stack([self._judge.embed(sound) for sound in rest])
        own = np.stack([self._judge.embed(sound) for sound in reference])
        clips = tuple(clip_of(sound, self._judge) for sound in reference)
        return Person(
            name, Reference(clips), truth, float((own @ truth.T).mean()), float((strangers @ truth.T).mean())
        )
