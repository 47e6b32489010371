"""Descriptions to voices: what was asked for, what the voices measure, and how often it is hit.

    python -m benchmarks.design [--count 12] [--write]
    python -m benchmarks.design presets

For each description one voice is made. Then it says a sentence that the design never heard, and that is measured:
pitch within 1.5 semitones, pace within 10 %, range within 35 %, brightness and warmth within 3 dB of the targets are
hits. `presets` prints the table of the presets' measures that `cloning/design/cast.py` holds.
"""

from __future__ import annotations

import argparse
import datetime
import math
import platform
import time
from pathlib import Path

import numpy as np

from clonyvoice.core import Audio, CancelToken
from clonyvoice.core.settings import Settings
from clonyvoice.engines.contract import SynthesisRequest, VoiceSource
from clonyvoice.engines.kokoro.design.designer import design
from clonyvoice.engines.kokoro.design.measurement import Measured, measure
from clonyvoice.engines.kokoro.design.pitch_pace_colour_targets import Targets
from clonyvoice.engines.kokoro.engine import KokoroEngine
from clonyvoice.text.phonemes import phonemise
from clonyvoice.weights import WeightsStore

RESULT = Path(__file__).parent / "results" / "design.md"
UNSEEN = "Seven brown hens were standing under the old wooden bridge, and nobody knew why."
DESCRIPTIONS = (
    "a very deep, slow man, dark and warm",
    "a calm elderly woman, low and warm",
    "a bright, fast young woman",
    "an energetic young man with an American accent",
    "a tired old man, monotone",
    "a cheerful little girl",
    "a whispering, sultry lady",
    "a serious British newsreader, male, not fast",
    "아주 낮고 느린 중년 남자 목소리",
    "밝고 빠른 젊은 여자",
    "차분하고 따뜻한 할머니",
    "조금 높은 활기찬 소년",
    "a cold, thin, sharp female voice",
    "an angry man, loud and harsh",
    "a sad woman, soft and slow",
    "a slightly bright man, a bit quick",
)


def said(engine: KokoroEngine, voice: VoiceSource, text: str) -> Measured:
    """Measurements of the voice saying the text."""
    words = phonemise(text, "en")
    pieces = engine.synthesise(SynthesisRequest(text, "en", voice, words), CancelToken())
    audio = Audio(np.concatenate([piece.audio.samples for piece in pieces]), engine.info.sample_rate)
    return measure(audio, " ".join(word.phonemes for word in words))[0]


def hits(wanted: Targets, seen: Measured) -> dict[str, bool]:
    """The measures that are as wanted."""
    return {
        "pitch": abs(12 * math.log2(max(seen.pitch_hz, 1.0) / wanted.pitch_hz)) <= 1.5,
        "pace": abs(seen.rate / wanted.rate - 1) <= 0.1,
        "range": abs(math.log(max(seen.range_semitones, 0.1) / wanted.range_semitones)) <= math.log(1.35),
        "brightness": abs(seen.brightness_db - wanted.brightness_db) <= 3.0,
        "warmth": abs(seen.warmth_db - wanted.warmth_db) <= 3.0,
    }


def presets(engine: KokoroEngine) -> None:
    for preset in engine.presets():
        seen = said(engine, preset.id, "The morning train was late again, so we walked along the river.")
        print(f'    "{preset.id}": ({seen.pitch_hz:.1f}, {seen.brightness_db:.1f}, {seen.warmth_db:.1f}),')


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", nargs="?", choices=["presets"])
    parser.add_argument("--count", type=int, default=len(DESCRIPTIONS))
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--smoke", action="store_true", help="one description; writes nothing")
    asked = parser.parse_args()
    if asked.smoke:
        asked.count, asked.write = 1, False
    engine = KokoroEngine(WeightsStore(Settings().weights))
    if asked.what == "presets":
        presets(engine)
        return
    lines, total, seconds = [], [], []
    for description in DESCRIPTIONS[: asked.count]:
        began = time.monotonic()
        (made,) = design(engine, description, CancelToken(), seed=1)
        seconds.append(time.monotonic() - began)
        seen = said(engine, made.voice, UNSEEN)
        wanted = made.targets
        right = hits(wanted, seen)
        total.append(right)

        def cell(name: str, want: float, have: float, digits: int, right: dict[str, bool] = right) -> str:
            return f"{want:.{digits}f} → {have:.{digits}f}{'' if right[name] else ' ✗'}"

        lines.append(
            f"| {description} | {cell('pitch', wanted.pitch_hz, seen.pitch_hz, 0)} "
            f"| {cell('pace', wanted.rate, seen.rate, 1)} "
            f"| {cell('range', wanted.range_semitones, seen.range_semitones, 1)} "
            f"| {cell('brightness', wanted.brightness_db, seen.brightness_db, 0)} "
            f"| {cell('warmth', wanted.warmth_db, seen.warmth_db, 0)} |"
        )
        print(lines[-1], flush=True)
    shares = {name: sum(row[name] for row in total) / len(total) for name in total[0]}
    overall = sum(shares.values()) / len(shares)
    text = (
        f"# Descriptions and what the voices measure\n\n{datetime.datetime.now(datetime.UTC).date()}, "
        f"{platform.processor() or platform.machine()}; wanted → measured on a sentence that the design did not hear; "
        f"✗ is outside pitch 1.5 semitones, pace 10 %, range 35 %, brightness and warmth 3 dB.\n\n"
        "| description | pitch, Hz | syllables/s | range, semitones | brightness, dB | warmth, dB |\n"
        "|---|---|---|---|---|---|\n"
        + "\n".join(lines)
        + f"\n\nHits: {', '.join(f'{name} {share:.0%}' for name, share in shares.items())}; "
        f"all **{overall:.0%}**. Seconds a voice, median: {sorted(seconds)[len(seconds) // 2]:.1f}.\n"
    )
    print(text)
    if asked.write:
        RESULT.parent.mkdir(exist_ok=True)
        RESULT.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
