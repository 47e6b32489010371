"""One module for each table of the API. A new one is a line in `routers`."""

from __future__ import annotations

from fastapi import APIRouter


def routers() -> list[APIRouter]:
    """The routers of all modules, in the order of the documentation."""
    from clonyvoice.api.compat import (
        elevenlabs_account,
        elevenlabs_design,
        elevenlabs_dialogue_socket,
        elevenlabs_realtime,
        elevenlabs_sockets,
        elevenlabs_speech,
        elevenlabs_transcription,
        elevenlabs_voices,
        openai_consents,
        openai_realtime,
        openai_speech,
        openai_transcription,
        openai_voices,
        preview_links,
    )
    from clonyvoice.api.routes import (
        api_keys,
        audio,
        audit,
        cloning,
        consents,
        design,
        engines,
        generations,
        jobs,
        models,
        project_import_export,
        projects,
        session,
        speech,
        system,
        timeline,
        timeline_dubs,
        voices,
        ws,
        ws_transcribe,
    )

    return [
        voices.router,
        consents.router,
        speech.router,
        generations.router,
        cloning.router,
        design.router,
        audio.router,
        projects.router,
        project_import_export.router,
        timeline.router,
        timeline_dubs.router,
        system.router,
        api_keys.router,
        models.router,
        engines.router,
        audit.router,
        jobs.router,
        session.router,
        ws.router,
        ws_transcribe.router,
        openai_speech.router,
        openai_transcription.router,
        openai_voices.router,
        openai_consents.router,
        openai_realtime.router,
        elevenlabs_sockets.router,
        elevenlabs_dialogue_socket.router,
        elevenlabs_realtime.router,
        elevenlabs_speech.router,
        elevenlabs_transcription.router,
        elevenlabs_voices.router,
        preview_links.router,
        elevenlabs_design.router,
        elevenlabs_account.router,
    ]
