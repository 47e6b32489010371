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
from clonyvoice.api.services import KeysDep, LimitsDep
from clonyvoice.keys.errors import BadLimit, BeyondOwn, KeyNotFound, UnknownScope

router = api_router("API keys")


@router.get("/api/api-keys")
def list_api_keys(caller: SystemReader, keys: KeysDep, limits: LimitsDep) -> KeyList:
    """List API keys: for a key, itself and those it made."""
    found = keys.listing(caller)
    return KeyList(keys=[KeyBody(**key_body(key, limits)) for key in found])


@router.post("/api/api-keys", status_code=201, responses=errors(UnknownScope, BadLimit, BeyondOwn))
def create_api_key(body: NewKey, caller: SystemReader, keys: KeysDep, limits: LimitsDep) -> NewKeyBody:
    """Create an API key. The answer holds its secret, this once; a key gives at most what it holds itself."""
    key, secret = keys.create(caller, body.name, body.scopes, body.limits, body.unlimited, body.credentials)
    return NewKeyBody(**key_body(key, limits), key=secret)


@router.put("/api/api-keys/{key_id}", responses=errors(KeyNotFound, UnknownScope, BadLimit, BeyondOwn))
def update_api_key(
    key_id: str, body: KeyChange, caller: SystemReader, keys: KeysDep, limits: LimitsDep
) -> KeyBody:
    """Change an API key's name, scopes, limits or Content Credentials."""
    key = keys.change(
        caller, key_id, name=body.name, scopes=body.scopes, limits=body.limits, unlimited=body.unlimited,
        credentials=body.credentials,
    )  # fmt: skip
    return KeyBody(**key_body(key, limits))


@router.delete("/api/api-keys/{key_id}", responses=errors(KeyNotFound))
def revoke_api_key(key_id: str, caller: SystemReader, keys: KeysDep) -> RevokedKeys:
    """Revoke an API key and all keys that it made, at once."""
    revoked = keys.revoke(caller, key_id)
    return RevokedKeys(id=key_id, revoked=revoked)
