#!/usr/bin/env bash
# Content Credentials that c2pa-python writes into an MP3 do not exist for c2pa-ts.
#
# Both are C2PA implementations that list MP3 among their formats, and both keep the manifest store in an ID3v2 frame
# GEOB. c2pa-python names its media type `application/c2pa`, c2pa-ts looks for `application/x-c2pa-manifest-store`
# alone: it reads the file without an error and says that there is no manifest, as of a file that was never signed.
# M4A files of the same signer are read and found valid once their brand is let in (`BMFF.canReadBrands`).
# So "no credentials found" by one reader does not mean that a file has none.
#
# Exit status 0 while it is so, 1 when it changed.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env >install.log 2>&1
env/bin/pip install -q c2pa-python==0.38.1 cryptography==46.0.3 >>install.log 2>&1
echo '{"type": "module"}' >package.json
npm install --no-audit --no-fund --ignore-scripts @trustnxt/c2pa-ts@0.9.4 >>install.log 2>&1
env/bin/pip list 2>/dev/null | grep -i c2pa
echo "@trustnxt/c2pa-ts $(node -p 'JSON.parse(require("fs").readFileSync("node_modules/@trustnxt/c2pa-ts/package.json")).version' 2>/dev/null || grep -m1 '"version"' node_modules/@trustnxt/c2pa-ts/package.json)"

cat >sign.py <<'PY'
import datetime
import io
import json

import c2pa
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

now, day = datetime.datetime.now(datetime.UTC), datetime.timedelta(1)
root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
root, leaf = (x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, name)]) for name in ("Root", "Leaf"))
identifier = x509.SubjectKeyIdentifier.from_public_key(root_key.public_key())


def begun(subject, of, authority):
    usage = [not authority, False, False, False, False, authority, authority, False, False]
    return (
        x509.CertificateBuilder(root, subject, of, x509.random_serial_number(), now - day, now + 30 * day)
        .add_extension(x509.BasicConstraints(authority, None), critical=True)
        .add_extension(x509.KeyUsage(*usage), critical=True)
    )


certificate = (
    begun(leaf, key.public_key(), False)
    .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), False)
    .add_extension(x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identifier), False)
    .sign(root_key, hashes.SHA256())
)
authority = begun(root, root_key.public_key(), True).add_extension(identifier, False).sign(root_key, hashes.SHA256())
pem = serialization.Encoding.PEM
chain = certificate.public_bytes(pem) + authority.public_bytes(pem)
secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
action = {
    "action": "c2pa.created",
    "digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
}
claim = {
    "claim_generator_info": [{"name": "a test"}],
    "assertions": [{"label": "c2pa.actions.v2", "data": {"actions": [action]}}],
}
# 200 frames of silence: MPEG-1 layer III, 128 kbit/s, 44.1 kHz, mono, behind an ID3v2.4 tag with a title.
title = b"TIT2\0\0\0\x08\0\0\x03Silence"
tag = b"ID3\x04\0\0\0\0\0" + bytes([len(title)]) + title
sound = tag + (b"\xff\xfb\x90\xc0" + bytes(413)) * 200
signed = io.BytesIO()
builder = c2pa.Builder(json.dumps({**claim, "format": "audio/mpeg"}))
signer = c2pa.Signer.from_info(c2pa.C2paSignerInfo(c2pa.C2paSigningAlg.ES256, chain, secret, None))
builder.sign(signer, "audio/mpeg", io.BytesIO(sound), signed)
data = signed.getvalue()
reader = c2pa.Reader("audio/mpeg", io.BytesIO(data))
at = data.index(b"GEOB") + 11
print("c2pa-python reads its file:", reader.get_validation_state())
print("media type in its frame:   ", data[at : data.index(b"\0", at)].decode())
open("signed.mp3", "wb").write(data)
PY
env/bin/python sign.py | tee python.txt

cat >read.js <<'JS'
import { readFileSync } from "node:fs";
import { MP3 } from "@trustnxt/c2pa-ts/asset";

const asset = new MP3(new Uint8Array(readFileSync("signed.mp3")));
console.log("c2pa-ts on the same file:  ", asset.getManifestJUMBF() ? "a manifest store" : "no manifest store");
const own = new MP3(new Uint8Array(readFileSync("signed.mp3")));
await own.ensureManifestSpace(1000);
const text = Buffer.from(own.data).toString("latin1");
console.log("media type that it writes: ", /application\/[a-z0-9-]*c2pa[a-z-]*/.exec(text)[0]);
JS
node read.js | tee node.txt

echo "expected: a file that one implementation calls signed is seen as signed by the other"
if grep -q "reads its file: Valid" python.txt && grep -q "frame:    application/c2pa$" python.txt &&
  grep -q "no manifest store" node.txt && grep -q "writes:  application/x-c2pa-manifest-store" node.txt; then
  echo "seen: signed and valid for one, unsigned for the other"
  exit 0
fi
echo "seen: something else; the behaviour changed"
exit 1
