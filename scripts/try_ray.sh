#!/usr/bin/env bash
# Run the tests that need Ray, and the benchmark, in a throw-away environment: Ray 2.60.0 (Apache-2.0, some 285 MB).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
here=$(cd "$(dirname "$0")/.." && pwd)
python -m venv "$folder"
"$folder/bin/pip" install -q --require-hashes -r "$here/requirements.lock"
"$folder/bin/pip" install -q --no-deps -e "$here"
"$folder/bin/pip" install -q "ray==2.60.0"
cd "$here"
"$folder/bin/python" -m pytest -q tests/engines/cluster tests/engines/contract -k "ray or cluster"
"$folder/bin/python" -m benchmarks.ray_scaling "$@"
