"""Write the files that are made from the code, or with `--check` fail when they are stale.

`studio/openapi.json` (what the studio's client types are made from) and `docs/settings.md`.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from clonyvoice.app import create_app

from clonyvoice.core.settings import Settings

ROOT = Path(__file__).parent.parent


def openapi() -> str:
    """The API's description, stable to the byte."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(data_dir=Path(folder), no_browser=True))
        return json.dumps(app.openapi(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def settings_page() -> str:
    """Every setting with its default and its sentence, as Markdown."""
    lines = [
        "# Settings",
        "",
        "<!-- made by scripts/generate.py from src/clonyvoice/core/settings.py -->",
        "",
        "Each is an environment variable; `clonyvoice serve` takes the same as an option.",
        "",
        "| variable | default | what it does |",
        "|---|---|---|",
    ]
    for name, field in Settings.model_fields.items():
        default = "the user's data or cache folder" if field.default_factory else repr(field.default)
        lines.append(f"| `CLONYVOICE_{name.upper()}` | {default} | {field.description} |")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write or compare each generated file."""
    made = {ROOT / "studio/openapi.json": openapi(), ROOT / "docs/settings.md": settings_page()}
    stale = [path for path, text in made.items() if not path.exists() or path.read_text("utf-8") != text]
    if "--check" in sys.argv:
        for path in stale:
            print(f"{path.relative_to(ROOT)} is stale: run `make generate`")
        return 1 if stale else 0
    for path in stale:
        path.write_text(made[path], "utf-8")
        print(f"wrote {path.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
