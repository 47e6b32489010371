"""The sound of operations: takes made of generations, and the two halves of a split line's take.

It is read and written before the change of the document, outside its lock; a change that fails leaves no file behind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import numpy as np

from clonyvoice.audio import encode, probe
from clonyvoice.core.audio import Audio
from clonyvoice.core.errors import ClonyError
from clonyvoice.core.ids import new_id
from clonyvoice.projects.document import Document, fingerprint, state_of
from clonyvoice.projects.document_draft import BroughtTake
from clonyvoice.projects.errors import OperationInvalid, ProjectItemNotFound
from clonyvoice.projects.service import Projects
from clonyvoice.projects.takes import Takes, TakeWord
from clonyvoice.speech.model import Generation
from clonyvoice.speech.request import Shape
from clonyvoice.speech.service import Speech

_HOP_SECONDS: Final = 0.005
"""Step of the search for the quietest place between two words. Chosen by hand."""
_FADE_SECONDS: Final = 0.002
"""Fade at a cut, so that a half that is heard by itself does not click. Chosen by hand."""


class OperationSounds:
    """Makes the takes that operations need before the operations are applied, and takes of generations."""

    def __init__(self, projects: Projects, takes: Takes, speech: Speech) -> None:
        self._projects, self._takes, self._speech = projects, takes, speech

    def adopt(self, project_id: str, line_id: str, generation_id: str, author: str, owner: str | None) -> str:
        """Add the sound of a finished generation to a line as a take; returns the take's id.

        Raises ProjectNotFound, ProjectItemNotFound (the line), GenerationNotFound, NotSpokenYet, StorageFull.
        """
        generation = self._speech.get(generation_id, owner)
        path = self._speech.file(generation, "flac")
        _, document = self._projects.document(project_id, owner)
        line = document.items.get(line_id)
        if line is None or line.kind != "line":
            raise ProjectItemNotFound("line", line_id, "line_id")
        found, tried = columns_of(generation, path), fingerprint(document, line)
        return self._takes.keep(
            project_id, line_id, tried, found, self._projects.blobs.put_file(path), author
        )

    @contextmanager
    def prepared(
        self, project_id: str, operations: Sequence[Mapping[str, Any]], owner: str | None
    ) -> Iterator[dict[int, tuple[BroughtTake, ...]]]:
        """A context with the takes of each operation by its index; files that no take uses at its end are deleted.

        Raises OperationInvalid (a generation that is not there, or has no sound yet), ProjectNotFound, StorageFull.
        """
        found: dict[int, tuple[BroughtTake, ...]] = {}
        try:
            for index, operation in enumerate(operations):
                if operation.get("op") == "line.insert" and operation.get("generation_id") is not None:
                    found[index] = (self._generation(index, operation["generation_id"], owner),)
            if splits := [(n, one) for n, one in enumerate(operations) if one.get("op") == "line.split"]:
                _, document = self._projects.document(project_id, owner)
                split: set[str] = set()
                for index, operation in splits:
                    # A line that the same request splits twice gets halves of a half, made from the new take.
                    line = str(operation.get("id"))
                    if line not in split:
                        found[index] = self._halves(document, operation, owner)
                    split.add(line)
            yield found
        finally:
            unused = [one.blob_id for group in found.values() for one in group if not one.used]
            self._projects.blobs.delete(*unused)

    def _generation(self, index: int, generation_id: object, owner: str | None) -> BroughtTake:
        """A finished generation as a take of the inserted line, with the fields that the line takes from it."""
        if not isinstance(generation_id, str):
            raise OperationInvalid(index, "generation_id", "generation_id must be the id of a generation.")
        try:
            generation = self._speech.get(generation_id, owner)
            path = self._speech.file(generation, "flac")
        except ClonyError as error:
            raise OperationInvalid(index, "generation_id", error.message) from error
        shape = Shape.from_json(generation.settings)
        said = {
            "text": generation.text, "voice_id": generation.voice_id, "speed": shape.speed, "pitch": shape.pitch,
            "volume_db": shape.volume_db,
        }  # fmt: skip
        found = columns_of(generation, path)
        return BroughtTake(new_id("take"), found, self._projects.blobs.put_file(path), said)

    def _halves(
        self, document: Document, operation: Mapping[str, Any], owner: str | None
    ) -> tuple[BroughtTake, ...]:
        """The take of a line cut where its text is split; empty if the take cannot be cut there."""
        line, at = document.items.get(str(operation.get("id"))), operation.get("at")
        if (
            line is None
            or line.kind != "line"
            or not isinstance(at, int)
            or state_of(document, line) != "done"
        ):
            return ()
        take = self._takes.get(document.id, line.data["take_id"], owner)
        before = [word for word in take.words if word["end_char"] <= at]
        after = [word for word in take.words if word["start_char"] >= at]
        if take.text != line.data["text"] or not before or not after:
            return ()
        if len(before) + len(after) != len(take.words):  # in the middle of a word
            return ()
        audio = self._takes.sound(take)
        cut = quietest(audio, before[-1]["end"], after[0]["start"])
        first, second = halved(audio, cut)
        text = take.text
        skipped = len(text) - len(text[at:].lstrip())
        settings = {name: value for name, value in take.settings.items() if name not in ("job", "variant")}
        halves = (
            (text[:at].rstrip(), first, before),
            (text[at:].lstrip(), second, moved(after, cut / audio.sample_rate, skipped)),
        )
        return tuple(
            BroughtTake(
                new_id("take"),
                {
                    "text": said, "sample_rate": sound.sample_rate, "samples": len(sound.samples),
                    "words": [dict(word) for word in words], "seed": take.seed, "voice_id": take.voice_id,
                    "voice_name": take.voice_name, "settings": {**settings, "cut_from": take.id},
                },
                self._projects.blobs.put(encode(sound, "flac")),
                {"text": said},
                of=take.id,
            )
            for said, sound, words in halves
        )  # fmt: skip


def columns_of(generation: Generation, path: Path) -> dict[str, Any]:
    """The columns of a take's row for a generation; `path` is its sound as FLAC."""
    sound = probe(path)
    return {
        "text": generation.text,
        "sample_rate": sound.sample_rate,
        "samples": round(sound.duration * sound.sample_rate),
        "words": [
            {
                "word": word.word, "start": round(word.start, 4), "end": round(word.end, 4),
                "start_char": word.start_char, "end_char": word.end_char,
            }
            for word in generation.words()
        ],
        "seed": generation.seed,
        "voice_id": generation.voice_id,
        "voice_name": generation.voice_name,
        "settings": {"generation_id": generation.id},
    }  # fmt: skip


