"""The messages about fields that are missing, unknown or of a wrong value, in place of pydantic's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from pydantic import BaseModel

from clonyvoice.core.errors import ClonyError, InvalidRequest


class InvalidJson(InvalidRequest):
    """A body that is no JSON."""

    code, status = "invalid_json", 400

    def __init__(self, where: str = "") -> None:
        super().__init__(f"The body is not valid JSON{where}. Send a JSON object, UTF-8.", param="body")


class FieldsDisagree(ValueError):
    """Fields of a body that do not go together, for validators: `param` is the one to look at."""

    def __init__(self, message: str, param: str) -> None:
        super().__init__(message)
        self.param = param


_CLEARER: Final = {
    "extra_forbidden": "There is no such field here; see /docs for those that there are.",
    "model_attributes_type": "It should be a JSON object.",
    "model_type": "It should be a JSON object.",
    "missing": "This field is required.",
    "bool_parsing": "It should be true or false.",
    "string_too_short": "It should not be empty.",
    "too_short": "It should not be empty.",
}
"""Messages in place of pydantic's, by its type of problem."""
_NO_FILE: Final = "This part should be a file; with curl, write @ before its name: `-F audio=@file.wav`."
_OPTION: Final = re.compile(r"constrained-\w+|function-.*|str|int|float|bool")
"""Types that pydantic names in the place of a problem, for the options of a union that it tried: they are no fields. So
are the names of bodies."""
_PLACES: Final = ("body", "query", "path", "header", "cookie")


def from_validation(problems: Sequence[Any]) -> ClonyError:
    """One error for all findings of pydantic: the first in the message, up to 20 in the details."""
    told = [_problem(problem) for problem in problems[:20]]
    first = problems[0]
    if first.get("type") == "json_invalid":
        return InvalidJson(f" (at character {first['loc'][-1]})" if isinstance(first["loc"][-1], int) else "")
    param, message = told[0]
    text = f"{param}: {message}" if param else message
    if len(told) > 1:
        text += f" ({len(problems) - 1} more in `details`.)"
    details = {"errors": [{"param": where, "message": what} for where, what in told]}
    return InvalidRequest(text, param=param, details=details)


def _is_option(part: str) -> bool:
    if _OPTION.fullmatch(part):
        return True
    return part[:1].isupper() and part in {model.__name__ for model in _models(BaseModel)}


def _models(base: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for model in base.__subclasses__():
        yield model
        yield from _models(model)


def _problem(problem: Any) -> tuple[str | None, str]:
    """The field at fault and the allowed values, in pydantic's words, which never echo the value."""
    place = [str(part) for part in problem.get("loc", ())]
    if place and place[0] in _PLACES:
        place = place[1:]
    place = [*place[:1], *(part for part in place[1:] if not _is_option(part))]
    message = _CLEARER.get(str(problem.get("type"))) or str(problem.get("msg", "It is not valid."))
    message = message.removeprefix("Value error, ").removeprefix("Assertion failed, ")
    cause = problem.get("ctx", {}).get("error")
    if isinstance(cause, FieldsDisagree):
        place.append(cause.param)
    if message.startswith("Expected UploadFile"):
        message = _NO_FILE
    where = ".".join(place)[:200] or "body"
    return where, message if message.endswith(".") else f"{message}."
