"""x."""

from __future__ import annotations

from clonyvoice.text.normalise.readings import Rule

RULES: tuple[Rule, ...] = ()
