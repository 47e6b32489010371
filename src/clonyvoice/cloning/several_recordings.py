"""Several recordings for one clone: unfit ones and another person's left out, the rest weighted by quality."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from clonyvoice.audio import NotAudio
from clonyvoice.cloning.clip_preparation import WANTED, Prepared, prepare, report_json
from clonyvoice.cloning.errors import UnfitRecording
from clonyvoice.cloning.quality_report import findings
from clonyvoice.cloning.speaker_check import Embed, Vector, outliers
from clonyvoice.core.cancel import CancelToken


def speaker_vector(recordings: Sequence[Prepared], embed: Embed) -> Vector:
    """The unit vector in the middle of the recordings' own, each that of its clips. Raises Cancelled."""
    return _mean([_mean([embed(clip.audio) for clip in one.clips]) for one in recordings])


@dataclass(frozen=True, slots=True)
class PreparedRecordings:
    """Several recordings of one person; `left_out`: unfit ones and another person's, by index, with reasons.

    `left_out_names` are their names, by the same indices.
    """

    recordings: tuple[Prepared, ...]
    left_out: dict[int, str]
    weights: tuple[float, ...]
    left_out_names: dict[int, str] = field(default_factory=dict)


def prepare_all(
    files: Sequence[tuple[Path, str]],
    embed: Embed,
    cancel: CancelToken,
    progress: Callable[[float], None] | None = None,
) -> PreparedRecordings:
    """The recordings that are one person's, weighted by quality; unfit files and other people's are left out.

    Raises the first file's error when none can be used, Cancelled.
    """
    prepared: list[tuple[int, Prepared]] = []
    left_out: dict[int, str] = {}
    first_error: UnfitRecording | NotAudio | None = None
    for index, (path, name) in enumerate(files):
        try:
            prepared.append((index, prepare(path, name, embed, cancel, max(15.0, WANTED / len(files)))))
        except (UnfitRecording, NotAudio) as error:
            first_error = first_error or error
            left_out[index] = error.code
        if progress is not None:
            progress((index + 1) / len(files))
    if not prepared:
        assert first_error is not None
        raise first_error
    strangers = outliers([speaker_vector([one], embed) for _, one in prepared]) if len(prepared) > 1 else ()
    for at in strangers:
        left_out[prepared[at][0]] = "another_person"
    kept = [one for at, (_, one) in enumerate(prepared) if at not in strangers]
    weights = np.array([one.quality * min(1.0, one.seconds / 10.0) for one in kept])
    weights = weights / weights.max()
    return PreparedRecordings(
        tuple(kept),
        left_out,
        tuple(round(float(weight), 3) for weight in weights),
        {index: files[index][1] for index in left_out},
    )


def combined_report(gathered: PreparedRecordings) -> dict[str, Any]:
    """One quality report for all recordings, as JSON values: seconds added, the rest weighted by quality."""
    weights = np.array(gathered.weights) / sum(gathered.weights)
    parts = [one.measures for one in gathered.recordings]

    def mean(name: str) -> float:
        return float(sum(weight * getattr(part, name) for weight, part in zip(weights, parts, strict=True)))

    names = ("snr_db", "level_db", "bandwidth_hz", "echo", "music", "voiced", "pitch_hz", "sung", "tilt")
    whole = replace(
        parts[0],
        **{name: mean(name) for name in names},
        speech_seconds=sum(part.speech_seconds for part in parts),
        used_seconds=sum(part.used_seconds for part in parts),
        duration=sum(part.duration for part in parts),
        clipping=max(part.clipping for part in parts),
        other_speakers=max(part.other_speakers for part in parts),
        hum_hz=max(part.hum_hz for part in parts),
    )
    noticed = findings(whole)
    left = 1.0
    for finding in noticed:
        left *= 1.0 - finding.cost
    treated = tuple(sorted({name for one in gathered.recordings for name in one.treated}))
    return report_json(whole, noticed, treated, round(left, 3))


def _mean(vectors: Sequence[Vector]) -> Vector:
    total = np.mean(np.stack(vectors).astype(np.float64), axis=0)
    return np.asarray(total / max(float(np.linalg.norm(total)), 1e-9), np.float32)
