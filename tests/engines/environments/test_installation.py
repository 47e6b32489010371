"""Engines in environments of their own: whole or not at all, without a network, their problems in words."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest
from click.testing import CliRunner

from clonyvoice.cli import engines as cli_engines
from clonyvoice.cli import group
from clonyvoice.core.cancel import Cancelled, CancelToken
from clonyvoice.core.errors import InvalidRequest, Unavailable
from clonyvoice.engines.environments import installation, virtual_environment
from clonyvoice.engines.environments.installation import (
    Environments,
    installed_engines,
)
from clonyvoice.engines.environments.recipes import (
    EngineNotInstalled,
    LicenceNotAccepted,
    RecipeNotFound,
    recipe,
    recipe_ids,
)
from clonyvoice.engines.environments.virtual_environment import InstallationFailed
from clonyvoice.engines.fake import FakeEngine
from tests.engines.environments.tones import tones_recipe
from tests.eventually import eventually


@pytest.fixture
def wheelhouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A wheelhouse, and the recipe of an engine that it is enough for."""
    return tones_recipe(tmp_path, monkeypatch)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def test_an_engine_is_installed_verified_used_and_removed(tmp_path: Path, wheelhouse: Path) -> None:
    found = Environments(tmp_path / "data", tmp_path / "recipes")
    assert (found.state("tones"), found.installed()) == ("not installed", [])
    assert installed_engines(tmp_path / "data", recipes=tmp_path / "recipes") == []
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
    (engine,) = installed_engines(tmp_path / "data", recipes=tmp_path / "recipes")
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
    found = Environments(tmp_path / "data", tmp_path / "recipes")
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


def test_abilities_that_come_with_copied_weights_are_noted_by_verify(
    tmp_path: Path, wheelhouse: Path
) -> None:
    found = Environments(tmp_path / "data", tmp_path / "recipes")
    found.install("tones", accept_licence=True, wheelhouse=wheelhouse)
    note = found.folder("tones") / "installed.json"
    before = note.read_bytes()
    assert found.verify("tones") == []
    assert note.read_bytes() == before
    (found.weights("tones") / "more").touch()
    assert "pitch" not in found.installed()[0].info.abilities
    assert found.verify("tones") == []
    (one,) = found.installed()
    assert "pitch" in one.info.abilities
    assert (json.loads(note.read_text())["licence_accepted"], len(one.presets)) == (True, 2)


def test_what_fails_or_is_cancelled_leaves_the_earlier_one_and_nothing_else(
    tmp_path: Path, wheelhouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = Environments(tmp_path / "data", tmp_path / "recipes")
    found.install("tones", accept_licence=True, wheelhouse=wheelhouse)
    lock = recipe("tones", tmp_path / "recipes").lock
    lock.write_text(lock.read_text().replace("sha256:", "sha256:0000")[:90] + "\n")
    with pytest.raises(InstallationFailed, match="Nothing was changed") as raised:
        found.install("tones", accept_licence=True, wheelhouse=wheelhouse)
    assert str(tmp_path) not in raised.value.message
    (wheelhouse / "tones-1.0-py3-none-any.whl").unlink()
    with pytest.raises(InstallationFailed):
        found.install("tones", accept_licence=True, wheelhouse=wheelhouse)
    cancel = CancelToken()
    monkeypatch.setattr("shutil.which", lambda _name: sys.executable)  # an installer that never ends
    monkeypatch.setattr(virtual_environment, "subprocess", _Endless(subprocess))
    threading.Timer(0.3, cancel.cancel).start()
    began = time.monotonic()
    with pytest.raises(Cancelled):
        found.install("tones", accept_licence=True, wheelhouse=wheelhouse, cancel=cancel)
    assert time.monotonic() - began < 60
    assert names(tmp_path / "data" / "engines") == ["tones"]
    (found.folder("tones").parent / ".building-tones-1234").mkdir()
    with pytest.raises(InstallationFailed):
        monkeypatch.undo()
        found.install("tones", accept_licence=True, wheelhouse=wheelhouse)
    assert names(tmp_path / "data" / "engines") == ["tones"], "left by an interrupted installation"


class _Endless:
    """`subprocess`, whose programs wait for programs of their own, as pip does for another environment."""

    def __init__(self, real: object) -> None:
        self._real = real

    def __getattr__(self, name: str) -> object:
        return getattr(self._real, name)

    def Popen(self, step: list[str], **more: object) -> object:  # noqa: N802 - its name
        inner = [sys.executable, "-c", "import time; time.sleep(120)"]
        outer = f"import subprocess; subprocess.run({inner!r})"
        return self._real.Popen([sys.executable, "-c", outer], **more)  # type: ignore[attr-defined]  # a module, seen as an object


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES … torch==2.9 from …", "file of torch is not the one"),
        ("ERROR: No matching distribution found for torch==2.9", "torch is not there for this system"),
        ("OSError: HTTPConnectionPool(host='x'): Max retries exceeded", "index did not answer"),
        (
            "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(…)'\n"
            "ERROR: No matching distribution found for torch==2.9",
            "index did not answer",
        ),
        ("ERROR: HTTP error 503 while getting …", "index did not answer"),
        (
            "Downloading torch (502 kB)\nERROR: No matching distribution found for numpy==2",
            "numpy is not there",
        ),
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("error: something new", "error: something new"),
    ],
)
def test_a_failed_installation_says_why_in_words(
    tmp_path: Path, wheelhouse: Path, monkeypatch: pytest.MonkeyPatch, said: str, reason: str
) -> None:
    def failing(step: list[str], **more: object) -> object:
        return subprocess.Popen([sys.executable, "-c", f"print({said!r}); raise SystemExit(1)"], **more)  # type: ignore[call-overload]  # what is passed on is of any type

    shown = SimpleNamespace(**{**vars(subprocess), "Popen": failing})
    monkeypatch.setattr(virtual_environment, "subprocess", shown)
    told: list[str] = []
    found = Environments(tmp_path / "data", tmp_path / "recipes")
    with pytest.raises(InstallationFailed, match=reason) as raised:
        found.install("tones", accept_licence=True, wheelhouse=wheelhouse, tell=told.append)
    assert "The folder of wheels is filled where there is a network" in raised.value.message
    assert "--wheelhouse" not in raised.value.message, "it was given"
    with pytest.raises(InstallationFailed, match=f"{reason}.*--wheelhouse FOLDER"):
        found.install("tones", accept_licence=True)
    with pytest.raises(Unavailable, match=f"wheels of 'tones' could not all be downloaded: .*{reason}"):
        virtual_environment.fill_wheelhouse(
            recipe("tones", tmp_path / "recipes"), tmp_path / "w", told.append
        )
    assert not any("object at" in line or "Retry(" in line for line in told), told


