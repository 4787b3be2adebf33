"""Settings: frozen, from ``reportedly.toml`` and the environment; an unknown key is an error.

The environment (``REPORTEDLY_MODEL``, ...) goes before the file, the file before the defaults. A relative path in
the file is relative to the file, one in the environment to the working directory.
"""

import difflib
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from reportedly.errors import BadOption

FILE_NAME = "reportedly.toml"
PREFIX = "REPORTEDLY_"
CONFIG_VARIABLE = "REPORTEDLY_CONFIG"


class Settings(Struct, frozen=True, kw_only=True):
    """What a reader is opened with; None means the packaged default.

    ``model`` is a folder with a manifest, ``gazetteer`` a place index, ``codebook`` a YAML file of event types.
    ``threads`` is how many cores may read (None: all): few reports on threads, many on processes. Claims with a score below
    ``min_score`` are held back (0 holds none back). ``record`` is the record that commands work on: a path or a database URL.
    ``who`` signs judgements (None: the name of the account that runs the program). ``contact`` is the e-mail or web address that site
    owners find in our requests; ``allow_private_addresses`` lets addresses into private networks be fetched.
    Of a record in PostgreSQL: ``read_from`` is a read replica's URL for the desk, ``connections`` how many a process opens at most,
    ``read_timeout`` how many seconds a question may take (None: the desk 60, other commands as long as it takes), ``write_wait`` how many
    a writer waits for another. ``log_format`` (text or json) turns structured logs on, ``metrics_port`` the endpoints of operation, at
    ``metrics_host``.
    """

    model: Path | None = None
    gazetteer: Path | None = None
    codebook: Path | None = None
    threads: int | None = None
    min_score: float | None = None
    record: str | None = None
    who: str | None = None
    contact: str | None = None
    allow_private_addresses: bool = False
    read_from: str | None = None
    connections: int | None = None
    read_timeout: float | None = None
    write_wait: float | None = None
    log_format: str | None = None
    metrics_port: int | None = None
    metrics_host: str | None = None


LOG_FORMATS = ("text", "json")
KEYS: tuple[str, ...] = Settings.__struct_fields__
NUMBERS = frozenset(("threads", "min_score", "connections", "read_timeout", "write_wait", "metrics_port"))
SWITCHES = frozenset(("allow_private_addresses",))
NAMES = frozenset(("who", "contact", "read_from", "log_format", "metrics_host"))
_SWITCHED = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}


