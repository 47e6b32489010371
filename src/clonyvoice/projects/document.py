"""A project's document in memory, a draft of changes to it, and when each line and clip is heard."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from clonyvoice.projects.items import Item, Kind

_STEP = 1 << 24
"""Between the positions of neighbours: 24 items can be put into the same gap, each halving it, before it is full."""
PROJECT = "project"
"""The name under which the project's own settings appear among changed ids."""


@dataclass(frozen=True, slots=True)
class TakeFacts:
    """A take as the document needs it: whose line, how long, and what it was made from (`fingerprint`)."""

    id: str
    line_id: str
    duration: float
    fingerprint: str
    number: int


@dataclass(frozen=True, slots=True)
class AssetFacts:
    """An asset as the document needs it: how long it is."""

    id: str
    duration: float


@dataclass(slots=True)
class Document:
    """A revision of a project: settings and items; takes and assets are only ever added to or emptied."""

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
            found.sort(key=lambda item: (item.position, item.id))
            self._ordered[kind] = found
        return found

    def snapshot(self) -> Document:
        """A copy that later changes do not reach."""
        return Document(
            self.id, self.revision, self.settings, dict(self.items), dict(self.takes), dict(self.assets)
        )

    def commit(self, draft: Draft, revision: int) -> None:
        """Take a draft's changes over, once they are written."""
        for item_id, item in draft.changed.items():
            earlier = self.items.get(item_id)
            for one in (earlier, item):
                if one is not None:
                    self._ordered.pop(one.kind, None)
            if item is None:
                self.items.pop(item_id, None)
            else:
                self.items[item_id] = item
        if draft.settings is not None:
            self.settings = draft.settings
        self.revision = revision


class Draft:
    """Changes to a document that are not written yet: reads see them, the document does not."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.changed: dict[str, Item | None] = {}
        """By id: the new item, or None where it is deleted."""
        self.settings: dict[str, Any] | None = None
        self._order: dict[Kind, list[str]] = {}

    def get(self, item_id: str, kind: Kind | None = None) -> Item | None:
        """The item as it is with the changes; None when there is none (of that kind)."""
        found = self.changed[item_id] if item_id in self.changed else self.document.items.get(item_id)
        return found if found is not None and kind in (None, found.kind) else None

    def of(self, kind: Kind) -> Iterable[Item]:
        """All items of a kind with the changes, in no order."""
        for item in self.document.ordered(kind):
            if item.id not in self.changed:
                yield item
        for changed in self.changed.values():
            if changed is not None and changed.kind == kind:
                yield changed

    def order(self, kind: Kind) -> list[str]:
        """The ids of a kind in order, with the changes."""
        found = self._order.get(kind)
        if found is None:
            found = [item.id for item in sorted(self.of(kind), key=lambda item: (item.position, item.id))]
            self._order[kind] = found
        return found

    def put(self, item: Item) -> None:
        """Add or replace an item that keeps its place in the order."""
        before = self.get(item.id)
        if before is None or before.position != item.position:
            self._order.pop(item.kind, None)
        self.changed[item.id] = item

    def place(self, item: Item, after: str | None, *, first: bool = False) -> None:
        """Add or move an item: behind `after`, at the very beginning, or (both missing) at the end."""
        order = self.order(item.kind)
        if item.id in order:
            order.remove(item.id)
        index = 0 if first else len(order) if after is None else order.index(after) + 1
        low = self._position(order[index - 1]) if index else None
        high = self._position(order[index]) if index < len(order) else None
        position = _between(low, high)
        order.insert(index, item.id)
        if position is None:  # the gap is full: all get new places
            self.changed[item.id] = item
            for number, each in enumerate(order):
                found = self.get(each)
                assert found is not None
                self.changed[each] = Item(found.id, found.kind, (number + 1) * _STEP, found.data)
        else:
            self.changed[item.id] = Item(item.id, item.kind, position, item.data)

    def delete(self, item_id: str) -> None:
        """Take an item out."""
        found = self.get(item_id)
        assert found is not None
        if found.kind in self._order:
            self._order[found.kind].remove(item_id)
        if item_id in self.document.items:
            self.changed[item_id] = None
        else:
            self.changed.pop(item_id, None)

    def before(self) -> dict[str, Any]:
        """Every changed item before the change, as plain values; None for those not there."""
        found: dict[str, Any] = {}
        for item_id in self.changed:
            earlier = self.document.items.get(item_id)
            found[item_id] = None if earlier is None else earlier.json()
        if self.settings is not None:
            found[PROJECT] = self.document.settings
        return found

    def after(self) -> dict[str, Any]:
        """Every changed item after the change, as plain values; None for those deleted."""
        found: dict[str, Any] = {
            item_id: None if item is None else item.json() for item_id, item in self.changed.items()
        }
        if self.settings is not None:
            found[PROJECT] = self.settings
        return found

    def _position(self, item_id: str) -> int:
        found = self.get(item_id)
        assert found is not None
        return found.position


def _between(low: int | None, high: int | None) -> int | None:
    """A position between two neighbours; None when there is no room."""
    if low is None and high is None:
        return _STEP
    if high is None:
        assert low is not None
        return low + _STEP
    if low is None:
        low = high - 2 * _STEP
    middle = (low + high) // 2
    return middle if low < middle < high else None


@dataclass(frozen=True, slots=True)
class Place:
    """The time of a line, seconds from the project's beginning, and the take that is heard."""

    start: float
    end: float
    take_id: str | None


