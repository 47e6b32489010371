"""Qwen3-TTS behind the engine contract; runs in its own environment, in a process of its own.

Facts of qwen-tts 0.1.1 that this depends on: one model each for clones (Base), for its own speakers (CustomVoice) and
for voices from descriptions (VoiceDesign), which are loaded with their first text. A design says a sentence, which is
then the prompt of a clone: said anew from the description, each text would be in another voice. `generate` ignores
some arguments, stopping criteria among them, so a hook before each step of the talker stops it; a prompt is a pair of
samples and rate with what is said in them (a string would be fetched as an address); generators are torch's global
ones, so one text at a time.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, Literal, TypeVar, cast

import numpy as np

from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.errors import EngineUnavailable, InvalidRequest, NotFound
from clonyvoice.engines.capabilities import DesignedVoice
from clonyvoice.engines.contract import (
    Ability,
    EngineInfo,
    Fit,
    FittedVoice,
    Preset,
    Progress,
    Reference,
    RefineLevel,
    SlotLease,
    Spoken,
    SynthesisRequest,
    Turn,
)
from clonyvoice.engines.environments.prompt_fitting import RATE, fitted_once
from clonyvoice.engines.environments.qwen.prompt_voices import (
    DESIGN_TEXTS,
    FORMAT,
    LANGUAGES,
    packed,
    packed_reference,
    unpacked,
)
from clonyvoice.engines.environments.qwen.qwen_models import QwenModels, has_gpu

T = TypeVar("T")
_PROMPTS_KEPT: Final = 8
"""Prompts that were encoded, in memory. Chosen by hand."""
_MOST_FRAMES: Final = 500
"""Frames of 80 ms that a chunk has at most: 40 s, some four times what its text takes. Chosen by hand."""
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
_LONGEST_DESCRIPTION: Final = 2000
"""Characters of a description. Chosen by hand, as the API's."""


def engine(weights: str = "") -> QwenEngine:
    """The engine with the weights in `weights/base`, `custom_voice` and `voice_design`, else from the Hub."""
    return QwenEngine(Path(weights) if weights else None)


