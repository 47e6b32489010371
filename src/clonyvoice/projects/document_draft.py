"""A draft of changes to a document: reads of the draft include them, the document stays unchanged."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from clonyvoice.projects.document import PROJECT, Document, Place, layout, place_in_order
from clonyvoice.projects.document_items import Item, Kind, TakeFacts, named_items

_TIMING: Final[dict[Kind, tuple[str, ...]]] = {
    "line": ("take_id", "slot_start", "slot_end", "pause_after_ms"),
    "clip": ("asset_id", "take_id", "start", "anchor", "trim_start", "duration", "loop", "stretch"),
    "track": ("effects",),
}
"""Fields that decide when something is heard: a reverberation lasts longer than the sound."""
_STEP = 1 << 24
"""Between the positions of neighbours: 24 items can be put into the same gap, each halving it, before it is full."""
_AROUND = 8
"""Neighbours on either side that get new positions first when a gap is full; twice as many each time there is no room
for them either. Chosen by hand."""
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
        self._order: dict[Kind, list[tuple[int, str]]] = {}
        """The position and id of every item of a kind, sorted: found by bisection, so that a request of many operations
        does not search all lines for each."""
        self._takes: dict[str, list[TakeFacts]] | None = None
        """By line, the takes of the document, once somebody asks."""
        self._numbers: dict[str, int] = {}
        """By line, the highest number of its takes, of the lines that get one here."""
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

    def _ordered(self, kind: Kind) -> list[tuple[int, str]]:
        found = self._order.get(kind)
        if found is None:
            found = sorted(map(place_in_order, self.of(kind)))
            self._order[kind] = found
        return found

    def are_neighbours(self, item: Item, other: Item) -> bool:
        """Whether `other` comes right after `item`, which is of the same kind."""
        order = self._ordered(item.kind)
        index = bisect_left(order, place_in_order(item)) + 1
        return index < len(order) and order[index] == place_in_order(other)

    def put(self, item: Item) -> None:
        """Add an item, or replace one without changing its place in the order."""
        before = self.get(item.id)
        if before is None or before.position != item.position:
            self._order.pop(item.kind, None)
        self.changed[item.id] = item
        self._note_names(item)

    def place(self, item: Item, after: str | None, *, first: bool = False) -> None:
        """Add or move an item: behind `after`, at the very beginning, or (both missing) at the end."""
        order = self._ordered(item.kind)
        self._take_out(item.id)
        index = 0 if first else len(order)
        if after is not None:
            before = self.get(after)
            assert before is not None
            index = bisect_left(order, place_in_order(before)) + 1
        position = self._free_position(order, index)
        if position is None:
            self._spread(item.kind, index)
            position = self._free_position(order, index)
            assert position is not None
        order.insert(index, (position, item.id))
        self.changed[item.id] = Item(item.id, item.kind, position, item.data)
        self._note_names(item)

    @staticmethod
    def _free_position(order: Sequence[tuple[int, str]], index: int) -> int | None:
        return _between(
            order[index - 1][0] if index else None, order[index][0] if index < len(order) else None
        )

    def _take_out(self, item_id: str) -> None:
        """Take an item, if there is one, out of the order of its kind."""
        found = self.get(item_id)
        order = self._order.get(found.kind) if found is not None else None
        if found is not None and order is not None:
            del order[bisect_left(order, place_in_order(found))]

    def _spread(self, kind: Kind, index: int) -> None:
        """Make room before the item at `index`: those around it get new positions, evenly.

        The fewest that there is room for. The more they are, the wider they are spread, so that it is long until the
        same ones get new positions again.
        """
        order, reach = self._ordered(kind), _AROUND
        while True:
            begin, end = max(0, index - reach), min(len(order), index + reach)
            count = end - begin
            low = order[begin - 1][0] if begin else None
            high = order[end][0] if end < len(order) else None
            if low is None:
                low = 0 if high is None else high - (count + 1) * _STEP
            step = _STEP if high is None else (high - low) // (count + 1)
            if step >= min(reach * reach, _STEP):
                break
            reach *= 2
        for number, (_, item_id) in enumerate(order[begin:end], 1):
            found = self.get(item_id)
            assert found is not None
            self.changed[item_id] = Item(found.id, found.kind, low + number * step, found.data)
            order[begin + number - 1] = (low + number * step, item_id)

    def delete(self, item_id: str) -> None:
        """Remove an item."""
        self._take_out(item_id)
        if item_id in self.document.items:
            self.changed[item_id] = None
        else:
            self.changed.pop(item_id, None)

    def takes_of(self, line_id: str) -> Sequence[TakeFacts]:
        """The takes of a line in the document, without those that operations of this draft supplied."""
        if self._takes is None:
            self._takes = {}
            for take in self.document.takes.values():
                self._takes.setdefault(take.line_id, []).append(take)
        return self._takes.get(line_id, ())

    def add_take(self, line_id: str, take: BroughtTake) -> str:
        """Add a take supplied by an operation to a line; returns its id."""
        last = self._numbers.get(line_id)
        if last is None:
            last = max((one.number for one in self.takes_of(line_id)), default=0)
        self._numbers[line_id] = last + 1
        self.new_takes[take.id] = (line_id, last + 1, take)
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
