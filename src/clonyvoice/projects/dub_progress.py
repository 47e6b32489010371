"""The steps of a dub with their states, from its row and the progress of its job."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from clonyvoice.core.errors import Conflict
from clonyvoice.core.job_state import JobState
from clonyvoice.jobs.errors import error_json
from clonyvoice.projects.dub_model import Dub
from clonyvoice.projects.errors import NothingToMix

DubStepName: TypeAlias = Literal["transcription", "voices", "lines", "speech", "render"]

_ENDS: Final[dict[DubStepName, float]] = {
    "transcription": 0.4, "voices": 0.5, "lines": 0.55, "speech": 0.95, "render": 1.0,
}  # fmt: skip
"""The shares of the whole at which steps end, the last one of a dub aside. Chosen by hand."""
STAGES: Final[dict[DubStepName, str]] = {
    "transcription": "transcribing", "voices": "choosing voices", "lines": "adding lines", "speech": "speaking",
    "render": "rendering",
}  # fmt: skip
"""The stage that the job reports when a step begins."""


class NoLineGenerated(Conflict):
    """A dub none of whose lines could be generated."""

    code = "no_line_generated"

    def __init__(self, lines: int) -> None:
        super().__init__(
            f"None of the {lines} lines could be generated; each of them says why. Correct it, and generate them again."
        )


@dataclass(frozen=True, slots=True)
class DubStep:
    """A step of a dub: `queued` steps wait for those before them; `progress` from 0 to 1, `error` of a failed one."""

    step: DubStepName
    state: JobState
    progress: float
    error: dict[str, Any] | None = None

    def json(self) -> dict[str, Any]:
        """Plain values for an event."""
        return {"step": self.step, "state": self.state, "progress": self.progress, "error": self.error}


def step_names(dub: Dub) -> list[DubStepName]:
    """The steps that the dub was asked for, in their order."""
    names: list[DubStepName] = ["transcription", "voices", "lines"]
    if dub.settings.speak:
        names.append("speech")
    if dub.settings.video:
        names.append("render")
    return names


def share_of(dub: Dub, step: DubStepName) -> tuple[float, float]:
    """The fractions of the whole between which the job reports the progress of a step."""
    names = step_names(dub)
    at = names.index(step)
    return (_ENDS[names[at - 1]] if at else 0.0), (1.0 if step == names[-1] else _ENDS[step])


def steps_of(dub: Dub, fraction: float) -> list[DubStep]:
    """Each step of the dub and how far it is, where `fraction` is the progress of its job.

    Steps before the current one are completed. Where the dub ended early, the current one has its end, and those behind
    it are cancelled.
    """
    names = step_names(dub)
    if dub.status is JobState.COMPLETED:
        return [_completed(dub, name) for name in names]
    now = names.index(dub.step) if dub.step in names else 0
    found = []
    for at, name in enumerate(names):
        if at < now:
            found.append(DubStep(name, JobState.COMPLETED, 1.0))
        elif at > now:
            found.append(DubStep(name, JobState.CANCELLED if dub.status.ended else JobState.QUEUED, 0.0))
        else:
            begin, end = share_of(dub, name)
            share = min(1.0, max(0.0, (fraction - begin) / (end - begin)))
            failed = dub.status is JobState.FAILED
            found.append(DubStep(name, dub.status, round(share, 4), dub.error if failed else None))
    return found


def _completed(dub: Dub, name: DubStepName) -> DubStep:
    """A step of a dub whose job is completed: lines that could not be generated do not end the job."""
    if name in ("speech", "render") and dub.lines and not dub.made:
        error = NoLineGenerated(len(dub.lines)) if name == "speech" else NothingToMix()
        return DubStep(name, JobState.FAILED, 0.0, error_json(error))
    return DubStep(name, JobState.COMPLETED, 1.0)
