"""Certificate and key that sign Content Credentials: given by the user, or of an authority of the installation's own.

The requirements for a signer's certificate are those of the C2PA specification 2.2, section 14.5: a leaf with
keyUsage digitalSignature, an extended key usage, and the authority's key identifier.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, NoReturn

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from clonyvoice.provenance.credentials_library import PURPOSES, CredentialsNotReady

FOLDER: Final = "credentials"
SELF_MADE: Final = "ClonyVoice (self-made certificate)"
"""The issuer's name, which every reader shows: nobody vouched for it."""
_AUTHORITY_YEARS, _LEAF_YEARS = 40, 30
"""Without a time stamp of an authority a file turns invalid when the leaf expires, so that it is to live long."""
_CURVES: Final = {"secp256r1": "es256", "secp384r1": "es384", "secp521r1": "es512"}
_LEAST_RSA_BITS = 2048
"""Bits of an RSA key, as C2PA requires them."""
_OWN: Final = ("authority.pem", "authority-key.pem", "certificate.pem", "key.pem")
_DAY: Final = timedelta(days=1)
"""A day."""


@dataclass(frozen=True, slots=True)
class SigningIdentity:
    """A certificate chain in PEM, leaf first, with the leaf's key in PKCS#8."""

    chain: bytes
    key: bytes
    algorithm: str
    """C2PA's name: `es256`, `es384`, `es512`, `ps256` or `ed25519`."""
    serial: str
    """The leaf's serial number in decimal, as readers show it."""
    anchor: bytes
    """The last certificate of the chain, in PEM."""
    self_made: bool
    not_after: datetime


def given_identity(certificate: Path | None, key: Path | None, now: datetime) -> SigningIdentity | None:
    """The identity that the settings name; None when they name none. Raises CredentialsNotReady."""
    if certificate is None and key is None:
        return None
    if certificate is None or key is None:
        missing = "credentials_key" if key is None else "credentials_certificate"
        present = "credentials_certificate" if key is None else "credentials_key"
        raise CredentialsNotReady(
            "incomplete", f"`{present}` is set, and `{missing}` is not: give both, or neither.", missing
        )
    return _identity(
        _read(certificate, "credentials_certificate"), _read(key, "credentials_key"), now, self_made=False
    )


def own_identity(data_dir: Path, number: int, now: datetime) -> SigningIdentity:
    """The installation's own identity, made at first use and kept in the data directory. Raises CredentialsNotReady.

    `number` is the installation's, which the certificate names. Files of keys can be read by their owner only.
    """
    folder = data_dir / FOLDER
    if not folder.exists():
        draft = data_dir / f".{FOLDER}-{secrets.token_hex(4)}"
        _make_own(draft, number, now)
        try:
            os.rename(draft, folder)  # fails when another process was first: then its identity holds
        except OSError:
            if not folder.exists():
                raise
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    try:
        chain, key = (folder / "certificate.pem").read_bytes(), (folder / "key.pem").read_bytes()
        return _identity(chain, key, now, self_made=True)
    except OSError as error:
        _own_is_broken(error.strerror or "they cannot be read")
    except CredentialsNotReady as error:
        _own_is_broken(error.message)


def _own_is_broken(why: str) -> NoReturn:
    raise CredentialsNotReady(
        "own_unusable",
        f"The installation's own certificate cannot be used: {why} Restore the folder `{FOLDER}` of the data directory"
        " from a backup, or move it away: then a new one is made, which readers take for another installation.",
    )


def _identity(chain: bytes, key: bytes, now: datetime, *, self_made: bool) -> SigningIdentity:
    certificates = _certificates(chain)
    private = _private_key(key)
    leaf = certificates[0]
    if private.public_key() != leaf.public_key():
        later = any(private.public_key() == each.public_key() for each in certificates[1:])
        told = (
            "The key belongs to a later certificate of the file: put the signer's own first, then its issuers."
            if later
            else "The key does not belong to the certificate. Give the two that were made together."
        )
        raise CredentialsNotReady("mismatch", told, "credentials_key")
    if now > leaf.not_valid_after_utc:
        raise CredentialsNotReady(
            "expired",
            f"The certificate expired on {leaf.not_valid_after_utc:%Y-%m-%d}. Renew it, or unset it: then the"
            " installation's own is used.",
            "credentials_certificate",
        )
    if now < leaf.not_valid_before_utc:
        raise CredentialsNotReady(
            "not_yet_valid",
            f"The certificate is valid from {leaf.not_valid_before_utc:%Y-%m-%d %H:%M} UTC on, and this machine's"
            f" clock says {now:%Y-%m-%d %H:%M} UTC. Set the clock, or wait.",
            "credentials_certificate",
        )
    _check_purpose(leaf)
    return SigningIdentity(
        chain=b"".join(_pem(each) for each in certificates),
        key=private.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ),
        algorithm=_algorithm(private),
        serial=str(leaf.serial_number),
        anchor=_pem(certificates[-1]),
        self_made=self_made,
        not_after=leaf.not_valid_after_utc,
    )


