#!/usr/bin/env bash
# Build the wheel and start it as a stranger does: `uvx` and `pipx install`, in a home of its own. It speaks, and serves the
# API with the studio. Needs a built studio (`make studio`) and a package index; uv and pipx come into a folder of their own.
#   scripts/try_wheel.sh [--python 3.13] [uvx] [pipx]
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
python=python3
if [ "${1:-}" = --python ]; then python="python$2" && shift 2; fi
folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$folder"' EXIT
"${PYTHON:-$python}" -m venv "$folder/tools"
"$folder/tools/bin/pip" install -q --disable-pip-version-check uv pipx
export PATH="$folder/tools/bin:$PATH" HOME="$folder/home" UV_CACHE_DIR="$folder/cache" UV_PYTHON_DOWNLOADS=never PYTHONUNBUFFERED=1
unset PYTHONPATH VIRTUAL_ENV
mkdir "$HOME"
uv build -q --wheel --out-dir "$folder/wheel" "$here"
wheel=$(echo "$folder"/wheel/*.whl)
cd "$HOME"

check() { # the command that runs ClonyVoice
  name=$1 && shift
  export CLONYVOICE_DATA_DIR="$folder/data-$name"
  "$@" models pull
  "$@" say "The old clock on the wall strikes seven." --out "$HOME/$name.wav"
  [ "$(stat -c %s "$HOME/$name.wav")" -gt 48000 ]
  "$@" serve --no-browser --port 0 >"$HOME/$name.log" 2>&1 &
  server=$!
  for _ in $(seq 300); do
    url=$(grep -oE 'http://127\.0\.0\.1:[0-9]+' "$HOME/$name.log" | head -1 || true)
    [ -n "$url" ] && curl -fs "$url/health" >/dev/null && break
    sleep 0.5
  done
  [ -n "$url" ] || { cat "$HOME/$name.log" && exit 1; }
  curl -fs "$url/" | grep -q '<div id="root"'
  key=$("$@" keys create --name wheel | grep -oE 'cvk_[A-Za-z0-9_-]+' | head -1)
  curl -fs "$url/v1/audio/speech" -H "Authorization: Bearer $key" -H "Content-Type: application/json" \
    -d '{"model": "tts-1", "voice": "alloy", "input": "It works.", "response_format": "wav"}' -o "$HOME/$name-api.wav"
  [ "$(stat -c %s "$HOME/$name-api.wav")" -gt 20000 ]
  kill "$server" # SIGTERM, which uv passes on
  wait "$server" || true
  server=
  echo "$name: $("$@" --version), $("${PYTHON:-$python}" --version): said a sentence, served the studio and the API"
}

for way in "${@:-uvx pipx}"; do
  for one in $way; do
    case $one in
      uvx) check uvx uvx -q --python "$(command -v "${PYTHON:-$python}")" --from "$wheel" clonyvoice ;;
      pipx)
        pipx install -q --python "$(command -v "${PYTHON:-$python}")" "$wheel"
        check pipx "$HOME/.local/bin/clonyvoice"
        ;;
    esac
  done
done
