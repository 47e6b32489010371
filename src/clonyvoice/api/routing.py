"""Routes that check scope, parameters and content type before they read the body, and declare their requirements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Coroutine, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial, wraps
from inspect import iscoroutinefunction
from threading import RLock
from typing import Any, Final, Literal, TypeAlias, TypeVar, get_args, get_origin

from fastapi import APIRouter, Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from starlette.responses import Response, StreamingResponse
from starlette.routing import Match, compile_path
from starlette.types import Receive, Scope, Send

from clonyvoice.api.auth import Requires, admit_request, identify, is_known, while_allowed
from clonyvoice.api.idempotency import key_of, once
from clonyvoice.api.request_checks import (
    GivenTwice,
    UnknownParameter,
    check_bodiless,
    check_headers,
    check_json,
    check_type,
    has_body,
)
from clonyvoice.api.responses.delivery_audit import headers_only
from clonyvoice.api.waiting_requests import change
from clonyvoice.core.errors import ClonyError
from clonyvoice.storage.disk_reserve import freeing

MANY_FILES: Final = 5
"""Forms that take many files may hold this many times the largest single upload. Chosen by hand."""
Answered: TypeAlias = Callable[[Request], Coroutine[Any, Any, Response]]
_Endpoint = TypeVar("_Endpoint", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteFacts:
    """Properties of a route besides its scope; a decorator, under that of the router, gives them to an endpoint."""

    idempotency: Literal["response", "job"] | None = None
    """The thing kept under an `Idempotency-Key`: the response, or the job that the route starts."""
    uploads: int = 1
    """The form's limit, as a multiple of the largest single upload."""
    frees: bool = False
    """Whether it may use the disk's reserve, as every DELETE may: it frees space, or stops what fills the disk."""
    makes: bool = False
    """Whether GET makes and keeps what it answers with, where it is not there yet. HEAD then makes nothing, and is
    answered without looking for it."""
    bare_upload: bool = False
    """Whether a file may also come as the plain body, without a form."""
    recording_in_json: tuple[str, str] | None = None
    """The fields of a recording, in JSON and in the form, of a vendor's route that takes JSON in place of its form."""

    def __call__(self, endpoint: _Endpoint) -> _Endpoint:
        """The endpoint, with these facts."""
        endpoint.__dict__["route_facts"] = self
        return endpoint


declares = RouteFacts