def load_settings(file: Path | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """The settings from ``file`` and ``environ``.

    ``file`` None means the path in ``REPORTEDLY_CONFIG``, else ``reportedly.toml`` in the working directory where there
    is one. ``environ`` None means the process's own. Raises BadOption for an unknown key, a value that can't be used,
    or a file that is named but can't be read.
    """
    env = os.environ if environ is None else environ
    named = file or (Path(env[CONFIG_VARIABLE]) if env.get(CONFIG_VARIABLE) else None)
    values: dict[str, object] = {}
    path = named or Path(FILE_NAME)
    if named is not None or path.is_file():
        values |= _from_file(path)
    values |= _from_environment(env)
    return Settings(
        model=_path("model", values),
        gazetteer=_path("gazetteer", values),
        codebook=_path("codebook", values),
        threads=_threads(values),
        min_score=_min_score(values),
        record=_record(values),
        who=_who(values),
        contact=_contact(values),
        allow_private_addresses=_switch("allow_private_addresses", values),
        read_from=_words("read_from", values),
        connections=_whole("connections", values, 3, 10_000),  # loading holds one for its lock, one writes, one asks for stems
        read_timeout=_seconds("read_timeout", values),
        write_wait=_seconds("write_wait", values),
        log_format=_log_format(values),
        metrics_port=_whole("metrics_port", values, 0, 65_535),
        metrics_host=_words("metrics_host", values),
    )


def _from_file(path: Path) -> dict[str, object]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadOption(
            f"The settings file {path} can't be read: {error.strerror}.",
            f"Check the path, or unset {CONFIG_VARIABLE}.",
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadOption(f"{path} is not valid TOML: {error}.", "Correct that line.") from error
    for key, value in table.items():
        _known(key, f"{path} has the key '{key}'", "")
        if key not in NUMBERS | SWITCHES | NAMES and isinstance(value, str) and "://" not in value:
            table[key] = str(path.parent / Path(value).expanduser())
    return table


def _from_environment(env: Mapping[str, str]) -> dict[str, object]:
    values: dict[str, object] = {}
    for name, value in env.items():
        if not name.startswith(PREFIX) or name == CONFIG_VARIABLE:
            continue
        key = name.removeprefix(PREFIX).lower()
        _known(key, f"The environment has {name}", PREFIX)
        if not value:  # an empty variable is how a shell says "not set"
            continue
        values[key] = _number(value) if key in NUMBERS else _SWITCHED.get(value.lower(), value) if key in SWITCHES else value
    return values


def _number(value: str) -> int | float | str:
    """The number that a variable holds; its text where it holds none."""
    for kind in (int, float):
        try:
            return kind(value)
        except ValueError:
            continue
    return value


def _known(key: str, where: str, prefix: str) -> None:
    if key in KEYS:
        return
    close = difflib.get_close_matches(key, KEYS, n=1)
    names = [f"{prefix}{known.upper()}" if prefix else known for known in close or KEYS]
    hint = f"Did you mean {names[0]}?" if close else f"The known ones are {', '.join(names)}."
    raise BadOption(f"{where}, which is no setting of reportedly.", hint)


def _path(key: str, values: Mapping[str, object]) -> Path | None:
    value = values.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise BadOption(f"The setting {key} is {value!r}, which is no path.", "Write it as a string in quotes.")
    return Path(value).expanduser()


def _threads(values: Mapping[str, object]) -> int | None:
    value = values.get("threads")
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise BadOption(
            f"The setting threads is {value!r}, which is no number of threads.", "Give a whole number from 1."
        )
    return value


def _record(values: Mapping[str, object]) -> str | None:
    value = values.get("record")
    if value is None or isinstance(value, str):
        return value
    raise BadOption(f"The setting record is {value!r}, which is no path and no URL.", "Write it as a string in quotes.")


def _who(values: Mapping[str, object]) -> str | None:
    value = values.get("who")
    if value is None or (isinstance(value, str) and value.strip()):
        return value
    raise BadOption(f"The setting who is {value!r}, which is no name.", "Write it as a string in quotes.")


def _contact(values: Mapping[str, object]) -> str | None:
    value = values.get("contact")
    if value is None or (isinstance(value, str) and value.strip()):
        return value
    raise BadOption(f"The setting contact is {value!r}, which is no address.", "Write an e-mail or web address in quotes.")


def _words(key: str, values: Mapping[str, object]) -> str | None:
    value = values.get(key)
    if value is None or (isinstance(value, str) and value.strip()):
        return value
    raise BadOption(f"The setting {key} is {value!r}, which is no address.", "Write it as a string in quotes.")


def _whole(key: str, values: Mapping[str, object], least: int, most: int) -> int | None:
    value = values.get(key)
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and least <= value <= most):
        return value
    raise BadOption(f"The setting {key} is {value!r}, which can't be.", f"Give a whole number from {least} to {most}.")


def _seconds(key: str, values: Mapping[str, object]) -> float | None:
    value = values.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 1_000_000:
        raise BadOption(f"The setting {key} is {value!r}, which is no number of seconds.", "Give a number above 0.")
    return float(value)


def _log_format(values: Mapping[str, object]) -> str | None:
    value = values.get("log_format")
    if value is None or (isinstance(value, str) and value in LOG_FORMATS):
        return value
    raise BadOption(f"The setting log_format is {value!r}.", "Write text or json, or leave it out for no logs.")


def _switch(key: str, values: Mapping[str, object]) -> bool:
    value = values.get(key, False)
    if isinstance(value, bool):
        return value
    raise BadOption(f"The setting {key} is {value!r}, which is neither true nor false.", "Write true or false.")


def _min_score(values: Mapping[str, object]) -> float | None:
    value = values.get("min_score")
    return None if value is None else checked_score(value, "The setting min_score")


def checked_score(value: object, where: str) -> float:
    """The value as a score; raises BadOption where it is no number from 0 to 1."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise BadOption(f"{where} is {value!r}, which is no score.", "Give a number from 0 (hold nothing back) to 1.")
    return float(value)
