"""Qwen3-TTS behind the engine contract; runs in its own environment, in a process of its own.

Facts of qwen-tts 0.1.1 that this depends on: one model each for clones (Base) and for its own speakers (CustomVoice),
which are loaded with their first text; `generate` ignores some arguments, stopping criteria among them,
so a hook before each step of the talker stops it; a prompt is a pair of samples and rate with what is said in them (a
string would be fetched as an address); generators are torch's global ones, so one text at a time.
"""

from __future__ import annotations

import json
import struct
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

import numpy as np

from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.errors import EngineUnavailable, InvalidRequest, NotFound
from clonyvoice.engines.contract import (
    EngineInfo,
    Fit,
    FittedVoice,
    Preset,
    Progress,
    Reference,
    RefineLevel,
    Spoken,
    SynthesisRequest,
    Turn,
)

Kind: TypeAlias = Literal["base", "custom_voice"]
_RATE: Final = 24_000
"""Sample rate of the model."""
_FORMAT: Final = 1
"""Of a fitted voice: length of the transcript (big-endian, 4 bytes), the transcript, int16 samples at 24 kHz."""
_PROMPT_SECONDS: Final = 12.0
"""Seconds of recordings that a voice is made of. Chosen by hand."""
_PROMPTS_KEPT: Final = 8
"""Prompts that were encoded, in memory. Chosen by hand."""
_MOST_FRAMES: Final = 500
"""Frames of 80 ms that a chunk has at most: 40 s, some four times what its text takes. Chosen by hand."""
_LANGUAGES: Final = {
    "zh": "Chinese", "en": "English", "ja": "Japanese", "ko": "Korean", "de": "German", "fr": "French",
    "ru": "Russian", "pt": "Portuguese", "es": "Spanish", "it": "Italian",
}  # fmt: skip
_PRESETS: Final = (
    Preset("vivian", "Vivian", "zh", "female", "Bright, slightly edgy, young."),
    Preset("serena", "Serena", "zh", "female", "Warm, gentle, young."),
    Preset("uncle_fu", "Uncle Fu", "zh", "male", "Seasoned, low, mellow."),
    Preset("dylan", "Dylan", "zh", "male", "Youthful, of Beijing, clear."),
    Preset("eric", "Eric", "zh", "male", "Lively, of Chengdu, slightly husky."),
    Preset("ryan", "Ryan", "en", "male", "Dynamic, with strong rhythm."),
    Preset("aiden", "Aiden", "en", "male", "Sunny, American, clear."),
    Preset("ono_anna", "Ono Anna", "ja", "female", "Playful, light, nimble."),
    Preset("sohee", "Sohee", "ko", "female", "Warm, rich in emotion."),
)
_HUB: Final = {"base": "Base", "custom_voice": "CustomVoice"}
_LARGE_GPU_BYTES: Final = 8_000_000_000
"""Memory of a GPU from which on the larger model is taken. Chosen by hand."""


def engine(weights: str = "") -> QwenEngine:
    """The engine with the weights in `weights/base` and `weights/custom_voice`, else from the Hub."""
    return QwenEngine(Path(weights) if weights else None)


