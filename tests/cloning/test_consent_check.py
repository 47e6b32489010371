from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest

from clonyvoice.cloning.consent_check import check_spoken, mean_vector

NOW = datetime(2026, 1, 2, tzinfo=UTC)
SAID = "This is my voice, and I agree that ClonyVoice may copy it."


def _at(degrees: float) -> Any:
    return np.array([np.cos(np.radians(degrees)), np.sin(np.radians(degrees))], np.float32)


def _checked(
    heard: str, statement: str = SAID, language: str = "en", degrees: float = 30.0
) -> dict[str, Any]:
    return check_spoken(statement, heard, language, _at(degrees), _at(0.0), seconds=4.0, now=NOW)


def test_the_speaker_and_the_words_make_it_verified_with_the_evidence() -> None:
    found = _checked("This is my voice and I agree that clony voice may copy it")
    assert (found["outcome"], found["reasons"]) == ("verified", [])
    assert found["similarity"] == pytest.approx(0.866, abs=0.001)
    assert found["missing"] == ["clonyvoice"]
    assert found["added"] == ["clony", "voice"]
    assert found["checked_at"] == "2026-01-02T00:00:00+00:00"


def test_another_speaker_other_words_and_none_are_told_apart() -> None:
    assert _checked(SAID, degrees=80.0)["reasons"] == ["other_speaker"]
    assert _checked("The weather is fine today, is it not?")["reasons"] == ["other_words"]
    assert _checked("", degrees=80.0)["reasons"] == ["other_speaker", "other_words"]
    assert _checked(SAID, statement="")["reasons"] == ["no_statement"]


@pytest.mark.parametrize(
    ("statement", "heard", "language"),
    [
        (SAID, SAID.replace("may copy", "may not copy"), "en"),
        (
            "Ich stimme zu, dass meine Stimme kopiert wird.",
            "Ich stimme nicht zu, dass meine Stimme kopiert wird.",
            "de",
        ),
        ("제 목소리를 복제하는 데 동의합니다", "제 목소리를 복제하는 데 동의하지 않습니다", "ko"),
    ],
)
def test_a_word_that_turns_it_into_a_refusal_is_noticed(statement: str, heard: str, language: str) -> None:
    found = _checked(heard, statement, language)
    assert found["outcome"] == "not_verified"
    assert set(found["reasons"]) <= {"negation", "other_words"}


def test_the_mean_of_embeddings_is_a_unit_vector_between_them() -> None:
    assert mean_vector([_at(10.0), _at(50.0)]) == pytest.approx(_at(30.0), abs=1e-6)
