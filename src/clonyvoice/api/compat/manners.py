"""What the foreign APIs share: their models' names, their names for fields, sound sent as it is made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from fastapi import Request, Response

from clonyvoice.api import answering
from clonyvoice.api.services import Services
from clonyvoice.audio import FormatName, format_named
from clonyvoice.core.errors import ClonyError, NotFound
from clonyvoice.keys import Principal
from clonyvoice.speech import Segment, SpeechRequest


class ModelNameUnknown(NotFound):
    """The request names a model that is not served here."""

    code = "model_not_served"

    def __init__(self, name: str, known: Iterable[str], param: str = "model") -> None:
        super().__init__(
            f"There is no model {name[:80]!r} here. Use one of: {', '.join(known)}.", param=param
        )


def filled(field: str) -> bool:
    """Whether a form's field, which some SDKs always send, says anything."""
    return field.strip().lower() not in ("", "null", "{}", "[]", '""', "false")


@contextmanager
def told_as(**names: str) -> Iterator[None]:
    """Errors within tell the fields by the names that this API has for them: `told_as(text="input")`."""
    try:
        yield
    except ClonyError as error:
        error.param = names.get(error.param or "", error.param)
        raise


async def spoken(
    request: Request,
    parts: Services,
    caller: Principal,
    segment: Segment,
    fmt: FormatName,
    *,
    sample_rate: int | None = None,
    seed: int | None = None,
    stream: bool = True,
) -> Response:
    """The sound of one text: as it is made, or whole with its length. Who hangs up stops it."""
    asked = SpeechRequest(
        kind="clone", segments=(segment,), seed=seed, format=fmt, sample_rate=sample_rate, eager=stream
    )
    started = await answering.start(request, parts.speech, caller, asked)
    if stream:
        return await answering.streamed(parts.speech, started, format_named(fmt), sample_rate, keep=False)
    done = await answering.waited(request, parts.speech, started, keep=False)
    return await answering.sound_file(parts.speech, done, format_named(fmt), sample_rate)
