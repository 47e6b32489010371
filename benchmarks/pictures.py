"""Draw the pictures of docs/engine.md from the real engine (needs the extra `bench`)."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl
import numpy as np

from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.settings import Settings
from clonyvoice.engines.contract import SynthesisRequest
from clonyvoice.engines.kokoro.engine import KokoroEngine
from clonyvoice.engines.kokoro.word_timing import sounding
from clonyvoice.text.phonemes import phonemise
from clonyvoice.weights.store import WeightsStore

mpl.use("svg")
from matplotlib import pyplot as plt

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
TEXT = "Nobody expected the harbour to be so quiet."
INK, QUIET, ACCENT = "#303030", "#9a9a9a", "#2f6fdf"


def main() -> None:
    """Speak one sentence at three pitches and draw what lies between the model's two halves."""
    plt.rcParams.update({"svg.hashsalt": "clonyvoice", "font.size": 9, "axes.edgecolor": QUIET})
    engine = KokoroEngine(WeightsStore(Settings().weights))
    engine.load()
    words = phonemise(TEXT, "en")
    spoken = list(engine.synthesise(SynthesisRequest(TEXT, "en", "bm_george", words), CancelToken()))
    sound = np.concatenate([piece.audio.samples for piece in spoken])
    (tokens,) = engine.table.split(words)
    voice = engine.preset_voice("bm_george")
    figure, (top, bottom) = plt.subplots(2, 1, figsize=(8, 4.2), sharex=True, height_ratios=(1, 1.4))
    times = np.arange(len(sound)) / 24_000
    top.plot(times, sound, color=INK, linewidth=0.4)
    for word in (word for piece in spoken for word in piece.words):
        top.axvspan(word.start, word.end, color=ACCENT, alpha=0.08, linewidth=0)
        top.text((word.start + word.end) / 2, 0.92 * abs(sound).max(), word.text, ha="center", fontsize=7.5)
    top.set_yticks([])
    top.set_title("Words and their times, from the durations of the tokens", loc="left", fontsize=9)
    prosody = engine.model.predict(tokens.ids, voice.row(len(tokens.ids)))
    whole = engine.model.decode(prosody, voice.row(len(tokens.ids)))
    start, _end = sounding(whole, prosody.durations)
    frames = (np.arange(len(prosody.f0)) * 300 - start) / 24_000
    for semitones, colour in ((-4, QUIET), (0, INK), (4, ACCENT)):
        f0 = voice.pitched(prosody.f0, semitones)
        bottom.plot(frames, np.where(f0 > 10, f0, np.nan), color=colour, label=f"{semitones:+d} semitones")
    bottom.legend(frameon=False, ncols=3, fontsize=8, loc="lower left", bbox_to_anchor=(0.5, 0.98))
    bottom.set_ylabel("F0, Hz")
    bottom.set_xlabel("seconds")
    bottom.set_title("Pitch is moved before any sound exists", loc="left", fontsize=9)
    for axis in (top, bottom):
        axis.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(PICTURES / "prosody.svg", metadata={"Date": None})


if __name__ == "__main__":
    main()
