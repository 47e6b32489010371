"""The examples of the documentation, run as written against a real server."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.conftest import MakeKey
from tests.serving import ServerProcess

ROOT = Path(__file__).parent.parent.parent
PAGES = sorted((ROOT / "docs").rglob("*.md"))
FENCE = re.compile(r"(?P<before>[^\n]*)\n *```(?:sh|bash)\n(?P<code>.*?)\n *```", re.DOTALL)
PROLOGUE = 'set -euo pipefail\ncurl() { command curl --fail-with-body --max-time 240 "$@"; }\n'


def script_of(page: Path) -> str:
    """A page's shell examples in their order; those after `<!-- not run: why -->` are left out."""
    blocks = FENCE.finditer(page.read_text("utf-8"))
    return "\n".join(
        textwrap.dedent(block["code"])
        for block in blocks
        if not block["before"].lstrip().startswith("<!-- not run: ")
    )


RUNNABLE = [page for page in PAGES if script_of(page)]


def test_the_pages_that_teach_by_example_have_examples_that_run() -> None:
    names = {page.name for page in RUNNABLE}
    assert {"tutorial.md", "api.md", "clone-well.md", "long-texts.md"} <= names


@pytest.mark.model
@pytest.mark.parametrize("page", RUNNABLE, ids=lambda page: page.stem)
def test_every_shell_example_of_a_page_succeeds(
    page: Path, server: ServerProcess, key: MakeKey, recording: bytes, tmp_path: Path
) -> None:
    (tmp_path / "me.wav").write_bytes(recording)
    (tmp_path / "me-too.wav").write_bytes(recording)
    environment = {
        **os.environ,
        "CLONYVOICE": server.url,
        "KEY": key(),
        "CLONYVOICE_DATA_DIR": str(tmp_path / "data"),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    done = subprocess.run(
        ["bash", "-c", PROLOGUE + script_of(page)],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]


def test_links_between_pages_lead_somewhere() -> None:
    for page in [*PAGES, ROOT / "README.md", ROOT / "README.ko.md"]:
        # `[word](+2)` is a mark of emphasis
        for link in re.findall(r"\]\((?!https?:|/|[+-][12]\))([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / link).exists(), f"{page.name} links to {link}"


def test_links_into_pages_lead_to_a_heading() -> None:
    for page in [*PAGES, ROOT / "README.md", ROOT / "README.ko.md"]:
        for file, anchor in re.findall(r"\]\((?!https?:)([^)#\s]*)#([^)]+)\)", page.read_text("utf-8")):
            target = page.parent / file if file else page
            if target.suffix == ".md":
                headings = re.findall(r"^#+ (.+)$", target.read_text("utf-8"), re.M)
                assert anchor in {slug(heading) for heading in headings}, (
                    f"{page.name} links to {file}#{anchor}"
                )


def slug(heading: str) -> str:
    """The anchor that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
