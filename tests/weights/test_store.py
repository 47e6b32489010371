from __future__ import annotations

import re
import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from clonyvoice.weights import WeightsMissing, WeightsStore, load_manifest
from clonyvoice.weights.manifest import HubFile, Member, UnknownModel, parse_manifest
from tests.weights.shop import TABLE, WHOLE, manifest


@pytest.fixture
def store(tmp_path: Path) -> WeightsStore:
    store = WeightsStore(tmp_path, manifest())
    folder = store.folder("tiny")
    (folder / "sub").mkdir(parents=True)
    (folder / "model.bin").write_bytes(WHOLE)
    (folder / "sub/table.json").write_bytes(TABLE)
    return store


def test_every_file_of_the_manifest_has_a_registry_source_or_an_edition_that_has() -> None:
    for model in load_manifest().models:
        assert any(
            all(
                any(all(isinstance(part, Member) for part in source.parts) for source in file.sources)
                for file in edition.files
            )
            for edition in model.editions
        ), model.name


def test_hub_sources_are_pinned_to_a_revision() -> None:
    for model in load_manifest().models:
        for edition in model.editions:
            for file in edition.files:
                for source in file.sources:
                    for part in source.parts:
                        if isinstance(part, HubFile):
                            assert re.fullmatch(r"[0-9a-f]{40}", part.revision)


def test_the_manifest_and_code_name_no_registry_host() -> None:
    texts = [
        path.read_text("utf-8") for path in Path(str(files("clonyvoice.weights"))).iterdir() if path.is_file()
    ]
    for host in ("pypi.org", "pythonhosted", "npmjs", "huggingface.co"):
        assert not any(host in text for text in texts)


def test_kokoro_has_its_54_voices() -> None:
    (edition,) = load_manifest().model("kokoro").editions
    assert len([file for file in edition.files if file.path.startswith("voices/")]) == 54


@pytest.mark.parametrize("path", ["../x", "/x", "a/../../x"])
def test_a_path_out_of_the_store_is_refused(path: str) -> None:
    text = f"""[[models]]
name = "m"
title = "m"
licence = "m"
needed_by = "m"
[[models.editions]]
[[models.editions.files]]
path = "{path}"
size = 1
sha256 = "{"0" * 64}"
sources = ["hf:a/b@c/d"]
"""
    with pytest.raises(ValueError, match="bad entry"):
        parse_manifest(text)


def test_an_unknown_name_says_what_is_known(store: WeightsStore) -> None:
    with pytest.raises(UnknownModel, match="tiny"):
        store.path("other")


def test_a_truncated_file_is_not_installed(store: WeightsStore) -> None:
    (store.folder("tiny") / "model.bin").write_bytes(WHOLE[:-1])
    assert not store.installed("tiny")
    assert [(p.path, p.what) for p in store.verify("tiny")] == [("model.bin", "size")]
    with pytest.raises(WeightsMissing):
        store.path("tiny")


def test_derived_files_are_built_once_and_older_recipes_removed(store: WeightsStore) -> None:
    built: list[str] = []

    def build(source: Path, target: Path) -> None:
        built.append(target.name)
        (target / "made").write_bytes((source / "model.bin").read_bytes()[:4])

    first = store.derived("tiny", "made-1", build)
    assert store.derived("tiny", "made-1", build) == first
    assert len(built) == 1
    assert (first / "made").read_bytes() == WHOLE[:4]
    second = store.derived("tiny", "made-2", build)
    assert second != first
    assert not first.exists()


def test_a_failed_build_leaves_nothing(store: WeightsStore) -> None:
    def build(source: Path, target: Path) -> None:
        (target / "half").write_bytes(b"x")
        raise RuntimeError("stop")

    with pytest.raises(RuntimeError):
        store.derived("tiny", "made-1", build)
    assert list((store.folder("tiny") / "derived").iterdir()) == []


def test_in_a_folder_that_cannot_be_written_they_are_built_once_for_this_process(
    store: WeightsStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda path, mode: False)
    built: list[int] = []

    def build(source: Path, target: Path) -> None:
        built.append(1)
        (target / "made").write_bytes(b"x")

    first = store.derived("tiny", "made-1", build)
    assert store.derived("tiny", "made-1", build) == first
    assert built == [1]
    assert (first / "made").read_bytes() == b"x"
    assert store.root not in first.parents


def test_derived_files_that_were_cut_or_changed_are_built_again(store: WeightsStore, tmp_path: Path) -> None:
    built: list[int] = []

    def build(source: Path, target: Path) -> None:
        built.append(1)
        (target / "made").write_bytes(b"whole")

    made = store.derived("tiny", "made-1", build) / "made"
    for damage in (b"who", b"whose", b"", None):
        made.unlink()
        if damage is not None:
            made.write_bytes(damage)
        assert (store.derived("tiny", "made-1", build) / "made").read_bytes() == b"whole"
    assert len(built) == 5
    shutil.copytree(made.parent, tmp_path / "copy")
    shutil.rmtree(made.parent)
    shutil.copytree(tmp_path / "copy", made.parent, copy_function=shutil.copyfile)
    store.derived("tiny", "made-1", build)
    assert len(built) == 5  # copied, so its checksum was looked at
    for number, stamp in enumerate(("[]", "", "{}", "5", '{"made": {"size": 5}}', "[" * 200_000), 6):
        made.write_bytes(b"who")
        (made.parent / ".complete").write_text(stamp)
        assert (store.derived("tiny", "made-1", build) / "made").read_bytes() == b"whole"
        assert len(built) == number, stamp[:30]


def test_derived_files_are_built_again_whatever_lies_in_their_place(
    store: WeightsStore, tmp_path: Path
) -> None:
    def build(source: Path, target: Path) -> None:
        (target / "made").write_bytes(b"whole")

    place = store.derived("tiny", "made-1", build)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "mine").write_bytes(b"mine")
    shutil.rmtree(place)
    place.write_bytes(b"a file")
    assert (store.derived("tiny", "made-1", build) / "made").read_bytes() == b"whole"
    shutil.rmtree(place)
    place.symlink_to(elsewhere, target_is_directory=True)
    assert (store.derived("tiny", "made-1", build) / "made").read_bytes() == b"whole"
    assert (elsewhere / "mine").read_bytes() == b"mine"
