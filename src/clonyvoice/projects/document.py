"""A project's document in memory, and the times of its lines and clips."""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from clonyvoice.projects.document_items import AssetFacts, Item, Kind, TakeFacts
from clonyvoice.projects.line_times import LineTimes, line_times
from clonyvoice.projects.track_effects import heard_effects, reverb_tail
from clonyvoice.speech.chunking import plan
from clonyvoice.speech.request import Segment

PROJECT = "project"
"""The name under which the project's own settings appear among changed ids."""


@dataclass(slots=True)
class Document:
    """A revision of a project: settings and items; takes and assets are added or emptied, never removed."""

    id: str
    revision: int
    settings: dict[str, Any]
    items: dict[str, Item] = field(default_factory=dict)
    takes: dict[str, TakeFacts] = field(default_factory=dict)
    assets: dict[str, AssetFacts] = field(default_factory=dict)
    _ordered: dict[Kind, list[Item]] = field(default_factory=dict)

    def ordered(self, kind: Kind) -> list[Item]:
        """The items of a kind in their order; not to be changed."""
        found = self._ordered.get(kind)
        if found is None:
            found = [item for item in self.items.values() if item.kind == kind]
            found.sort(key=place_in_order)
            self._ordered[kind] = found
        return found

    def snapshot(self) -> Document:
        """A copy that later changes do not reach."""
        kinds: tuple[Kind, ...] = ("line", "clip", "track")
        # Sorted once here and not by each reader of a copy.
        ordered = {kind: list(self.ordered(kind)) for kind in kinds}
        return Document(
            self.id,
            self.revision,
            self.settings,
            dict(self.items),
            dict(self.takes),
            dict(self.assets),
            ordered,
        )

    def commit(
        self, changed: Mapping[str, Item | None], settings: dict[str, Any] | None, revision: int
    ) -> None:
        """Apply the changes of a draft after they have been written."""
        for item_id, item in changed.items():
            self._reorder(self.items.get(item_id), item)
            if item is None:
                self.items.pop(item_id, None)
            else:
                self.items[item_id] = item
        if settings is not None:
            self.settings = settings
        self.revision = revision

    def _reorder(self, earlier: Item | None, item: Item | None) -> None:
        """Update the sorted lists for a changed item; one whose position is unchanged is replaced in place."""
        one = earlier or item
        ordered = self._ordered.get(one.kind) if one is not None else None
        if one is None or ordered is None:
            return
        if earlier is not None and item is not None and earlier.position == item.position:
            place = bisect_left(ordered, (item.position, item.id), key=place_in_order)
            ordered[place] = item
        else:
            self._ordered.pop(one.kind)


def place_in_order(item: Item) -> tuple[int, str]:
    """The position and the id of an item: the sort key of the items of a kind."""
    return item.position, item.id


class Place(NamedTuple):
    """The time of a line, seconds from the project's beginning, and its active take."""

    start: float
    end: float
    take_id: str | None


def times_of_lines(document: Document) -> LineTimes:
    """The times of all lines, in their order."""
    gap = float(document.settings["default_gap_ms"]) / 1000
    return line_times(document.ordered("line"), document.takes, gap)


def layout(document: Document) -> dict[str, Place]:
    """The place of every line: one behind another with their pauses, or in its slot.

    A line without a take has no length of its own: it lasts as long as its slot, or no time.
    """
    starts, ends, takes = times_of_lines(document)
    names = [line.id for line in document.ordered("line")]
    ids = [take.id if take is not None else None for take in takes]
    return dict(zip(names, map(Place, starts.tolist(), ends.tolist(), ids), strict=True))


def clip_start(data: Mapping[str, Any], places: Mapping[str, Place]) -> float:
    """The start of a clip or marker, in seconds, its anchor followed; never before 0."""
    start = float(data.get("start") or data.get("at") or 0.0)
    anchor = data.get("anchor")
    if anchor is not None:
        place = places.get(anchor["line_id"])
        if place is not None:
            start += place.start if anchor.get("edge", "begin") == "begin" else place.end
    return max(0.0, start)


def clip_duration(data: Mapping[str, Any], document: Document) -> float:
    """The duration of a clip, in seconds; 0 if its sound has been deleted."""
    asset, take = data.get("asset_id"), data.get("take_id")
    found: TakeFacts | AssetFacts | None
    found = document.assets.get(asset) if asset else document.takes.get(take or "")
    if found is None:
        return 0.0
    stretched = float(data.get("stretch") or 1.0)
    left = max(0.0, found.duration - float(data.get("trim_start") or 0.0)) * stretched
    wanted = data.get("duration")
    if wanted is None:
        return left
    return float(wanted) if data.get("loop") and left > 0 else min(left, float(wanted))


