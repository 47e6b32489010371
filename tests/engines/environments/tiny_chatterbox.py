"""A small Chatterbox Multilingual with random weights, made by the package's own classes, written to a folder.

Run by the Python of the engine's environment: as a program it writes the weights; `engine` is the engine with them. The
package has one size, so its classes are given fewer and narrower layers before they are made.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from clonyvoice.engines.environments.chatterbox.chatterbox_engine import ChatterboxEngine


def shrink() -> None:
    """Have the package make a model with fewer layers."""
    from chatterbox.models.s3gen import s3gen
    from chatterbox.models.t3 import llama_configs

    # the alignment reads heads of the layers 9, 12 and 13; the resampler wants 1,024 dimensions
    llama_configs.LLAMA_CONFIGS["Llama_520M"].update(num_hidden_layers=14, intermediate_size=64)

    def smaller(made: Any, **fewer: Any) -> Any:
        return lambda **given: made(**{**given, **fewer})

    s3gen.ConditionalDecoder = smaller(s3gen.ConditionalDecoder, n_blocks=1, num_mid_blocks=1)
    s3gen.UpsampleConformerEncoder = smaller(s3gen.UpsampleConformerEncoder, num_blocks=1, linear_units=64)


def speech_alone(_head: Any, _inputs: Any, scores: Any) -> Any:
    """The scores of tokens with those lowered that are no speech, and that trained weights never choose."""
    scores = scores.clone()
    scores[..., 6561:] = -1e4
    return scores


def engine(folder: str) -> ChatterboxEngine:
    """The engine with the weights that `write` wrote; a text may take a second."""

    class Small(ChatterboxEngine):
        first_seconds, seconds_a_letter = 1.0, 0.0  # random weights find no end

        def _loaded(self) -> Any:
            shrink()
            model = super()._loaded()
            model.t3.speech_head.register_forward_hook(speech_alone)
            return model

    return Small(Path(folder))


def write(folder: Path) -> None:
    """Write random weights and a tokenizer of single letters."""
    import torch
    from chatterbox.models.s3gen import S3Gen
    from chatterbox.models.t3 import T3
    from chatterbox.models.t3.modules.t3_config import T3Config
    from chatterbox.models.voice_encoder import VoiceEncoder
    from safetensors.torch import save_file
    from tokenizers import Tokenizer, models, pre_tokenizers

    shrink()
    torch.manual_seed(3)
    torch.save(VoiceEncoder().state_dict(), folder / "ve.pt")
    torch.save(S3Gen().state_dict(), folder / "s3gen.pt")
    save_file(T3(T3Config.multilingual()).state_dict(), folder / "t3_mtl23ls_v2.safetensors")
    letters = [chr(n) for n in range(32, 127) if chr(n) not in "[]"]
    tokens = ["[STOP]", "[UNK]", "[SPACE]", "[en]", "[ko]", "[de]", *letters]
    tokens += [f"[{n}]" for n in range(len(tokens), 255)] + ["[START]"]
    vocabulary = {token: at for at, token in enumerate(tokens)}
    made = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    made.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    made.add_special_tokens([token for token in vocabulary if len(token) > 1])
    made.save(str(folder / "grapheme_mtl_merged_expanded_v1.json"))
    (folder / "Cangjie5_TC.json").write_text("[]")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
