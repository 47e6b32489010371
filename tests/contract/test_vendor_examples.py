"""The documentation's examples run as written; only the address, the key and the voice are filled in."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.contract import vendor
from tests.serving import ServerProcess

pytestmark = pytest.mark.model


@pytest.fixture
def fill(server: ServerProcess, key: Callable[..., str], clone: str) -> Callable[[str], str]:
    secret = key()

    def filled(example: str) -> str:
        return (
            example.replace("http://127.0.0.1:8765", server.url)
            .replace("cvk_your_key", secret)
            .replace("voice_abc123", clone)
        )

    return filled


def run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def assert_spoken(answer: object) -> None:
    assert isinstance(answer, dict)
    assert answer["status"] == "completed"
    assert answer["text"] == "Hello, world!"
    assert answer["duration"] > 0.3
    assert [word["word"].strip(" ,!") for word in answer["words"]] == ["Hello", "world"]


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_the_curl_example(fill: Callable[[str], str]) -> None:
    import json

    assert_spoken(json.loads(run("bash", "-c", fill(vendor.CURL))))


def test_the_python_example(fill: Callable[[str], str], tmp_path: Path) -> None:
    (tmp_path / "example.py").write_text(fill(vendor.PYTHON))
    assert_spoken(ast.literal_eval(run(sys.executable, str(tmp_path / "example.py"))))


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
def test_the_javascript_example(fill: Callable[[str], str], tmp_path: Path) -> None:
    (tmp_path / "example.mjs").write_text(fill(vendor.JAVASCRIPT) + "\nif (!response.ok) process.exit(1);\n")
    printed = run("node", str(tmp_path / "example.mjs"))
    assert "status: 'completed'" in printed
    assert "text: 'Hello, world!'" in printed
