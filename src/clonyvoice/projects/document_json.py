"""The whole document of a project as plain values: items with their times, lines with their states."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clonyvoice.projects.document import (
    Document,
    clip_start,
    duration,
    fingerprint,
    layout,
    line_facts,
)
from clonyvoice.projects.document_items import Item


def document_json(
    document: Document,
    failures: Mapping[str, Any] | None = None,
    heard: Mapping[str, Any] | None = None,
    working: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """The whole document as plain values: every item with its place in time, and every line's state.

    `failures` are those of `Takes.failures`: a line whose last attempt failed and that did not change since is
    `failed`. `heard` are those of `Takes.heard`: a line has that of its take, and is `flagged` where it differs.
    `working` are those of `LineSpeech.working`: `queued` and `speaking`. `take_state` is the state without these.
    Places are seconds, and whole samples at the project's rate beside them, as the mix has them.
    """
    places = layout(document)
    rate = int(document.settings["sample_rate"])

    def begin(item: Item) -> dict[str, Any]:
        seconds = clip_start(item.data, places)
        return {"begins": round(seconds, 6), "begins_sample": round(seconds * rate)}

    lasts = duration(document)
    ordered = document.ordered("line")
    facts = line_facts(document, [line.id for line in ordered])
    lines = []
    for line in ordered:
        place = places[line.id]
        told: dict[str, Any] = {"id": line.id, "position": line.position, **line.data, **facts[line.id]}
        told["take_state"] = told["state"]
        failure = (failures or {}).get(line.id)
        if (
            failure is not None
            and told["state"] != "done"
            and failure["fingerprint"] == fingerprint(document, line)
        ):
            told["state"], told["error"] = "failed", failure["error"]
        if heard and place.take_id is not None and place.take_id in heard:
            told["heard"] = {"take_id": place.take_id, **heard[place.take_id]}
            if told["state"] == "done" and heard[place.take_id]["flagged"]:
                told["state"] = "flagged"
        told["state"] = (working or {}).get(line.id, told["state"])
        told |= {"start": round(place.start, 6), "end": round(place.end, 6)}
        told |= {"start_sample": round(place.start * rate), "end_sample": round(place.end * rate)}
        if line.data.get("slot_end") is not None and place.take_id is not None:
            told["slot_over"] = round(place.end - float(line.data["slot_end"]), 6)
        lines.append(told)
    return {
        "id": document.id,
        "revision": document.revision,
        **document.settings,
        "duration": round(lasts, 6),
        "duration_samples": round(lasts * rate),
        "speakers": [
            {"id": item.id, "position": item.position, **item.data} for item in document.ordered("speaker")
        ],
        "lines": lines,
        "tracks": [
            {"id": item.id, "position": item.position, **item.data} for item in document.ordered("track")
        ],
        "clips": [
            {"id": item.id, "position": item.position, **item.data, **begin(item)}
            for item in document.ordered("clip")
        ],
        "markers": [
            {"id": item.id, "position": item.position, **item.data, **begin(item)}
            for item in document.ordered("marker")
        ],
    }
