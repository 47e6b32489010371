"""Values made from attributes by name."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest
from pydantic import BaseModel

from clonyvoice.core.attribute_copying import from_attributes, row_from_attributes
from clonyvoice.storage.tables import PronunciationRow


@dataclass(frozen=True, slots=True)
class Stored:
    id: str
    number: int
    tags: tuple[str, ...] = ()
    digest: str = field(init=False, default="none")


class Shown(BaseModel):
    id: str
    take: int
    tags: list[str] = []


def test_a_field_of_the_same_name_is_taken_and_a_given_one_is_used_as_it_is() -> None:
    stored = Stored("take_1", 2, ("calm",))
    assert from_attributes(Shown, stored, take=stored.number) == Shown(id="take_1", take=2, tags=["calm"])
    assert from_attributes(Stored, stored, number=3) == Stored("take_1", 3, ("calm",))


def test_a_field_with_a_default_is_taken_from_the_source_too() -> None:
    with pytest.raises(AttributeError, match="tags"):
        from_attributes(Shown, object(), id="take_1", take=1)


@pytest.mark.parametrize("kind", [Shown, Stored])
def test_a_given_name_that_is_no_field_is_refused(kind: type[object]) -> None:
    with pytest.raises(TypeError, match="no field digest, nmuber"):
        from_attributes(kind, Stored("take_1", 2), nmuber=3, digest="x")


def test_a_class_without_declared_fields_is_refused() -> None:
    with pytest.raises(TypeError, match="declares no fields"):
        from_attributes(str, object())


def test_a_row_takes_the_columns_that_the_source_has_and_keeps_the_others() -> None:
    row = row_from_attributes(PronunciationRow, SimpleNamespace(word="Ada", digest=1), owner="studio")
    assert (row.word, row.owner) == ("Ada", "studio")
    assert "said" not in vars(row)
    with pytest.raises(TypeError, match="no field sounds"):
        row_from_attributes(PronunciationRow, object(), sounds="x")
    with pytest.raises(TypeError, match="no table"):
        row_from_attributes(Stored, object())
