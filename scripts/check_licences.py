"""Fail when a package that ClonyVoice installs has a licence that an Apache-2.0 project may not depend on."""

from __future__ import annotations

import re
import sys
from importlib import metadata
from pathlib import Path

ALLOWED = re.compile(
    r"apache|\bmit\b|bsd|isc\b|mpl|mozilla|psf|python software foundation|unlicense|zlib|lgpl|lesser general|"
    r"0bsd|public domain|cc0|hpnd|boost|blue oak",
    re.IGNORECASE,
)
# Packages whose metadata is silent or that are installed beside the project on purpose; why stands with each.
KNOWN = {
    "espeakng-loader": "GPL-3.0: espeak-ng stays a library of its own, loaded when present (see README)",
    "mutagen": "GPL-2.0-or-later: tests alone read files with it; it is in no installation (extra `dev`)",
}


def licence_of(name: str) -> str:
    """The licence in the installed package's metadata: expression, field and classifiers."""
    found = metadata.metadata(name)
    parts = [found.get("License-Expression") or "", (found.get("License") or "")[:200]]
    parts += [c for c in found.get_all("Classifier") or [] if c.startswith("License ::")]
    return " | ".join(part for part in parts if part)


def main() -> int:
    """Check every pinned package that is installed."""
    lock = Path(__file__).parent.parent / "requirements.lock"
    names = re.findall(r"^([A-Za-z0-9_.-]+)==", lock.read_text(encoding="utf-8"), re.MULTILINE)
    bad = []
    for name in names:
        try:
            licence = licence_of(name)
        except metadata.PackageNotFoundError:
            continue  # pinned for another platform
        if name not in KNOWN and not ALLOWED.search(licence):
            bad.append(f"{name}: {licence or 'no licence in its metadata'}")
    print("\n".join(bad) or f"licences: {len(names)} pinned packages are fine")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