def _certificates(data: bytes) -> Sequence[x509.Certificate]:
    try:
        return x509.load_pem_x509_certificates(data)
    except ValueError:
        raise CredentialsNotReady(
            "unreadable",
            "The certificate's file holds no certificate in PEM (`-----BEGIN CERTIFICATE-----`).",
            "credentials_certificate",
        ) from None


def _private_key(data: bytes) -> PrivateKeyTypes:
    try:
        return serialization.load_pem_private_key(data, None)
    except TypeError:
        told = "The key's file is protected by a password. Write it without one, readable by its owner only."
        raise CredentialsNotReady("unreadable", told, "credentials_key") from None
    except ValueError:
        told = "The key's file holds no private key in PEM (`-----BEGIN PRIVATE KEY-----`)."
        raise CredentialsNotReady("unreadable", told, "credentials_key") from None


def _check_purpose(leaf: x509.Certificate) -> None:
    try:
        usage = leaf.extensions.get_extension_for_class(x509.KeyUsage).value
        purposes = leaf.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
        signs = usage.digital_signature and any(each.dotted_string in PURPOSES for each in purposes)
    except x509.ExtensionNotFound:
        signs = False
    if not signs:
        raise CredentialsNotReady(
            "purpose",
            "The certificate is not made to sign Content Credentials: it needs the key usage digitalSignature and one"
            " of the extended key usages emailProtection, documentSigning or C2PA claim signing.",
            "credentials_certificate",
        )


def _algorithm(key: PrivateKeyTypes) -> str:
    if isinstance(key, ec.EllipticCurvePrivateKey) and key.curve.name in _CURVES:
        return _CURVES[key.curve.name]
    if isinstance(key, rsa.RSAPrivateKey) and key.key_size >= _LEAST_RSA_BITS:
        return "ps256"
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return "ed25519"
    raise CredentialsNotReady(
        "algorithm",
        "The key is of a kind that C2PA does not allow: use ECDSA (P-256, P-384, P-521), Ed25519, or RSA of 2048 bits"
        " or more.",
        "credentials_key",
    )


def _read(path: Path, setting: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        told = f"The file that `{setting}` names cannot be read: {error.strerror or 'it is no file'}."
        raise CredentialsNotReady("unreadable", told, setting) from None


def _make_own(folder: Path, number: int, now: datetime) -> None:
    """Write an authority and a certificate that it issued, with their keys."""
    folder.mkdir(parents=True, mode=0o700)
    authority_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    issuer = _name("Authority of one installation")
    identifier = x509.SubjectKeyIdentifier.from_public_key(authority_key.public_key())
    authority = (
        _builder(issuer, issuer, authority_key, now, _AUTHORITY_YEARS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(issues=True), critical=True)
        .add_extension(identifier, critical=False)
        .sign(authority_key, hashes.SHA256())
    )
    leaf = (
        _builder(_name(f"Installation {number}"), issuer, key, now, _LEAF_YEARS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(issues=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identifier), critical=False
        )
        .sign(authority_key, hashes.SHA256())
    )
    contents = (_pem(authority), _secret(authority_key), _pem(leaf) + _pem(authority), _secret(key))
    for name, content in zip(_OWN, contents, strict=True):
        mode = 0o600 if "key" in name else 0o644
        descriptor = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, now: datetime, years: int
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _DAY)  # clocks of readers may be behind
        .not_valid_after(now + 365 * years * _DAY)
    )


def _name(common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, SELF_MADE),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def _usage(*, issues: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not issues, content_commitment=False, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=issues, crl_sign=issues, encipher_only=False, decipher_only=False,
    )  # fmt: skip


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _secret(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
