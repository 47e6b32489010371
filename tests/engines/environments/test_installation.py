"""Engines in environments of their own: whole or not at all, without a network, their problems in words."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import threading
import time
import zipfile
from base64 import urlsafe_b64encode
from pathlib import Path

import pytest
from click.testing import CliRunner

from clonyvoice.cli import group
from clonyvoice.core.cancel import Cancelled, CancelToken
from clonyvoice.engines.environments import building, installation, recipes
from clonyvoice.engines.environments.building import InstallationFailed
from clonyvoice.engines.environments.installation import (
    Environments,
    LicenceNotAccepted,
    installed_engines,
)
from clonyvoice.engines.environments.recipes import EngineNotInstalled, RecipeNotFound, recipe, recipe_ids

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


@pytest.fixture
def wheelhouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A wheelhouse, and the recipe of an engine that it is enough for. Its environment borrows NumPy from this one."""
    house, shelf = tmp_path / "wheels", tmp_path / "recipes" / "tones"
    house.mkdir()
    shelf.mkdir(parents=True)
    import numpy

    borrowed = str(Path(numpy.__file__).parents[1])
    digest = wheel(house, "tones", f"import sys\nsys.path.append({borrowed!r})\n")
    made = shelf / "tones_engine.py"
    made.write_text(
        "import tones\nfrom clonyvoice.engines.fake import FakeEngine\nfrom dataclasses import replace\n"
        "def engine(weights):\n    made = FakeEngine()\n    made.info = replace(made.info, id='tones')\n"
        "    return made\n"
    )
    launch = tmp_path / "launch.py"
    real = Path(building.__file__).parents[1] / "workers" / "launch.py"
    launch.write_text(
        real.read_text().replace("import sys\n", f"import sys\nsys.path.append({borrowed!r})\n", 1)
    )
    (shelf / "engine.toml").write_text(RECIPE.format(factory=f"{made}:engine"))
    (shelf / "requirements.lock").write_text(f"tones==1.0 --hash=sha256:{digest}\n")
    monkeypatch.setattr(recipes, "_FOLDER", tmp_path / "recipes")

    def command(python: Path | str, factory: str, *arguments: str) -> list[str]:
        package = real.parents[2]
        return [str(python), "-I", str(launch), str(package), factory, *arguments]

    monkeypatch.setattr(installation, "command", command)
    return house


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def test_an_engine_is_installed_verified_used_and_removed(tmp_path: Path, wheelhouse: Path) -> None:
    found = Environments(tmp_path / "data")
    assert (found.state("tones"), found.installed(), installed_engines(tmp_path / "data")) == (
        "not installed",
        [],
        [],
    )
    with pytest.raises(LicenceNotAccepted, match=r"Name who made it.*--accept-licence"):
        found.install("tones", wheelhouse=wheelhouse)
    told: list[str] = []
    made = found.install("tones", accept_licence=True, wheelhouse=wheelhouse, tell=told.append)
    assert (made.info.id, [preset.id for preset in made.presets]) == ("tones", ["fake_ann", "fake_ben"])
    assert "starting it once" in told
    assert found.state("tones") == "installed"
    assert found.verify("tones") == []
    (found.weights("tones") / "model.bin").write_bytes(b"weights")
    found.install("tones", accept_licence=True, wheelhouse=wheelhouse)
    assert (found.weights("tones") / "model.bin").read_bytes() == b"weights", "kept when it is installed anew"
    (engine,) = installed_engines(tmp_path / "data")
    engine.load()
    assert engine.memory() > 0
    engine.unload()
    assert names(tmp_path / "data" / "engines") == ["tones"]
    found.remove("tones")
    assert names(tmp_path / "data" / "engines") == []
    with pytest.raises(EngineNotInstalled):
        found.remove("tones")
    with pytest.raises(RecipeNotFound, match="tones"):
        found.install("other")


