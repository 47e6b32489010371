"""For `benchmarks.watermark`: recordings to mark, and a checksum of the code that was measured."""

from __future__ import annotations

import ast
import hashlib
from pathlib import Path

import numpy as np

from benchmarks import watermark_changes
from clonyvoice.audio import resample
from clonyvoice.audio.decoding import decode
from clonyvoice.core.audio import Audio
from clonyvoice.provenance import watermark, watermark_code, watermark_detection, watermark_estimation

RATE = 24_000


def recordings(folder: Path, count: int, seconds: float, random: np.random.Generator) -> list[Audio]:
    """Recordings at 24 kHz, those that are too short joined with the next."""
    files = sorted(path for path in folder.rglob("*") if path.suffix in (".flac", ".wav"))
    random.shuffle(files)
    out: list[Audio] = []
    held = np.zeros(0, np.float32)
    at = 0
    while len(out) < count:
        if at == 2 * len(files):
            raise SystemExit(f"{folder} holds too little sound")
        held = np.concatenate([held, resample(decode(files[at % len(files)].read_bytes()), RATE).samples])
        at += 1
        if len(held) >= seconds * RATE:
            out.append(Audio(held, RATE))
            held = np.zeros(0, np.float32)
    return out


def code() -> str:
    """A checksum of the code of the mark, its detector with its weights and the changes, without comments."""
    modules = (
        watermark,
        watermark_code,
        watermark_detection,
        watermark_estimation,
        watermark_changes,
    )
    text = "".join(_bare(Path(str(module.__file__)).read_text("utf-8")) for module in modules)
    weights = Path(str(watermark_estimation.__file__)).with_name("watermark_estimator.npz").read_bytes()
    return hashlib.sha256(text.encode() + weights).hexdigest()[:8]


def _bare(source: str) -> str:
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            node.body = [each for each in node.body if not _is_text(each)]
    return ast.dump(tree)


def _is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
