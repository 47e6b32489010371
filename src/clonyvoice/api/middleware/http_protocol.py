"""HTTP/1.1 as uvicorn speaks it, with malformed requests refused in the API's one shape."""

from __future__ import annotations

import json

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from clonyvoice.core.errors import InvalidRequest
from clonyvoice.core.ids import new_id


class MalformedRequest(InvalidRequest):
    """Not a well-formed HTTP request: broken headers, or lengths that contradict each other."""

    code, status = "malformed_request", 400

    def __init__(self) -> None:
        super().__init__(
            "This is not a well-formed HTTP/1.1 request. Check its headers: a length that is given twice or"
            " is"
            " not a number, or characters that headers cannot have."
        )


class H11WithJsonErrors(H11Protocol):
    """uvicorn's protocol; only its answer to malformed requests differs."""

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - the signature is given
        """Refuse, and close the connection."""
        from clonyvoice.api.errors import body

        request_id = new_id("req")
        content = json.dumps(body(MalformedRequest(), request_id)).encode()
        headers = [
            (b"content-type", b"application/json"),
            (b"content-length", str(len(content)).encode()),
            (b"x-request-id", request_id.encode()),
            (b"connection", b"close"),
        ]
        for event in (
            h11.Response(status_code=400, headers=headers, reason=b"Bad Request"),
            h11.Data(data=content),
            h11.EndOfMessage(),
        ):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()
