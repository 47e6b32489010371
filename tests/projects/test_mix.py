"""The mix: what plays when and how loud, the same from wherever rendering begins; the master; stems."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from clonyvoice.audio.stereo_encoding import StereoEncoder
from clonyvoice.audio.stereo_wav_files_peaks import StereoArray
from clonyvoice.projects.document import Document, duration
from clonyvoice.projects.document_draft import Draft
from clonyvoice.projects.document_items import AssetFacts, ProjectSettings, TakeFacts
from clonyvoice.projects.document_json import document_json
from clonyvoice.projects.errors import NothingToMix, OperationInvalid
from clonyvoice.projects.mastering import TARGETS, gain_to, mastered, measure
from clonyvoice.projects.mix import Mix, SoundReader, Stereo
from clonyvoice.projects.mix_sources import mix_of
from clonyvoice.projects.operations import apply

RATE = 48_000


class Sounds:
    """Noise of its own for each name."""

    def __init__(self, lengths: dict[str, float]) -> None:
        self.sounds = {
            name: np.random.default_rng(len(name) + index)
            .normal(0, 0.1, (round(seconds * RATE), 2))
            .astype(np.float32)
            for index, (name, seconds) in enumerate(lengths.items())
        }

    def take(self, take_id: str, sample_rate: int) -> SoundReader:
        return StereoArray(self.sounds[take_id])

    def asset(self, asset_id: str, sample_rate: int) -> SoundReader:
        return StereoArray(self.sounds[asset_id])

    def speech(self, take_id: str) -> Sequence[tuple[float, float]]:
        return [(0.0, len(self.sounds[take_id]) / RATE)]


def made(*operations: dict[str, Any]) -> tuple[Document, Sounds]:
    document = Document("proj_x", 0, ProjectSettings(name="Mix", default_gap_ms=500).model_dump())
    lengths = {"take_a": 1.7, "take_b": 2.3, "asset_m": 3.0}
    document.assets["asset_m"] = AssetFacts("asset_m", 3.0)
    for name in "ab":
        document.takes[f"take_{name}"] = TakeFacts(
            f"take_{name}", f"line_{name}", lengths[f"take_{name}"], "", 1
        )
    draft = Draft(document)
    base = [
        {"op": "track.insert", "id": "track_s", "track": {"kind": "speech"}},
        {"op": "track.insert", "id": "track_m", "track": {"kind": "music"}},
        *(
            {"op": "line.insert", "id": f"line_{n}", "line": {"text": n, "take_id": f"take_{n}"}}
            for n in "ab"
        ),
    ]
    apply(draft, [*base, *operations])
    document.commit(draft.changed, draft.settings, 1)
    return document, Sounds(lengths)


MUSIC = {
    "op": "clip.insert",
    "clip": {
        "track_id": "track_m", "asset_id": "asset_m", "duration": 8.0, "loop": True, "fade_in_ms": 700,
        "gain_points": [{"at": 0, "gain_db": 0}, {"at": 4, "gain_db": -12}],
    },
}  # fmt: skip
DUCKED = {"op": "track.update", "id": "track_m", "set": {"duck_by": ["track_s"], "pan": -0.5, "gain_db": -3}}


def whole(mix: Mix, start: int = 0, **more: Any) -> Stereo:
    return np.concatenate(list(mix.blocks(start, **more)))


def test_lines_sound_at_their_places_and_gaps_are_silent() -> None:
    document, sounds = made()
    mix = mix_of(document, sounds)
    heard = whole(mix)
    assert len(heard) == mix.length == round((1.7 + 0.5 + 2.3) * RATE)
    gap = heard[round(1.7 * RATE) : round(2.2 * RATE)]
    assert not gap.any()
    middle = slice(round(2.5 * RATE), round(4.0 * RATE))
    inside = slice(round(0.3 * RATE), round(1.8 * RATE))
    assert np.array_equal(heard[middle], sounds.sounds["take_b"][inside])


def test_the_document_names_the_samples_at_which_its_items_sound() -> None:
    music: Any = MUSIC
    document, sounds = made(
        {**music, "clip": {**music["clip"], "start": 0.3333333}},
        {"op": "marker.insert", "marker": {"name": "Two", "anchor": {"line_id": "line_b", "edge": "begin"}}},
        effects("track_s", REVERB),
    )
    mix = mix_of(document, sounds)
    told = document_json(document)
    starts = {source.key: (source.start, source.end) for source in mix.sources}
    for line in told["lines"]:
        assert (line["start_sample"], line["end_sample"]) == starts[line["take_id"]]
    assert told["clips"][0]["begins_sample"] == starts["asset_m"][0] == 16_000
    assert told["markers"][0]["begins_sample"] == starts["take_b"][0]
    assert told["duration_samples"] == mix.length


@pytest.mark.parametrize("start", [1, 17_001, 48_000, 100_003, 300_000])
def test_it_is_the_same_from_wherever_it_begins(start: int) -> None:
    document, sounds = made(MUSIC, DUCKED)
    mix = mix_of(document, sounds)
    assert np.array_equal(whole(mix)[start:], whole(mix, start))


def test_stems_add_up_to_the_mix() -> None:
    document, sounds = made(MUSIC, DUCKED)
    mix = mix_of(document, sounds)
    stems = [whole(mix, only=frozenset({track})) for track in ("track_s", "track_m")]
    assert np.abs(stems[0] + stems[1] - whole(mix)).max() <= 1e-6


def test_music_makes_way_for_speech_before_it_begins_and_comes_back() -> None:
    plain = {
        "op": "clip.insert",
        "clip": {"track_id": "track_m", "asset_id": "asset_m", "duration": 8.0, "loop": True},
    }
    late = {"op": "line.update", "id": "line_a", "set": {"slot_start": 3.0, "slot_end": 5.0}}
    gone = {"op": "line.delete", "id": "line_b"}
    document, sounds = made(plain, late, gone)
    loud = whole(mix_of(document, sounds), only=frozenset({"track_m"}))
    document, sounds = made(
        plain, late, gone, {"op": "track.update", "id": "track_m", "set": {"duck_by": ["track_s"]}}
    )
    soft = whole(mix_of(document, sounds), only=frozenset({"track_m"}))

    def level(at: float) -> float:
        part = slice(round(at * RATE), round((at + 0.1) * RATE))
        return float(20 * np.log10(np.sqrt((soft[part] ** 2).mean() / (loud[part] ** 2).mean())))

    assert level(1.0) == pytest.approx(0.0, abs=1e-6)
    assert level(3.1) == pytest.approx(-12.0, abs=1e-3)
    assert level(4.5) == pytest.approx(-12.0, abs=1e-3)
    assert -12.0 < level(5.0) < 0.0
    assert level(5.6) == pytest.approx(0.0, abs=1e-6)


def test_muted_and_soloed_tracks() -> None:
    document, sounds = made(MUSIC, {"op": "track.update", "id": "track_s", "set": {"mute": True}})
    assert {source.track for source in mix_of(document, sounds).sources} == {"track_m"}
    document, sounds = made(MUSIC, {"op": "track.update", "id": "track_s", "set": {"solo": True}})
    assert {source.track for source in mix_of(document, sounds).sources} == {"track_s"}
    document, sounds = made({"op": "track.update", "id": "track_s", "set": {"mute": True}})
    with pytest.raises(NothingToMix):
        mix_of(document, sounds)


@pytest.mark.parametrize("name", ["-14", "-16", "-23"])
def test_a_master_has_its_loudness_and_never_a_higher_peak(name: str) -> None:
    document, sounds = made(MUSIC, DUCKED)
    mix, target = mix_of(document, sounds), TARGETS[name]
    gain = gain_to(measure(mix.blocks()), target)
    done = list(mastered(mix.blocks(), gain, target.true_peak))
    assert sum(len(block) for block in done) == mix.length
    found = measure(done)
    assert target.loudness is not None
    assert found.loudness == pytest.approx(target.loudness, abs=0.2)
    assert found.true_peak <= target.true_peak


def test_a_hot_mix_is_turned_down_and_not_cut() -> None:
    tone = np.sin(np.arange(3 * RATE) * 2 * np.pi * 997 / RATE).astype(np.float32) * 0.2
    tone[RATE : RATE + 480] *= 12.0
    stereo = np.repeat(tone[:, None], 2, axis=1)
    done = np.concatenate(list(mastered([stereo[:50_000], stereo[50_000:]], 0.0, -3.0)))
    assert measure([done]).true_peak <= -3.0
    assert np.allclose(done[: RATE // 2], stereo[: RATE // 2])
    assert np.allclose(done[-RATE // 2 :], stereo[-RATE // 2 :], atol=1e-6)
    inside = done[RATE : RATE + 480, 0]
    assert np.corrcoef(inside, tone[RATE : RATE + 480])[0, 1] > 0.999


@pytest.mark.parametrize("fmt", ["wav", "flac", "mp3", "opus", "aac", "pcm"])
def test_it_is_written_in_stereo_in_every_format(fmt: str) -> None:
    import io

    import av

    rng = np.random.default_rng(3)
    sound = rng.normal(0, 0.1, (RATE, 2)).astype(np.float32)
    sound[:, 1] *= 0.25
    sink = io.BytesIO()
    encoder = StereoEncoder(fmt, sink)
    for first in range(0, RATE, 10_000):
        encoder.feed(sound[first : first + 10_000])
    encoder.finish()
    data = sink.getvalue()
    if fmt == "pcm":
        assert len(data) == RATE * 4
        return
    with av.open(io.BytesIO(data), "r") as container:
        frames = list(container.decode(audio=0))
        assert frames[0].layout.nb_channels == 2
        planes = [frame.to_ndarray().astype(np.float64) for frame in frames]
        assert sum(frame.samples for frame in frames) >= RATE
    if planes[0].shape[0] == 2:
        both = np.concatenate(planes, axis=1)
        assert both[0].std() / both[1].std() == pytest.approx(4.0, rel=0.1)


STRETCHED: dict[str, Any] = {
    "op": "clip.insert",
    "id": "clip_s",
    "clip": {"track_id": "track_m", "asset_id": "asset_m", "trim_start": 0.5, "stretch": 1.5},
}


def test_a_stretched_clip_lasts_longer_and_sounds_the_same_from_anywhere() -> None:
    document, sounds = made(STRETCHED)
    mix = mix_of(document, sounds)
    (music,) = [source for source in mix.sources if source.asset]
    assert music.length == round((3.0 - 0.5) * 1.5 * RATE)
    whole_mix = whole(mix)
    for start in (1, RATE, 2 * RATE + 77):
        assert np.array_equal(whole(mix, start), whole_mix[start:])


def test_a_stretched_clip_that_is_split_sounds_as_before() -> None:
    document, sounds = made(STRETCHED)
    before = whole(mix_of(document, sounds))
    draft = Draft(document)
    apply(draft, [{"op": "clip.split", "id": "clip_s", "at": 1.2, "new_id": "clip_t"}])
    document.commit(draft.changed, draft.settings, 2)
    second = document.items["clip_t"].data
    assert (second["start"], second["trim_start"]) == (1.2, pytest.approx(0.5 + 1.2 / 1.5))
    after = whole(mix_of(document, sounds))
    assert len(after) == len(before)
    edge = round(0.003 * RATE) + 1
    place = round(1.2 * RATE)
    same = np.ones(len(after), bool)
    same[place - edge : place + edge] = False  # where one fades out and the other in
    assert np.abs(after - before)[same].max() < 1e-6


def test_a_stretched_loop_begins_again_when_it_is_over() -> None:
    loop = {**STRETCHED, "clip": {**STRETCHED["clip"], "trim_start": 0.0, "loop": True, "duration": 10.0}}
    document, sounds = made(loop, {"op": "track.update", "id": "track_s", "set": {"mute": True}})
    sound = whole(mix_of(document, sounds))
    again = round(3.0 * 1.5 * RATE)
    assert len(sound) == 10 * RATE
    assert np.abs(sound[RATE : again - RATE] - sound[RATE + again : 2 * again - RATE]).max() < 1e-6


@pytest.mark.parametrize("factor", [0.4, 2.5, float("nan")])
def test_a_stretch_that_would_spoil_the_sound_is_refused(factor: float) -> None:
    with pytest.raises(OperationInvalid, match=r"clip\.stretch"):
        made({**STRETCHED, "clip": {**STRETCHED["clip"], "stretch": factor}})


def effects(track: str, *given: dict[str, Any]) -> dict[str, Any]:
    return {"op": "track.update", "id": track, "set": {"effects": list(given)}}


EQ = {
    "type": "eq",
    "bands": [{"shape": "high_pass", "frequency": 90}, {"shape": "peak", "frequency": 3000, "gain_db": 4}],
}
COMPRESSOR = {"type": "compressor", "threshold_db": -30, "release_ms": 400}
REVERB = {"type": "reverb", "decay_s": 1.5, "pre_delay_ms": 20}


@pytest.mark.parametrize("start", [1, 17_001, 48_000, 100_003, 300_000, 400_000])
def test_effects_sound_the_same_from_wherever_the_mix_begins(start: int) -> None:
    document, sounds = made(
        MUSIC, DUCKED, effects("track_m", EQ, REVERB), effects("track_s", EQ, COMPRESSOR, REVERB)
    )
    mix = mix_of(document, sounds)
    assert np.array_equal(whole(mix)[start:], whole(mix, start))
    assert np.array_equal(whole(mix)[start : start + 1000], whole(mix, start, end=start + 1000))


def test_stems_with_effects_add_up_to_the_mix() -> None:
    document, sounds = made(MUSIC, DUCKED, effects("track_m", REVERB), effects("track_s", COMPRESSOR))
    mix = mix_of(document, sounds)
    stems = [whole(mix, only=frozenset({track})) for track in ("track_s", "track_m")]
    assert np.abs(stems[0] + stems[1] - whole(mix)).max() <= 1e-6


def test_a_room_is_heard_to_its_end_and_the_project_is_as_long() -> None:
    document, sounds = made(effects("track_s", REVERB))
    mix = mix_of(document, sounds)
    dry = round((1.7 + 0.5 + 2.3) * RATE)
    heard = whole(mix)
    assert len(heard) == mix.length == dry + round(1.52 * RATE)
    assert duration(document) == pytest.approx(4.5 + 1.52)
    assert heard[dry : dry + RATE].any()
    document, sounds = made(effects("track_s", {**REVERB, "bypass": True}))
    assert np.array_equal(whole(mix_of(document, sounds)), whole(mix_of(*made())))
    document, sounds = made(MUSIC, effects("track_s", REVERB))  # the music lasts longer than lines and room
    assert mix_of(document, sounds).length == 8 * RATE


def test_effects_are_before_the_level_and_after_a_pause_there_is_silence() -> None:
    late = {"op": "line.update", "id": "line_b", "set": {"slot_start": 30.0, "slot_end": 33.0}}
    plain = whole(mix_of(*made(late, effects("track_s", COMPRESSOR, REVERB))))
    soft = whole(
        mix_of(
            *made(
                late,
                effects("track_s", COMPRESSOR, REVERB),
                {"op": "track.update", "id": "track_s", "set": {"gain_db": -20}},
            )
        )
    )
    assert np.allclose(soft * 10, plain, atol=1e-5)
    assert not plain[10 * RATE : 29 * RATE].any()
    mix = mix_of(*made(late, effects("track_s", COMPRESSOR, REVERB)))
    assert np.array_equal(plain[20 * RATE :], whole(mix, 20 * RATE))


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"type": "echo"}, "set.effects.0"),
        ({"type": "reverb", "decay_s": 60}, "set.effects.0.reverb.decay_s"),
        ({"type": "reverb", "level_db": float("nan")}, "set.effects.0.reverb.level_db"),
        ({"type": "compressor", "ratio": 0}, "set.effects.0.compressor.ratio"),
        ({"type": "eq", "bands": []}, "set.effects.0.eq.bands"),
        ({"type": "eq", "bands": [{"shape": "peak", "frequency": 0}]}, "set.effects.0.eq.bands.0.frequency"),
        ({"type": "eq", "bands": [{"shape": "peak", "frequency": 99, "width": 3}]}, "set.effects.0.eq.bands.0.width"),
        ("reverb", "set.effects.0"),
    ],
)  # fmt: skip
def test_effects_that_cannot_be_are_refused_by_field(given: Any, named: str) -> None:
    with pytest.raises(OperationInvalid) as refused:
        made(effects("track_s", given))
    assert named in str(refused.value.param)


def test_a_project_holds_so_many_effects() -> None:
    with pytest.raises(OperationInvalid, match="effects"):
        made(effects("track_s", *[REVERB] * 9))
    tracks = [{"op": "track.insert", "track": {"kind": "effect", "effects": [REVERB] * 8}} for _ in range(5)]
    made(*tracks[:4])
    with pytest.raises(OperationInvalid, match="at most 32 effects"):
        made(*tracks)
