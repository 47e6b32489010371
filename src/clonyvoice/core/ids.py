"""Opaque ids: a kind, an underscore, 22 random letters and digits. Never a path, never guessable."""

from __future__ import annotations

import re
import secrets
import string

_ALPHABET = string.ascii_letters + string.digits
_ID = re.compile(r"[a-z]{2,10}_[A-Za-z0-9_-]{1,64}")


def new_id(kind: str) -> str:
    """A fresh id such as `voice_3kTz…`, 131 random bits."""
    return f"{kind}_{''.join(secrets.choice(_ALPHABET) for _ in range(22))}"


def is_id(text: str, kind: str | None = None) -> bool:
    """Whether `text` has the form of an id (of `kind`)."""
    return bool(_ID.fullmatch(text)) and (kind is None or text.startswith(f"{kind}_"))