def test_an_engine_without_voices_is_tried_with_a_recording(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = FakeEngine()
    monkeypatch.setattr(engine, "presets", tuple)
    monkeypatch.setattr(cli_engines, "_engine", lambda _name, _options: engine)
    refused = CliRunner().invoke(group, ["engines", "try", engine.info.id, "--data-dir", str(tmp_path)])
    assert isinstance(refused.exception, InvalidRequest)
    assert f"clonyvoice engines try {engine.info.id} --recording FILE" in refused.exception.message
    assert not engine.loaded, "nothing was loaded in vain"


@pytest.mark.skipif(os.name != "posix", reason="groups of processes are ended")
def test_an_installer_ends_with_the_program_that_was_killed(tmp_path: Path, wheelhouse: Path) -> None:
    silent = tmp_path / "uv"  # with a program of its own, as pip has one
    silent.write_text(
        f"#!/bin/sh\nsleep 600 &\necho $$ $! > {tmp_path}/pids.part\nmv {tmp_path}/pids.part {tmp_path}/pids\nwait\n"
    )
    silent.chmod(0o700)
    program = (
        "from pathlib import Path\nfrom clonyvoice.engines.environments.installation import Environments\n"
        f"Environments(Path({str(tmp_path / 'data')!r}), Path({str(tmp_path / 'recipes')!r})).install("
        f"'tones', accept_licence=True, wheelhouse=Path({str(wheelhouse)!r}))"
    )
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    with subprocess.Popen([sys.executable, "-c", program], env={**os.environ, "PATH": path}) as killed:
        eventually(lambda: (tmp_path / "pids").exists())
        pids = [int(pid) for pid in (tmp_path / "pids").read_text().split()]
        assert all(psutil.pid_exists(pid) for pid in pids)
        killed.kill()
    eventually(lambda: not any(_runs(pid) for pid in pids))


def _runs(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_an_interrupted_command_says_that_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(installation, "build", interrupted)
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=1e12))
    options = ["engines", "install", "pocket", "--accept-licence", "--data-dir", str(tmp_path)]
    ended = CliRunner().invoke(group, options)
    assert ended.exit_code == 1
    assert "Interrupted: nothing of this installation is left." in ended.output
    assert names(tmp_path / "engines") == []


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


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Collecting torch==2.15.0 (from -r /home/somebody/pocket.lock (line 1103))", "Collecting torch==2.15.0"),
        ("  Downloading torch-2.15.0-cp311-cp311-manylinux_2_28_x86_64.whl (539.1 MB)",
         "Downloading torch-2.15.0-cp311-cp311-manylinux_2_28_x86_64.whl (539.1 MB)"),
        ("Successfully installed torch-2.15.0", "Successfully installed torch-2.15.0"),
        ("ERROR: No space left on device", "ERROR: No space left on device"),
        ("Looking in indexes: https://someone:secret@index.example/simple", ""),
        ("Ignoring colorama: markers 'sys_platform == \"win32\"' don't match your environment", ""),
        ("   ━━━━━━━━━━━━━━━━━━━━━ 134.5/134.5 kB 97.3 MB/s eta 0:00:00", ""),
    ],
)  # fmt: skip
def test_the_lines_of_an_installer_name_packages_and_sizes_and_nothing_else(line: str, said: str) -> None:
    assert virtual_environment.progress_line(line) == said
