"""Names of a record's things for formats that know no records: the same thing of the same record has the same name in every export."""

import re
import uuid
from urllib.parse import quote, urlsplit

from reportedly.schema.dossier import RecordDossier

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_OID, "reportedly")
_WEB = re.compile(r"https?://[^\s<>\"{}|\\^`]+\Z", re.IGNORECASE)


def urn(about: RecordDossier, name: str) -> str:
    """The URN of a thing by its id (``c3``): ``urn:reportedly:<record>:c3``."""
    return f"urn:reportedly:{about.record or 'empty'}:{quote(name, safe=':@!$*+=-._~')}"


def hash_urn(digest: str) -> str:
    """The URN of bytes or of a text by their hash (``sha256:…``)."""
    return f"urn:{digest}"


def uuid_of(about: RecordDossier, name: str) -> str:
    """The UUID (version 5) of a thing by its id, or by a longer name that holds one."""
    return str(uuid.uuid5(_NAMESPACE, urn(about, name)))


def web_address(url: str | None) -> str | None:
    """The URL where it is one of the web; None for none, for other schemes, for a host without a dot, and for what is no URL."""
    if url is None or not _WEB.match(url):
        return None
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return None
    return url if "." in host.strip(".") else None
