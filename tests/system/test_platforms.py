"""Other systems and Pythons, as far as this one can tell: pins, markers, and modules that not all have."""

from __future__ import annotations

import ast
import importlib.util
import tomllib
from pathlib import Path
from typing import Any

import pytest

import clonyvoice

ROOT = Path(__file__).parents[2]
POSIX_ONLY = {"fcntl", "resource", "termios", "pwd", "grp", "tty", "pty", "syslog", "posix"}
OPTIONAL = {"c2pa", "openvino", "ray", "webview", "zeroconf"}
"""Packages that are not in every installation: of an extra, or of one processor."""


def _script() -> Any:
    spec = importlib.util.spec_from_file_location("check_platforms", ROOT / "scripts" / "check_platforms.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def lock() -> str:
    return (ROOT / "requirements.lock").read_text("utf-8")


def test_every_dependency_is_pinned_on_every_system(project: dict[str, Any], lock: str) -> None:
    assert _script().problems(project, lock) == []


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("\nhttpx==", "\nhttpx-not==", "httpx is pinned to None"),
        ("\nalembic==", "\nalembic==0.0.", "alembic is pinned to 0.0."),
        ("\nwyoming==1.10.2", "\nwyoming==1.10.2 ; sys_platform == 'linux'", "windows: wyoming"),
    ],
)
def test_a_pin_that_lacks_somewhere_is_found(
    project: dict[str, Any], lock: str, before: str, after: str, told: str
) -> None:
    assert before in lock
    found = _script().problems(project, lock.replace(before, after))
    assert any(told in line for line in found), found


def test_modules_that_not_all_systems_have_are_imported_where_they_are_used() -> None:
    for path in Path(clonyvoice.__file__).parent.rglob("*.py"):
        for node in ast.parse(path.read_text("utf-8")).body:
            names = []
            if isinstance(node, ast.Import):
                names = [one.name for one in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            roots = {name.partition(".")[0] for name in names}
            assert not roots & POSIX_ONLY, (path, roots)
            assert not roots & OPTIONAL, (path, roots)
