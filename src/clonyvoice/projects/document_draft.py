"""A draft of changes to a document: reads of the draft include them, the document stays unchanged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from clonyvoice.projects.document import PROJECT, Document, Place, layout
from clonyvoice.projects.document_items import Item, Kind, named_items

_TIMING: Final[dict[Kind, tuple[str, ...]]] = {
    "line": ("take_id", "slot_start", "slot_end", "pause_after_ms"),
    "clip": ("asset_id", "take_id", "start", "anchor", "trim_start", "duration", "loop", "stretch"),
    "track": ("effects",),
}
"""Fields that decide when something is heard: a reverberation lasts longer than the sound."""
_STEP = 1 << 24
"""Between the positions of neighbours: 24 items can be put into the same gap, each halving it, before it is full."""
_NOTHING: Final = Item("", "marker", 0, {})


@dataclass(slots=True)
class BroughtTake:
    """Sound supplied by an operation; it becomes a take once its line is written."""

    id: str
    found: Mapping[str, Any]
    """The columns of its row but for those that the line decides."""
    blob_id: str
    said: Mapping[str, Any]
    """The fields of a line that it fits."""
    of: str | None = None
    """The take that it was cut from."""
    used: bool = False
    """Whether a row names its file."""


class Draft:
    """Uncommitted changes to a document: reads of the draft include them, the document stays unchanged."""

    def __init__(self, document: Document, sounds: Mapping[int, Sequence[BroughtTake]] | None = None) -> None:
        """`sounds` are the takes that operations supply, by the operation's index in the request."""
        self.document = document
        self.sounds = sounds or {}
        self.new_takes: dict[str, tuple[str, int, BroughtTake]] = {}
        """By id: the line, the number, and the take that an operation made of its sound."""
        self.changed: dict[str, Item | None] = {}
        """By id: the new item, or None where it is deleted."""
        self.settings: dict[str, Any] | None = None
        self._order: dict[Kind, list[str]] = {}
        self._naming: dict[str, set[str]] | None = None
        """By id, the items that have ever named it in this draft, once somebody asks: a request of many deletions looks
        through the document once, not once for each."""
        self._places: dict[str, Place] | None = None

    def get(self, item_id: str, kind: Kind | None = None) -> Item | None:
        """The item including the changes; None if there is none (of that kind)."""
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

    def naming(self, item_id: str) -> list[Item]:
        """The items that refer to an item, with the changes: its lines, clips, markers, and tracks that it ducks."""
        if self._naming is None:
            self._naming = {}
            for item in self.document.items.values():
                self._note_names(item)
            for changed in self.changed.values():
                self._note_names(changed)
        found = (self.get(name) for name in sorted(self._naming.get(item_id, ())))
        return [
            item
            for item in found
            if item is not None and any(name == item_id for _, name, _ in named_items(item))
        ]

    def _note_names(self, item: Item | None) -> None:
        if self._naming is not None and item is not None:
            for _, name, _ in named_items(item):
                self._naming.setdefault(name, set()).add(item.id)

    def places_before(self) -> Mapping[str, Place]:
        """The places of the lines in the document without the changes."""
        if self._places is None:
            self._places = layout(self.document)
        return self._places

    def order(self, kind: Kind) -> list[str]:
        """The ids of a kind in order, with the changes."""
        found = self._order.get(kind)
        if found is None:
            found = [item.id for item in sorted(self.of(kind), key=lambda item: (item.position, item.id))]
            self._order[kind] = found
        return found

    def put(self, item: Item) -> None:
        """Add an item, or replace one without changing its place in the order."""
        before = self.get(item.id)
        if before is None or before.position != item.position:
            self._order.pop(item.kind, None)
        self.changed[item.id] = item
        self._note_names(item)

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
        self._note_names(item)

    def delete(self, item_id: str) -> None:
        """Remove an item."""
        found = self.get(item_id)
        assert found is not None
        if found.kind in self._order:
            self._order[found.kind].remove(item_id)
        if item_id in self.document.items:
            self.changed[item_id] = None
        else:
            self.changed.pop(item_id, None)

    def add_take(self, line_id: str, take: BroughtTake) -> str:
        """Add a take supplied by an operation to a line; returns its id."""
        made = [one.number for one in self.document.takes.values() if one.line_id == line_id]
        made += [number for line, number, _ in self.new_takes.values() if line == line_id]
        self.new_takes[take.id] = (line_id, max(made, default=0) + 1, take)
        return take.id

    def has_take(self, take_id: str) -> bool:
        """Whether the project has the take, or an operation supplied it."""
        return take_id in self.document.takes or take_id in self.new_takes

    def moves_sound(self) -> bool:
        """Whether the changes may move the place or the end of a line or clip in time."""
        if self.settings is not None:
            gap = "default_gap_ms"
            if self.settings.get(gap) != self.document.settings.get(gap):
                return True
        for item_id, item in self.changed.items():
            earlier = self.document.items.get(item_id)
            kind = (item or earlier or _NOTHING).kind
            if kind not in _TIMING:
                continue
            if item is None or earlier is None or (kind == "line" and item.position != earlier.position):
                return True
            if any(item.data.get(name) != earlier.data.get(name) for name in _TIMING[kind]):
                return True
        return False

    def before(self) -> dict[str, Any]:
        """Every changed item before the change, as plain values; None for those that did not exist."""
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
    """A position between two neighbours; None if there is no room."""
    if low is None and high is None:
        return _STEP
    if high is None:
        assert low is not None
        return low + _STEP
    if low is None:
        low = high - 2 * _STEP
    middle = (low + high) // 2
    return middle if low < middle < high else None
