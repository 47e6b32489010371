"""The likeliest text: a beam search over what a decoder holds likely, one step at a time, so that it can be stopped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from clonyvoice.core.cancel import CancelToken

Chances: TypeAlias = tuple[NDArray[np.float32], NDArray[np.int32]]
"""For each beam the log probabilities of its likeliest next tokens, and these tokens: both [beams, candidates]."""
Step: TypeAlias = Callable[[NDArray[np.int64], NDArray[np.int32]], Chances]
"""Given each beam's newest token, and which of the beams before it goes on: what may follow."""


@dataclass(frozen=True, slots=True)
class Found:
    """The tokens without the one that ends them, and their mean log probability."""

    tokens: tuple[int, ...]
    score: float


def search(first: Chances, step: Step, end: int, most: int, cancel: CancelToken) -> Found:
    """The likeliest tokens that `end` follows, or `most` tokens where none ends before.

    `first` are the chances at the start, the same for each beam. Done when as many texts have ended as there are beams;
    the one with the best mean wins (as CTranslate2's beam search does with patience and length penalty 1).
    Raises Cancelled between steps.
    """
    values, tokens = first
    beams, candidates = values.shape
    scores = np.full(beams, -np.inf)
    scores[0] = 0.0
    texts: list[tuple[int, ...]] = [()] * beams
    ended: list[Found] = []
    while True:
        cancel.raise_if_cancelled()
        totals = (values + scores[:, None]).ravel()
        order = np.argsort(-totals, kind="stable")[: 2 * beams]
        last = len(texts[0]) + 1 >= most
        going = []
        for place in order[:beams]:
            token = int(tokens.flat[place])
            if token != end and not last:
                going.append(place)
                continue
            text = texts[place // candidates] + (() if token == end else (token,))
            ended.append(Found(text, float(totals[place]) / max(1, len(text))))
        if last or len(ended) >= beams:
            return max(ended, key=lambda found: found.score)
        # The next best take the places of those that ended.
        spare = [place for place in order[beams:] if tokens.flat[place] != end]
        going = (going + spare)[:beams]
        scores = totals[going]
        chosen = [int(place) // candidates for place in going]
        newest = tokens.ravel()[going].astype(np.int64)
        texts = [(*texts[beam], int(token)) for beam, token in zip(chosen, newest, strict=True)]
        values, tokens = step(newest, np.array(chosen, np.int32))
