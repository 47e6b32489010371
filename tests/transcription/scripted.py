"""A recogniser that answers from a script, and sounds to feed it with."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np

from clonyvoice.core import Audio, CancelToken
from clonyvoice.core.audio import Samples
from clonyvoice.transcription.speech_windows import Window
from clonyvoice.transcription.spoken_languages import Languages
from clonyvoice.transcription.transcript import Word
from clonyvoice.transcription.whisper import WhisperModel
from clonyvoice.transcription.whisper_output_checks import WindowTranscript
from tests.cloning.sounds import by_pitch

RATE = 16_000


class ScriptedModel(WhisperModel):
    """Hears a word for each second of a window, or the English `text`, evenly; `before` runs first, in its thread."""

    def __init__(
        self,
        before: Callable[[Window], None] = lambda window: None,
        workers: int = 2,
        text: str | None = None,
    ) -> None:
        super().__init__(Path("nowhere"), workers)
        self.before, self.text = before, text
        self.windows: list[Window] = []
        self.prompts: list[str] = []
        self._guard = threading.Lock()

    def load(self, cancel: CancelToken | None = None, *, quick: bool = False) -> None:
        pass

    def language_of(self, samples: Samples, cancel: CancelToken) -> dict[str, float]:
        return {"ko": 0.9, "en": 0.1} if self.text is None else {"en": 0.9, "ko": 0.1}

    def hear(
        self, window: Window, language: str | Languages, task: str, prompt: str, cancel: CancelToken
    ) -> tuple[tuple[Window, WindowTranscript], ...]:
        self.before(window)
        cancel.raise_if_cancelled()
        with self._guard:
            self.prompts.append(prompt)
            self.windows.append(window)
        said = [f"w{n}" for n in range(int(window.seconds))] if self.text is None else self.text.split()
        step = 1.0 if self.text is None else window.seconds / len(said)
        words = tuple(Word(f" {word}", n * step, (n + 0.9) * step, 0.8) for n, word in enumerate(said))
        code = language if isinstance(language, str) else language.likely
        return ((window, WindowTranscript(words, -0.2, 0.01, 1.1, 0.0, language=code)),)

    def likelihood(
        self, samples: Samples, text: str, language: str, cancel: CancelToken
    ) -> tuple[tuple[str, float], ...]:
        return tuple((word, -0.1) for word in re.findall(r"\S+\s*|\s+", text))

    def glimpse(
        self, window: Window, language: str | Languages, prompt: str, cancel: CancelToken
    ) -> WindowTranscript | None:
        return self.hear(window, language, "transcribe", prompt, cancel)[0][1]


def scripted_models(model: ScriptedModel) -> dict[str, Callable[[CancelToken], object]]:
    """For `app.build`: `model` as the recogniser, and an encoder that tells voices apart by their pitch."""
    return {"whisper-base": lambda _: model, "speaker-encoder": lambda _: by_pitch}


def blocks(samples: Samples, seconds: float = 10.0) -> list[Audio]:
    size = round(seconds * RATE)
    return [Audio(samples[at : at + size], RATE) for at in range(0, len(samples), size)]


def noise(seconds: float, level: float = 0.001) -> Samples:
    random = np.random.default_rng(3)
    return (level * random.standard_normal(round(seconds * RATE))).astype(np.float32)
