"""The protocol's server on the official SDK: tools, and finished speech as resources."""

from __future__ import annotations

import base64
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import mcp_types as types
from anyio import to_thread
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.shared.exceptions import MCPError
from pydantic import ValidationError

from clonyvoice import __version__
from clonyvoice.api.field_error_messages import from_validation
from clonyvoice.api.mcp.tool_calls import Call
from clonyvoice.api.mcp.tool_results import file_for_caller, uri_of
from clonyvoice.api.mcp.tools import TOOLS, without_nulls
from clonyvoice.api.responses.delivery_audit import delivery_of, note_bytes
from clonyvoice.audio.formats import file_format_named
from clonyvoice.core.cancel import Cancelled
from clonyvoice.core.errors import INTERNAL, ClonyError
from clonyvoice.storage.errors import from_machine_error

log = logging.getLogger(__name__)
Context = ServerRequestContext[Any, Any]
CallOf = Callable[[Context], Call]
"""The call that a request is: who makes it, and what it may reach."""
_ABOUT: Final = (
    "A voice studio on the user's own machine. `list_voices` names the voices, `speak` says text in one of them,"
    " `clone_voice` and `design_voice` make new ones, `transcribe` makes text of recordings. Long work answers with an"
    " id: `status` asks for it, `cancel` stops it. Ask the user before you clone somebody's voice."
)
_TEMPLATE: Final = "clonyvoice://generations/{id}/audio.{format}"
_URI: Final = re.compile(r"clonyvoice://generations/(gen_[A-Za-z0-9]+)/audio\.([a-z0-9]+)")
_LARGEST: Final = 32_000_000
"""Bytes of sound that are read as one resource. Chosen by hand."""
_RECENT: Final = 20
"""Generations that are listed as resources. Chosen by hand."""
_NAMES: Final = {"voice_id": "voice", "audio": "files"}
"""Names in the tools of fields that the HTTP routes name otherwise."""


def server_for(call_of: CallOf) -> Server[Any]:
    """The MCP server; `call_of(request)` gives the call of a request."""

    async def list_tools(context: Context, _params: Any) -> types.ListToolsResult:
        scopes = call_of(context).caller.scopes
        return types.ListToolsResult(
            tools=[_shown(name) for name, tool in TOOLS.items() if tool.scopes & scopes]
        )

    async def call_tool(context: Context, params: types.CallToolRequestParams) -> types.CallToolResult:
        tool = TOOLS.get(params.name)
        if tool is None:
            known = ", ".join(TOOLS)
            raise MCPError(
                types.INVALID_PARAMS, f"There is no tool {params.name[:80]!r}. There are: {known}."
            )
        try:
            asked = tool.takes.model_validate(without_nulls(params.arguments))
            answer = await tool.run(call_of(context), asked)
        except ValidationError as error:
            return _failed(from_validation(error.errors()))
        except ClonyError as error:
            return _failed(error)
        except Cancelled:
            return types.CallToolResult(content=[types.TextContent(text="It was cancelled.")], is_error=True)
        except Exception as error:
            if (of_the_machine := from_machine_error(error)) is not None:
                return _failed(of_the_machine)
            log.exception("the tool %s failed", tool.name)
            return _failed(ClonyError(INTERNAL))
        return types.CallToolResult(content=list(answer.content), structured_content=answer.values)

    async def list_resources(context: Context, _params: Any) -> types.ListResourcesResult:
        call = call_of(context)
        with _protocol_errors("list resources"):
            call.admit("tts:generate")
            page = await to_thread.run_sync(
                lambda: call.services.speech.listing(call.caller.sees, limit=_RECENT)
            )
        done = [one for one in page.generations if one.duration is not None]
        return types.ListResourcesResult(
            resources=[
                types.Resource(
                    uri=uri_of(one), name=f"{one.id}.{one.format}", description=one.text[:100],
                    mime_type=file_format_named(one.format).media_type,
                )
                for one in done
            ]
        )  # fmt: skip

    async def list_templates(_context: Context, _params: Any) -> types.ListResourceTemplatesResult:
        template = types.ResourceTemplate(
            uri_template=_TEMPLATE,
            name="speech",
            description="Finished speech, in any format that is spoken.",
        )
        return types.ListResourceTemplatesResult(resource_templates=[template])

    async def read_resource(
        context: Context, params: types.ReadResourceRequestParams
    ) -> types.ReadResourceResult:
        call = call_of(context)
        with _protocol_errors("read a resource"):
            call.admit("tts:generate")
            return await _read(call, str(params.uri))

    return Server(
        "clonyvoice",
        version=__version__,
        title="ClonyVoice",
        instructions=_ABOUT,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        on_list_resources=list_resources,
        on_list_resource_templates=list_templates,
        on_read_resource=read_resource,
    )


@contextmanager
def _protocol_errors(task: str) -> Iterator[None]:
    """Errors of the block as MCPError: those of the API with their message, others without (the SDK would show it)."""
    try:
        yield
    except ClonyError as error:
        code = types.INVALID_PARAMS if error.status < 500 else types.INTERNAL_ERROR
        raise MCPError(code, error.message) from None
    except Exception as error:
        if (of_the_machine := from_machine_error(error)) is not None:
            raise MCPError(types.INTERNAL_ERROR, of_the_machine.message) from None
        log.exception("a client could not %s", task)
        raise MCPError(types.INTERNAL_ERROR, INTERNAL) from None


async def _read(call: Call, uri: str) -> types.ReadResourceResult:
    from clonyvoice.speech.errors import GenerationNotFound

    found = _URI.fullmatch(uri)
    if found is None:
        raise GenerationNotFound(uri)
    fmt = file_format_named(found[2])
    done = await to_thread.run_sync(call.services.speech.get, found[1], call.caller.sees)
    path = (await to_thread.run_sync(file_for_caller, call, done, fmt)).path
    if path.stat().st_size > _LARGEST:
        raise _TooLarge(done.id)
    sound = await to_thread.run_sync(path.read_bytes)
    await to_thread.run_sync(note_bytes, call.services.audit, call.caller.owner, delivery_of(done), sound)
    blob = await to_thread.run_sync(lambda: base64.b64encode(sound).decode())
    content = types.BlobResourceContents(uri=uri, blob=blob, mime_type=fmt.media_type)
    return types.ReadResourceResult(contents=[content])


class _TooLarge(ClonyError):
    """The sound is too large for a message, which then has its address."""

    code, status, type = "too_large", 413, "invalid_request_error"

    def __init__(self, generation_id: str) -> None:
        super().__init__(
            f"The sound is larger than {_LARGEST // 1_000_000} MB: fetch /api/generations/{generation_id}/audio, or ask"
            " for `mp3`."
        )


def _shown(name: str) -> types.Tool:
    tool = TOOLS[name]
    schema = tool.takes.model_json_schema()
    schema.pop("description", None)
    schema.pop("title", None)
    hints = types.ToolAnnotations(
        title=tool.title, read_only_hint=tool.reads, destructive_hint=False, open_world_hint=False
    )
    return types.Tool(
        name=tool.name, title=tool.title, description=tool.description, input_schema=schema, annotations=hints
    )


def _failed(error: ClonyError) -> types.CallToolResult:
    """The error as a result that the model reads and can act on."""
    param = _NAMES.get(error.param or "", error.param)
    values: dict[str, Any] = {"error": {"code": error.code, "message": error.message, "param": param}}
    if error.retry_after is not None:
        values["error"]["retry_after"] = error.retry_after
    return types.CallToolResult(
        content=[types.TextContent(text=error.message)], structured_content=values, is_error=True
    )
