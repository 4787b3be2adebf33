"""Files that are written whole or not at all."""

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from reportedly.errors import BadOption


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A stream into ``path``, which gets its new content at once when the block ends, and stays as it was where the block raises.

    A pipe or a device is written as it goes. Raises BadOption where ``path`` can't be written.
    """
    target = path.resolve()
    try:
        if target.is_dir():
            raise BadOption(f"The output {path} is a folder.", "Give the path of a file.")
        if target.exists() and not target.is_file():
            with target.open("wb") as stream:
                yield stream
            return
        temporary = target.with_name(f".{target.name}.{os.getpid()}.part")
        try:
            with temporary.open("xb") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            temporary.replace(target)
        finally:
            with contextlib.suppress(FileNotFoundError):
                temporary.unlink()
    except BrokenPipeError:
        raise
    except OSError as error:
        cure = "Free some space on that disk." if error.errno == errno.ENOSPC else "Name a file in a folder that you may write to."
        raise BadOption(f"The output file {path} can't be written: {error.strerror or error}.", cure) from error
