"""The processor's name and instruction sets, as Linux tells them."""

from __future__ import annotations

import platform
from contextlib import suppress
from functools import cache
from pathlib import Path

_CPUINFO = Path("/proc/cpuinfo")
_MOST = 65_536
"""Characters of it that are read: those of the first core, which all others repeat, have 2,000. Chosen by hand."""
VNNI_FLAGS = frozenset({"avx512_vnni", "avx_vnni", "avx512vnni", "avxvnni"})
"""Any of these instruction sets adds products of 8-bit numbers in 32 bits."""
_BF16 = frozenset({"avx512_bf16", "amx_bf16"})

_INFERENCE = (
    "avx2",
    "avx512f",
    "avx512_vnni",
    "avx512_bf16",
    "avx_vnni",
    "amx_bf16",
    "amx_int8",
    "asimddp",
    "i8mm",
)
"""Instruction sets that speed up inference, on x86 and ARM."""


@cache
def _first_core() -> dict[str, str]:
    """The fields of the first core by name, in lower case; none where that cannot be read."""
    fields: dict[str, str] = {}
    with suppress(OSError), _CPUINFO.open(encoding="utf-8", errors="replace") as file:
        for line in file.read(_MOST).splitlines():
            name, _, value = line.partition(":")
            fields.setdefault(name.strip().lower(), value.strip())
    return fields


def cpu_flags() -> frozenset[str]:
    """The CPU's instruction sets, as Linux names them; empty where that cannot be read."""
    return frozenset((_first_core().get("flags") or _first_core().get("features") or "").split())


def cpu_name() -> str:
    """The processor, as the system names it."""
    return _first_core().get("model name") or platform.processor() or platform.machine()


def has_vnni() -> bool:
    """Whether the processor adds products of 8-bit numbers in 32 bits (VNNI)."""
    return bool(cpu_flags() & VNNI_FLAGS)


def has_bf16() -> bool:
    """Whether the processor multiplies 16-bit floats with the exponent of 32-bit ones (bfloat16)."""
    return bool(cpu_flags() & _BF16)


def inference_features() -> tuple[str, ...]:
    """The processor's instruction sets that speed up inference, the oldest first."""
    return tuple(name for name in _INFERENCE if name in cpu_flags())
