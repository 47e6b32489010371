"""Transcripts as answers of MCP tools stay below what clients read in one answer."""

from __future__ import annotations

from datetime import UTC, datetime

from clonyvoice.api.mcp.tool_results import transcript_result
from clonyvoice.core.job_state import JobState
from clonyvoice.transcription.records import Transcription
from clonyvoice.transcription.transcript import Segment, Transcript, Word


def _transcription(words: int) -> Transcription:
    heard = tuple(Word(" 시간", n * 0.2, n * 0.2 + 0.18, 0.9) for n in range(words))
    text = "".join(word.text for word in heard).strip()
    segment = Segment(0.0, words * 0.2, text, heard, -0.2, 0.0, 1.0, 0.0)
    transcript = Transcript("ko", 0.99, words * 0.2, words * 0.2, (segment,))
    now = datetime.now(UTC)
    return Transcription(
        "tr_1", "key_1", JobState.COMPLETED, None, "talk.wav", "transcribe", {}, transcript, {}, now, now
    )


def test_a_transcript_has_its_word_times() -> None:
    answer = transcript_result(_transcription(40), "srt", None)
    assert answer.content[0].model_dump()["text"].startswith("1\n00:00:00,000 --> ")
    assert len(answer.values["words"]) == 40
    assert answer.values["words"][1] == {"word": "시간", "start": 0.2, "end": 0.38}
    assert "words_left_out" not in answer.values


def test_word_times_that_a_client_could_not_read_are_left_out_and_counted() -> None:
    answer = transcript_result(_transcription(18_000), "text", "http://127.0.0.1:8765")
    text = answer.content[0].model_dump()["text"]
    assert text.count("시간") == 18_000
    assert answer.values["text"].count("시간") == 18_000
    assert answer.values["words"] == []
    assert answer.values["words_left_out"] == 18_000
    assert answer.values["words_url"] == "http://127.0.0.1:8765/api/transcriptions/tr_1"
    size = len(text.encode()) + sum(len(str(value).encode()) for value in answer.values.values())
    assert size < 1_048_576
