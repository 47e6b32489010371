#!/usr/bin/env bash
# Programs that the tests drive and that pip cannot bring: Chromium for the studio, curl and node for the documented examples.
set -euo pipefail
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
