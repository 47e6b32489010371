"""URLs of sources, resolved by the package clients of this machine and their configuration.

No registry is named here: `pip` or `uv` say where a wheel lies, `npm` where a package lies, `huggingface_hub`
where the Hub is (with their index settings, mirrors and credentials). Where an address cannot be fetched
directly, the client itself downloads.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from clonyvoice.core.cancel import CancelToken
from clonyvoice.weights.download import SourceUnavailable, fetch
from clonyvoice.weights.manifest import Archive, HubFile, ReleaseFile

if TYPE_CHECKING:
    import httpx

_ASK_SECONDS = 45.0
"""Seconds that a package index may take for a question. Chosen by hand."""
_FETCH_SECONDS = 1800.0
"""Seconds that a package may take to arrive. Chosen by hand."""


def _run(command: Sequence[str], seconds: float, given: str = "", cwd: Path | None = None) -> str:
    """The output of `command`. Raises SourceUnavailable with the last line of its error output."""
    environment = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1", "NO_COLOR": "1"}
    try:
        done = subprocess.run(  # noqa: S603 - our own command lines, pinned names
            command,
            input=given,
            capture_output=True,
            text=True,
            timeout=seconds,
            env=environment,
            cwd=cwd,
            check=False,
        )
    except FileNotFoundError as error:
        raise SourceUnavailable(f"{command[0]} is not installed") from error
    except subprocess.TimeoutExpired as error:
        raise SourceUnavailable(f"{Path(command[0]).name} did not answer within {seconds:.0f} s") from error
    if done.returncode:
        complaint = [line for line in done.stderr.splitlines() if line.strip()] or ["no reason given"]
        raise SourceUnavailable(complaint[-1].strip())
    return done.stdout


def _pip() -> list[str] | None:
    if importlib.util.find_spec("pip") is not None:
        return [sys.executable, "-m", "pip"]
    found = shutil.which("pip3") or shutil.which("pip")
    return [found] if found else None


def _uv() -> str | None:
    beside = Path(sys.executable).with_name("uv")
    return str(beside) if beside.exists() else shutil.which("uv")


def locate(archives: Sequence[Archive]) -> dict[str, str]:
    """The URL of each archive by its id, those of one registry requested together.

    Archives that could not be located are left out.
    """
    found: dict[str, str] = {}
    wheels = [archive for archive in archives if archive.registry == "pypi"]
    if wheels:
        for ask in (_ask_uv, _ask_pip):
            try:
                found.update(ask(wheels))
                break
            except (SourceUnavailable, ValueError, KeyError):
                continue
    for archive in archives:
        if archive.registry == "npm":
            try:
                answer = _run(
                    ["npm", "view", f"{archive.package}@{archive.version}", "dist.tarball", "--json"],
                    _ASK_SECONDS,
                )
                found[archive.id] = str(json.loads(answer))
            except (SourceUnavailable, ValueError):
                continue
    return {archive: url for archive, url in found.items() if url.startswith(("https://", "http://"))}


def _pins(archives: Sequence[Archive]) -> dict[str, Archive]:
    return {archive.package.replace("_", "-").lower(): archive for archive in archives}


def _ask_pip(archives: Sequence[Archive]) -> dict[str, str]:
    found: dict[str, str] = {}
    for kind in dict.fromkeys((archive.platform, archive.python) for archive in archives):
        found.update(_ask_pip_for(kind, [one for one in archives if (one.platform, one.python) == kind]))
    return found


def _platform(archive: Archive) -> list[str]:
    """Pip's options for a wheel of one platform and Python, whatever runs here."""
    if not archive.platform:
        return []
    return ["--platform", archive.platform, "--python-version", archive.python, "--implementation", "cp"]


def _ask_pip_for(kind: tuple[str, str], archives: Sequence[Archive]) -> dict[str, str]:
    pip = _pip()
    if pip is None:
        raise SourceUnavailable("pip is not installed")
    with tempfile.TemporaryDirectory(prefix="clonyvoice-") as folder:
        report = Path(folder) / "report.json"
        options = [
            "--dry-run",
            "--ignore-installed",
            "--no-deps",
            "--only-binary",
            ":all:",
            "--ignore-requires-python",
        ]
        pinned = [f"{archive.package}=={archive.version}" for archive in archives]
        _run(
            [
                *pip,
                "install",
                *options,
                *(["--target", folder, *_platform(archives[0])] if kind[0] else []),
                "--retries",
                "1",
                "--timeout",
                "10",
                "--quiet",
                "--report",
                str(report),
                *pinned,
            ],
            _ASK_SECONDS,
        )
        items = json.loads(report.read_text("utf-8"))["install"]
    pins = _pins(archives)
    return {
        pins[name].id: item["download_info"]["url"]
        for item in items
        if (name := item["metadata"]["name"].replace("_", "-").lower()) in pins
    }


