"""The decoder's network on a tape: the computation of `vocoder_graph.VocoderGraph` in floats, with its gradient."""

from __future__ import annotations

import math

import numpy as np

from clonyvoice.engines.kokoro.adaptation.differentiable_layers import Tape
from clonyvoice.engines.kokoro.adaptive_norms import NormWeights
from clonyvoice.engines.kokoro.graph_splitting import ENERGY, F0, FEATURES
from clonyvoice.engines.kokoro.harmonic_source import BINS, HOP, SPECTRA, WINDOW, SourceWeights
from clonyvoice.engines.kokoro.quantised_weights import DecoderWeights
from clonyvoice.engines.kokoro.vocoder_graph import SOURCE

_HIDDEN, _TEXT = 1024, 64
"""Channels of the decoder's blocks, and of the text that is given to each of them again."""


class DecoderOnTape:
    """Writes the decoder for `frames` frames onto `tape`; the norms' row is the tensor `row` `[1, N, 1, 1]`."""

    def __init__(
        self, tape: Tape, weights: DecoderWeights, norms: NormWeights, row: str, frames: int
    ) -> None:
        self._tape, self._weights, self._norms, self._frames = tape, weights, norms, frames
        self._halves = {layer.path: (f"{layer.path}/gamma", f"{layer.path}/beta") for layer in norms.layers}
        names = [name for layer in norms.layers for name in self._halves[layer.path]]
        sizes = [it.stop - it.start for layer in norms.layers for it in (layer.gammas, layer.betas)]
        tape.node("Split", row, tape.whole(*sizes), outputs=names, axis=1)
        self._names = names
        for name in names:
            tape.seek(name)

    def gradient(self) -> str:
        """The gradient with regard to the row, `[1, N, 1, 1]`, after the tape's `backward`."""
        return self._tape.node("Concat", *(self._tape.gradient(name) for name in self._names), axis=1)

    def _convolution(self, x: str, path: str) -> str:
        return self._tape.convolution(x, self._weights.convolution(path))

    def _block(self, x: str, channels: int, path: str, length: int, *, doubled: bool = False) -> str:
        """A residual block of the decoder, in front of the generator."""
        tape = self._tape
        y = tape.normed_leaky(x, *self._halves[f"{path}/norm1"], length)
        if doubled:
            x = tape.doubled(x, channels, length)
            y = tape.upsampled(y, self._weights.convolution(f"{path}/pool"), 1)
            length *= 2
        y = self._convolution(y, f"{path}/conv1")
        y = tape.normed_leaky(y, *self._halves[f"{path}/norm2"], length)
        y = self._convolution(y, f"{path}/conv2")
        x = self._convolution(x, f"{path}/conv1x1")
        return tape.scaled(tape.sum(y, x), math.sqrt(0.5))

    def _residual(self, x: str, path: str, length: int) -> str:
        """A block of the generator: three rounds of norm, Snake, dilated convolution, norm, Snake, convolution."""
        for step in range(3):
            y = x
            for half in (1, 2):
                alpha = self._weights.parameter(f"{path}/alpha{half}.{step}")
                y = self._tape.normed_snake(y, *self._halves[f"{path}/adain{half}.{step}"], alpha, length)
                y = self._convolution(y, f"{path}/convs{half}.{step}")
            x = self._tape.sum(y, x)
        return x

    def spectra(self) -> str:
        """The network's output `[1, 22, 1, 120 T + 1]`: log magnitudes, then phases before their sine."""
        tape = self._tape
        features, f0, energy, source = (
            tape.node("Unsqueeze", name, tape.whole(2)) for name in (FEATURES, F0, ENERGY, SOURCE)
        )
        pitch, power = self._convolution(f0, "F0_conv"), self._convolution(energy, "N_conv")
        text = self._convolution(features, "asr_res/asr_res.0")
        prosody = ((pitch, 1), (power, 1))
        joined = tape.joined((features, 512), *prosody)
        x = self._block(joined, 514, "encode", self._frames)
        for index in range(4):
            joined = tape.joined((x, _HIDDEN), (text, _TEXT), *prosody)
            x = self._block(joined, _HIDDEN + _TEXT + 2, f"decode.{index}", self._frames, doubled=index == 3)
        for stage, length in enumerate((20 * self._frames, SPECTRA * self._frames + 1)):
            heard = self._convolution(source, f"generator/noise_convs.{stage}")
            heard = self._residual(heard, f"generator/noise_res.{stage}", length)
            x = tape.leaky(x, 0.1)
            x = tape.upsampled(x, self._weights.convolution(f"generator/ups.{stage}"))
            if stage == 1:
                x = tape.mirrored(x, length - 1)
            x = tape.sum(x, heard)
            first, second, third = (
                self._residual(x, f"generator/resblocks.{3 * stage + index}", length) for index in range(3)
            )
            x = tape.scaled(tape.sum(tape.sum(first, second), third), 1.0 / 3.0)
        return self._convolution(tape.leaky(x, 0.01), "generator/conv_post")