class ScopedRoute(APIRoute):
    """A route whose `Requires` dependency, if any, is resolved before its body is received.

    What is sent and not taken is refused: unknown names, names given twice, a body where none belongs.
    Endpoints that change something have threads of their own, so that those that read never wait for them.

    FastAPI reads an endpoint's parameters and builds the validators of its models when the route is first asked for,
    and not before: for all routes together it takes a quarter of the time that a server needs to start.
    """

    def __init__(self, path: str, endpoint: Callable[..., Any], **more: Any) -> None:
        methods = set(more.get("methods") or ("GET",))
        self._lock = RLock()
        self._state: Literal["declared", "completing", "complete"] = "declared"
        self._declared = more
        # what a router looks at to find the route of a request
        self.path = path
        self.path_regex, self.path_format, self.param_convertors = compile_path(path)
        self.methods = methods
        self.endpoint = endpoint if methods <= {"GET", "HEAD"} else apart(endpoint)
        self.name = more.get("name") or endpoint.__name__
        self.include_in_schema = more.get("include_in_schema", True)

    def __getattr__(self, name: str) -> Any:
        """An attribute that FastAPI sets, of the route completed now."""
        if name.startswith("__") or self._state == "complete":
            raise AttributeError(name)
        with self._lock:
            if self._state == "completing":  # FastAPI itself looks for what it has not set
                raise AttributeError(name)
            if self._state == "declared":
                self._state = "completing"
                try:
                    super().__init__(self.path, self.endpoint, **self._declared)
                    self._state = "complete"
                except AttributeError as error:  # it would be taken for this attribute that is missing
                    raise RuntimeError(f"{self.path} cannot be completed") from error
                finally:
                    if self._state == "completing":
                        self._state = "declared"
        return object.__getattribute__(self, name)

    @property
    def requires(self) -> Requires | None:
        """The scope that it needs; None for the few that are open to all."""
        return next(_requirements(self.dependant), None)

    @property
    def facts(self) -> RouteFacts:
        """The facts that its endpoint declares."""
        found = getattr(self.endpoint, "route_facts", None)
        return found if isinstance(found, RouteFacts) else RouteFacts()

    def get_route_handler(self) -> Answered:
        """FastAPI's handler behind the checks."""
        handle = super().get_route_handler()
        requires = self.requires
        wanted = body_kind(self)
        makes = self.facts.makes
        once_only = self.facts.idempotency == "response"
        known = dict(query_fields(self.dependant))
        fields = dict(form_fields(self.dependant))
        bodiless = self.body_field is None

        async def checked(request: Request) -> Response:
            if requires is not None:
                await admit_request(request, requires)
            for name, count in Counter(key for key, _ in request.query_params.multi_items()).items():
                if name not in known:
                    raise UnknownParameter(name, known)
                if count > 1 and not known[name]:
                    raise GivenTwice(name)
            check_headers(request)
            check_type(request, wanted)
            if bodiless and has_body(request):
                check_bodiless(await request.body())
            if wanted == "json":
                await check_json(request)
            if wanted == "form":
                form = await request.form()  # which it keeps too
                for name, count in Counter(key for key, _ in form.multi_items()).items():
                    if name not in fields or (count > 1 and not fields[name]):
                        await form.close()
                        raise (
                            GivenTwice(name, self.path)
                            if name in fields
                            else UnknownParameter(name, fields, "form")
                        )
            if once_only and requires is not None and (key := key_of(request)) is not None:
                return await once(request, key, await requires(request), handle)
            if makes and request.method == "HEAD":
                return Response()
            return await handle(request)

        return self.bounded(checked)

    def bounded(self, answered: Answered) -> Answered:
        """`answered` by every route's rules: some may use the disk's reserve, a stream ends with its key."""
        requires, frees = self.requires, self.facts.frees

        async def whole(request: Request) -> Response:
            with freeing() if frees or request.method == "DELETE" else nullcontext():
                answer = await answered(request)
            if isinstance(answer, StreamingResponse) and requires is not None and is_known(request):
                check = partial(identify, request)
                answer.body_iterator = while_allowed(answer.body_iterator, check, requires.scope)
            return answer

        return whole

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """As for the method; HEAD is accepted wherever GET is."""
        match, child = super().matches(scope)
        heads = scope["type"] == "http" and scope["method"] == "HEAD" and "GET" in (self.methods or ())
        return (Match.FULL, child) if match is Match.PARTIAL and heads else (match, child)

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Respond; HEAD is handled as GET, and the protocol drops the body."""
        if scope["method"] == "HEAD" and "GET" in (self.methods or ()):
            token = headers_only.set(True)
            try:
                await self.app(scope, receive, send)
            finally:
                headers_only.reset(token)
        else:
            await super().handle(scope, receive, send)


def apart(endpoint: Callable[..., Any]) -> Callable[..., Any]:
    """The endpoint; one that is no coroutine is run in the threads for changes."""
    if iscoroutinefunction(endpoint):
        return endpoint

    @wraps(endpoint)
    async def run(*args: Any, **named: Any) -> Any:
        return await change(endpoint, *args, **named)

    return run


def api_router(tag: str) -> APIRouter:
    """The router of a module under `api/routes`; `tag` is its heading in the documentation."""
    return APIRouter(
        route_class=ScopedRoute, tags=[tag], generate_unique_id_function=lambda route: route.name
    )


def errors(*kinds: type[ClonyError]) -> dict[int | str, dict[str, Any]]:
    """For `responses=`: the errors of a route besides those that every route has."""
    found: dict[int | str, dict[str, Any]] = {}
    for kind in kinds:
        entry = found.setdefault(kind.status, {"description": "", "x-codes": []})
        line = (kind.__doc__ or "").strip().splitlines()[0]
        entry["description"] = f"{entry['description']}\n\n`{kind.code}`: {line}".strip()
        entry["x-codes"].append(kind.code)
    return found


def shown(body: BaseModel) -> Response:
    """A response model as JSON, not checked a second time: it matters where a thousand are listed."""
    return Response(body.model_dump_json(), media_type="application/json")


def _requirements(dependant: Dependant) -> Iterator[Requires]:
    for dependency in dependant.dependencies:
        if isinstance(dependency.call, Requires):
            yield dependency.call
        yield from _requirements(dependency)


def query_fields(dependant: Dependant) -> Iterator[tuple[str, bool]]:
    """The names of the parameters that it takes from the address, each with whether it may come several times."""
    yield from ((field.alias, _many(field.field_info)) for field in dependant.query_params)
    for dependency in dependant.dependencies:
        yield from query_fields(dependency)


def form_fields(dependant: Dependant) -> Iterator[tuple[str, bool]]:
    """The names of the fields that it takes from a form, each with whether it may come several times."""
    yield from ((field.alias, _many(field.field_info)) for field in dependant.body_params)
    for dependency in dependant.dependencies:
        yield from form_fields(dependency)


def body_kind(route: APIRoute) -> str | None:
    """The kind of body that a route takes: `form`, `json` or nothing."""
    if route.body_field is None:
        return None
    from fastapi import params

    return "form" if isinstance(route.body_field.field_info, params.Form) else "json"


def _many(field: FieldInfo) -> bool:
    kinds = (field.annotation, *get_args(field.annotation))
    return any(get_origin(kind) is list for kind in kinds)
