"""A virtual environment made from a lock file with hashes, by uv or, where there is none, by pip; and read through."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import signal
import subprocess  # uv or pip, with our own arguments
import sys
import tempfile
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Final, TypeAlias

from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.errors import Unavailable
from clonyvoice.engines.environments.recipes import Recipe

Tell: TypeAlias = Callable[[str], None]
"""Called with each line of an installation's progress."""
_QUIET: Final = ("--disable-pip-version-check", "--no-input")
_CHECK: Final = """
import base64, hashlib, importlib.metadata, sys
wrong = []
for found in importlib.metadata.distributions():
    for file in found.files or ():
        if file.hash is None or file.hash.mode != "sha256":
            continue
        try:
            with open(file.locate(), "rb") as data:
                digest = hashlib.file_digest(data, "sha256").digest()
        except OSError:
            wrong.append(f"{found.name}: {file.name} is missing")
            continue
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != file.hash.value:
            wrong.append(f"{found.name}: {file.name} was changed")
print("\\n".join(wrong[:20]))
sys.exit(1 if wrong else 0)
"""
_GUARDED: Final = """
import os, signal, subprocess, sys, threading

def end_with_the_caller():
    os.read(0, 1)
    os.killpg(0, signal.SIGKILL)

threading.Thread(target=end_with_the_caller, daemon=True).start()
os._exit(subprocess.call(sys.argv[1:], stdin=subprocess.DEVNULL) & 255)
"""
"""Runs an installer, and ends it with all that it started when our end of the pipe to it is closed: pip unpacks for
minutes without a word, and would go on when the server or the command is killed."""
_NO_ANSWER: Final = "the package index does not answer; trying again"
_NO_PROGRESS = re.compile(r"Looking in |Ignoring |Processing |Using cached |WARNING: Location |\W*━")
"""Beginnings of lines of pip without news for a reader: settings, packages of other systems, bars."""


class InstallationFailed(Unavailable):
    """An environment could not be made; nothing of it is left."""

    code = "engine_installation_failed"

    def __init__(self, name: str, why: str, *, from_wheels: bool = False) -> None:
        fill = f"clonyvoice engines download {name} FOLDER"
        super().__init__(
            f"The engine {name!r} could not be installed: {why} Nothing was changed. "
            + (
                f"The folder of wheels is filled where there is a network, with the same system and Python: {fill}"
                if from_wheels
                else f"Without a network, install from a folder of wheels (--wheelhouse FOLDER, or `wheelhouse` in the"
                f" data folder). Where there is one, this fills it: {fill}"
            ),
            param="engine",
        )


class IndexUnreachable(InstallationFailed):
    """The package index did not answer, or stopped in the middle; nothing was installed."""

    code = "engine_index_unreachable"


class PackageMissing(InstallationFailed):
    """A package is not there for this system, or not in the folder of wheels; nothing was installed."""

    code = "engine_package_missing"


class PackageDamaged(InstallationFailed):
    """A package is not the one that the lock file names; nothing was installed."""

    code = "engine_package_damaged"


class DiskTooSmall(InstallationFailed):
    """The disk has no space for an environment; nothing was installed."""

    code = "engine_disk_too_small"


_REASONS: Final = (
    (
        r"do not match the hashes|hash mismatch",
        "the file of {} is not the one that its lock file names: it came incomplete, or was changed. Try again; in a"
        " folder of wheels, copy it again.",
        PackageDamaged,
    ),
    (r"no space left", "the disk is full.", DiskTooSmall),
    (  # before the next one: pip ends with that, too, when an index does not answer
        r"max retries|retrying \(|failed to establish|timed out|connection (?:broken|refused|reset|aborted|error)|"
        r"incomplete ?read|failed to fetch|(?:http|status|error)\W{0,3}(?:error|code)?\W{0,3}50\d\b|\b50\d \w+ error",
        "the package index did not answer, or stopped in the middle. Check the network and try again.",
        IndexUnreachable,
    ),
    (
        r"no matching distribution|not find a version|no solution found|not found in the package registry",
        "{} is not there for this system, or not in the folder of wheels.",
        PackageMissing,
    ),
)
"""Signs in what pip and uv say, the reason in words and as an error; the first that is found counts."""


def python_of(folder: Path) -> Path:
    """The Python of an environment."""
    return folder / "venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def build(wanted: Recipe, folder: Path, wheelhouse: Path | None, tell: Tell, cancel: CancelToken) -> None:
    """Make the environment in `folder`. Raises InstallationFailed, Cancelled."""
    venv, python = folder / "venv", str(python_of(folder))
    folder.mkdir()
    uv = shutil.which("uv")
    offline = [] if wheelhouse is None else ["--no-index", "--find-links", str(wheelhouse)]
    needed = ["--require-hashes", "--no-deps", "-r", str(wanted.lock), *offline]  # the lock names them all
    if uv is not None:
        steps = [
            [uv, "venv", "--quiet", "--python", sys.executable, str(venv)],
            [uv, "pip", "install", "--python", python, *needed],
        ]
    elif find_spec("pip") is not None:  # ours, which need not be unpacked there first
        steps = [
            [sys.executable, "-m", "venv", "--without-pip", str(venv)],
            [sys.executable, "-m", "pip", "--python", python, "install", *_QUIET, *needed],
        ]
    else:
        steps = [
            [sys.executable, "-m", "venv", str(venv)],
            [python, "-m", "pip", "install", *_QUIET, *needed],
        ]
    scratch = folder / "tmp"  # what is unpacked on the way is in the same place, and goes with it
    scratch.mkdir()
    for step in steps:
        if found := _failure(step, tell, cancel, scratch):
            why, failed = found
            raise failed(wanted.id, why, from_wheels=wheelhouse is not None)
    shutil.rmtree(scratch, ignore_errors=True)


