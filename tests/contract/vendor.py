"""The documented product's page as data: routes, scopes, default limits, and its examples as written."""

from __future__ import annotations

from typing import Final

ROUTES: Final[tuple[tuple[str, str, str], ...]] = (
    ("GET", "/api/voices", "voices:read"),
    ("GET", "/api/voices/{id}", "voices:read"),
    ("PUT", "/api/voices/{id}", "voices:write"),
    ("DELETE", "/api/voices/{id}", "voices:write"),
    ("GET", "/api/favorites", "voices:read"),
    ("POST", "/api/favorites/{id}", "voices:write"),
    ("POST", "/api/generate/clone", "tts:generate"),
    ("POST", "/api/generate/preset", "tts:generate"),
    ("POST", "/api/generate/design", "tts:generate"),
    ("POST", "/api/text/split", "audio:process"),
    ("POST", "/api/generation/cancel", "tts:generate"),
    ("POST", "/api/clone/create", "clone:create"),
    ("POST", "/api/clone/create-multi", "clone:create"),
    ("POST", "/api/design/create", "clone:create"),
    ("POST", "/api/transcribe", "audio:process"),
    ("POST", "/api/audio-duration", "audio:process"),
    ("GET", "/api/system/stats", "system:read"),
    ("GET", "/api/system/info", "system:read"),
    ("GET", "/api/api-keys", "system:read"),
    ("POST", "/api/api-keys", "system:read"),
)

LIMITS: Final[dict[str, int]] = {
    "tts:generate": 10,
    "tts:timeline": 30,
    "voices:read": 60,
    "voices:write": 20,
    "clone:create": 2,
    "audio:process": 5,
    "projects:read": 60,
    "projects:write": 20,
    "system:read": 60,
    "ws:connect": 5,
}

CURL: Final = """curl -X POST "http://127.0.0.1:8765/api/generate/clone" \\
-H "X-API-Key: cvk_your_key" \\
-H "Content-Type: application/json" \\
-d '{
"voice_id": "voice_abc123",
"text": "Hello, world!",
"language": "en"
}'
"""

PYTHON: Final = """import requests
response = requests.post(
"http://127.0.0.1:8765/api/generate/clone",
headers={"X-API-Key": "cvk_your_key"},
json={
"voice_id": "voice_abc123",
"text": "Hello, world!",
"language": "en"
}
)
print(response.json())
"""

JAVASCRIPT: Final = """const response = await fetch(
"http://127.0.0.1:8765/api/generate/clone",
{
method: "POST",
headers: {
"X-API-Key": "cvk_your_key",
"Content-Type": "application/json"
},
body: JSON.stringify({
voice_id: "voice_abc123",
text: "Hello, world!",
language: "en"
})
}
);
const data = await response.json();
console.log(data);
"""
