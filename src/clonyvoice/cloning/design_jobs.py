"""Designs, blends and nudges as jobs: with a place in the queue, progress, and going on after a restart."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from clonyvoice.cloning.design_request_names_seeds import Candidate, DesignRequest, any_seed
from clonyvoice.cloning.designs import Designs
from clonyvoice.core.ids import new_id
from clonyvoice.engines.kokoro.design.pitch_pace_colour_targets import Nudge
from clonyvoice.jobs import Idempotency, Job, JobContext, JobQueue, Resource

KIND = "design"
MOST_SENTENCES = 3
"""Pieces of compute that one voice takes at most, for its progress; the embedded engine takes three."""
_TITLE = 80
"""Characters of a job's title. Chosen by hand."""


class DesignJobs:
    """Jobs of kind `design`, with `design.…` events. Their result has the `candidates` and the words `understood`.

    The voices' ids and the seed are settled before the work begins, so that a job that is run again after a
    restart makes the same voices once.
    """

    def __init__(self, designs: Designs, jobs: JobQueue) -> None:
        self._designs, self._jobs = designs, jobs
        jobs.register(KIND, self._run, topic="design")

    def create(self, request: DesignRequest, owner: str, idempotency: Idempotency | None = None) -> Job:
        """The job that makes voices from a description.

        Raises NothingUnderstood, TraitNotUnderstood, UnknownLanguage, QueueFull.
        """
        self._designs.check(request)
        settled = asdict(request) | {"seed": any_seed(request.seed)}
        ids = [new_id("voice") for _ in range(max(1, request.candidates))]
        return self._submit(owner, request.description, {"create": settled, "voice_ids": ids}, idempotency)

    def blend(
        self,
        recipe: str,
        name: str,
        owner: str,
        *,
        save: bool = True,
        kept_as: str = "",
        idempotency: Idempotency | None = None,
    ) -> Job:
        """The job that mixes voices; `kept_as` is the id that the mixture is to have.

        Raises BadRecipe, VoiceNotFound, NotBlendable, QueueFull.
        """
        self._designs.check_blend(recipe, owner)
        asked = {"recipe": recipe, "name": name, "save": save}
        payload = {"blend": asked, "voice_ids": [kept_as or new_id("voice")]}
        return self._submit(owner, name or recipe, payload, idempotency)

    def nudge(
        self,
        voice_id: str,
        moves: Nudge,
        name: str,
        owner: str,
        *,
        save: bool = True,
        idempotency: Idempotency | None = None,
    ) -> Job:
        """The job that makes a copy of a voice, moved.

        Raises VoiceNotFound, NothingToNudge, NotBlendable, QueueFull.
        """
        self._designs.check_nudge(voice_id, moves, owner)
        asked = {"voice_id": voice_id, "moves": moves.moves(), "name": name, "save": save}
        return self._submit(owner, name, {"nudge": asked, "voice_ids": [new_id("voice")]}, idempotency)

    def _submit(
        self, owner: str, title: str, payload: dict[str, Any], idempotency: Idempotency | None
    ) -> Job:
        shown = {"title": " ".join(title.split())[:_TITLE]}
        return self._jobs.submit(
            KIND,
            owner=owner,
            payload=payload | shown,
            subject=payload["voice_ids"][0],
            idempotency=idempotency,
        )

    def _run(self, context: JobContext) -> dict[str, Any]:
        payload = context.payload
        ids, count = payload["voice_ids"], len(payload["voice_ids"])
        title, done, spoken = payload["title"], 0, 0
        resource: Resource | None = None

        def tell() -> None:
            within = min(spoken, MOST_SENTENCES) / (MOST_SENTENCES + 1)
            context.progress(
                (done + within) / count, "designing", title=title, chunk=done, total_chunks=count
            )

        @contextmanager
        def turn() -> Iterator[None]:
            nonlocal spoken
            with context.slot(resource=resource):
                yield
            spoken += 1
            tell()

        def made() -> None:
            nonlocal done, spoken
            done, spoken = done + 1, 0
            tell()

        tell()
        owner, cancel = context.job.owner, context.cancel
        if "blend" in payload:
            asked = payload["blend"]
            engine = self._designs.check_blend(asked["recipe"], owner)[0][1].engine
            resource = self._designs.resource("blend", engine)
            kept = self._designs.blend(
                asked["recipe"], asked["name"], owner, cancel, save=asked["save"], kept_as=ids[0], turn=turn
            )
            return {"candidates": [{"voice_id": kept}], "understood": []}
        if "nudge" in payload:
            asked = payload["nudge"]
            moves = Nudge(**asked["moves"])
            engine = self._designs.check_nudge(asked["voice_id"], moves, owner).engine
            resource = self._designs.resource("nudge", engine)
            kept, details = self._designs.nudge(
                asked["voice_id"], moves, asked["name"], owner, cancel, save=asked["save"], kept_as=ids[0], turn=turn
            )  # fmt: skip
            shown = {part: details[part] for part in ("before", "measured")}
            return {"candidates": [{"voice_id": kept, **shown}], "understood": []}
        request = DesignRequest(**payload["create"])
        resource = self._designs.resource("design", request.engine)
        candidates = self._designs.create(request, owner, cancel, ids=ids, turn=turn, made=made)
        return {
            "candidates": [_shown(one) for one in candidates],
            "understood": candidates[0].details.get("understood", []),
        }


def _shown(one: Candidate) -> dict[str, Any]:
    nothing: dict[str, Any] = {
        "mix": "",
        "targets": {},
        "measured": {},
    }  # an engine need not give any of these
    told = {part: one.details.get(part, empty) for part, empty in nothing.items()}
    return {"voice_id": one.voice_id, "seed": one.seed, **told}
