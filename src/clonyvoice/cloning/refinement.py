"""Refinement of clones in the background: missing transcripts first, then fits, each swapped in at once."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from typing import Any, Final

from clonyvoice.cloning.clone_records import CloneRecords
from clonyvoice.cloning.clone_request import rounded
from clonyvoice.cloning.fidelity_measurement import Compare, measured
from clonyvoice.cloning.reference_transcripts import (
    Transcriber,
    split_transcript,
    transcribe_clips,
    unpack_clips,
)
from clonyvoice.core.cancel import Cancelled
from clonyvoice.engines.capabilities import FitsVoices
from clonyvoice.engines.contract import Reference, RefineLevel
from clonyvoice.engines.registry import EngineRegistry, resource_of
from clonyvoice.jobs import INTERACTIVE, JobContext
from clonyvoice.jobs.compute_slots import PreemptibleRunner, SlotTaker
from clonyvoice.storage.blobs import BlobStore

LEVELS: Final[tuple[RefineLevel, ...]] = ("instant", "standard", "best")
_DRAFT: Final = "draft"


class RefinementJob:
    """Runs refinement jobs. The voice can speak meanwhile, and keeps its earlier fits."""

    def __init__(
        self,
        records: CloneRecords,
        blobs: BlobStore,
        engines: EngineRegistry,
        hear: Transcriber,
        compare: Compare | None = None,
    ) -> None:
        self._records, self._blobs, self._engines, self._hear = records, blobs, engines, hear
        self._compare = compare

    def __call__(self, context: JobContext, /) -> dict[str, Any]:
        """Run one job: refine from the current level up to the requested one. Raises Cancelled."""
        voice_id = context.job.subject
        level: RefineLevel = context.payload["level"]
        context.progress(0.0, "listening")
        if not self._records.exists(voice_id):
            raise Cancelled
        again = {level} if context.payload.get("again") else set()
        engine_id = str(context.payload.get("engine") or self._records.engine_to_refine(voice_id))
        fitted = self._records.levels(voice_id, engine_id)
        # Somebody speaks with a draft: what takes its place is as urgent as making it was, and then there is time.
        first = INTERACTIVE if fitted == {_DRAFT} else None
        fitted.discard(_DRAFT)
        self._transcribe_missing(voice_id, context, partial(context.slot, first))
        have = fitted - again
        newest = self._records.newest(voice_id, engine_id)
        wanted = [one for one in LEVELS[: LEVELS.index(level) + 1] if one not in have]
        if not wanted and self._records.unmeasured(voice_id, engine_id) is None:
            return {"voice_id": voice_id, **newest}
        reference = self._reference(voice_id)
        languages = self._engines.info(engine_id).languages
        resource = resource_of(self._engines.engine(engine_id))
        with self._engines.lease_capable("clone", FitsVoices, engine_id, context.cancel) as engine:

            def progress(fraction: float, stage: str) -> None:
                context.progress(0.1 + 0.9 * fraction, stage)

            def take(asked: Callable[[], None] | None) -> AbstractContextManager[None]:
                return context.slot(first, asked, resource=resource)

            turns = PreemptibleRunner(take, context.cancel)
            fits = engine.fit(reference, level, progress, context.cancel, turns) if wanted else ()
            for fit in fits:
                context.cancel.raise_if_cancelled()
                if fit.level in have or (fitted and fit.level == "instant" and level != "instant"):
                    continue
                number = self._records.add_version(voice_id, fit, languages)
                first = None
                newest = {"version": number, "level": fit.level, "fidelity": rounded(fit.fidelity)}
                context.publish("clone.progress", stage=f"{fit.level} ready", voice_id=voice_id, **newest)
            newest |= self._measured(voice_id, engine_id, reference, context)
        return {"voice_id": voice_id, "engine": engine_id, **newest}

    def _measured(
        self, voice_id: str, engine_id: str, reference: Reference, context: JobContext
    ) -> dict[str, float]:
        """The fidelity of the engine's active fit, measured and stored if the engine gave none."""
        found = self._records.unmeasured(voice_id, engine_id)
        if found is None or self._compare is None:
            return {}
        context.progress(0.98, "comparing")
        version_id, voice = found
        with self._engines.lease(engine_id, context.cancel) as engine:
            value = measured(engine, voice, reference, self._compare, context.cancel, context.slot)
        if value is None:
            return {}
        self._records.note_measured(voice_id, version_id, value)
        return {"fidelity": value}

    def _transcribe_missing(self, voice_id: str, context: JobContext, take: SlotTaker) -> None:
        for sample in self._records.samples(voice_id):
            texts = [str(mark["transcript"]) for mark in sample.marks]
            silent = [index for index, text in enumerate(texts) if not text]
            if not silent:
                continue
            clips = unpack_clips(self._blobs.read(sample.clip_blob), sample.marks, 1.0)
            chosen = [clips[index].audio for index in silent]
            _, heard = transcribe_clips(self._hear, chosen, sample.language, take, context.cancel)
            for index, text in zip(silent, heard, strict=True):
                texts[index] = text
            if sample.transcript:
                texts = list(split_transcript(sample.transcript, texts))
            self._records.note_transcripts(sample.id, texts)
            context.progress(0.05, "listening")

    def _reference(self, voice_id: str) -> Reference:
        clips = tuple(
            clip
            for sample in self._records.samples(voice_id)
            for clip in unpack_clips(self._blobs.read(sample.clip_blob), sample.marks, sample.weight)
        )
        return Reference(clips, self._records.reference_language(voice_id), 0)
