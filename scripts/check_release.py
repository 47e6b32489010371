"""Fail when version and changelog disagree, or a dependency is not pinned in requirements.lock."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent


def normal(name: str) -> str:
    """A package name in the form that all spellings share (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def main() -> int:
    """Compare the files; 1 and a line for each disagreement."""
    problems = []
    version = re.search(r'__version__ = "(.+)"', (ROOT / "src/clonyvoice/__init__.py").read_text("utf-8"))
    heading = re.search(r"^## (\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    if not version or not heading or version[1] != heading[1]:
        problems.append("CHANGELOG.md's first version is not the package's __version__")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    pinned = {normal(name) for name in re.findall(r"^([A-Za-z0-9_.-]+)==", lock, re.MULTILINE)}
    names = [re.match(r"[A-Za-z0-9_.-]+", dependency) for dependency in wanted]
    problems += [
        f"{name[0]} is not pinned: run `make lock`"
        for name in names
        if name and normal(name[0]) not in pinned
    ]
    print("\n".join(problems) or "release: version, changelog and lock agree")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
