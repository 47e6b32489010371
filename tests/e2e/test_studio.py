"""The studio in a real browser: the journeys under studio/e2e, each a file for node's own test runner."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

STUDIO = Path(__file__).parents[2] / "studio"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.model,
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="no Chromium: apt-get install chromium"),
    pytest.mark.skipif(shutil.which("node") is None, reason="no node"),
    pytest.mark.skipif(
        not (STUDIO / "dist" / "index.html").is_file() or not (STUDIO / "node_modules").is_dir(),
        reason="the studio is not built: npm ci && npm run build",
    ),
]


@pytest.fixture(scope="session")
def sounds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which recordings are kept that several journeys use, in whichever worker."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    folder = tmp_path_factory.getbasetemp()
    folder = (folder.parent if worker else folder) / "sounds"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.mark.timeout(1500)
@pytest.mark.parametrize(
    "journey",
    [
        "journey",
        "axe",
        "dialogs",
        "engines",
        "handling",
        "imports",
        "hardship",
        "interrupted",
        "live",
        "projects",
        "dubbing",
        "trust",
        "timeline",
    ],
)
def test_the_studio_does_what_people_expect_of_it_in_a_real_browser(
    journey: str, sounds: Path, tmp_path: Path
) -> None:
    environment = os.environ | {
        "CLONYVOICE_PYTHON": sys.executable,
        "CLONYVOICE_E2E_SOUNDS": str(sounds),
        "CLONYVOICE_E2E_FAILURES": str(tmp_path),
    }
    done = subprocess.run(
        ["node", "--test", "--test-reporter=spec", f"e2e/{journey}.test.mjs"],
        cwd=STUDIO,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
