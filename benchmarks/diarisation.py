"""Diarisation error on meetings mixed from recordings of single people.

    python -m benchmarks.diarisation --data DIR [--seed 1000] [--meetings 20] [--hour] [--write] [--smoke]

DIR holds LibriSpeech's FLAC files (`SPEAKER-CHAPTER-UTTERANCE.flac`). The meetings follow from the seed
(`benchmarks/meetings.py`): two to four people; half of the meetings without overlap, half where a quarter of the turns
begins before the one ahead has ended. The error is missed speech, false alarms and wrong speakers over all speech, in
steps of 10 ms with the best match of names, once strictly and once without a quarter second around each boundary
(NIST's collar). `--hour` measures time and memory on an hour put together from such meetings.
"""

from __future__ import annotations

import argparse
import datetime
import itertools
import os
import resource
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.meetings import RATE, Meeting, Spoken, meeting, people
from clonyvoice.core import CancelToken
from clonyvoice.core.settings import Settings
from clonyvoice.engines.speaker.speaker_encoders import CampPlusEncoder
from clonyvoice.transcription.diarisation import Diariser, SpeakerTurn
from clonyvoice.weights import WeightsStore

RESULT = Path(__file__).parent / "results" / "diarisation.md"
_STEP = 0.01
_COLLAR = 0.25


def _frames(names: Sequence[object], spans: Sequence[tuple[float, float, object]], count: int) -> np.ndarray:
    out = np.zeros((len(names), count), bool)
    for start, end, name in spans:
        out[names.index(name), round(start / _STEP) : round(end / _STEP)] = True
    return out


def error(truth: Sequence[Spoken], told: Sequence[SpeakerTurn], seconds: float, collar: float) -> np.ndarray:
    """Seconds missed, of false alarms, of the wrong speaker, and of all speech."""
    count = int(seconds / _STEP) + 1
    real = [(one.start, one.end, one.speaker) for one in truth]
    found = [(one.start, one.end, one.speaker) for one in told]
    right = _frames(sorted({name for _, _, name in real}), real, count)
    ours = _frames(sorted({name for _, _, name in found}) or [0], found, count)
    judged = np.ones(count, bool)
    for start, end, _ in real:
        for edge in (start, end):
            judged[max(0, int((edge - collar) / _STEP)) : int((edge + collar) / _STEP)] &= not collar
    right, ours = right[:, judged], ours[:, judged]
    size = max(len(right), len(ours))
    together = np.zeros((size, size), int)
    together[: len(right), : len(ours)] = right.astype(int) @ ours.T.astype(int)
    spoken, said = right.sum(axis=0), ours.sum(axis=0)
    matched = max(
        sum(int(together[row, column]) for row, column in enumerate(order))
        for order in itertools.permutations(range(size))
    )
    missed, false = np.maximum(spoken - said, 0).sum(), np.maximum(said - spoken, 0).sum()
    wrong = np.minimum(spoken, said).sum() - matched
    return np.array([missed, false, wrong, spoken.sum()]) * _STEP


def told(
    samples: np.ndarray, encoder: CampPlusEncoder, least: int = 1, most: int = 8
) -> tuple[SpeakerTurn, ...]:
    """The turns that are detected."""
    diariser = Diariser(encoder.embed, CancelToken())
    for at in range(0, len(samples), 10 * RATE):
        diariser.feed(samples[at : at + 10 * RATE])
    return diariser.finish(least, most)


def _hour(folder: Path, seed: int, encoder: CampPlusEncoder) -> str:
    mixed: list[np.ndarray] = []
    while sum(map(len, mixed)) < 3600 * RATE:
        mixed.append(
            meeting(folder, seed + len(mixed), overlap=0.1, among=sorted(people(folder))[:8]).samples
        )
    sound = np.concatenate(mixed)[: 3600 * RATE]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    wall, used = time.monotonic(), time.process_time()
    turns = told(sound, encoder, most=20)
    wall, used = time.monotonic() - wall, time.process_time() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"An hour of eight people's speech: {used:.0f} s of computing ({wall:.0f} s by the clock), "
        f"{peak - before:.0f} MB beyond what the process held with the hour in memory, "
        f"{len({one.speaker for one in turns})} speakers told.\n"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=os.environ.get("CLONYVOICE_BENCH_DATA"))
    parser.add_argument("--seed", type=int, default=1000)
    parser.add_argument("--meetings", type=int, default=20)
    parser.add_argument("--hour", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--smoke", action="store_true", help="One meeting, to see that it runs.")
    asked = parser.parse_args()
    if asked.data is None:
        parser.error("give --data, a folder of recordings, or set CLONYVOICE_BENCH_DATA")
    encoder = CampPlusEncoder(WeightsStore(Settings().weights))
    rows = []
    for overlap, knows in ((0.0, False), (0.25, False), (0.0, True)):
        strict, eased, counted = np.zeros(4), np.zeros(4), 0
        count = 1 if asked.smoke else max(1, asked.meetings // 2)
        for seed in range(asked.seed, asked.seed + count):
            one: Meeting = meeting(Path(asked.data), seed, overlap=overlap)
            limits = (one.speakers, one.speakers) if knows else (1, 8)
            found = told(one.samples, encoder, *limits)
            seconds = len(one.samples) / RATE
            strict += error(one.truth, found, seconds, 0.0)
            eased += error(one.truth, found, seconds, _COLLAR)
            right = len({turn.speaker for turn in found}) == one.speakers
            counted += right
            print(seed, overlap, one.speakers, "right number" if right else "wrong number", flush=True)
        name = "with overlap" if overlap else "without overlap"
        shares = [f"{value / strict[3]:.1%}" for value in (strict[:3].sum(), *strict[:3])]
        rows.append(
            f"| {name}{', number given' if knows else ''} | {count} | {strict[3]:.0f} s | {' | '.join(shares)} |"
            f" {eased[:3].sum() / max(eased[3], 1e-9):.1%} | {counted} of {count} |"
        )
    text = f"""# Who speaks when

{datetime.datetime.now(datetime.UTC).date()}, seed {asked.seed}, two to four LibriSpeech speakers a meeting;
load average {os.getloadavg()[2]:.1f}.

| meetings | how many | speech | error, strict | missed | false | wrong | with a collar of 0.25 s | number right |
|---|---|---|---|---|---|---|---|---|
{chr(10).join(rows)}

"""
    if asked.hour:
        text += _hour(Path(asked.data), asked.seed, encoder)
    print(text)
    if asked.write:
        RESULT.parent.mkdir(exist_ok=True)
        RESULT.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
