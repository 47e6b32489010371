"""Whisper in OpenVINO: its encoder takes half the time of CTranslate2's, and every step can be cancelled."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from clonyvoice.core.audio import Samples
from clonyvoice.core.cancel import CancelToken
from clonyvoice.transcription.beam_search import LIKELIEST, DecodingSettings
from clonyvoice.transcription.ctranslate_weights import UnknownLayoutError
from clonyvoice.transcription.spectrogram import HOP, Spectrogram
from clonyvoice.transcription.whisper_decoder import DecodedText, OpenVinoDecoder
from clonyvoice.transcription.whisper_encoder import PLACES, EncoderStates, Layout, OpenVinoEncoder
from clonyvoice.transcription.whisper_network_contract import MAX_TOKENS, Answer, Marks, Prompt, Times
from clonyvoice.transcription.word_times import FRAME_SECONDS, begins

log = logging.getLogger(__name__)
LAYOUTS: tuple[Layout, ...] = (Layout(300, 16), Layout(600, 12), Layout(1000, 10), Layout(PLACES, 1))
"""States that are computed for a quick answer of sounds of up to 5.5, 11.5, 19.5 and 30 s. Chosen by hand."""
_BEHIND = 8000
"""Samples of the silence after a short sound for which all states are computed. Chosen by hand."""


@dataclass(frozen=True, slots=True)
class _Sound:
    """The encoder's states; the first `frames` are of the sound, the others of the silence behind it."""

    encoded: EncoderStates
    frames: int


class OpenVinoNetwork:
    """The Whisper weights in `folder`. `workers` calls run side by side; see `Network`."""

    def __init__(
        self, folder: Path, workers: int, marks: Marks, codes: dict[int, str], cancel: CancelToken
    ) -> None:
        """Read and compile, in about a second. `codes` are the languages' by their tokens.

        Raises Cancelled between pieces; ImportError, UnknownLayoutError, KeyError, OSError, ValueError, RuntimeError.
        """
        self._encoder = OpenVinoEncoder(folder, workers, cancel)
        self.decoder = OpenVinoDecoder(folder, workers, cancel)
        self._spectrogram = Spectrogram(self._encoder.bands)
        self._marks, self._codes = marks, codes
        self._listening = 0
        """Calls of `listen` under way: so many windows will soon be decoded."""
        self._lock = threading.Lock()

    def listen(self, samples: Samples, cancel: CancelToken, quick: bool = False) -> _Sound:
        """The encoder's states of the sound and the silence behind it; if `quick`, not all of the silence's.

        With fewer states the beginning of a sentence is sometimes taken for the whole: of 30 answers to English
        sentences two ended after two to four words.
        """
        fits = (each for each in LAYOUTS if len(samples) <= each.frames * HOP - _BEHIND)
        layout = next(fits, LAYOUTS[-1]) if quick else LAYOUTS[-1]
        with self._counted():
            heard, frames = self._spectrogram.of(samples, cancel, layout.frames)
            return _Sound(self._encoder.encode(heard, layout, cancel), max(1, frames // 2))

    @contextmanager
    def _counted(self) -> Iterator[None]:
        with self._lock:
            self._listening += 1
        try:
            yield
        finally:
            with self._lock:
                self._listening -= 1

    @property
    def _alone(self) -> bool:
        """Whether no other window is being encoded or waits for that."""
        return self._listening == 0

    def languages(self, sound: _Sound, cancel: CancelToken) -> dict[str, float]:
        """The probabilities of the ten likeliest languages, by code."""
        found = self.decoder.languages(sound.encoded, self._marks, cancel, alone=self._alone)
        return {self._codes[token]: chance for token, chance in found.items() if token in self._codes}

    def answer(
        self,
        sound: _Sound,
        prompt: Prompt,
        cancel: CancelToken,
        manner: DecodingSettings = LIKELIEST,
        most: int = MAX_TOKENS,
    ) -> Answer:
        """The answer; the beam search considers only the ten likeliest next tokens of each text."""
        marks = self._marks
        spoken = self.decoder.answer(
            sound.encoded, prompt.tokens(marks), marks, cancel,
            frames=sound.frames, manner=manner, most=most, alone=self._alone,
        )  # fmt: skip
        found = spoken.found
        tokens = tuple(token for token in found.tokens if token < marks.end)
        return Answer(tokens, len(found.tokens), found.score, spoken.silent, spoken)

    def times(self, answer: Answer, cancel: CancelToken) -> Times:
        """The times, from the cross-attention that was kept while the answer was decoded."""
        spoken: DecodedText = answer.notes
        found = spoken.found
        words = [place for place, token in enumerate(found.tokens) if token < self._marks.end]
        # The attention of an input token is at the sound of the next one: that of the last token is at the end.
        after = [found.looks[min(place, len(found.looks) - 1)] for place in words]
        starts = begins(np.stack([*spoken.looks, *after], axis=1), len(spoken.looks) - 1, cancel)
        seconds = (starts * FRAME_SECONDS).astype(np.float64)
        return Times(seconds, np.array([found.chances[place] for place in words]))

    def likelihood(
        self, sound: _Sound, prompt: Prompt, tokens: Sequence[int], cancel: CancelToken
    ) -> NDArray[np.float64]:
        """The log probabilities of the tokens, each in one step of the decoder."""
        prompted = prompt.tokens(self._marks)
        return self.decoder.likelihood(sound.encoded, prompted, tokens, cancel, alone=self._alone)


def open_network(
    folder: Path, workers: int, marks: Marks, codes: dict[int, str], cancel: CancelToken
) -> OpenVinoNetwork | None:
    """The network; None without OpenVINO or weights that it can read, for which there is `whisper_ctranslate`.

    Raises Cancelled between pieces.
    """
    try:
        return OpenVinoNetwork(folder, workers, marks, codes, cancel)
    except (ImportError, UnknownLayoutError, KeyError, OSError, ValueError, RuntimeError) as error:
        log.info("Whisper stays in CTranslate2: %s", type(error).__name__)
        return None
