"""Gradients written into ONNX graphs, against finite differences, operator by operator and for the whole loss."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
import onnxruntime
import pytest
from numpy.typing import NDArray
from onnx import TensorProto, helper

from clonyvoice.engines.kokoro.adaptation.differentiable_decoder import overlapped, sound, windows
from clonyvoice.engines.kokoro.adaptation.differentiable_layers import Tape
from clonyvoice.engines.kokoro.adaptation.loss import (
    RESOLUTIONS,
    Compared,
    compared,
    input_names,
    loss,
    loss_on,
)
from clonyvoice.engines.kokoro.harmonic_source import SourceWeights
from clonyvoice.engines.kokoro.harmonic_source import sound as plain_sound
from clonyvoice.engines.kokoro.quantised_weights import Convolution

Array: TypeAlias = NDArray[np.float32]
Build: TypeAlias = Callable[[Tape], str]


def session(tape: Tape, inputs: dict[str, Array], outputs: dict[str, str]) -> Any:
    for given, name in outputs.items():
        tape.node("Identity", name, outputs=[given])
    infos = [helper.make_tensor_value_info(k, TensorProto.FLOAT, v.shape) for k, v in inputs.items()]
    found = [helper.make_tensor_value_info(k, TensorProto.FLOAT, None) for k in outputs]
    model = tape.model(infos, found)
    return onnxruntime.InferenceSession(model.SerializeToString())


def some(*shape: int, seed: int = 0) -> Array:
    return np.asarray(np.random.default_rng(seed).normal(size=shape), np.float32)


def agrees(build: Build, inputs: dict[str, Array], step: float = 1e-2) -> None:
    """The gradient of a weighted sum of what `build` writes is what differences along random directions say."""
    probe = Tape()
    shape = session(probe, inputs, {"y": build(probe)}).run(["y"], inputs)[0].shape
    weights = some(*shape, seed=9)
    tape = Tape()
    for name in inputs:
        tape.seek(name)
    y = build(tape)
    tape.backward(y, tape.constant(weights))
    run = session(tape, inputs, {"y": y, **{f"of {name}": tape.gradient(name) for name in inputs}})

    def value(given: dict[str, Array]) -> float:
        return float((run.run(["y"], given)[0].astype(np.float64) * weights).sum())

    for name, at in inputs.items():
        gradient = run.run([f"of {name}"], inputs)[0]
        assert gradient.shape == at.shape
        for seed in range(3):
            way = some(*at.shape, seed=20 + seed)
            way = (way + np.sign(gradient) * 2.0).astype(np.float32)
            there, back = ({**inputs, name: at + np.float32(sign * step) * way} for sign in (1, -1))
            slope = (value(there) - value(back)) / (2 * step)
            assert slope == pytest.approx(float((gradient * way).sum()), rel=0.02, abs=0.02), name


def layer(outside: int, inside: int, taps: int, stride: int = 1, dilation: int = 1) -> Convolution:
    padding = (taps - 1) * dilation // 2
    return Convolution(
        some(outside, inside, taps, seed=3), some(outside, seed=4), stride, padding, dilation, 1
    )


def norms(channels: int) -> dict[str, Array]:
    return {
        "x": some(1, channels, 1, 20) * 2.0 + 0.5,
        "gamma": 1.0 + 0.3 * some(1, channels, 1, 1, seed=1),
        "beta": some(1, channels, 1, 1, seed=2),
    }


ALPHA = np.asarray(np.abs(some(1, 4, 1, seed=5)) + 0.5, np.float32)
OPERATORS: dict[str, tuple[Build, dict[str, Array]]] = {
    "a dilated convolution": (
        lambda tape: tape.convolution("x", layer(5, 4, 3, dilation=2)), {"x": some(1, 4, 1, 20)},
    ),
    "a transposed convolution": (
        lambda tape: tape.upsampled(
            "x", Convolution(some(4, 3, 4, seed=3), some(3, seed=4), 2, 1, 1, 1)
        ),
        {"x": some(1, 4, 1, 9)},
    ),
    "a transposed convolution in groups, one column more": (
        lambda tape: tape.upsampled(
            "x", Convolution(some(4, 1, 3, seed=3), some(4, seed=4), 2, 1, 1, 4), 1
        ),
        {"x": some(1, 4, 1, 9)},
    ),
    "doubled columns": (lambda tape: tape.doubled("x", 4, 9), {"x": some(1, 4, 1, 9)}),
    "a mirrored column": (lambda tape: tape.mirrored("x", 9), {"x": some(1, 4, 1, 9)}),
    "joined channels, one of them twice": (
        lambda tape: tape.joined(("x", 4), ("z", 2), ("x", 4)),
        {"x": some(1, 4, 1, 9), "z": some(1, 2, 1, 9, seed=1)},
    ),
    "a norm with Snake": (
        lambda tape: tape.sum("x", tape.normed_snake("x", "gamma", "beta", ALPHA, 20)), norms(4),
    ),
    "a norm with a leaky ReLU": (lambda tape: tape.normed_leaky("x", "gamma", "beta", 20), norms(4)),
    "a leaky ReLU, scaled": (lambda tape: tape.scaled(tape.leaky("x", 0.1), 0.7), {"x": some(1, 4, 1, 9)}),
}  # fmt: skip


@pytest.mark.parametrize("what", OPERATORS)
def test_the_gradient_of(what: str) -> None:
    build, inputs = OPERATORS[what]
    agrees(build, inputs, 2e-3 if "leaky" in what else 1e-2)


def test_snake_is_snake() -> None:
    given = norms(4)
    tape = Tape()
    run = session(tape, given, {"y": tape.normed_snake("x", "gamma", "beta", ALPHA, 20)})
    x, a = given["x"].astype(np.float64), ALPHA.reshape(1, -1, 1, 1)
    y = (x - x.mean(3, keepdims=True)) / np.sqrt(x.var(3, keepdims=True) + 1e-5)
    y = y * given["gamma"] + given["beta"]
    np.testing.assert_allclose(run.run(["y"], given)[0], y + np.sin(a * y) ** 2 / a, atol=1e-4)


def test_eight_bit_weights_stay_eight_bits_and_turn_with_the_floats() -> None:
    stored = (
        np.random.default_rng(0).integers(0, 255, (5, 4, 3)).astype(np.uint8),
        np.float32(0.02),
        np.uint8(120),
    )
    weight = (stored[0].astype(np.float32) - 120.0) * np.float32(0.02)
    arrays = (stored[0], np.asarray(stored[1]), np.asarray(stored[2]))
    small = Convolution(weight, some(5), 1, 1, 1, 1, arrays)
    agrees(lambda tape: tape.convolution("x", small), {"x": some(1, 4, 1, 20)})


def test_overlapping_pieces_and_their_windows_are_each_others_transpose() -> None:
    pieces, blocks = some(6, 12), some(9, 3, seed=1)
    tape = Tape()
    outputs = {"sum": overlapped(tape, "p", 3, 4), "cut": windows(tape, "b", 6, 4)}
    found = session(tape, {"p": pieces, "b": blocks}, outputs).run(["sum", "cut"], {"p": pieces, "b": blocks})
    assert float((found[0] * blocks).sum()) == pytest.approx(float((found[1] * pieces).sum()), rel=1e-4)


def test_the_sound_of_spectra_is_that_of_the_product_and_has_a_gradient() -> None:
    weights = SourceWeights(some(9), 0.0, some(20), some(22, 20, seed=2))
    spectra = np.float32(0.5) * some(1, 22, 1, 241)
    tape = Tape()
    run = session(tape, {"x": spectra}, {"y": sound(tape, "x", 2, weights)})
    plain = plain_sound(spectra[0, :, 0], weights)
    np.testing.assert_allclose(run.run(["y"], {"x": spectra})[0][0], plain, atol=1e-4)
    agrees(lambda tape: sound(tape, "x", 2, weights), {"x": spectra})


def voiced(seed: int, samples: int = 9728) -> Array:
    """Something like speech: a gliding buzz that swells, with noise."""
    random = np.random.default_rng(seed)
    phase = np.cumsum(np.linspace(110 + 20 * seed, 140, samples) / 24_000)
    buzz = sum(np.sin(2 * np.pi * k * phase) / k for k in range(1, 40))
    swell = 0.2 + np.abs(np.sin(np.linspace(0, 7 + seed, samples)))
    return np.asarray(0.05 * buzz * swell + 0.002 * random.normal(size=samples), np.float32)


@pytest.mark.parametrize("noisy", [False, True])
def test_the_loss_in_the_graph_is_the_plain_one_and_its_gradient_is_true(noisy: bool) -> None:
    recorded, said = voiced(1), np.float32(3.0) * voiced(2)
    noise = [resolution.mels(recorded).min(0) for resolution in RESOLUTIONS] if noisy else [None] * 3
    parts = compared(recorded, noise)
    given = {"x": said[None]}
    for index, part in enumerate(parts):
        given |= dict(zip(input_names(index), (part.logs, part.weights, part.floor), strict=True))
    tape = Tape()
    tape.seek("x")
    value = loss_on(tape, "x", len(said))
    run = session(tape, given, {"loss": value, "gradient": tape.gradient("x")})
    found, gradient = run.run(["loss", "gradient"], given)
    assert found.item() == pytest.approx(loss(said, parts), rel=1e-4)
    random = np.random.default_rng(0)
    for _ in range(3):
        way = (gradient[0] / np.abs(gradient).max() + 0.3 * random.normal(size=len(said))).astype(np.float32)
        step = np.float32(1e-5)
        slope = (loss(said + step * way, parts) - loss(said - step * way, parts)) / (2 * step)
        assert slope == pytest.approx(float(gradient[0] @ way), rel=0.03)


def test_what_is_alike_has_no_loss_however_loud_and_silence_is_no_number_to_divide_by() -> None:
    recorded = voiced(1)
    assert loss(np.float32(0.3) * recorded, compared(recorded)) < 1e-2
    assert loss(voiced(2), compared(recorded)) > 0.3
    silent = compared(np.zeros(9728, np.float32))
    assert all(np.isfinite(part.logs).all() for part in silent)
    assert np.isfinite(loss(recorded, silent))


def test_noise_in_the_recording_is_not_asked_of_the_clone() -> None:
    clean = voiced(1)
    hiss = 0.01 * np.random.default_rng(5).normal(size=len(clean)).astype(np.float32)
    floors = [resolution.mels(hiss).mean(0) for resolution in RESOLUTIONS]
    plain, aware = compared(clean + hiss), compared(clean + hiss, floors)
    assert loss(clean, aware) < 0.5 * loss(clean, plain)
    assert isinstance(aware[0], Compared)
