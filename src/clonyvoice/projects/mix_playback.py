"""Mixes while they play: prepared once for each revision, streamed from any point at once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import suppress
from threading import Lock
from typing import Final

from clonyvoice.audio.equaliser_reverb import prepare_noise
from clonyvoice.audio.stereo_encoding import StereoEncoder
from clonyvoice.audio.stereo_wav_files_peaks import STEREO_RATE
from clonyvoice.core.errors import ClonyError
from clonyvoice.projects.assets import Assets
from clonyvoice.projects.document import Document
from clonyvoice.projects.mix import BLOCK_SECONDS, Mix
from clonyvoice.projects.mix_sources import mix_of
from clonyvoice.projects.model import Applied
from clonyvoice.projects.service import Projects
from clonyvoice.projects.track_effects import heard_effects, prepare_filters

_KEPT: Final = 8
"""Prepared mixes in memory: one of 6,000 lines takes some 3 MB. Chosen by hand."""


class Mixes:
    """A cache of the mixes of recently played revisions; safe from any thread.

    A revision never changes, nor does a take or an asset, so its mix is prepared once: playing from another point,
    or rendering what was just heard, starts without looking at the document again.
    """

    def __init__(self, projects: Projects, assets: Assets, kept: int = _KEPT) -> None:
        self._projects, self._assets, self._kept = projects, assets, kept
        self._mixes: OrderedDict[tuple[str, int], Mix] = OrderedDict()
        self._lock, self._preparing = Lock(), Lock()

    def of(self, document: Document) -> Mix:
        """The mix of a revision. Raises NothingToMix."""
        with self._preparing:  # another request waits for it instead of preparing it, too
            return self._known(document.id, document.revision) or self._keep(document)

    def warm(self, document: Document) -> None:
        """Prepare the mix of a project not played lately and read its beginning, so that playback starts at once.

        A project whose mix is known is left alone: a change costs little. Where nothing sounds, nothing is raised.
        """
        prepare_noise(STEREO_RATE)
        with self._lock:
            if any(project_id == document.id for project_id, _ in self._mixes):
                return
        with suppress(ClonyError):  # the request that plays it gets the error
            next(self.of(document).blocks(), None)

    def prepare_effects(self, project_id: str, owner: str | None, applied: Applied) -> None:
        """Make the filters that a change of tracks' effects needs, and the mix, before anybody plays it.

        Nothing is done for other changes; nothing is raised: the request that plays it gets the error.
        """
        tracks = [
            item["data"] for item in (applied.changed or {}).values() if item and item.get("kind") == "track"
        ]
        effects = [one for track in tracks for one in heard_effects(track)]
        if not effects:
            return
        prepare_filters(effects, STEREO_RATE, round(BLOCK_SECONDS * STEREO_RATE))
        with suppress(ClonyError):
            if (
                self._projects.get(project_id, owner).revision == applied.revision
            ):  # else a later change does it
                self.of(self._projects.document(project_id, owner)[1])

    def stream(self, project_id: str, owner: str | None, begin: float, fmt: str) -> Iterator[bytes]:
        """The mix of the present revision from `begin` seconds on, encoded while it is computed.

        Raises NothingToMix, ProjectNotFound, ProjectInTrash, UnsupportedFormat before the first piece.
        """
        encoder = StereoEncoder(fmt)
        revision = self._projects.get(project_id, owner).revision
        mix = self._known(project_id, revision)
        if mix is None:
            _, document = self._projects.document(project_id, owner)
            mix = self.of(document)
        return _encoded(mix, round(begin * mix.sample_rate), encoder)

    def _known(self, project_id: str, revision: int) -> Mix | None:
        with self._lock:
            found = self._mixes.get((project_id, revision))
            if found is not None:
                self._mixes.move_to_end((project_id, revision))
            return found

    def _keep(self, document: Document) -> Mix:
        mix = mix_of(document, self._assets.sounds(document.id))
        with self._lock:
            self._mixes[document.id, document.revision] = mix
            while len(self._mixes) > self._kept:
                self._mixes.popitem(last=False)
        return mix


def _encoded(mix: Mix, start: int, encoder: StereoEncoder) -> Iterator[bytes]:
    for block in mix.blocks(start):
        data = encoder.feed(block)
        if data:
            yield data
    data = encoder.finish()
    if data:
        yield data
