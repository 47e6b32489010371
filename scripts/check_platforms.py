"""Whether the dependencies can be installed on each promised system and Python: `python scripts/check_platforms.py`.

Offline, it evaluates the markers of requirements.lock in each environment: every dependency that applies there is
pinned, in a version that pyproject.toml allows, with hashes. With `--resolve` it asks the package index, through uv
(`pip install uv`), whether each pinned version has a wheel there; what has none anywhere is built from its source.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
SYSTEMS: dict[str, dict[str, str]] = {
    "x86_64-manylinux_2_28": {"sys_platform": "linux", "platform_machine": "x86_64", "os_name": "posix"},
    "aarch64-manylinux_2_28": {"sys_platform": "linux", "platform_machine": "aarch64", "os_name": "posix"},
    "aarch64-apple-darwin": {"sys_platform": "darwin", "platform_machine": "arm64", "os_name": "posix"},
    "windows": {"sys_platform": "win32", "platform_machine": "AMD64", "os_name": "nt"},
}
"""By uv's name of a platform: the values of its markers. Macs with Intel's processors are not among them: the
pinned ONNX Runtime has no wheel for those."""
KERNELS = {"linux": "Linux", "darwin": "Darwin", "win32": "Windows"}
EXTRAS = ("credentials", "zeroconf")
"""Optional dependencies that are pinned too, since the tests use them."""
WITHOUT_EXTRA = {("windows", "credentials")}
"""Systems on which an extra cannot be installed, as docs/how-to/install.md says: c2pa-python has no wheel there."""
WITHOUT_WHEELS = "docopt"
"""Of plain Python, and needed by num2words: pip builds it, everywhere."""
MACOS = "14.0"
"""The oldest macOS for which PyAV and ONNX Runtime have wheels."""


def environments() -> Iterator[tuple[str, str, dict[str, str]]]:
    """Python, system, and the values of markers there."""
    for python in PYTHONS:
        for system, marked in SYSTEMS.items():
            yield (
                python,
                system,
                {
                    **marked,
                    "python_version": python,
                    "python_full_version": f"{python}.0",
                    "platform_system": KERNELS[marked["sys_platform"]],
                    "implementation_name": "cpython",
                    "platform_python_implementation": "CPython",
                    "extra": "",
                },
            )


def pinned(lock: str) -> list[tuple[Requirement, bool]]:
    """The requirements of a lock file, and whether each has hashes."""
    joined = lock.replace("\\\n", " ")
    found = []
    for line in joined.splitlines():
        if re.match(r"[A-Za-z0-9]", line):
            wanted, mark, hashes = line.partition(" --hash=")
            found.append((Requirement(wanted.strip()), bool(mark and hashes)))
    return found


def problems(project: Mapping[str, Any], lock: str) -> list[str]:
    """The dependencies that cannot be installed as locked, a line each."""
    told = project["project"]
    wanted = [Requirement(line) for line in told["dependencies"]]
    for extra in EXTRAS:
        wanted += [Requirement(line) for line in told["optional-dependencies"][extra]]
    locked = pinned(lock)
    found = [f"{one.name} has no hashes" for one, hashed in locked if not hashed]
    for python, system, markers in environments():
        versions = {
            canonicalize_name(one.name): next(iter(one.specifier)).version
            for one, _ in locked
            if one.marker is None or one.marker.evaluate(markers)
        }
        for one in wanted:
            if one.marker is not None and not one.marker.evaluate(markers):
                continue
            version = versions.get(canonicalize_name(one.name))
            if version is None or version not in one.specifier:
                found.append(f"Python {python}, {system}: {one.name} is pinned to {version}")
    oldest = told["requires-python"].removeprefix(">=")
    shown = {line.rpartition(" :: ")[2] for line in told["classifiers"] if "Python :: 3." in line}
    if oldest != PYTHONS[0] or shown != set(PYTHONS):
        found.append(f"pyproject.toml promises {sorted(shown)} from {oldest}, and {PYTHONS} are checked")
    return found


def resolved(python: str, system: str, wheels: str, extra: str = "") -> str:
    """The number of packages for which the index has wheels there, with an extra or none, or what is missing."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "there.txt"
        command = [
            "uv", "pip", "compile", "pyproject.toml", "--constraints", "requirements.lock", "--find-links", wheels,
            "--python-version", python, "--python-platform", system, "--only-binary", ":all:",
            "--no-emit-package", "sudachidict-core", "--no-header", "--no-annotate", "--quiet",
            "--output-file", str(target),
        ]  # fmt: skip
        if extra:
            command += ["--extra", extra]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            return " ".join(done.stderr.split())[:400]
        return f"{target.read_text('utf-8').count('==')} packages"


def main() -> int:
    """Print what was found; 1 where something cannot be installed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--resolve", action="store_true", help="ask the package index for wheels, with uv")
    asked = parser.parse_args()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    found = problems(project, (ROOT / "requirements.lock").read_text("utf-8"))
    if asked.resolve:
        os.environ.setdefault("MACOSX_DEPLOYMENT_TARGET", MACOS)
        with tempfile.TemporaryDirectory() as wheels:
            built = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", wheels, WITHOUT_WHEELS]
            subprocess.run(built, check=True)
            for python, system, _ in environments():
                for extra in ("", *EXTRAS):
                    told = resolved(python, system, wheels, extra)
                    line = f"Python {python}, {system}{extra and f', [{extra}]'}: {told}"
                    print(line, flush=True)
                    if told.endswith(" packages") == ((system, extra) in WITHOUT_EXTRA):
                        found.append(line)
    print("\n".join(found) or "platforms: everything is pinned for all of them")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
