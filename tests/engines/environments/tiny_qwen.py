"""Tiny Qwen3-TTS models with random weights, made by the package's own configuration classes, written to a folder.

Run by the Python of the engine's environment: `base` clones, `custom_voice` has two speakers
and follows instructions, `voice_design` makes voices from descriptions.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import torch
from qwen_tts.core import Qwen3TTSTokenizerV2Config, Qwen3TTSTokenizerV2Model
from qwen_tts.core.models import Qwen3TTSConfig, Qwen3TTSForConditionalGeneration
from tokenizers import Tokenizer, models, pre_tokenizers
from tokenizers import decoders as byte_decoders
from transformers import EncodecFeatureExtractor, Qwen2TokenizerFast

CODES, GROUPS, HIDDEN = 64, 4, 32
SPECIAL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>", "<tts_pad>", "<tts_bos>", "<tts_eos>"]
LANGUAGES = [
    "chinese",
    "english",
    "japanese",
    "korean",
    "german",
    "french",
    "russian",
    "portuguese",
    "spanish",
    "italian",
]


def tokenizer_into(folder: Path) -> dict[str, int]:
    """A byte-level tokenizer without merges; the ids of its special tokens."""
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    vocabulary = {letter: at for at, letter in enumerate(letters)}
    made = Tokenizer(models.BPE(vocabulary, merges=[]))
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = byte_decoders.ByteLevel()
    fast = Qwen2TokenizerFast(tokenizer_object=made, pad_token=SPECIAL[0], eos_token=SPECIAL[0])
    fast.add_special_tokens({"additional_special_tokens": SPECIAL[1:]})
    fast.save_pretrained(folder)
    (folder / "vocab.json").write_text(json.dumps(vocabulary))
    (folder / "merges.txt").write_text("#version: 0.2\n")
    return {token: fast.convert_tokens_to_ids(token) for token in SPECIAL} | {"size": len(fast)}


def speech_tokenizer_into(folder: Path) -> None:
    """The codec: 12.5 frames a second of 4 codes, 1,920 samples each."""
    encoder = {
        "hidden_size": 32, "num_filters": 4, "num_residual_layers": 1, "upsampling_ratios": [8, 6, 5, 4],
        "codebook_size": CODES, "codebook_dim": 16, "vector_quantization_hidden_dimension": 16,
        "num_quantizers": GROUPS, "num_semantic_quantizers": 1, "num_hidden_layers": 1, "num_attention_heads": 4,
        "num_key_value_heads": 4, "head_dim": 8, "intermediate_size": 64, "sampling_rate": 24_000,
        "frame_rate": 12.5, "upsample_groups": 32,
    }  # fmt: skip
    decoder = {
        "codebook_size": CODES, "codebook_dim": 32, "hidden_size": 32, "latent_dim": 32, "num_attention_heads": 4,
        "num_key_value_heads": 4, "head_dim": 8, "intermediate_size": 64, "num_hidden_layers": 1,
        "num_quantizers": GROUPS, "decoder_dim": 32,
    }  # fmt: skip
    config = Qwen3TTSTokenizerV2Config(
        encoder_config=encoder, decoder_config=decoder, encoder_valid_num_quantizers=GROUPS
    )
    model = Qwen3TTSTokenizerV2Model(config)
    with torch.no_grad():  # codebooks begin as zeros, and random convolutions are nearly silent
        for name, values in [*model.named_parameters(), *model.named_buffers()]:
            if name.endswith(("embedding_sum", "embed_sum")):
                values.normal_()
            elif name.endswith("cluster_usage"):
                values.fill_(1.0)
        last = [one for one in model.decoder.decoder.modules() if isinstance(one, torch.nn.Conv1d)][-1]
        gain = 0.3 / model.decoder(torch.randint(CODES, (1, GROUPS, 30))).abs().max()
        for values in last.parameters():
            values.mul_(gain)
    model.save_pretrained(folder)
    EncodecFeatureExtractor(feature_size=1, sampling_rate=24_000).save_pretrained(folder)


def model_into(folder: Path, kind: str) -> None:
    folder.mkdir(parents=True)
    tokens = tokenizer_into(folder)
    special = CODES
    predictor = {
        "vocab_size": CODES, "hidden_size": HIDDEN, "intermediate_size": 64, "num_hidden_layers": 1,
        "num_attention_heads": 4, "num_key_value_heads": 2, "head_dim": 8, "num_code_groups": GROUPS,
    }  # fmt: skip
    talker = {
        "vocab_size": CODES + 1024, "hidden_size": HIDDEN, "intermediate_size": 64, "num_hidden_layers": 2,
        "num_attention_heads": 4, "num_key_value_heads": 2, "head_dim": 8, "num_code_groups": GROUPS,
        "text_hidden_size": HIDDEN, "text_vocab_size": tokens["size"], "code_predictor_config": predictor,
        "rope_scaling": {"rope_type": "default", "mrope_section": [2, 1, 1], "interleaved": True},
        "codec_pad_id": special, "codec_bos_id": special + 1, "codec_eos_token_id": special + 2,
        "codec_think_id": special + 3, "codec_nothink_id": special + 4, "codec_think_bos_id": special + 5,
        "codec_think_eos_id": special + 6,
        "codec_language_id": {name: special + 20 + at for at, name in enumerate(LANGUAGES)},
        "spk_id": {"ryan": special + 60, "sohee": special + 61} if kind == "custom_voice" else {},
        "spk_is_dialect": {} if kind != "custom_voice" else {"ryan": False, "sohee": False},
    }  # fmt: skip
    encoder = {
        "enc_dim": HIDDEN, "enc_channels": [16, 16, 16, 16, 48], "enc_attention_channels": 8,
        "enc_res2net_scale": 4, "enc_se_channels": 8,
    }  # fmt: skip
    config = Qwen3TTSConfig(
        talker_config=talker, speaker_encoder_config=encoder, tokenizer_type="qwen3_tts_tokenizer_12hz",
        tts_model_size="0b6" if kind == "base" else "1b7", tts_model_type=kind,
        im_start_token_id=tokens["<|im_start|>"],
        im_end_token_id=tokens["<|im_end|>"], tts_pad_token_id=tokens["<tts_pad>"],
        tts_bos_token_id=tokens["<tts_bos>"], tts_eos_token_id=tokens["<tts_eos>"],
    )  # fmt: skip
    model = Qwen3TTSForConditionalGeneration(config)
    model.save_pretrained(folder)
    saved = json.loads((folder / "config.json").read_text())
    saved["speaker_encoder_config"] = encoder  # what is saved of it has a field that its class does not take
    (folder / "config.json").write_text(json.dumps(saved))
    (folder / "generation_config.json").write_text(json.dumps({"max_new_tokens": 40}))
    speech_tokenizer_into(folder / "speech_tokenizer")


torch.manual_seed(3)
for kind in ("base", "custom_voice", "voice_design"):
    model_into(Path(sys.argv[1]) / kind, kind)
