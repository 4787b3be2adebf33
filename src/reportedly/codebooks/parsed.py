"""The packaged YAML files as JSON, because YAML takes most of the time that loading a codebook needs.

``parsed.json`` maps the SHA-256 of a file's bytes to what YAML makes of them. A file that was edited since isn't found
there and is read as YAML, so the JSON can be out of date but never wrong. The book of actors has a file of its own. Write it
again after editing a packaged file:
``python -c "from reportedly.codebooks.parsed import write_parsed; write_parsed()"``.
"""

import hashlib
import importlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from reportedly.errors import CodebookError

_HERE = Path(__file__).parent
_PARSED = _HERE / "parsed.json"


def parse_yaml(name: str, data: bytes) -> Any:
    """The content of a YAML file's bytes; raises CodebookError, naming the file, where they are not YAML."""
    yaml: Any = importlib.import_module("yaml")
    try:
        return yaml.load(data, Loader=loader())
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise CodebookError(f"{name} is not valid YAML: {' '.join(str(error).split())}.", "Correct it.") from error


def loader() -> Any:
    """PyYAML's safe loader; the one in C, which is many times faster, where the build has it.

    The library is imported here and not above: who reads no file that was edited need not wait for it.
    """
    yaml: Any = importlib.import_module("yaml")
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def digest_of(data: bytes) -> str:
    """The SHA-256 of a file's bytes, in hex."""
    return hashlib.sha256(data).hexdigest()


def read_parsed() -> Mapping[str, Any]:
    """Digest -> content of the packaged files; empty where the JSON is missing."""
    if not _PARSED.exists():
        return {}
    found: dict[str, Any] = msgspec.json.decode(_PARSED.read_bytes(), type=dict[str, Any])
    return found


def write_parsed() -> Path:
    """Write the packaged codebook files as JSON, in the order of their names, and say where."""
    paths = sorted(path for path in _HERE.rglob("*.yaml") if path.is_file() and path.parent.name != "actors")
    content = {digest_of(data): parse_yaml(path.name, data) for path in paths for data in (path.read_bytes(),)}
    _PARSED.write_bytes(msgspec.json.encode(content) + b"\n")
    return _PARSED
