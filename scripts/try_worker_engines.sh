#!/usr/bin/env bash
# Install the engines beyond the embedded one for real (some 5 GB) and run their tests with tiny random weights.
set -euo pipefail
folder=${1:-$(mktemp -d)}
clonyvoice engines install pocket --accept-licence --data-dir "$folder"
clonyvoice engines verify pocket --data-dir "$folder"
CLONYVOICE_TEST_POCKET="$folder/engines/pocket/venv/bin/python" python -m pytest -q tests/engines/environments/test_pocket.py
