#!/usr/bin/env bash
# Run the tests that need Ray, and the benchmark, in a throw-away environment: Ray 2.60.0 (Apache-2.0, some 285 MB).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
here=$(cd "$(dirname "$0")/.." && pwd)
python -m venv "$folder"
"$folder/bin/pip" install -q --require-hashes --no-deps -r "$here/requirements.lock"
"$folder/bin/pip" install -q --no-deps -e "$here"
"$folder/bin/pip" install -q "ray==2.60.0"
cd "$here"
# Ray tells its nodes the machine's own address for 127.0.0.1, where the benchmark's nodes do not listen: without a network
# there is no other address.
alone() { unshare --map-root-user --net -- bash -c 'ip link set lo up && exec "$@"' bash "$@"; }
"$folder/bin/python" -m pytest -q tests/engines/cluster tests/engines/contract -k "ray or cluster"
alone "$folder/bin/python" -m benchmarks.ray_scaling "$@"