class QwenEngine:
    """Qwen3-TTS 12 Hz in ten languages: clones, nine speakers that follow instructions, voices from descriptions.

    On a GPU if there is one, else slowly. Instructions and designs need models of 1.7 billion parameters: they are
    declared where there is a GPU, or such a model in the weights.
    """

    info = EngineInfo(
        id="qwen",
        title="Qwen3-TTS",
        licence="Apache-2.0",
        languages=tuple(LANGUAGES),
        sample_rate=RATE,
        weights=(),
        abilities=frozenset({"preset", "clone", "design", "instruct", "seed"}),
        memory_mb=6000,
        devices=("cpu", "cuda"),
        max_phonemes=200,
    )

    def __init__(self, weights: Path | None = None) -> None:
        self._models = QwenModels(weights)
        speakers = self._models.speakers()
        known = [preset for preset in _PRESETS if speakers is None or preset.id in speakers]
        self._presets: tuple[Preset, ...] = tuple(known)
        lacks: set[Ability] = set()
        gpu = has_gpu()
        if not known:  # a folder with other speakers than those that Qwen gives out
            lacks |= {"preset", "instruct"}
        if not (self._models.follows_instructions() if speakers is not None else gpu):
            lacks.add("instruct")
        if not (gpu or self._models.has("voice_design")):
            lacks.add("design")
        self.info = replace(self.info, abilities=self.info.abilities - lacks)
        self._lock = threading.Lock()
        self._prompts: OrderedDict[str, Any] = OrderedDict()

    def load(self, device: str = "cpu") -> None:
        """Import torch and load the model that clones; does nothing when it is there. Raises EngineUnavailable."""
        if device not in self.info.devices:
            raise EngineUnavailable(f"The engine 'qwen' has no device {device!r}; use 'cpu' or 'cuda'.")
        with self._lock:
            if not self._models.loaded:
                self._models.get("base")

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
        voice = FittedVoice(self.info.id, FORMAT, packed_reference(reference))
        transcript, samples = unpacked(voice)
        report = {"seconds": len(samples) / RATE, "with_transcript": float(bool(transcript))}
        yield from fitted_once(voice, self._prompt, self._lock, report, progress, cancel, turn)

    def check_description(
        self, description: str, gender: str | None = None, age: str | int | None = None
    ) -> None:
        """Raise InvalidRequest for a description that is empty or too long: what it means the model decides."""
        if not any((description.strip(), gender, age)):
            raise InvalidRequest("Describe the voice in words.", param="description")
        if len(description) > _LONGEST_DESCRIPTION:
            raise InvalidRequest(
                f"A description has at most {_LONGEST_DESCRIPTION} characters.", param="description"
            )

    def design(
        self,
        description: str,
        cancel: CancelToken,
        *,
        language: str = "en",
        gender: str | None = None,
        age: str | int | None = None,
        seed: int = 0,
        count: int = 1,
        turn: SlotLease = nullcontext,
    ) -> Iterator[DesignedVoice]:
        """Voices that say a sentence as described, each to be cloned from it. Raises Cancelled, EngineUnavailable."""
        self.check_description(description, gender, age)
        spoken = LANGUAGES.get(language.split("-")[0], "English")
        more = [f"Gender: {gender}." if gender else "", f"Age: {age}." if age else ""]
        told = " ".join(part for part in (description.strip(), *more) if part)
        known = gender if gender in ("female", "male") else None
        for number in range(count):
            with turn():
                cancel.raise_if_cancelled()
                sound = self._said(
                    "voice_design",
                    seed + number,
                    cancel,
                    lambda model: model.generate_voice_design(
                        text=DESIGN_TEXTS[spoken],
                        instruct=told,
                        language=spoken,
                        max_new_tokens=_MOST_FRAMES,
                    ),
                )
            data = packed(_long_enough(sound), DESIGN_TEXTS[spoken])
            yield DesignedVoice(
                FittedVoice(self.info.id, FORMAT, data),
                language,
                seed + number,
                cast("Literal['female', 'male'] | None", known),
                {"understood": [told], "seconds": len(sound) / RATE},
            )

    def synthesise(self, request: SynthesisRequest, cancel: CancelToken) -> Iterator[Spoken]:
        """The sound of a chunk, in one piece. Instructions are followed by presets.

        Raises Cancelled, NotFound, InvalidRequest, EngineUnavailable.
        """
        language = LANGUAGES.get(request.language.split("-")[0], "Auto")
        text, voice, seed = request.text, request.voice, request.seed or 0
        if isinstance(voice, str):
            if voice not in {preset.id for preset in self._presets}:
                raise NotFound(f"Qwen3-TTS has no voice {voice!r}.", param="voice")

            def preset(model: Any) -> Any:
                if (
                    request.instructions and model.model.tts_model_size == "0b6"
                ):  # it would leave them out silently
                    raise InvalidRequest(
                        "The smaller model of Qwen3-TTS, which this machine takes, follows no instructions: leave them"
                        " out, or copy the model of 1.7 billion parameters to the folder"
                        " 'engines/qwen/weights/custom_voice' of the data directory.",
                        param="instructions",
                    )
                return model.generate_custom_voice(
                    text=text,
                    speaker=voice,
                    language=language,
                    instruct=request.instructions or None,
                    max_new_tokens=_MOST_FRAMES,
                )

            sound = self._said("custom_voice", seed, cancel, preset)
        else:

            def clone(model: Any) -> Any:
                return model.generate_voice_clone(
                    text=text,
                    language=language,
                    voice_clone_prompt=self._prompt(voice),
                    max_new_tokens=_MOST_FRAMES,
                )

            sound = self._said("base", seed, cancel, clone)
        yield Spoken(Audio(np.clip(sound, -4.0, 4.0), RATE))

    def _said(
        self,
        kind: Literal["base", "custom_voice", "voice_design"],
        seed: int,
        cancel: CancelToken,
        say: Callable[[Any], Any],
    ) -> np.ndarray:
        """The samples that `say` has the model of this kind make. Raises Cancelled, EngineUnavailable."""
        import torch

        with self._lock:
            cancel.raise_if_cancelled()
            model = self._models.get(kind)
            torch.manual_seed(seed)
            stopping = model.model.talker.register_forward_pre_hook(
                lambda _module, _inputs: cancel.raise_if_cancelled()
            )
            try:
                sounds, rate = say(model)
            finally:
                stopping.remove()
        cancel.raise_if_cancelled()
        if rate != RATE:
            raise EngineUnavailable(
                f"This model speaks at {rate} Hz; the 12 Hz models with {RATE} Hz are needed."
            )
        return np.ascontiguousarray(sounds[0], np.float32).reshape(-1)

    # --- inside, under the lock ---

    def _prompt(self, voice: FittedVoice) -> Any:
        """The prompt of the model for a fitted voice, from a small cache."""
        known = sha256(voice.data).hexdigest()
        if known in self._prompts:
            self._prompts.move_to_end(known)
            return self._prompts[known]
        transcript, samples = unpacked(voice)
        prompt = self._models.get("base").create_voice_clone_prompt(
            ref_audio=(samples, RATE), ref_text=transcript or None, x_vector_only_mode=not transcript
        )
        self._prompts[known] = prompt
        while len(self._prompts) > _PROMPTS_KEPT:
            self._prompts.popitem(last=False)
        return prompt


def _long_enough(sound: np.ndarray) -> np.ndarray:
    """The sound, with silence up to the second of speech that a prompt has at least."""
    return np.pad(sound, (0, max(0, RATE - len(sound))))