def quietest(audio: Audio, begin: float, end: float) -> int:
    """The sample between two times in seconds around which 10 ms are quietest; the middle if the times are closer."""
    rate = audio.sample_rate
    hop = round(_HOP_SECONDS * rate)
    low, high = sorted(min(len(audio.samples), max(0, round(edge * rate))) for edge in (begin, end))
    places = range(low + hop, high - hop + 1, hop)
    if not places:
        return (low + high) // 2
    return min(places, key=lambda at: float(np.square(audio.samples[at - hop : at + hop]).sum()))


def halved(audio: Audio, cut: int) -> tuple[Audio, Audio]:
    """The sound before and from a sample on, faded for 2 ms at the cut."""
    first, second = audio.samples[:cut].copy(), audio.samples[cut:].copy()
    fade = round(_FADE_SECONDS * audio.sample_rate)
    ramp = np.linspace(0.0, 1.0, fade, dtype=np.float32)
    if min(len(first), len(second)) >= fade:
        first[-fade:] *= ramp[::-1]
        second[:fade] *= ramp
    return Audio(first, audio.sample_rate), Audio(second, audio.sample_rate)


def moved(words: Iterable[TakeWord], seconds: float, characters: int) -> list[TakeWord]:
    """Words counted from a later time and a later place in the text."""
    return [
        {
            **word,
            "start": round(max(0.0, word["start"] - seconds), 4),
            "end": round(max(0.0, word["end"] - seconds), 4),
            "start_char": word["start_char"] - characters,
            "end_char": word["end_char"] - characters,
        }
        for word in words
    ]
