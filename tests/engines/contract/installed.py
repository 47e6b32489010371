"""Makers of engines with the weights of this machine, for processes of their own."""

from __future__ import annotations

from pathlib import Path

from clonyvoice.engines.kokoro.engine import KokoroEngine
from clonyvoice.engines.piper import PiperEngine
from clonyvoice.weights import WeightsStore


def kokoro(folder: str) -> KokoroEngine:
    """The embedded engine with the weights in `folder`."""
    return KokoroEngine(WeightsStore(Path(folder)))


def piper(folder: str) -> PiperEngine:
    """Piper with the weights in `folder`."""
    return PiperEngine(WeightsStore(Path(folder)).path("piper-joe"))
