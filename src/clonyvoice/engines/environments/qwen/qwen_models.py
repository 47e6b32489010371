"""The models of Qwen3-TTS: found in the engine's weights or on the Hub, and loaded when they are needed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

from clonyvoice.core.errors import EngineUnavailable
from clonyvoice.engines.workers.errors import out_of_memory, weights_missing, weights_unusable

Kind: TypeAlias = Literal["base", "custom_voice", "voice_design"]
_HUB: Final[dict[Kind, str]] = {"base": "Base", "custom_voice": "CustomVoice", "voice_design": "VoiceDesign"}
_LARGE_GPU_BYTES: Final = 8_000_000_000
"""Memory of a GPU from which on the larger model is taken. Chosen by hand."""


def has_gpu() -> bool:
    """Whether there is a GPU of NVIDIA here, without importing torch."""
    return Path("/dev/nvidia0").exists() or shutil.which("nvidia-smi") is not None


class QwenModels:
    """The models in `weights`, a folder for each kind, or on the Hub. Not safe for several threads."""

    def __init__(self, weights: Path | None) -> None:
        self._weights = weights
        self._models: dict[Kind, Any] = {}

    @property
    def loaded(self) -> bool:
        """Whether any model is in memory."""
        return bool(self._models)

    def clear(self) -> None:
        """Drop all models."""
        self._models.clear()

    def has(self, kind: Kind) -> bool:
        """Whether a copy of the model is in the weights."""
        return self._weights is not None and (self._weights / kind / "config.json").is_file()

    def speakers(self) -> frozenset[str] | None:
        """The speakers of a copied CustomVoice model; None where there is no copy to read."""
        try:
            return frozenset(self._config("custom_voice")["talker_config"]["spk_id"])
        except (KeyError, TypeError):
            return None

    def follows_instructions(self) -> bool:
        """Whether the copied CustomVoice model is one of those that follow instructions."""
        return self._config("custom_voice").get("tts_model_size") not in ("0b6", None)

    def _config(self, kind: Kind) -> dict[str, Any]:
        """The configuration of a copied model; empty where there is none to read."""
        if self._weights is None:
            return {}
        try:
            found = json.loads((self._weights / kind / "config.json").read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def get(self, kind: Kind) -> Any:
        """The model, loaded the first time. Raises EngineUnavailable."""
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
        here = self.has(kind)
        large = large or kind == "voice_design"  # there is no smaller one
        name = str(local) if here else f"Qwen/Qwen3-TTS-12Hz-{'1.7B' if large else '0.6B'}-{_HUB[kind]}"
        try:
            model = Qwen3TTSModel.from_pretrained(
                name,
                device_map="cuda:0" if gpu else "cpu",
                dtype=torch.bfloat16 if gpu else torch.float32,
                local_files_only=here,
            )
        except Exception as error:
            if out_of_memory(error):
                raise
            files = f"the folder of its {_HUB[kind]} model as {kind!r}"
            if here:
                raise weights_unusable("qwen", "Qwen3-TTS", files, error) from None
            if not isinstance(error, OSError):  # what the Hub's client raises offline
                raise
            raise weights_missing("qwen", "Qwen3-TTS", files, error) from None
        if model.model.tts_model_type != kind:
            raise EngineUnavailable(
                f"The weights in {kind!r} are those of {model.model.tts_model_type!r}: copy the {_HUB[kind]} model"
                " there."
            )
        self._models[kind] = model
        return model