def duration(document: Document) -> float:
    """Length of the project in seconds: to the end of its last line or clip, with the reverberation of its track."""
    clips, tracks = document.ordered("clip"), document.ordered("track")
    places = layout(document) if any("anchor" in clip.data for clip in clips) else {}
    tails = {track.id: reverb_tail(heard_effects(track.data)) for track in tracks}
    line_ends = times_of_lines(document).ends
    last = float(line_ends.max(initial=0.0))
    ends = [
        clip_start(clip.data, places)
        + clip_duration(clip.data, document)
        + tails.get(clip.data["track_id"], 0.0)
        for clip in clips
    ]
    if any(tails.values()):
        usual = next((track.id for track in tracks if track.data["kind"] == "speech"), "")
        for line, end in zip(document.ordered("line"), line_ends.tolist(), strict=True):
            if line.data.get("take_id"):
                ends.append(end + tails.get(line.data.get("track_id") or usual, 0.0))
    return max([last, *ends])


def fingerprint(document: Document, line: Item) -> str:
    """A digest of everything that affects a line's sound; a take with another digest is stale."""
    data = line.data
    speaker = document.items.get(data.get("speaker_id") or "")
    who = speaker.data if speaker is not None else {}
    decided = [
        data["text"],
        data.get("language") if data.get("language") != "auto" else ["auto", document.settings["language"]],
        data.get("voice_id") or who.get("voice_id"),
        *(_first(data.get(name), who.get(name)) for name in ("speed", "pitch", "volume_db")),
        sorted((who.get("pronunciations") or {}).items()),
    ]
    words = document.settings.get("pronunciations") or {}
    text = data["text"].casefold()
    if near := sorted((word, said) for word, said in words.items() if word.casefold() in text):
        decided.append(["pronunciations", near])
    if (engine := engine_of(document, line)) is not None:
        decided.append(["engine", engine])
    direction = _first(data.get("direction"), who.get("direction"))
    if direction is not None:  # takes from before there were directions stay as they are
        decided.append(["direction", direction])
    if (seed := data.get("seed")) is not None:
        decided.append(["seed", seed])
    return hashlib.sha256(json.dumps(decided).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def engine_of(document: Document, line: Item) -> str | None:
    """The engine for a line: its own, else its speaker's together with the speaker's voice; None selects the best."""
    own: str | None = line.data.get("engine")
    speaker = document.items.get(line.data.get("speaker_id") or "")
    if own is not None or speaker is None or line.data.get("voice_id"):
        return own
    return speaker.data.get("engine")


def _first(value: Any, otherwise: Any) -> Any:
    return otherwise if value is None else value


def state_of(document: Document, line: Item) -> str:
    """`draft` without a take, `done` with a take of the line's current content, else `stale`."""
    take = document.takes.get(line.data.get("take_id") or "")
    if take is None:
        return "draft"
    return "done" if take.fingerprint == fingerprint(document, line) else "stale"


def line_facts(document: Document, line_ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """By line: its state, the ids of its takes in order, and the duration of its active take in seconds.

    Lines that are gone are left out.
    """
    lines = {name: item for name in line_ids if (item := document.items.get(name)) and item.kind == "line"}
    takes: dict[str, list[TakeFacts]] = {}
    for take in document.takes.values():
        if take.line_id in lines:
            takes.setdefault(take.line_id, []).append(take)
    found = {}
    for name, line in lines.items():
        heard = document.takes.get(line.data.get("take_id") or "")
        found[name] = {
            "state": state_of(document, line),
            "takes": [take.id for take in sorted(takes.get(name, ()), key=lambda take: take.number)],
            "take_seconds": round(heard.duration, 6) if heard is not None else None,
        }
    return found


def language_of(document: Document, line: Item | None, text: str) -> str:
    """The code of the language that most of `text` is spoken in: that of the line, or as it is detected.

    Raises NothingToSay.
    """
    language, home = str(line.data.get("language", "auto")) if line else "auto", document.settings["language"]
    letters: Counter[str] = Counter()
    for chunk in plan((Segment(text, "", language),), home=lambda _voice: home).chunks:
        letters[chunk.language] += len(chunk.text)
    return letters.most_common(1)[0][0]
