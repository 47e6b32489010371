"""Names of rendered files: what patterns give, what they refuse, and that every system takes them."""

from __future__ import annotations

import random
import unicodedata
from datetime import UTC, datetime
from pathlib import PureWindowsPath

import pytest

from clonyvoice.core.errors import InvalidRequest
from clonyvoice.projects.export_presets import PRESETS, ExportPreset, preset_named
from clonyvoice.projects.render_file_names import (
    FILE_FIELDS,
    LINE_FIELDS,
    LINE_NAMES,
    STEM_FIELDS,
    FreeNames,
    check_names,
    check_pattern,
    file_name,
    filled,
    shared_values,
)

VALUES = {
    "project": "The Garden", "date": "2026-11-29", "revision": "7", "loudness": "-16 LUFS", "number": "0003",
    "speaker": "ADA", "line": "Where were you?", "track": "Music",
}  # fmt: skip


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        (LINE_NAMES, "0003 ADA - Where were you"),
        ("{project}_{number}_{speaker}", "The Garden_0003_ADA"),
        ("{date} {project} ({loudness}), v{revision}", "2026-11-29 The Garden (-16 LUFS), v7"),
        (" .{speaker}. ", "ADA"),
        ("한국어 {line}", "한국어 Where were you"),
    ],
)
def test_a_pattern_gives_a_name(pattern: str, name: str) -> None:
    assert filled(pattern, VALUES) == name


def test_an_empty_value_takes_the_text_behind_it_along() -> None:
    assert filled(LINE_NAMES, {**VALUES, "speaker": ""}) == "0003 Where were you"
    assert filled("{loudness}", {**VALUES, "loudness": ""}) == "Untitled"


@pytest.mark.parametrize("char", [*list('<>:"/\\|?*'), "\x00", "\n", "\x7f", "\u202e", chr(0xD800), "\u2028"])
def test_characters_that_a_file_system_refuses_are_refused_by_name(char: str) -> None:
    with pytest.raises(InvalidRequest) as problem:
        check_pattern(f"{{project}}{char}x", FILE_FIELDS, "file_name")
    assert problem.value.param == "file_name"


@pytest.mark.parametrize(
    "pattern", ["{nothing}", "{track}", "{project", "project}", "{}", "{Project}", " . ", "{{project}}"]
)
def test_other_fields_and_stray_braces_are_refused(pattern: str) -> None:
    with pytest.raises(InvalidRequest):
        check_pattern(pattern, LINE_FIELDS, "entry_names")


def test_fields_are_those_of_what_is_made() -> None:
    check_names("{project} {date}", "{number} {track}", stems=True, per_line=False)
    check_names(None, "{number} {speaker}", stems=False, per_line=True)
    for entry_names, stems, per_line in (
        ("{speaker}", True, False),
        ("{track}", False, True),
        ("{number}", False, False),
    ):
        with pytest.raises(InvalidRequest) as problem:
            check_names(None, entry_names, stems=stems, per_line=per_line)
        assert problem.value.param == "entry_names"
    with pytest.raises(InvalidRequest):
        check_names("{number}", None, stems=False, per_line=True)


@pytest.mark.parametrize("device", ["con", "PRN", "aux", "NUL", "com1", "LPT9", "COM²", "nul.txt"])
def test_names_of_windows_devices_are_no_names(device: str) -> None:
    if "." in device:
        assert filled(device, {}) == f"_{device}"
    else:
        assert filled("{project}", {"project": device}).startswith("_")
        assert file_name(device).startswith("_")


def test_any_values_give_names_that_every_system_takes() -> None:
    rng = random.Random(1117)
    alphabet = [chr(c) for c in range(0x20, 0x7F)] + list(
        'é한글漢字नमस्ते\u0301\u200d😀ＣＯＮ\t\n\0/\\:*?"<>|.'
    )
    for _ in range(2000):
        values = {
            name: "".join(rng.choices(alphabet, k=rng.randrange(0, 90)))
            for name in (*LINE_FIELDS, *STEM_FIELDS)
        }
        name = filled(
            rng.choice([LINE_NAMES, "{line}", "{speaker}.{line}", "{project} {track} {line} {speaker}"]),
            values,
        )
        assert name
        assert name == name.strip(" .")
        assert len(f"{name} (20000).flac".encode()) <= 255
        assert not any(c in '<>:"/\\|?*' or unicodedata.category(c) == "Cc" for c in name)
        assert not PureWindowsPath(f"{name}.wav").is_reserved()
        assert unicodedata.is_normalized("NFC", name)


def test_letters_with_marks_stay_whole() -> None:
    assert file_name("नमस्ते दुनिया") == "नमस्ते दुनिया"
    assert file_name("สวัสดี") == "สวัสดี"


def test_names_that_are_taken_get_a_number() -> None:
    free = FreeNames()
    assert [free.free(name) for name in ("Ada", "ADA", "Ada", "Ada (2)", "Straße", "STRASSE")] == [
        "Ada", "ADA (2)", "Ada (3)", "Ada (2) (2)", "Straße", "STRASSE (2)",
    ]  # fmt: skip


def test_values_that_all_names_share() -> None:
    at = datetime(2026, 11, 29, 12, tzinfo=UTC)
    shared = shared_values("G", 3, at, "acx")
    assert shared == {
        "project": "G",
        "date": f"{at.astimezone():%Y-%m-%d}",
        "revision": "3",
        "loudness": "ACX",
    }
    assert shared_values("G", 3, at, "off")["loudness"] == ""
    assert set(shared) == set(FILE_FIELDS)


def test_a_projects_preset_comes_before_the_callers_and_that_before_everybodys() -> None:
    kept = {"podcast": ExportPreset(format="opus", loudness="-16").model_dump()}
    own = {"podcast": ExportPreset(format="flac"), "youtube": ExportPreset(format="aac")}
    assert preset_named("podcast", kept, own)["format"] == "opus"
    assert preset_named("podcast", {}, own)["format"] == "flac"
    assert preset_named("youtube", kept, own)["format"] == "aac"
    assert preset_named("broadcast", kept, own)["loudness"] == "-23"
    with pytest.raises(InvalidRequest, match="podcast, youtube") as told:
        preset_named("radio", kept, {**own, "For the editor": ExportPreset()})
    assert "For the editor" in told.value.message
    assert PRESETS["audiobook"].loudness == "acx"
    assert PRESETS["audiobook"].format == "mp3"
