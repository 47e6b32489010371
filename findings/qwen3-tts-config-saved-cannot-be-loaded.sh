#!/usr/bin/env bash
# A configuration of Qwen3-TTS that was saved by its own package cannot be loaded by it again.
#
# Every `PretrainedConfig` of transformers is expected to come back from `save_pretrained` by `from_pretrained`. That of
# Qwen3-TTS writes `model_type` into its part about the speaker encoder, and that part's class takes no field of this name
# (and no others besides its own), so that loading raises TypeError. Who fine-tunes a model and saves it has to take the
# field out of config.json by hand. Read from the package's own file: nothing else of it is imported, and no weights.
# Exit status: 0 while it is so, 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet transformers==4.57.3
"$folder/env/bin/pip" install --quiet --no-deps qwen-tts==0.1.1
"$folder/env/bin/python" - "$folder" <<'PYTHON' 2>&1 | grep -v "PyTorch, TensorFlow"
import importlib.util
import json
import sys
import sysconfig
from importlib.metadata import version
from pathlib import Path

place = Path(sysconfig.get_paths()["purelib"]) / "qwen_tts/core/models/configuration_qwen3_tts.py"
spec = importlib.util.spec_from_file_location("configuration_qwen3_tts", place)
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)

saved = Path(sys.argv[1]) / "saved"
module.Qwen3TTSConfig(tts_model_type="base", speaker_encoder_config={"enc_dim": 1024}).save_pretrained(saved)
written = json.loads((saved / "config.json").read_text())["speaker_encoder_config"]
print("qwen-tts", version("qwen-tts"), "transformers", version("transformers"))
print("saved of the speaker encoder:", sorted(written))
try:
    module.Qwen3TTSConfig.from_pretrained(saved)
except TypeError as error:
    print("loading it again:", error)
else:
    print("loading it again works: this has changed")
    sys.exit(1)
PYTHON
