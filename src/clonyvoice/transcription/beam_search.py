"""A beam search over a decoder's token probabilities, one step at a time, so that it can be stopped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from clonyvoice.core.cancel import CancelToken

BEAMS: Final = 5
"""Width of the beam: hypotheses kept in parallel, of which the likeliest is returned (faster-whisper's default)."""
Look: TypeAlias = NDArray[np.float32]
"""Cross-attention weights that a decoder computed for one input token; its shape is the decoder's."""


@dataclass(frozen=True, slots=True)
class Chances:
    """Log probabilities of the tokens that may follow each beam's text.

    `logits` and `ids` of its likeliest next tokens, both [beams, candidates], and the logarithm of the sum of the
    exponentials of all logits, `total` [beams]. `looks`, one a beam, are those of the input tokens.
    """

    logits: NDArray[np.float32]
    ids: NDArray[np.int32]
    total: NDArray[np.float32]
    looks: Sequence[Look]


Step: TypeAlias = Callable[[NDArray[np.int64], NDArray[np.int32]], Chances]
"""Takes each beam's newest token and the index of the earlier beam that it continues; returns the next chances."""


@dataclass(frozen=True, slots=True)
class DecodingSettings:
    """Decoding settings: beam search for the likeliest text (`search`), or sampling at a `temperature` (`draw`).

    No sequence of `unrepeated` tokens occurs twice (0: no limit). The logits of tokens that occurred before are
    reduced by `penalty` (Keskar et al., 2019, "CTRL", section 4.1).
    """

    temperature: float = 0.0
    unrepeated: int = 0
    penalty: float = 1.0
    beams: int = BEAMS
    """Hypotheses kept in parallel; with 1 the likeliest token is taken at each step (greedy search)."""


LIKELIEST: Final = DecodingSettings()


@dataclass(frozen=True, slots=True)
class Found:
    """The tokens without the end token, the mean of their log probabilities, each one's probability and look.

    The last look is missing where the text has the greatest length: its last token was not decoded any further.
    """

    tokens: tuple[int, ...]
    score: float
    chances: tuple[float, ...] = ()
    looks: tuple[Look, ...] = ()


class _Text:
    """A token appended to a text; texts share their common prefix, and tokens that no text refers to are freed."""

    __slots__ = ("before", "chance", "look", "token")

    def __init__(self, token: int, chance: float, before: _Text | None) -> None:
        self.token, self.chance, self.before = token, chance, before
        self.look: Look | None = None


def search(
    first: Chances, step: Step, end: int, most: int, cancel: CancelToken, manner: DecodingSettings = LIKELIEST
) -> Found:
    """The likeliest sequence of tokens before `end`, or of `most` tokens where none ends earlier.

    `first` are the chances at the start, the same for each beam. Done when as many texts have ended as there are beams;
    the one with the best mean wins (as CTranslate2's beam search does with patience and length penalty 1).
    Raises Cancelled between steps.
    """
    beams, candidates = first.ids.shape
    scores = np.full(beams, -np.inf)
    scores[0] = 0.0
    texts: list[_Text | None] = [None] * beams
    ended: list[Found] = []
    chances, length = first, 1
    while True:
        cancel.raise_if_cancelled()
        values = _values(chances, texts, manner)
        totals = (values + scores[:, None]).ravel()
        order = np.argsort(-totals, kind="stable")[: 2 * beams]
        last = length >= most
        going = []
        for place in order[:beams]:
            token = int(chances.ids.flat[place])
            if token != end and not last:
                going.append(place)
                continue
            text = texts[place // candidates]
            if token != end:
                text = _Text(token, float(values.flat[place]), text)
            ended.append(_found(text, float(totals[place])))
        if last or len(ended) >= beams:
            return max(ended, key=lambda found: found.score)
        # The next best replace those that ended.
        spare = [place for place in order[beams:] if chances.ids.flat[place] != end]
        going = (going + spare)[:beams]
        scores = totals[going]
        parents = [int(place) // candidates for place in going]
        newest = chances.ids.ravel()[going].astype(np.int64)
        added = values.ravel()[going]
        texts = [
            _Text(int(token), float(value), texts[beam])
            for token, value, beam in zip(newest, added, parents, strict=True)
        ]
        chances, length = _stepped(step, newest, parents, texts), length + 1


def draw(
    first: Chances, step: Step, end: int, most: int, cancel: CancelToken, manner: DecodingSettings
) -> Found:
    """The likeliest of as many sampled texts as there are beams, each drawn token by token at the given temperature.

    The same chances give the same text. Raises Cancelled between steps.
    """
    beams = len(first.ids)
    dice = np.random.default_rng(beams)
    everyone = list(range(beams))
    texts: list[_Text | None] = [None] * beams
    scores = np.zeros(beams)
    ended: dict[int, Found] = {}
    chances = first
    for length in range(1, most + 1):
        cancel.raise_if_cancelled()
        values = _values(chances, texts, manner)
        # The largest of values to which Gumbel's noise is added is a draw from their softmax.
        picked = np.argmax(values / manner.temperature + dice.gumbel(size=values.shape), axis=1)
        newest = chances.ids[everyone, picked].astype(np.int64)
        added = values[everyone, picked]
        scores += added
        for beam in everyone:
            if newest[beam] == end and beam not in ended:
                ended[beam] = _found(texts[beam], scores[beam])
        texts = [
            _Text(int(token), float(value), text)
            for token, value, text in zip(newest, added, texts, strict=True)
        ]
        if length == most:
            unended = (beam for beam in everyone if beam not in ended)
            ended.update({beam: _found(texts[beam], scores[beam]) for beam in unended})
        if len(ended) == beams:
            break
        chances = _stepped(step, newest, everyone, texts)
    return max(ended.values(), key=lambda found: found.score)


def _stepped(
    step: Step, newest: NDArray[np.int64], beams: Sequence[int], texts: Sequence[_Text | None]
) -> Chances:
    chances = step(newest, np.array(beams, np.int32))
    for text, look in zip(texts, chances.looks, strict=True):
        assert text is not None
        text.look = look
    return chances


def _values(chances: Chances, texts: Sequence[_Text | None], manner: DecodingSettings) -> NDArray[np.float64]:
    """The log probabilities of the candidates under the rules of this decoding."""
    logits, total = chances.logits.astype(np.float64), chances.total.astype(np.float64)
    if manner.penalty == 1.0 and not manner.unrepeated:
        return logits - total[:, None]
    changed = logits.copy()
    for beam, text in enumerate(texts):
        said = [each.token for each in _path(text)]
        ids = chances.ids[beam]
        again, row = np.isin(ids, said), changed[beam]
        row[again] = np.where(row[again] > 0, row[again] / manner.penalty, row[again] * manner.penalty)
        row[np.isin(ids, _repeating(said, manner.unrepeated))] = -np.inf
    gone = np.exp(logits - total[:, None]).sum(1) - np.exp(changed - total[:, None]).sum(1)
    total = total + np.log(np.maximum(1e-9, 1.0 - gone))
    values: NDArray[np.float64] = changed - total[:, None]
    return values


def _repeating(said: Sequence[int], size: int) -> list[int]:
    """Tokens that would complete a sequence of `size` tokens that occurred before."""
    if not size or len(said) < size:
        return []
    last = said[len(said) - size + 1 :]
    return [said[at + size - 1] for at in range(len(said) - size + 1) if said[at : at + size - 1] == last]


def _path(text: _Text | None) -> list[_Text]:
    out = []
    while text is not None:
        out.append(text)
        text = text.before
    return out[::-1]


def _found(text: _Text | None, total: float) -> Found:
    path = _path(text)
    return Found(
        tuple(each.token for each in path),
        total / max(1, len(path)),
        tuple(float(np.exp(each.chance)) for each in path),
        tuple(each.look for each in path if each.look is not None),
    )
