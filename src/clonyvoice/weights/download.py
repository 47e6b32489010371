"""One file over HTTP: resumed where it stopped, quick to give up on a source that cannot be reached.

Instead of pooch (7 MB with requests and urllib3), which starts over after every interruption, and huggingface_hub
(35 MB), which fetches from its own hub: models have several sources here, and a cancel takes effect between blocks.
"""

from __future__ import annotations

import os
import ssl
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from clonyvoice.core.cancel import CancelToken
from clonyvoice.weights.checksums import fault_of

if TYPE_CHECKING:
    import httpx

CONNECT_SECONDS = 3.0
"""Seconds until a source that does not answer is left for the next. Chosen by hand."""
READ_SECONDS = 30.0
"""Seconds without a byte after which a download is tried again. Chosen by hand."""
_ATTEMPTS = 3
"""Times that a source is tried. Chosen by hand."""


class SourceUnavailable(Exception):
    """The source cannot give the file now; the text says why."""


def http_client() -> httpx.Client:
    """A client that uses this machine's proxies and certificates, the package client's included."""
    import certifi
    import httpx

    context = ssl.create_default_context()
    for bundle in (certifi.where(), os.environ.get("PIP_CERT"), os.environ.get("REQUESTS_CA_BUNDLE")):
        if bundle and Path(bundle).is_file():
            context.load_verify_locations(bundle)
    timeout = httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS)
    return httpx.Client(follow_redirects=True, timeout=timeout, verify=context)


def fetch(
    client: httpx.Client,
    url: str,
    target: Path,
    size: int | None,
    sha256: str | None,
    progress: Callable[[int], None],
    cancel: CancelToken,
) -> None:
    """Have `url` in the file `target`, checked when `size` and `sha256` are given.

    What is already in `target` is taken as the beginning and continued with a range request, or started over
    when the server has none. `progress(bytes so far)`. Raises SourceUnavailable, Cancelled; a partial file
    stays for the next time, a wrong one is removed.
    """
    import httpx

    target.parent.mkdir(parents=True, exist_ok=True)
    for attempt in range(_ATTEMPTS):
        have = target.stat().st_size if target.exists() else 0
        if size is not None and have > size:
            target.unlink()
            have = 0
        try:
            if size is None or have < size:
                _receive(client, url, target, have, size, progress, cancel)
            break
        except httpx.ConnectError as error:
            raise SourceUnavailable(f"cannot be reached ({error})") from error
        except httpx.ConnectTimeout as error:
            raise SourceUnavailable(f"does not answer within {CONNECT_SECONDS:.0f} s") from error
        except httpx.HTTPStatusError as error:
            raise SourceUnavailable(f"answered {error.response.status_code}") from error
        except httpx.HTTPError as error:
            if attempt == _ATTEMPTS - 1 or cancel.wait(attempt + 1.0):
                cancel.raise_if_cancelled()
                raise SourceUnavailable(f"broke off ({error})") from error
    check(target, size, sha256)
    progress(target.stat().st_size)


def _receive(
    client: httpx.Client,
    url: str,
    target: Path,
    have: int,
    size: int | None,
    progress: Callable[[int], None],
    cancel: CancelToken,
) -> None:
    import httpx

    headers = {"Accept-Encoding": "identity"}
    if have:
        headers["Range"] = f"bytes={have}-"
    with client.stream("GET", url, headers=headers) as response:
        if response.status_code == 416:  # nothing after what we have: the check decides whether it is right
            return
        response.raise_for_status()
        resumed = response.status_code == 206 and response.headers.get("content-range", "").startswith(
            f"bytes {have}-"
        )
        done = have if resumed else 0
        with target.open("ab" if resumed else "wb") as file:
            for block in response.iter_bytes():
                cancel.raise_if_cancelled()
                file.write(block)
                done += len(block)
                if size is not None and done > size:
                    raise SourceUnavailable("sends more than the file should have")
                progress(done)
            file.flush()
            os.fsync(file.fileno())
        if size is not None and done < size:
            raise httpx.ReadError("the connection closed early")


def check(target: Path, size: int | None, sha256: str | None) -> None:
    """Return when `target` is the right file; else remove it and raise SourceUnavailable."""
    fault = fault_of(target, size, sha256)
    if fault is not None:
        target.unlink(missing_ok=True)
        raise SourceUnavailable(
            "gave no file" if fault == "missing" else f"gave a file with the wrong {fault}"
        )
