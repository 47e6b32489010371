"""The configuration and the tokenizer of a tiny Pocket TTS, written to a folder; without weights they are random.

Run by the Python of the engine's environment.
"""

from __future__ import annotations

import sys
from pathlib import Path

import yaml
from tokenizers import Tokenizer, models, pre_tokenizers

folder = Path(sys.argv[1])
letters = [chr(n) for n in range(32, 127)]
vocabulary = {"<unk>": 0, **{letter: at for at, letter in enumerate(letters, 1)}}
tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="<unk>"))
tokenizer.pre_tokenizer = pre_tokenizers.Split("", "isolated")
tokenizer.save(str(folder / "tokenizer.json"))
transformer = {"d_model": 64, "hidden_scale": 2, "max_period": 10000, "num_heads": 4, "num_layers": 2}
seanet = {
    "dimension": 32,
    "channels": 1,
    "n_filters": 4,
    "n_residual_layers": 1,
    "ratios": [6, 5, 4],
    "kernel_size": 7,
    "residual_kernel_size": 3,
    "last_kernel_size": 3,
    "dilation_base": 2,
    "pad_mode": "constant",
    "compress": 2,
}
table = {
    "dim": 64,
    "n_bins": tokenizer.get_vocab_size(),
    "tokenizer": "tokenizers",
    "tokenizer_path": str(folder / "tokenizer.json"),
}
codec: dict[str, object] = {
    "d_model": 32,
    "num_heads": 4,
    "num_layers": 1,
    "layer_scale": 0.01,
    "context": 50,
}
codec |= {"dim_feedforward": 64, "input_dimension": 32, "output_dimensions": [32]}
config = {
    "flow_lm": {
        "dtype": "float32",
        "flow": {"depth": 2, "dim": 32},
        "transformer": transformer,
        "lookup_table": table,
        "insert_bos_before_voice": True,
    },
    "mimi": {
        "dtype": "float32",
        "sample_rate": 24000,
        "inner_dim": 8,
        "outer_dim": 32,
        "channels": 1,
        "frame_rate": 12.5,
        "seanet": seanet,
        "transformer": codec,
        "quantizer": {"dimension": 8, "output_dimension": 32},
    },
}
(folder / "tiny.yaml").write_text(yaml.safe_dump(config))
