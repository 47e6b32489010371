"""Whisper in CTranslate2, used without OpenVINO: a cancel takes effect when the current call of the library ends."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clonyvoice.core.audio import Samples
from clonyvoice.core.cancel import CancelToken
from clonyvoice.transcription.beam_search import BEAMS, LIKELIEST, DecodingSettings
from clonyvoice.transcription.spectrogram import FRAMES
from clonyvoice.transcription.whisper_network_contract import MAX_TOKENS, Answer, Marks, Prompt, Times
from clonyvoice.transcription.word_times import FRAME_SECONDS


class CTranslate2Network:
    """The Whisper weights in `folder`. `workers` calls run side by side, one thread each; see `Network`."""

    def __init__(self, folder: Path, workers: int, marks: Marks) -> None:
        """Load the weights, in a second or two. Raises RuntimeError, ValueError, OSError."""
        from faster_whisper import WhisperModel as Whisper

        self._marks = marks
        self._whisper: Any = Whisper(
            str(folder),
            device="cpu",
            compute_type="int8",
            cpu_threads=1,
            num_workers=workers,
            local_files_only=True,
        )

    def listen(
        self,
        samples: Samples,
        cancel: CancelToken,
        quick: bool = False,  # noqa: ARG002 - all states in any case
    ) -> Any:
        """The encoder's states, always of 30 s, and the number of frames of the spectrogram, 30 s at most."""
        from faster_whisper.audio import pad_or_trim

        cancel.raise_if_cancelled()
        features = self._whisper.feature_extractor(samples)[..., :-1]
        return self._whisper.encode(pad_or_trim(features)), min(features.shape[1], FRAMES)

    def languages(self, sound: Any, cancel: CancelToken) -> dict[str, float]:
        """The probabilities of all languages, by code."""
        cancel.raise_if_cancelled()
        found = self._whisper.model.detect_language(sound[0])[0]
        return {token.strip("<|>"): float(chance) for token, chance in found}

    def answer(
        self,
        sound: Any,
        prompt: Prompt,
        cancel: CancelToken,
        manner: DecodingSettings = LIKELIEST,
        most: int = MAX_TOKENS,
    ) -> Answer:
        """The answer; the beam search considers the whole vocabulary."""
        cancel.raise_if_cancelled()
        how: dict[str, Any] = {"beam_size": manner.beams}
        if manner.temperature:
            how = {
                "beam_size": 1,
                "num_hypotheses": BEAMS,
                "sampling_topk": 0,
                "sampling_temperature": manner.temperature,
            }
        result = self._whisper.model.generate(
            sound[0],
            [prompt.tokens(self._marks)],
            return_scores=True,
            return_no_speech_prob=True,
            suppress_tokens=[-1],
            max_length=most,
            no_repeat_ngram_size=manner.unrepeated,
            repetition_penalty=manner.penalty,
            **how,
        )[0]
        sequence = result.sequences_ids[0]
        tokens = tuple(token for token in sequence if token < self._marks.end)
        score, silent = float(result.scores[0]), float(result.no_speech_prob)
        return Answer(tokens, len(sequence), score, silent, (*sound, list(prompt.start)))

    def times(self, answer: Answer, cancel: CancelToken) -> Times:
        """The times, by the same method as `word_times`."""
        cancel.raise_if_cancelled()
        states, frames, start = answer.notes
        found = self._whisper.model.align(states, start, [list(answer.tokens)], frames)[0]
        # The path through tokens and time, step by step: a token begins where it first occurs.
        rows, places = np.array(found.alignments).T
        first = np.concatenate([[True], np.diff(rows) > 0])
        return Times(places[first] * FRAME_SECONDS, np.array(found.text_token_probs, np.float64))

    def likelihood(
        self, sound: Any, prompt: Prompt, tokens: Sequence[int], cancel: CancelToken
    ) -> NDArray[np.float64]:
        """The log probabilities of the tokens, from their alignment with the sound."""
        cancel.raise_if_cancelled()
        states, frames = sound
        found = self._whisper.model.align(states, list(prompt.start), [list(tokens)], frames)[0]
        return np.log(np.maximum(np.array(found.text_token_probs, np.float64), 1e-12))
