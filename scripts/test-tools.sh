#!/usr/bin/env bash
# What the tests drive and ClonyVoice does not need: Chromium for the studio, curl for the documented examples, and the
# client packages of other vendors' APIs in an environment of their own (tests/clients).
set -euo pipefail
cd "$(dirname "$0")/.."

clients=tests/clients
if ! cmp -s $clients/requirements.lock $clients/.venv/installed.lock; then
  echo "Installing the client packages for the tests …"
  "${PYTHON:-.venv/bin/python}" -m venv $clients/.venv
  $clients/.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps \
    -r $clients/requirements.lock
  cp $clients/requirements.lock $clients/.venv/installed.lock
fi
wheel=$clients/requirements-home-assistant.txt
if ! cmp -s $wheel $clients/.venv/home-assistant/installed.txt; then # pip would refuse it on Pythons before 3.14
  rm -rf $clients/.venv/home-assistant
  $clients/.venv/bin/python -m pip download --quiet --disable-pip-version-check --require-hashes --no-deps \
    --ignore-requires-python --dest $clients/.venv/home-assistant -r $wheel
  (cd $clients/.venv/home-assistant && ../bin/python - ./*.whl <<'END'
import sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as wheel:
    kept = ("homeassistant/components/wyoming/", "homeassistant/components/stt/", "homeassistant/components/tts/")
    wheel.extractall(members=[name for name in wheel.namelist() if name.startswith(kept) or ".dist-info/METADATA" in name])
END
  )
  rm $clients/.venv/home-assistant/*.whl
  cp $wheel $clients/.venv/home-assistant/installed.txt
fi
if ! cmp -s $clients/package-lock.json $clients/node_modules/installed.lock; then
  (cd $clients && npm ci --no-audit --no-fund --no-update-notifier --loglevel=error)
  cp $clients/package-lock.json $clients/node_modules/installed.lock
fi

need=()
command -v chromium >/dev/null || need+=(chromium)
command -v curl >/dev/null || need+=(curl)
[ ${#need[@]} -eq 0 ] && exit 0
if command -v apt-get >/dev/null; then
  as_root=""
  [ "$(id -u)" -eq 0 ] || as_root="sudo -n"
  if [ -z "$as_root" ] || $as_root true 2>/dev/null; then
    echo "Installing ${need[*]} for the tests …"
    $as_root apt-get update -qq
    DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends "${need[@]}" >/dev/null
    exit 0
  fi
fi
echo "The tests need: ${need[*]}. Install them (Debian: apt-get install ${need[*]}) and run again." >&2
exit 1
