"""The names that `model` may have in OpenAI's API: `GET /v1/models` and `GET /v1/audio/models`."""

from __future__ import annotations

from typing import Any

from starlette.responses import JSONResponse

from clonyvoice.api.auth import ListReader
from clonyvoice.api.compat.unsupported_fields import compat_router
from clonyvoice.api.compat.vendor_model_language_names import (
    OPENAI_SPEECH,
    OPENAI_TRANSCRIPTION,
    ModelNameUnknown,
    check_transcription_model,
    larger_engines,
    speech_engine,
)
from clonyvoice.api.routing import errors
from clonyvoice.api.services import EnginesDep

router = compat_router("OpenAI's API")


@router.get("/v1/models")
def list_served_models(caller: ListReader, engines: EnginesDep) -> JSONResponse:
    """List the names that `model` may have."""
    names = (*OPENAI_SPEECH, *larger_engines(engines.ids), *OPENAI_TRANSCRIPTION)
    return JSONResponse({"object": "list", "data": [_model(name) for name in names]})


@router.get("/v1/audio/models")
def list_speech_models(caller: ListReader, engines: EnginesDep) -> JSONResponse:
    """List the values of `model` for speech, as Open WebUI requests them (not in OpenAI's API)."""
    names = (*OPENAI_SPEECH, *larger_engines(engines.ids))
    return JSONResponse({"models": [_model(name) for name in names]})


@router.get("/v1/models/{model:path}", responses=errors(ModelNameUnknown))
def get_served_model(model: str, caller: ListReader, engines: EnginesDep) -> JSONResponse:
    """Get one of the names that `model` may have."""
    try:
        known = (*OPENAI_SPEECH, *OPENAI_TRANSCRIPTION)
        speech_engine(model, known, engines=larger_engines(engines.ids))
    except ModelNameUnknown:
        check_transcription_model(model, (*OPENAI_SPEECH, *OPENAI_TRANSCRIPTION))
    return JSONResponse(_model(model))


def _model(name: str) -> dict[str, Any]:
    return {"id": name, "object": "model", "created": 0, "owned_by": "clonyvoice"}
