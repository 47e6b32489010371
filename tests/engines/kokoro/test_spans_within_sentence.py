from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from clonyvoice.audio import SEAM_SECONDS
from clonyvoice.engines.contract import SpokenWord
from clonyvoice.engines.kokoro.phoneme_tokens import Tokens
from clonyvoice.engines.kokoro.prosody_model import FRAME, SAMPLE_RATE, Prosody
from clonyvoice.engines.kokoro.spans_within_sentence import (
    CONTEXT,
    Prosodies,
    padded_frames,
    samples_of,
    span_of,
)

SEAM = round(SEAM_SECONDS * SAMPLE_RATE)


def run(words: list[int], seed: int) -> tuple[Tokens, Prosody]:
    """Words of so many sounds with spaces between, of random durations and energy."""
    random = np.random.default_rng(seed)
    owners = [owner for index, size in enumerate(words) for owner in (*[index] * size, -1)]
    durations = random.integers(1, 9, len(owners) + 2)
    durations[[0, -1]] = 12, 5
    frames = int(durations.sum())
    tokens = Tokens(tuple(range(len(owners))), "a" * len(owners), tuple(owners))
    energy = random.normal(size=2 * frames).astype(np.float32)
    f0 = np.full(2 * frames, 100, np.float32)
    return tokens, Prosody(durations, f0, energy, np.zeros((512, frames), np.float32))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(1, 8), min_size=2, max_size=12), st.data())
def test_spans_that_follow_each_other_are_the_whole_with_seams_that_overlap(
    words: list[int], data: st.DataObject
) -> None:
    tokens, said = run(words, data.draw(st.integers(0, 1000)))
    cuts = sorted(data.draw(st.sets(st.integers(1, len(words) - 1), min_size=1)))
    spans = [span_of(tokens, said, pair) for pair in pairwise([0, *cuts, len(words)])]
    found = [span for span in spans if span is not None]
    assert len(found) == len(spans)
    assert tuple(owner for span in found for owner in span.tokens.owners) == tokens.owners
    total = said.features.shape[1]
    for span in found:
        assert len(span.durations) == len(span.tokens.ids) + 2
        assert span.durations.min() >= 0
        assert span.durations.sum() == span.last - span.first
        assert 0 <= span.first < span.last <= total
        assert (span.begin is None) == (span is found[0])
        assert (span.end is None) == (span is found[-1])
    for before, after in pairwise(found):
        assert before.end is not None
        assert after.begin is not None
        assert (before.first * FRAME + before.end) - (after.first * FRAME + after.begin) == SEAM


def test_the_whole_run_is_a_span_without_cuts_and_silent_words_are_none() -> None:
    tokens, said = run([3, 2, 4], 1)
    whole = span_of(tokens, said, (0, 3))
    assert whole is not None
    assert (whole.tokens, whole.begin, whole.end) == (tokens, None, None)
    assert whole.durations.tolist() == said.durations.tolist()
    assert span_of(tokens, said, (3, 5)) is None


def test_frames_are_decoded_between_the_silences_of_the_run() -> None:
    tokens, said = run([3, 2, 4, 3, 5, 2, 4], 2)
    span = span_of(tokens, said, (3, 4))
    assert span is not None
    frames, at = padded_frames(said, span.first, span.last)
    total = said.features.shape[1]
    inner = frames[at : at + span.last - span.first]
    assert inner.tolist() == list(range(span.first, span.last))
    assert frames[:12].tolist() == list(range(12))
    assert frames[-5:].tolist() == list(range(total - 5, total))
    assert at == 12 + CONTEXT


def test_without_silent_ends_frames_are_those_near_the_words_and_missing_ones_are_silence() -> None:
    tokens, said = run([3, 2, 4, 3, 5, 2, 4], 2)
    begins = span_of(tokens, said, (0, 2))
    assert begins is not None
    frames, at = padded_frames(said, begins.first, begins.last, silent_ends=False)
    assert frames.tolist() == list(range(12 - CONTEXT, begins.last + CONTEXT))
    assert at == CONTEXT - 12
    made = np.repeat(frames.astype(np.float32), FRAME)
    samples = samples_of(made, at, begins.last)
    heard = samples.reshape(-1, FRAME)[:, 0].tolist()
    assert heard == [0.0] * (12 - CONTEXT) + [float(it) for it in range(12 - CONTEXT, begins.last)]
    middle = span_of(tokens, said, (3, 4))
    assert middle is not None
    frames, at = padded_frames(said, middle.first, middle.last, silent_ends=False)
    assert at == CONTEXT
    assert frames[0] == middle.first - CONTEXT
    assert len(samples_of(np.repeat(frames, FRAME), at, middle.last - middle.first)) == FRAME * (
        middle.last - middle.first
    )


def test_prosody_is_predicted_once_for_spans_of_the_same_run() -> None:
    kept = Prosodies(most=2)
    made: list[int] = []

    def predicted(number: int) -> Prosody:
        def predict() -> Prosody:
            made.append(number)
            return run([number], number)[1]

        return kept.get(number, predict)

    assert predicted(1) is predicted(1)
    predicted(2), predicted(1), predicted(3), predicted(1)
    assert made == [1, 2, 3]
    predicted(2)
    assert made == [1, 2, 3, 2]


def test_words_keep_off_what_a_span_shares_with_its_neighbours() -> None:
    tokens, said = run([3, 2, 4], 3)
    span = span_of(tokens, said, (1, 2))
    assert span is not None
    (word,) = span.within([SpokenWord("a", 0.0, 0.5, 0, 1)], 0.5)
    assert (word.start, word.end) == (SEAM_SECONDS / 2, 0.5 - SEAM_SECONDS / 2)
