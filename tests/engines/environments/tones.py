"""An engine that installs in seconds without a network: one wheel, one module."""

from __future__ import annotations

import hashlib
import zipfile
from base64 import urlsafe_b64encode
from pathlib import Path

import pytest

from clonyvoice.engines.environments import installation, virtual_environment

RECIPE = """
id = "tones"
title = "Tones"
summary = "A tone for each word."
factory = "{factory}"
modules = ["tones"]
download_mb = 1
disk_mb = 1
memory_mb = 300
[licence]
code = "MIT"
weights = "CC-BY-4.0"
accept = true
text = "Name who made it."
"""


def wheel(folder: Path, name: str, text: str) -> str:
    """A wheel of one module; its SHA-256."""
    path = folder / f"{name}-1.0-py3-none-any.whl"
    meta = f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n"
    files = {
        f"{name}.py": text,
        f"{name}-1.0.dist-info/METADATA": meta,
        f"{name}-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\nGenerator: t\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(
        f"{file},sha256={urlsafe_b64encode(hashlib.sha256(data.encode()).digest()).rstrip(b'=').decode()},{len(data)}\n"
        for file, data in files.items()
    )
    with zipfile.ZipFile(path, "w") as packed:
        for file, data in {
            **files,
            f"{name}-1.0.dist-info/RECORD": f"{record}{name}-1.0.dist-info/RECORD,,\n",
        }.items():
            packed.writestr(file, data)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def tones_recipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A wheelhouse; beside it, in `recipes`, the recipe of an engine `tones` that it is enough for.

    Its environment borrows NumPy from this one.
    """
    house, shelf = tmp_path / "wheels", tmp_path / "recipes" / "tones"
    house.mkdir()
    shelf.mkdir(parents=True)
    import numpy

    borrowed = str(Path(numpy.__file__).parents[1])
    digest = wheel(house, "tones", f"import sys\nsys.path.append({borrowed!r})\n")
    made = shelf / "tones_engine.py"
    made.write_text(
        "import os, tones\nfrom clonyvoice.engines.fake import FakeEngine\nfrom dataclasses import replace\n"
        "def engine(weights):\n    made = FakeEngine()\n    made.info = replace(made.info, id='tones')\n"
        "    if not os.path.exists(weights + '/more'):\n"
        "        made.info = replace(made.info, abilities=made.info.abilities - {'pitch'})\n"
        "    return made\n"
    )
    launch = tmp_path / "environment_entry.py"
    real = Path(virtual_environment.__file__).parents[1] / "workers" / "environment_entry.py"
    launch.write_text(
        real.read_text().replace("import sys\n", f"import sys\nsys.path.append({borrowed!r})\n", 1)
    )
    (shelf / "engine.toml").write_text(RECIPE.format(factory=f"{made}:engine"))
    (shelf / "requirements.lock").write_text(f"tones==1.0 --hash=sha256:{digest}\n")

    def command(python: Path | str, factory: str, *arguments: str) -> list[str]:
        package = real.parents[2]
        return [str(python), "-I", str(launch), str(package), factory, *arguments]

    monkeypatch.setattr(installation, "command", command)
    return house
