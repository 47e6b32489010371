"""A value or row made from the attributes of another object by their names, so that no field is copied by hand.

A row becomes a value, a value the body of a response, a body a request, and a request a row. What is named or shaped
otherwise on the two sides is given beside it.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, TypeVar, cast

from pydantic import BaseModel

Made = TypeVar("Made")


def from_attributes(kind: type[Made], source: object, /, **given: Any) -> Made:
    """An instance of `kind`, a dataclass or a pydantic model: `given` as it is, every other field from `source`.

    Raises AttributeError for a field that is in neither, also for one that has a default; TypeError for a name in
    `given` that is no field, which pydantic would ignore.
    """
    names = _fields(cast("Hashable", kind))
    _refuse_unknown(kind, names, given)
    return kind(**{name: getattr(source, name) for name in names if name not in given}, **given)


def row_from_attributes(kind: type[Made], source: object, /, **given: Any) -> Made:
    """A row of the table that the mapped class `kind` stands for: `given`, and every other column from `source`.

    A column that is in neither keeps its default. The new row's own id and times have to be given where `source` has
    some of its own. Raises TypeError for a name in `given` that is no column,
    and for a class without a table.
    """
    names = _columns(cast("Hashable", kind))
    _refuse_unknown(kind, names, given)
    taken = {name: getattr(source, name) for name in names if name not in given and hasattr(source, name)}
    return kind(**taken, **given)


def _refuse_unknown(kind: type[Any], names: frozenset[str], given: dict[str, Any]) -> None:
    if not given.keys() <= names:
        raise TypeError(f"{kind.__name__} has no field {', '.join(sorted(given.keys() - names))}.")


@cache
def _fields(kind: type[Any]) -> frozenset[str]:
    if issubclass(kind, BaseModel):
        return frozenset(kind.model_fields)
    if is_dataclass(kind):
        return frozenset(field.name for field in fields(kind) if field.init)
    raise TypeError(f"{kind.__name__} declares no fields.")


@cache
def _columns(kind: Any) -> frozenset[str]:
    mapper = getattr(kind, "__mapper__", None)
    if mapper is None:
        raise TypeError(f"{kind.__name__} stands for no table.")
    return frozenset(mapper.column_attrs.keys())