def test_one_wrong_byte_is_found_and_a_damaged_environment_is_not_used(
    tmp_path: Path, wheelhouse: Path
) -> None:
    found = Environments(tmp_path / "data")
    found.install("tones", accept_licence=True, wheelhouse=wheelhouse)
    (module,) = found.folder("tones").rglob("tones.py")
    module.write_bytes(module.read_bytes() + b"#")
    assert found.verify("tones") == ["tones: tones.py was changed"]
    note = found.folder("tones") / "installed.json"
    note.write_text(json.dumps(json.loads(note.read_text()) | {"contract": 0}))
    assert (found.state("tones"), found.installed()) == ("out of date", [])
    note.write_text("{")
    assert (found.state("tones"), found.installed()) == ("damaged", [])
    assert "install it again" in found.verify("tones")[0]


def test_what_fails_or_is_cancelled_leaves_the_earlier_one_and_nothing_else(
    tmp_path: Path, wheelhouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = Environments(tmp_path / "data")
    found.install("tones", accept_licence=True, wheelhouse=wheelhouse)
    lock = recipe("tones").lock
    lock.write_text(lock.read_text().replace("sha256:", "sha256:0000")[:90] + "\n")
    with pytest.raises(InstallationFailed, match="Nothing was changed") as raised:
        found.install("tones", accept_licence=True, wheelhouse=wheelhouse)
    assert str(tmp_path) not in raised.value.message
    (wheelhouse / "tones-1.0-py3-none-any.whl").unlink()
    with pytest.raises(InstallationFailed):
        found.install("tones", accept_licence=True, wheelhouse=wheelhouse)
    cancel = CancelToken()
    monkeypatch.setattr("shutil.which", lambda _name: sys.executable)  # an installer that never ends
    monkeypatch.setattr(building, "subprocess", _Endless(subprocess))
    threading.Timer(0.3, cancel.cancel).start()
    began = time.monotonic()
    with pytest.raises(Cancelled):
        found.install("tones", accept_licence=True, wheelhouse=wheelhouse, cancel=cancel)
    assert time.monotonic() - began < 10
    assert names(tmp_path / "data" / "engines") == ["tones"]
    (found.folder("tones").parent / ".building-tones-1234").mkdir()
    with pytest.raises(InstallationFailed):
        monkeypatch.undo()
        monkeypatch.setattr(recipes, "_FOLDER", tmp_path / "recipes")
        found.install("tones", accept_licence=True, wheelhouse=wheelhouse)
    assert names(tmp_path / "data" / "engines") == ["tones"], "left by an interrupted installation"


class _Endless:
    """`subprocess`, whose programs wait."""

    def __init__(self, real: object) -> None:
        self._real = real

    def __getattr__(self, name: str) -> object:
        return getattr(self._real, name)

    def Popen(self, step: list[str], **more: object) -> object:  # noqa: N802 - its name
        return self._real.Popen([sys.executable, "-c", "import time; time.sleep(60)"], **more)  # type: ignore[attr-defined]


def test_the_command_lists_licences_and_says_what_to_do(tmp_path: Path) -> None:
    where = ["--data-dir", str(tmp_path)]
    run = CliRunner()
    listed = run.invoke(group, ["engines", "list", *where])
    assert listed.exit_code == 0
    for name in recipe_ids():
        one = recipe(name)
        assert one.title in listed.output
        assert one.weights_licence in listed.output
        lines = one.lock.read_text("utf-8").splitlines()
        assert any("--hash=sha256:" in line for line in lines), "every package has its hash"
    refused = run.invoke(group, ["engines", "install", "pocket", *where])
    assert isinstance(refused.exception, LicenceNotAccepted)
    assert isinstance(run.invoke(group, ["engines", "try", "pocket", *where]).exception, EngineNotInstalled)
    assert isinstance(
        run.invoke(group, ["engines", "verify", "pocket", *where]).exception, EngineNotInstalled
    )
    assert names(tmp_path) == []
