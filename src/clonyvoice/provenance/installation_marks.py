"""The marks of an installation: the number of its watermark, and the certificate that signs."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from clonyvoice.core.errors import Unavailable
from clonyvoice.core.settings import Settings
from clonyvoice.provenance.watermark_code import NUMBERS
from clonyvoice.storage.errors import check_files

_FILE = "watermark-number"


def installation_number(data_dir: Path) -> int:
    """The installation's 20-bit number, drawn at random and kept in the data directory at first use.

    Raises Unavailable when the file holds something else, storage errors; OSError when it cannot be kept.
    """
    path = data_dir / _FILE
    check_files(path)
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
    return known_number(path) if path.is_file() else None


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


@dataclass(frozen=True, slots=True)
class Own:
    """The marks of this installation: its number, and its signing certificate's serial and anchor."""

    number: int | None = None
    serial: str | None = None
    anchor: bytes | None = None


def known(settings: Settings, now: datetime) -> Own:
    """The marks of this installation, as far as it has made any; nothing is made here."""
    number = serial = anchor = None
    with suppress(Unavailable):
        number = number_if_any(settings.data_dir)
    from clonyvoice.provenance.credentials_library import CredentialsNotReady, installed

    if installed():
        from clonyvoice.provenance.certificates import FOLDER, given_identity, own_identity

        with suppress(CredentialsNotReady):
            identity = given_identity(settings.credentials_certificate, settings.credentials_key, now)
            if identity is None and (settings.data_dir / FOLDER).exists():
                identity = own_identity(settings.data_dir, number or 0, now)
            if identity is not None:
                serial = identity.serial
                # The certificate of another authority alone does not show for whom it vouches.
                anchor = identity.anchor if identity.self_made else None
    return Own(number, serial, anchor)
