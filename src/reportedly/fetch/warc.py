"""What was fetched as a web archive: WARC 1.1 (ISO 28500:2017), one response and one request record for each step."""

import base64
import hashlib
import uuid
from collections.abc import Sequence
from datetime import datetime

from reportedly.fetch.exchange import Exchange
from reportedly.version import __version__

_ABOUT = (
    f"software: reportedly/{__version__}\r\n"
    "format: WARC File Format 1.1\r\n"
    "conformsTo: https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n"
    "description: Header lines with cookies and credentials are left out of requests and responses; all else is as it was sent.\r\n"
).encode("ascii")
_NAMES = uuid.UUID("7d3c4a86-1c0e-5a31-9b5d-0d0f6d2f9a11")


def warc_of(steps: Sequence[Exchange]) -> bytes:
    """The archive of one fetch: redirects in their order, the page last. The same steps give the same bytes.

    Digests are SHA-256 in base 32; the payload's is that of the body as it is stored, so with its chunks where it came in chunks.
    """
    if not steps:
        raise ValueError("a fetch has one step at least")
    return b"".join([info_of(steps[0].at), *(records_of(step) for step in steps)])


def info_of(at: datetime) -> bytes:
    """The record that an archive begins with: what made it, and what is left out of it."""
    return _record({"WARC-Type": "warcinfo", "WARC-Date": _date(at), "Content-Type": "application/warc-fields"}, _ABOUT)


def records_of(step: Exchange) -> bytes:
    """The records of one exchange: the response, and the request that it answers."""
    response = _response(step)
    identity = response.split(b"WARC-Record-ID: ", 1)[1].split(b"\r\n", 1)[0].decode("ascii")
    return response + _request(step, identity)


def _response(step: Exchange) -> bytes:
    fields = {
        "WARC-Type": "response",
        "WARC-Date": _date(step.at),
        "WARC-Target-URI": step.address.url,
        "WARC-IP-Address": step.ip,
        "WARC-Payload-Digest": _digest(step.body),
    }
    if step.truncated is not None:
        fields["WARC-Truncated"] = step.truncated
    fields["Content-Type"] = "application/http;msgtype=response"
    return _record(fields, step.head + step.body)


def _request(step: Exchange, response: str) -> bytes:
    fields = {
        "WARC-Type": "request",
        "WARC-Date": _date(step.at),
        "WARC-Target-URI": step.address.url,
        "WARC-IP-Address": step.ip,
        "WARC-Concurrent-To": response,
        "Content-Type": "application/http;msgtype=request",
    }
    return _record(fields, step.request)


def _record(fields: dict[str, str], block: bytes) -> bytes:
    """One record; its id follows from what it holds."""
    fields = fields | {"WARC-Block-Digest": _digest(block), "Content-Length": str(len(block))}
    identity = uuid.uuid5(_NAMES, "\n".join(f"{name}: {value}" for name, value in fields.items()))
    lines = ["WARC/1.1", f"WARC-Record-ID: <urn:uuid:{identity}>", *(f"{name}: {value}" for name, value in fields.items())]
    return "\r\n".join(lines).encode("utf-8") + b"\r\n\r\n" + block + b"\r\n\r\n"


def _date(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _digest(data: bytes) -> str:
    return "sha256:" + base64.b32encode(hashlib.sha256(data).digest()).decode("ascii")
