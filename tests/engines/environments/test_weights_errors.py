"""Errors of engines whose weights are missing or cannot be used name the folder and its files."""

from __future__ import annotations

from clonyvoice.engines.workers.errors import out_of_memory, weights_missing, weights_unusable


def test_both_name_the_folder_and_its_files_and_no_path_of_this_machine() -> None:
    for error in (
        weights_missing("pocket", "Pocket TTS", "a folder 'english'", OSError("/home/somebody/x")),
        weights_unusable("pocket", "Pocket TTS", "a folder 'english'", RuntimeError("/home/somebody/x")),
    ):
        assert error.code == "engine_unavailable"
        assert "'engines/pocket/weights' of the data directory" in str(error)
        assert "Copy a folder 'english'" in str(error)
        assert "/home" not in str(error)


def test_damaged_weights_are_not_blamed_on_the_network() -> None:
    error = weights_unusable("qwen", "Qwen3-TTS", "its folder", RuntimeError("size mismatch for layer"))
    assert "Hub" not in str(error)
    assert "RuntimeError" in str(error)


def test_a_full_memory_is_no_fault_of_the_weights() -> None:
    assert out_of_memory(MemoryError())
    assert out_of_memory(RuntimeError("CUDA out of memory. Tried to allocate 2 GiB"))
    assert not out_of_memory(RuntimeError("size mismatch"))
