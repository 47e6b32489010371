#!/usr/bin/env bash
# ElevenLabs' Python client sends the word "null" for three form fields of a transcription that the caller never set.
#
# The SDK leaves out what is not given, and does so with all the others. Those that are JSON inside a form (here
# `webhook_metadata`, `entity_detection`, `entity_redaction`) are turned into JSON before it is seen whether they were
# given, so that the text `null` is in every upload. A server that takes the fields at their word finds entities named
# "null" asked for, or refuses the plainest call there is; it has to read that text as "not given".
# Exit status: 0 while it is so, 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check elevenlabs==2.78.0
"$folder/env/bin/python" - <<'PYTHON'
import email
import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.metadata import version

from elevenlabs import ElevenLabs

ANSWER = json.dumps({"language_code": "eng", "language_probability": 1.0, "text": "hello", "words": []}).encode()
seen = {}


class Recorder(BaseHTTPRequestHandler):
    def do_POST(self):
        head = f"Content-Type: {self.headers['content-type']}\r\n\r\n".encode()
        form = email.message_from_bytes(head + self.rfile.read(int(self.headers["content-length"])))
        for part in form.get_payload():
            seen[part.get_param("name", header="content-disposition")] = part.get_payload()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(ANSWER)))
        self.end_headers()
        self.wfile.write(ANSWER)

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Recorder)
threading.Thread(target=server.serve_forever, daemon=True).start()
client = ElevenLabs(base_url=f"http://127.0.0.1:{server.server_port}", api_key="none")
client.speech_to_text.convert(model_id="scribe_v1", file=("a.wav", b"sound", "audio/wav"))
print("elevenlabs", version("elevenlabs"))
print("set by the caller: model_id, file; sent:", seen)
print("expected: model_id and file alone")
same = seen == {
    "model_id": "scribe_v1",
    "file": "sound",
    "webhook_metadata": "null",
    "entity_detection": "null",
    "entity_redaction": "null",
}
print("as described" if same else "changed")
sys.exit(0 if same else 1)
PYTHON
