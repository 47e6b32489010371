"""A folder in which a library keeps what it compiled, used again only as it was written.

OpenVINO notices a compiled graph that was cut, not one in which bits changed: that one gives wrong sound.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from clonyvoice.weights.file_stamps import files_below, is_whole, stamped_files, write_stamp

log = logging.getLogger(__name__)

_WAIT = 20.0
"""Seconds to wait for another process that compiles into the same folder: many times what that takes. By hand."""


@contextmanager
def compiled_cache(folder: Path) -> Iterator[Path | None]:
    """A `with` block in which `folder` may be read and written as a cache of compiled graphs.

    Gives None where it cannot be had: it cannot be written, or another process is in the block for too long. Files that
    are not as they were at the end of an earlier block are removed before, and compiled again.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(folder.with_name(f".{folder.name}.lock"))
    try:
        lock.acquire(timeout=_WAIT)
    except (Timeout, OSError) as error:
        log.info("Compiled graphs are not kept this time: %s", type(error).__name__)
        yield None
        return
    try:
        usable = _cleaned(folder)
        before = files_below(folder) if usable else frozenset()
        yield folder if usable else None
        if usable and files_below(folder) != before:
            with suppress(OSError):  # without a stamp it is compiled once more, that is all
                write_stamp(folder)
    finally:
        lock.release()


def _cleaned(folder: Path) -> bool:
    """Remove what is not as it was stamped; False where that is impossible."""
    try:
        if not is_whole(folder) and folder.exists():
            log.info("Compiled graphs are made again: they are new, or not as they were written")
            shutil.rmtree(folder)
        folder.mkdir(exist_ok=True)
        for name in files_below(folder) - stamped_files(folder):
            (folder / name).unlink()
    except OSError as error:
        log.warning("Compiled graphs cannot be checked, and are not used: %s", type(error).__name__)
        return False
    return True
