"""Piper (VITS), a small second engine; the demo and the tests clone its voice.

It is no engine of the API: it has one voice, no settings, and exists to be recorded. `PiperEngine` puts it behind the
engine contract, as the least that an engine can be: it says a text by itself, without the words' phonemes.
Model input after Piper's `voice.py`: ids of eSpeak's IPA with a pad between all, begin and end marks around.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.errors import EngineUnavailable, NotFound
from clonyvoice.engines.contract import EngineInfo, Preset, Spoken, SynthesisRequest
from clonyvoice.text.phonemes.espeak import TIE, ipa

_MODEL = "en_US-joe-medium.onnx"
_BEGIN, _END, _PAD = "^", "$", "_"


class PiperVoice:
    """One Piper voice in memory; `folder` is the weights folder of `piper-joe`."""

    def __init__(self, folder: Path) -> None:
        import onnxruntime

        config = json.loads((folder / f"{_MODEL}.json").read_text("utf-8"))
        self._ids: dict[str, list[int]] = config["phoneme_id_map"]
        self._espeak: str = config["espeak"]["voice"]
        self.sample_rate = int(config["audio"]["sample_rate"])
        defaults = config["inference"]
        self._scales = np.array(
            [defaults["noise_scale"], defaults["length_scale"], defaults["noise_w"]], np.float32
        )
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(str(folder / _MODEL), options)

    def say(self, text: str, *, varied: bool = True) -> Audio:
        """`text` spoken, a quarter second between sentences.

        It sounds a little different each time; flatter, and always the same, where not `varied`: without the model's
        noise in durations and sound.
        """
        noise, length, duration_noise = self._scales
        scales = self._scales if varied else np.array([0 * noise, length, 0 * duration_noise], np.float32)
        gap = np.zeros(self.sample_rate // 4, np.float32)
        pieces = [gap]
        for sentence in re.findall(r"[^.!?]+[.!?]*", text):
            phonemes = ipa(sentence, self._espeak).replace(TIE, "")
            mark = sentence.strip()[-1:]
            ids = list(self._ids[_BEGIN])
            for symbol in phonemes + (mark if mark in ".!?" else "."):
                ids += self._ids[_PAD] + self._ids.get(symbol, [])
            ids += self._ids[_PAD] + self._ids[_END]
            feed = {
                "input": np.array([ids], np.int64),
                "input_lengths": np.array([len(ids)], np.int64),
                "scales": scales,
            }
            pieces += [np.asarray(self._session.run(None, feed)[0], np.float32).reshape(-1), gap]
        return Audio(np.concatenate(pieces), self.sample_rate)


class PiperEngine:
    """The Piper voice in `folder` as an engine: one preset, English, nothing else."""

    info = EngineInfo(
        id="piper",
        title="Piper (Joe)",
        licence="MIT",
        languages=("en",),
        sample_rate=22_050,
        weights=("piper-joe",),
        abilities=frozenset({"preset"}),
        memory_mb=150,
    )

    def __init__(self, folder: Path | str) -> None:
        self._folder = Path(folder)
        self._voice: PiperVoice | None = None

    def load(self, device: str = "cpu") -> None:
        """Read the model; does nothing when it is there. Raises EngineUnavailable."""
        if device not in self.info.devices or not (self._folder / _MODEL).is_file():
            raise EngineUnavailable(
                "The Piper voice is not installed. Get it: clonyvoice models pull piper-joe"
            )
        self._voice = self._voice or PiperVoice(self._folder)

    def unload(self) -> None:
        """Give the memory back."""
        self._voice = None

    def presets(self) -> Sequence[Preset]:
        """Joe."""
        return (Preset("joe", "Joe", "en", "male", "A plain voice."),)

    def synthesise(self, request: SynthesisRequest, cancel: CancelToken) -> Iterator[Spoken]:
        """The sound of a chunk, a sentence at a time. Raises Cancelled, NotFound for another voice than Joe."""
        if self._voice is None:
            raise EngineUnavailable("The Piper voice is not loaded.")
        if request.voice != "joe":
            raise NotFound("Piper has one voice here: 'joe'.", param="voice")
        for sentence in re.findall(r"[^.!?]+[.!?]*", request.text):
            cancel.raise_if_cancelled()
            yield Spoken(self._voice.say(sentence))