def fill_wheelhouse(wanted: Recipe, folder: Path, tell: Tell) -> None:
    """Download the wheels of a recipe's lock file for this system into `folder`. Raises Unavailable."""
    if find_spec("pip") is None:
        raise _not_downloaded(wanted.id, "pip is not in this environment, and downloads wheels.")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        download = [sys.executable, "-m", "pip", "download", *_QUIET, "-d", str(folder)]
        for what in (
            ["--require-hashes", "--no-deps", "-r", str(wanted.lock)],
            ["setuptools", "wheel"],  # some packages come as their source only, and are built there
        ):
            if found := _failure([*download, *what], tell, CancelToken(), Path(scratch)):
                raise _not_downloaded(wanted.id, found[0])


def _not_downloaded(name: str, why: str) -> Unavailable:
    return Unavailable(
        f"The wheels of {name!r} could not all be downloaded: {why} What came is kept: the same command goes on."
    )


def _failure(
    step: Sequence[str], tell: Tell, cancel: CancelToken, scratch: Path
) -> tuple[str, type[InstallationFailed]] | None:
    """Run an installer: why it failed, in words and as an error; None when it did not. Raises Cancelled."""
    cancel.raise_if_cancelled()
    last: list[str] = []
    guard = [sys.executable, "-I", "-c", _GUARDED] if os.name == "posix" else []
    with subprocess.Popen(  # noqa: S603 - our own command, no shell
        [*guard, *step], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env={**os.environ, "TMPDIR": str(scratch)}, start_new_session=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        try:
            with cancel.stopping(lambda: _end(process)):
                for line in process.stdout:
                    if line.strip():
                        last = [*last[-40:], plain(line)]
                        if words := progress_line(line):
                            tell(words)
        except BaseException:  # also Ctrl-C, which a session of its own does not get
            _end(process)
            raise
    cancel.raise_if_cancelled()
    return _reason(last) if process.returncode else None


def _end(process: subprocess.Popen[str]) -> None:
    """End an installer with the programs that it started: pip installs into another environment by one."""
    with contextlib.suppress(OSError):
        os.killpg(process.pid, signal.SIGKILL) if os.name == "posix" else process.kill()


def _reason(lines: Sequence[str]) -> tuple[str, type[InstallationFailed]]:
    """The reason in an installer's last lines, in plain words; its own words where it is none of `_REASONS`."""
    said = " ".join(lines)
    package = re.search(r"([A-Za-z0-9][\w.-]*)==[\w.+!-]+", said)
    named = package[1] if package else "a package"
    for sign, words, failed in _REASONS:
        if re.search(sign, said, re.IGNORECASE):
            return words.format(named), failed
    own = " ".join(line for line in lines[-5:] if not line.startswith("WARNING"))
    return f"{own[:400] or 'the installer failed'}.", InstallationFailed


def plain(line: str) -> str:
    """A line of an installer without addresses and paths."""
    return re.sub(r"\S*(?:://|/|\\)\S*", "…", line.strip())[:300]


def progress_line(line: str) -> str:
    """The packages and sizes in a line of an installer, for a reader; empty for its other lines."""
    if "Retrying (Retry(" in line:
        return _NO_ANSWER
    said = plain(line)
    return "" if _NO_PROGRESS.match(said) else said.partition(" (from ")[0]


def changed_files(folder: Path) -> list[str]:
    """The files of an environment that are not as their packages' records say, in words; at most twenty."""
    checked = subprocess.run(  # noqa: S603 - our own command, no shell
        [str(python_of(folder)), "-I", "-c", _CHECK], capture_output=True, text=True, check=False
    )
    lines = [line for line in checked.stdout.splitlines() if line]
    return lines or (["its Python does not start"] if checked.returncode else [])


def changed_weights(folder: Path) -> list[str]:
    """The weights in a folder that are not as its `SHA256SUMS` says, in words; none without such a list.

    `sha256sum * > SHA256SUMS` makes it where the weights are copied from.
    """
    problems = []
    for sums in sorted(folder.rglob("SHA256SUMS")) if folder.is_dir() else ():
        for line in sums.read_text("utf-8", "replace").splitlines():
            digest, _, name = line.strip().partition(" ")
            file = sums.parent / name.strip().lstrip("*")
            if not digest or not name:
                continue
            if not file.is_file():
                problems.append(f"weights: {file.name} is missing")
                continue
            with file.open("rb") as data:
                if hashlib.file_digest(data, "sha256").hexdigest() != digest.lower():
                    problems.append(f"weights: {file.name} was changed: copy it again")
    return problems
