"""The number by which an installation marks its sound."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from clonyvoice.core.errors import Unavailable
from clonyvoice.provenance.watermark_code import NUMBERS

_FILE = "watermark-number"


def installation_number(data_dir: Path) -> int:
    """The installation's 20-bit number, drawn at random and kept in the data directory at first use.

    Raises Unavailable when the file holds something else; OSError when it cannot be kept.
    """
    path = data_dir / _FILE
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{_FILE}-{secrets.token_hex(4)}")
        draft.write_text(f"{secrets.randbelow(NUMBERS)}\n", "ascii")
        try:
            os.link(draft, path)  # fails when another process was first: then its number holds
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return known_number(path)


def number_if_any(data_dir: Path) -> int | None:
    """The installation's number; None when it never marked anything. Raises Unavailable as above."""
    path = data_dir / _FILE
    return known_number(path) if path.exists() else None


def known_number(path: Path) -> int:
    """The number in a file. Raises Unavailable when the file holds something else."""
    try:
        number = int(path.read_text("ascii"))
    except ValueError:
        number = -1
    if not 0 <= number < NUMBERS:
        raise Unavailable(
            f"The file {_FILE} in the data directory does not hold a number from 0 to {NUMBERS - 1}. Restore it from"
            " a backup; without it a new number is drawn, by which earlier sound is not recognised."
        )
    return number