class QwenEngine:
    """Qwen3-TTS 12 Hz: clones and nine speakers in ten languages; on a GPU if there is one, else slowly."""

    info = EngineInfo(
        id="qwen",
        title="Qwen3-TTS",
        licence="Apache-2.0",
        languages=tuple(_LANGUAGES),
        sample_rate=_RATE,
        weights=(),
        abilities=frozenset({"preset", "clone", "seed"}),
        memory_mb=6000,
        devices=("cpu", "cuda"),
        max_phonemes=200,
    )

    def __init__(self, weights: Path | None = None) -> None:
        self._weights = weights
        speakers = _speakers_in(weights)
        if speakers is not None:  # a folder with other speakers than those that Qwen gives out
            known = [preset for preset in _PRESETS if preset.id in speakers]
            self._presets: tuple[Preset, ...] = tuple(known)
            if not known:
                self.info = replace(self.info, abilities=self.info.abilities - {"preset"})
        else:
            self._presets = _PRESETS
        self._lock = threading.Lock()
        self._models: dict[Kind, Any] = {}
        self._prompts: OrderedDict[str, Any] = OrderedDict()

    def load(self, device: str = "cpu") -> None:
        """Import torch and load the model that clones; does nothing when it is there. Raises EngineUnavailable."""
        if device not in self.info.devices:
            raise EngineUnavailable(f"The engine 'qwen' has no device {device!r}; use 'cpu' or 'cuda'.")
        with self._lock:
            if not self._models:
                self._model("base")

    def unload(self) -> None:
        """Drop the models; their memory is freed when the process ends."""
        with self._lock:
            self._models.clear()
            self._prompts.clear()

    def presets(self) -> Sequence[Preset]:
        """The speakers of the CustomVoice model."""
        return self._presets

    def fit(
        self,
        reference: Reference,
        level: RefineLevel,  # noqa: ARG002 - every level is the same here
        progress: Progress,
        cancel: CancelToken,
        turn: Turn | None = None,
    ) -> Iterator[Fit]:
        """One voice: the best seconds of speech and their transcript. There is nothing to refine."""
        voice = FittedVoice(self.info.id, _FORMAT, _packed(reference))

        def compute(token: CancelToken) -> None:
            with self._lock:
                token.raise_if_cancelled()
                self._prompt(voice)

        progress(0.1, "listening")
        compute(cancel) if turn is None else turn(compute)
        cancel.raise_if_cancelled()
        progress(1.0, "fitted")
        transcript, samples = _unpacked(voice)
        told = {"seconds": len(samples) / _RATE, "with_transcript": float(bool(transcript))}
        yield Fit(voice, "instant", None, told)

    def synthesise(self, request: SynthesisRequest, cancel: CancelToken) -> Iterator[Spoken]:
        """The sound of a chunk, in one piece. Raises Cancelled, NotFound, EngineUnavailable."""
        import torch

        language = _LANGUAGES.get(request.language.split("-")[0], "Auto")
        voice = request.voice
        with self._lock:
            cancel.raise_if_cancelled()
            if isinstance(voice, str) and voice not in {preset.id for preset in self._presets}:
                raise NotFound(f"Qwen3-TTS has no voice {voice!r}.", param="voice")
            model = self._model("custom_voice" if isinstance(voice, str) else "base")
            prompt = None if isinstance(voice, str) else self._prompt(voice)
            torch.manual_seed(0 if request.seed is None else request.seed)
            stopping = model.model.talker.register_forward_pre_hook(
                lambda _module, _inputs: cancel.raise_if_cancelled()
            )
            try:
                if isinstance(voice, str):
                    sounds, rate = model.generate_custom_voice(
                        text=request.text, speaker=voice, language=language, max_new_tokens=_MOST_FRAMES
                    )
                else:
                    sounds, rate = model.generate_voice_clone(
                        text=request.text, language=language, voice_clone_prompt=prompt, max_new_tokens=_MOST_FRAMES
                    )  # fmt: skip
            finally:
                stopping.remove()
        cancel.raise_if_cancelled()
        if rate != _RATE:
            raise EngineUnavailable(
                f"This model speaks at {rate} Hz; the 12 Hz models with {_RATE} Hz are needed."
            )
        samples = np.ascontiguousarray(sounds[0], np.float32).reshape(-1)
        yield Spoken(Audio(np.clip(samples, -4.0, 4.0), _RATE))

    # --- inside, under the lock ---

    def _model(self, kind: Kind) -> Any:
        if kind in self._models:
            return self._models[kind]
        try:
            import torch
            from qwen_tts import Qwen3TTSModel
        except ImportError:
            raise EngineUnavailable(
                "Qwen3-TTS is not in this environment. Install it: clonyvoice engines install qwen"
            ) from None
        gpu = torch.cuda.is_available()
        large = gpu and torch.cuda.get_device_properties(0).total_memory > _LARGE_GPU_BYTES
        local = None if self._weights is None else self._weights / kind
        here = local is not None and (local / "config.json").is_file()
        name = str(local) if here else f"Qwen/Qwen3-TTS-12Hz-{'1.7B' if large else '0.6B'}-{_HUB[kind]}"
        try:
            model = Qwen3TTSModel.from_pretrained(
                name,
                device_map="cuda:0" if gpu else "cpu",
                dtype=torch.bfloat16 if gpu else torch.float32,
                local_files_only=here,
            )
        except OSError as error:  # also what the Hub's client raises offline
            raise EngineUnavailable(
                f"The weights of Qwen3-TTS ({_HUB[kind]}) are not on this machine, or not whole, and the Hugging Face"
                f" Hub cannot be reached ({type(error).__name__}). Copy the model's folder to {kind!r} in the engine's"
                " weights."
            ) from None
        if model.model.tts_model_type != kind:
            raise EngineUnavailable(
                f"The weights in {kind!r} are those of {model.model.tts_model_type!r}: copy the {_HUB[kind]} model"
                " there."
            )
        self._models[kind] = model
        return model

    def _prompt(self, voice: FittedVoice) -> Any:
        """The prompt of the model for a fitted voice, from a small cache."""
        known = sha256(voice.data).hexdigest()
        if known in self._prompts:
            self._prompts.move_to_end(known)
            return self._prompts[known]
        transcript, samples = _unpacked(voice)
        prompt = self._model("base").create_voice_clone_prompt(
            ref_audio=(samples, _RATE), ref_text=transcript or None, x_vector_only_mode=not transcript
        )
        self._prompts[known] = prompt
        while len(self._prompts) > _PROMPTS_KEPT:
            self._prompts.popitem(last=False)
        return prompt