def _ask_uv(archives: Sequence[Archive]) -> dict[str, str]:
    uv = _uv()
    if uv is None:
        raise SourceUnavailable("uv is not installed")
    pinned = "\n".join(f"{archive.package}=={archive.version}" for archive in archives)
    command = [uv, "pip", "compile", "--quiet", "--no-deps", "--format", "pylock.toml", "-"]
    with tempfile.TemporaryDirectory(prefix="clonyvoice-") as folder:  # away from any project's own settings
        packages = tomllib.loads(_run(command, _ASK_SECONDS, given=pinned, cwd=Path(folder)))["packages"]
    pins = _pins(archives)
    return {
        pins[package["name"]].id: _wheel(package["wheels"], pins[package["name"]])["url"]
        for package in packages
        if package["name"] in pins
    }


def _wheel(wheels: Sequence[dict[str, Any]], archive: Archive) -> dict[str, Any]:
    """Of a package's wheels, one a platform, the one that the manifest means."""
    meant = (one for one in wheels if one.get("hashes", {}).get("sha256") == archive.sha256)
    return next(meant, wheels[0])


def client_download(archive: Archive, target: Path) -> None:
    """Download the archive to `target` with the registry's own client, in one go, without resuming.

    For indexes whose addresses need credentials that only the client has. Raises SourceUnavailable.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".client-", dir=target.parent) as name:
        folder = Path(name)
        pinned = f"{archive.package}=={archive.version}"
        if archive.registry == "npm":
            _run(["npm", "pack", pinned.replace("==", "@"), "--silent"], _FETCH_SECONDS, cwd=folder)
        else:
            pip = _pip()
            if pip is None:
                raise SourceUnavailable("pip is not installed")
            options = [
                "--no-deps",
                "--only-binary",
                ":all:",
                "--ignore-requires-python",
                "--retries",
                "1",
                "--quiet",
                *_platform(archive),
            ]
            _run([*pip, "download", *options, "--dest", str(folder), pinned], _FETCH_SECONDS)
        got = [path for path in folder.iterdir() if path.is_file()]
        if len(got) != 1:
            raise SourceUnavailable("the package client gave no file")
        got[0].replace(target)


def hub_url(file: HubFile) -> str:
    """The URL of the file on the Hub, as `huggingface_hub` is configured."""
    from huggingface_hub import hf_hub_url

    return hf_hub_url(file.repo, file.path, revision=file.revision)


def release_url(file: ReleaseFile) -> str:
    """The URL of the release's file."""
    return f"https://github.com/{file.repo}/releases/download/{file.tag}/{file.asset}"


class SourceHosts:
    """The HTTP client, the addresses of archives, and the hosts that did not answer in this pull."""

    def __init__(self, client: httpx.Client) -> None:
        self.client = client
        self._addresses: dict[str, str] = {}
        self._asked: set[str] = set()
        self._dead: dict[str, str] = {}

    def archive_url(self, archive: Archive, others: Sequence[Archive]) -> str | None:
        """The URL of the archive; those of its model's other archives are resolved in the same call."""
        if archive.id not in self._asked:
            wanted = [one for one in others if one.id not in self._asked]
            self._asked.update(one.id for one in wanted)
            self._addresses.update(locate(wanted))
        return self._addresses.get(archive.id)

    def fetch(
        self,
        url: str,
        target: Path,
        size: int | None,
        sha256: str | None,
        progress: Callable[[int], None],
        cancel: CancelToken,
    ) -> None:
        """`download.fetch`, but a host that was unreachable once is not tried again."""
        host = urlsplit(url).netloc
        if host in self._dead:
            raise SourceUnavailable(self._dead[host])
        try:
            fetch(self.client, url, target, size, sha256, progress, cancel)
        except SourceUnavailable as error:
            if "reached" in str(error) or "does not answer" in str(error):
                self._dead[host] = str(error)
            raise
