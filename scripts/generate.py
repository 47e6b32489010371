"""Write the files that are made from the code, or with `--check` fail when they are stale.

`docs/settings.md`, `docs/routes.md`, `docs/errors.md`,
`docs/reading.md`. (The studio's client types: `npm run api`.)
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import clonyvoice
from clonyvoice.app import create_app
from clonyvoice.core.errors import ClonyError
from clonyvoice.core.settings import Settings

ROOT = Path(__file__).parent.parent


def openapi() -> dict[str, Any]:
    """The API's description."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(data_dir=Path(folder), no_browser=True))
        return app.openapi()


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


def routes_page(description: dict[str, Any]) -> str:
    """Every route with its scope and the statuses it may answer with, as Markdown."""
    lines = [
        "# Routes",
        "",
        "<!-- made by scripts/generate.py from the OpenAPI document -->",
        "",
        "Fields and examples of each are at `/docs` on your own server. `-` needs no key.",
        "",
        "| route | scope | what it does | answers |",
        "|---|---|---|---|",
    ]
    for path, operations in description["paths"].items():
        for method, operation in operations.items():
            told = " ".join((operation.get("description") or operation["summary"]).split("\n\n")[0].split())
            answers = " ".join(sorted(operation["responses"]))
            scope = operation.get("x-scope") or "-"
            lines.append(f"| `{method.upper()} {path}` | {scope} | {told.replace('|', '/')} | {answers} |")
    return "\n".join(lines) + "\n"


def errors_page() -> str:
    """Every error that ClonyVoice raises on purpose, as Markdown."""
    for module in pkgutil.walk_packages(clonyvoice.__path__, "clonyvoice."):
        if not module.name.endswith("__main__") and ".migrations" not in module.name:
            importlib.import_module(module.name)
    kinds, waiting = [ClonyError], [ClonyError]
    while waiting:
        below = waiting.pop().__subclasses__()
        kinds += below
        waiting += below
    found: dict[str, tuple[int, str]] = {}
    # A code of several classes is described by the most general one, whatever the order of imports.
    for kind in sorted(kinds, key=lambda one: (-len(one.__mro__), one.__module__, one.__name__)):
        first = " ".join((kind.__doc__ or "").split("\n\n")[0].split())
        found[kind.code] = (kind.status, first)
    lines = [
        "# Errors",
        "",
        "<!-- made by scripts/generate.py from the subclasses of ClonyError -->",
        "",
        "The `code` is stable; the message says what to do and may get clearer with time.",
        "",
        "| code | status | when |",
        "|---|---|---|",
    ]
    lines += [f"| `{code}` | {status} | {when} |" for code, (status, when) in sorted(found.items())]
    return "\n".join(lines) + "\n"


_LANGUAGES = {"en": "English", "es": "Spanish", "fr": "French", "it": "Italian", "pt": "Portuguese", "de": "German",
              "ru": "Russian", "hi": "Hindi", "ja": "Japanese", "zh": "Chinese", "ko": "Korean"}  # fmt: skip


def reading_page() -> str:
    """Readings by kind and language, from the tables that the tests read, as Markdown."""
    lines = [
        "# What is read how",
        "",
        "<!-- made by scripts/generate.py from tests/text/cases -->",
        "",
        "Figures, signs, short forms, capitals and sounds as they are said, kind by kind. Each line is a row of a",
        "table that the tests read; ` || ` stands between readings that are equally right, `{en|…}` around words that",
        "are read by the rules of another language, `word=…` before the phonemes or the pinyin of one word. How many",
        "rows are read so: `python -m benchmarks.reading`. To have something read otherwise: pronunciations of your",
        "own, or `<sub>` and `<say-as>` of SSML ([API](api.md)).",
    ]
    for code, language in _LANGUAGES.items():
        lines += ["", f"## {language}"]
        kind = ""
        rows = (ROOT / "tests/text/cases" / f"{code}.tsv").read_text("utf-8").splitlines()[1:]
        for row in rows:
            text, said, why = (cell.replace("|", "\\|") for cell in row.split("\t"))
            name, _, reason = why.partition(": ")
            if name != kind:
                kind = name
                lines += ["", f"**{reason[0].upper()}{reason[1:]}**", "", "| written | said |", "|---|---|"]
            lines.append(f"| `{text}` | {said} |")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write or compare each generated file."""
    made = {
        ROOT / "docs/settings.md": settings_page(),
        ROOT / "docs/routes.md": routes_page(openapi()),
        ROOT / "docs/errors.md": errors_page(),
        ROOT / "docs/reading.md": reading_page(),
    }
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
