#!/usr/bin/env bash
# Signing an MP3 audiobook with c2pa-python takes chapters away from players that use FFmpeg.
#
# c2pa-python does not only add its frame to the ID3 tag: it writes the whole tag anew, as ID3v2.4 where it was ID3v2.3.
# Whoever chose version 2.3 because FFmpeg loses the chapters of 2.4 whose titles are longer than 125 bytes has them lost
# again by signing, without a word: of four chapters one is left here, and a Korean title of 42 letters is too long already. The
# signed file is valid, and mutagen reads all of its chapters. M4B files keep theirs. Cut titles before signing.
# Exit status: 0 while it is so, 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check c2pa-python==0.38.1 cryptography==46.0.3 av==18.1.0 \
  mutagen==1.48.1 numpy==2.4.6
"$folder/env/bin/python" - <<'PYTHON'
import datetime
import io
import json
import sys
from fractions import Fraction
from importlib.metadata import version

import av
import c2pa
import numpy as np
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from mutagen.id3 import ID3

RATE = 24_000
TITLES = ("Last", "A long way home " * 10, "겨울밤의 이야기 " * 7, "겨" * 60)


def written() -> bytes:
    """Seconds of silence as MP3 with a chapter each, its tag ID3v2.3."""
    out = io.BytesIO()
    with av.open(out, "w", format="mp3", container_options={"id3v2_version": "3"}) as file:
        file.set_chapters([
            {"id": n + 1, "start": n * RATE, "end": (n + 1) * RATE, "time_base": Fraction(1, RATE),
             "metadata": {"title": title}}
            for n, title in enumerate(TITLES)
        ])
        stream = file.add_stream("libmp3lame", rate=RATE, layout="mono")
        silence = np.zeros((1, len(TITLES) * RATE), np.float32)
        frame = av.AudioFrame.from_ndarray(silence, format="fltp", layout="mono")
        frame.sample_rate, frame.pts = RATE, 0
        file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    return out.getvalue()


def signer() -> c2pa.Signer:
    """A signer whose certificate an authority made here has issued."""
    now, day = datetime.datetime.now(datetime.UTC), datetime.timedelta(1)
    root, leaf = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root_name, leaf_name = (
        x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, name)]) for name in ("Authority", "Publisher")
    )
    identifier = x509.SubjectKeyIdentifier.from_public_key(root.public_key())

    def certificate(name: x509.Name, key: ec.EllipticCurvePublicKey, authority: bool) -> x509.CertificateBuilder:
        usage = [not authority, False, False, False, False, authority, authority, False, False]
        builder = x509.CertificateBuilder(root_name, name, key, x509.random_serial_number(), now - day, now + 30 * day)
        builder = builder.add_extension(x509.BasicConstraints(authority, None), critical=True)
        return builder.add_extension(x509.KeyUsage(*usage), critical=True)

    own = certificate(leaf_name, leaf.public_key(), False)
    own = own.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), False)
    own = own.add_extension(x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identifier), False)
    issuer = certificate(root_name, root.public_key(), True).add_extension(identifier, False)
    pem = serialization.Encoding.PEM
    chain = b"".join(one.sign(root, hashes.SHA256()).public_bytes(pem) for one in (own, issuer))
    secret = leaf.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return c2pa.Signer.from_info(c2pa.C2paSignerInfo(c2pa.C2paSigningAlg.ES256, chain, secret, None))


def signed(plain: bytes) -> bytes:
    source = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
    actions = {"actions": [{"action": "c2pa.created", "digitalSourceType": source}]}
    claim = {
        "claim_generator_info": [{"name": "a test"}], "format": "audio/mpeg",
        "assertions": [{"label": "c2pa.actions.v2", "data": actions}],
    }
    out = io.BytesIO()
    c2pa.Builder(json.dumps(claim)).sign(signer(), "audio/mpeg", io.BytesIO(plain), out)
    return out.getvalue()


print("c2pa-python", version("c2pa-python"), "PyAV", av.__version__,
      "FFmpeg libavformat", ".".join(map(str, av.library_versions["libavformat"])))
plain = written()
found = {}
for name, data in (("plain", plain), ("signed", signed(plain))):
    tag = ID3(io.BytesIO(data))
    with av.open(io.BytesIO(data)) as file:
        ffmpeg = len(file.chapters())
    found[name] = (tag.version[1], ffmpeg, len(tag.getall("CHAP")))
    print(f"{name}: ID3v2.{tag.version[1]}; chapters read by FFmpeg {ffmpeg}, by mutagen {len(tag.getall('CHAP'))}")
state = c2pa.Reader("audio/mpeg", io.BytesIO(signed(plain))).get_validation_state()
print("the signed file is", state)
print(f"expected: {len(TITLES)} chapters in both, as before signing")
same = found == {"plain": (3, 4, 4), "signed": (4, 1, 4)} and state == "Valid"
print("as described" if same else "changed")
sys.exit(0 if same else 1)
PYTHON
