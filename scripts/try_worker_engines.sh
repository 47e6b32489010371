#!/usr/bin/env bash
# Install the engines beyond the embedded one for real (some 20 GB) and run their tests with tiny random weights.
set -euo pipefail
folder=${1:-$(mktemp -d)}
clonyvoice engines install pocket --accept-licence --data-dir "$folder"
clonyvoice engines verify pocket --data-dir "$folder"
clonyvoice engines install qwen --data-dir "$folder"
clonyvoice engines verify qwen --data-dir "$folder"
OMP_NUM_THREADS=1 CLONYVOICE_TEST_QWEN="$folder/engines/qwen/venv/bin/python" \
    python -m pytest -q tests/engines/environments/test_qwen.py
clonyvoice engines install chatterbox --accept-licence --data-dir "$folder"
clonyvoice engines verify chatterbox --data-dir "$folder"
OMP_NUM_THREADS=1 CLONYVOICE_TEST_CHATTERBOX="$folder/engines/chatterbox/venv/bin/python" \
    python -m pytest -q tests/engines/environments/test_chatterbox.py
CLONYVOICE_TEST_POCKET="$folder/engines/pocket/venv/bin/python" python -m pytest -q tests/engines/environments/test_pocket.py