def _speakers_in(weights: Path | None) -> frozenset[str] | None:
    """The speakers of a copied CustomVoice model; None where there is no copy to read."""
    if weights is None:
        return None
    try:
        config = json.loads((weights / "custom_voice" / "config.json").read_text("utf-8"))
        return frozenset(config["talker_config"]["spk_id"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _packed(reference: Reference) -> bytes:
    """The best clips of a reference up to 12 s, and their words if all have some. Raises InvalidRequest."""
    chosen, left = [], round(_PROMPT_SECONDS * _RATE)
    for clip in sorted(reference.clips, key=lambda one: -one.weight):
        if clip.audio.sample_rate != _RATE:
            raise InvalidRequest("Clips for Qwen3-TTS have 24 kHz.", param="audio")
        if len(clip.audio.samples) <= left:
            chosen.append(clip)
            left -= len(clip.audio.samples)
    if not chosen and reference.clips:  # one long clip: its beginning, whose words are not known
        first = max(reference.clips, key=lambda one: one.weight)
        cut = Audio(first.audio.samples[: round(_PROMPT_SECONDS * _RATE)], _RATE)
        chosen = [replace(first, audio=cut, transcript="")]
    sound = np.concatenate([np.zeros(0, np.float32), *(clip.audio.samples for clip in chosen)])
    if len(sound) < _RATE:
        raise InvalidRequest("Qwen3-TTS needs at least a second of speech.", param="audio")
    words = [clip.transcript.strip() for clip in chosen]
    text = " ".join(words).encode() if all(words) else b""
    values: bytes = (np.clip(sound, -1.0, 1.0) * 32_767).astype("<i2").tobytes()
    return struct.pack(">I", len(text)) + text + values


def _unpacked(voice: FittedVoice) -> tuple[str, np.ndarray]:
    """The transcript and the samples of a fitted voice. Raises InvalidRequest."""
    problem = InvalidRequest("This voice was not fitted for Qwen3-TTS.", param="voice")
    if voice.format != _FORMAT or len(voice.data) < 4:
        raise problem
    (length,) = struct.unpack_from(">I", voice.data)
    sound = voice.data[4 + length :]
    if 4 + length > len(voice.data) or len(sound) % 2 or len(sound) < 2 * _RATE:
        raise problem
    try:
        transcript = voice.data[4 : 4 + length].decode()
    except UnicodeDecodeError:
        raise problem from None
    return transcript, np.frombuffer(sound, "<i2").astype(np.float32) / 32_768.0
