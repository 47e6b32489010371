"""Designs by the real engine: what is asked for is what is measured, and it is kept as asked."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from clonyvoice.api.services import Services
from clonyvoice.app import build, close
from clonyvoice.cloning.design_request_names_seeds import DesignRequest
from clonyvoice.core import CancelToken
from clonyvoice.core.settings import Settings
from clonyvoice.engines.kokoro.design.pitch_pace_colour_targets import Nudge

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    built = build(Settings(data_dir=tmp_path_factory.mktemp("designs")))
    yield built
    close(built)


@pytest.fixture(scope="module")
def deep(parts: Services) -> str:
    request = DesignRequest("a very deep slow man", name="Deep", seed=4, save=False)
    (made,) = parts.designs.create(request, "cli", CancelToken())
    wanted, seen = made.details["targets"], made.details["measured"]
    assert abs(12 * math.log2(seen["pitch_hz"] / wanted["pitch_hz"])) < 1.5
    assert seen["rate"] == pytest.approx(wanted["rate"], rel=0.12)
    assert abs(seen["brightness_db"] - wanted["brightness_db"]) < 3
    return made.voice_id


def test_a_design_measures_what_was_asked_and_is_temporary_until_it_is_named(
    parts: Services, deep: str
) -> None:
    voice = parts.voices.get(deep)
    assert (voice.kind, voice.gender, voice.status) == ("design", "male", "ready")
    assert deep not in {one.id for one in parts.voices.list().voices}
    parts.voices.update(deep, {"name": "Kept"})
    assert deep in {one.id for one in parts.voices.list().voices}


def test_what_was_made_for_a_day_is_gone_after_it(
    parts: Services, deep: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    blended = parts.designs.blend(f"0.5*{deep} + 0.5*af_heart", "", "cli", CancelToken())
    mine = parts.voices.get(blended)
    assert mine.design["blend"] == f"0.5*{deep} + 0.5*voice_af_heart"
    monkeypatch.setattr(parts.clock, "now", lambda: datetime.now(UTC) + timedelta(days=2))
    before = {voice.id for voice in parts.voices.list(limit=500).voices}
    parts.designs.sweep()
    assert {voice.id for voice in parts.voices.list(limit=500).voices} == before


def test_a_nudge_moves_what_is_measured(parts: Services) -> None:
    kept, details = parts.designs.nudge("af_heart", Nudge(higher=-1.5), "Lower", "cli", CancelToken())
    before, after = details["before"], details["measured"]
    assert 12 * math.log2(after["pitch_hz"] / before["pitch_hz"]) == pytest.approx(-3.0, abs=1.2)
    assert after["rate"] == pytest.approx(before["rate"], rel=0.12)
    assert parts.voices.get(kept).name == "Lower"
