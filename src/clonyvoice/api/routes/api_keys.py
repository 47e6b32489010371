"""API keys: a key manages itself and the keys that it made; the studio manages all."""

from __future__ import annotations

from clonyvoice.api.auth import SystemReader
from clonyvoice.api.bodies.system import (
    KeyBody,
    KeyChange,
    KeyList,
    NewKey,
    NewKeyBody,
    RevokedKeys,
    key_body,
)
from clonyvoice.api.routing import api_router, errors
from clonyvoice.api.services import ServicesDep
from clonyvoice.keys.errors import BadLimit, BeyondOwn, KeyNotFound, UnknownScope

router = api_router("API keys")


@router.get("/api/api-keys")
def list_api_keys(caller: SystemReader, parts: ServicesDep) -> KeyList:
    """List API keys: for a key, itself and those it made."""
    keys = parts.keys.listing(caller)
    return KeyList(keys=[KeyBody(**key_body(key, parts.limits)) for key in keys])


@router.post("/api/api-keys", status_code=201, responses=errors(UnknownScope, BadLimit, BeyondOwn))
def create_api_key(body: NewKey, caller: SystemReader, parts: ServicesDep) -> NewKeyBody:
    """Create an API key. The answer holds its secret, this once; a key gives at most what it holds itself."""
    key, secret = parts.keys.create(
        caller, body.name, body.scopes, body.limits, body.unlimited, body.credentials
    )
    return NewKeyBody(**key_body(key, parts.limits), key=secret)


@router.put("/api/api-keys/{key_id}", responses=errors(KeyNotFound, UnknownScope, BadLimit, BeyondOwn))
def update_api_key(key_id: str, body: KeyChange, caller: SystemReader, parts: ServicesDep) -> KeyBody:
    """Change an API key's name, scopes, limits or Content Credentials."""
    key = parts.keys.change(
        caller, key_id, name=body.name, scopes=body.scopes, limits=body.limits, unlimited=body.unlimited,
        credentials=body.credentials,
    )  # fmt: skip
    return KeyBody(**key_body(key, parts.limits))


@router.delete("/api/api-keys/{key_id}", responses=errors(KeyNotFound))
def revoke_api_key(key_id: str, caller: SystemReader, parts: ServicesDep) -> RevokedKeys:
    """Revoke an API key and all keys that it made, at once."""
    revoked = parts.keys.revoke(caller, key_id)
    return RevokedKeys(id=key_id, revoked=revoked)