def overlapped(tape: Tape, pieces: str, hop: int, times: int) -> str:
    """The overlap-add `[n + times - 1, hop]` of pieces `[n, times * hop]`, each `hop` after the previous one."""
    parts = [
        tape.padded(tape.cut(pieces, 1, step * hop, (step + 1) * hop), 2, 0, step, times - 1 - step)
        for step in range(times)
    ]
    whole = parts[0]
    for part in parts[1:]:
        whole = tape.add(whole, part)
    return whole


def windows(tape: Tape, blocks: str, count: int, times: int) -> str:
    """Pieces `[count, times * hop]` of blocks `[count + times - 1, hop]`, each starting one block after the previous.
    The gradient of `overlapped`.
    """
    return tape.node("Concat", *(tape.cut(blocks, 0, step, step + count) for step in range(times)), axis=1)


def sound(tape: Tape, spectra: str, frames: int, weights: SourceWeights) -> str:
    """The samples `[1, 600 T]` of the network's output, computed as in `harmonic_source.sound`."""
    count = SPECTRA * frames + 1
    times = WINDOW // HOP
    turned = tape.node("Transpose", tape.node("Reshape", spectra, tape.whole(2 * BINS, count)), perm=[1, 0])
    magnitude = tape.node("Exp", tape.cut(turned, 1, 0, BINS))
    before = tape.cut(turned, 1, BINS, 2 * BINS)
    phase = tape.node("Sin", before)
    cosine, sine = tape.node("Cos", phase), tape.node("Sin", phase)
    real, imaginary = tape.mul(magnitude, cosine), tape.mul(magnitude, sine)
    basis = np.asarray(weights.basis, np.float32)
    pieces = tape.node("MatMul", tape.node("Concat", real, imaginary, axis=1), tape.constant(basis))
    whole = overlapped(tape, pieces, HOP, times)
    samples = (count + times - 1) * HOP
    flat = tape.node("Reshape", whole, tape.whole(1, samples))
    y = tape.cut(flat, 1, WINDOW // 2, samples - WINDOW // 2)

    def play(gradient: str) -> None:
        padded = tape.padded(gradient, 2, 1, WINDOW // 2, WINDOW // 2)
        blocks = tape.node("Reshape", padded, tape.whole(-1, HOP))
        of_parts = tape.node("MatMul", windows(tape, blocks, count, times), tape.constant(basis.T))
        of_real, of_imaginary = tape.cut(of_parts, 1, 0, BINS), tape.cut(of_parts, 1, BINS, 2 * BINS)
        of_log = tape.add(tape.mul(of_real, real), tape.mul(of_imaginary, imaginary))
        of_phase = tape.sub(tape.mul(of_imaginary, real), tape.mul(of_real, imaginary))
        of_phase = tape.mul(of_phase, tape.node("Cos", before))
        both = tape.node("Transpose", tape.node("Concat", of_log, of_phase, axis=1), perm=[1, 0])
        tape.grow(spectra, tape.node("Reshape", both, tape.whole(1, 2 * BINS, 1, count)))

    return tape.played(y, play, spectra)
