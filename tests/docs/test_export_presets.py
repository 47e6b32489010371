"""The studio has the presets, fields and usual names of exports as the server has them."""

from __future__ import annotations

import json
import re
from pathlib import Path

from clonyvoice.projects.export_presets import PRESETS
from clonyvoice.projects.render_file_names import (
    FILE_FIELDS,
    LINE_FIELDS,
    LINE_NAMES,
    STEM_FIELDS,
    STEM_NAMES,
)

STUDIO = Path(__file__).parent.parent.parent / "studio/src"


def constant(name: str) -> object:
    """A constant of the studio's, which is written as JSON but for its keys and the comma at its end."""
    text = (STUDIO / "features/projects/export-presets.ts").read_text("utf-8")
    found = re.search(rf"export const {name} = (.+?) as const", text, re.DOTALL)
    assert found
    keyed = re.sub(r"([{,]\s*)(\w+):", r'\1"\2":', found[1])
    return json.loads(re.sub(r",(\s*[}\]])", r"\1", keyed))


def test_the_studio_has_the_servers_presets() -> None:
    assert constant("PRESETS") == {
        name: one.model_dump(include={"format", "loudness"} | one.model_fields_set)
        for name, one in PRESETS.items()
    }


def test_every_preset_has_words_in_both_languages() -> None:
    for language in ("en", "ko"):
        words = json.loads((STUDIO / f"i18n/{language}.json").read_text("utf-8"))
        assert words["projects"]["presets"].keys() == PRESETS.keys()


def test_the_studio_has_the_servers_names() -> None:
    assert constant("FILE_FIELDS") == list(FILE_FIELDS)
    own = {"stems": STEM_FIELDS, "per_line": LINE_FIELDS}
    assert constant("ENTRY_FIELDS") == {
        "whole": [], **{kind: [name for name in fields if name not in FILE_FIELDS] for kind, fields in own.items()}
    }  # fmt: skip
    assert constant("USUAL_NAMES") == {"whole": None, "stems": STEM_NAMES, "per_line": LINE_NAMES}