def layout(document: Document) -> dict[str, Place]:
    """The place of every line: one behind another with their pauses, or in its slot.

    A line without a take has no length of its own: it lasts as long as its slot, or no time.
    """
    gap = float(document.settings["default_gap_ms"]) / 1000
    places: dict[str, Place] = {}
    at = 0.0
    for line in document.ordered("line"):
        data = line.data
        take = document.takes.get(data.get("take_id") or "")
        slot = data.get("slot_start")
        start = at if slot is None else float(slot)
        end = start + take.duration if take is not None else float(data.get("slot_end") or start)
        places[line.id] = Place(start, end, take.id if take is not None else None)
        pause = data.get("pause_after_ms")
        after = gap if pause is None else pause / 1000
        at = max(at, end + (after if take is not None or slot is not None else 0.0))
    return places


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
    """The duration of a clip, in seconds; 0 when its sound is gone."""
    asset, take = data.get("asset_id"), data.get("take_id")
    found: TakeFacts | AssetFacts | None
    found = document.assets.get(asset) if asset else document.takes.get(take or "")
    if found is None:
        return 0.0
    left = max(0.0, found.duration - float(data.get("trim_start") or 0.0))
    wanted = data.get("duration")
    if wanted is None:
        return left
    return float(wanted) if data.get("loop") and left > 0 else min(left, float(wanted))


def duration(document: Document, places: Mapping[str, Place] | None = None) -> float:
    """Length of the project in seconds: to the end of its last line or clip."""
    places = layout(document) if places is None else places
    ends = [place.end for place in places.values()]
    ends += [
        clip_start(clip.data, places) + clip_duration(clip.data, document)
        for clip in document.ordered("clip")
    ]
    return max(ends, default=0.0)


def fingerprint(document: Document, line: Item) -> str:
    """A digest of what decides how a line sounds; a take with another one is stale."""
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
    return hashlib.sha256(json.dumps(decided).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _first(value: Any, otherwise: Any) -> Any:
    return otherwise if value is None else value


def state_of(document: Document, line: Item) -> str:
    """`draft` without a take, `done` with one that was made from what the line says now, else `stale`."""
    take = document.takes.get(line.data.get("take_id") or "")
    if take is None:
        return "draft"
    return "done" if take.fingerprint == fingerprint(document, line) else "stale"


def line_facts(document: Document, line_ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """By line: its state, the ids of its takes in order, and the length of the one that is heard, in seconds.

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
