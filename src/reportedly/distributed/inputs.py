"""What a run is given: paths and URLs of files and folders, as the files that they hold, in the order in which ``add`` walks them."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from reportedly.dataset.storage import Storage, is_local
from reportedly.errors import BadOption, EmptyReport, MissingFile
from reportedly.ingest.rejection import Rejection
from reportedly.record.walk import Found, Hidden, walk


class InputFile(Struct, frozen=True, kw_only=True):
    """One file: what it is called, where it is opened, its size in bytes, and a tag that changes with it."""

    name: str
    url: str
    size: int
    tag: str


class Inputs(Struct, frozen=True, kw_only=True):
    """The files of a run; ``skipped`` are hidden files and folders, ``rejections`` folders that can't be opened or hold nothing."""

    files: tuple[InputFile, ...]
    skipped: tuple[str, ...] = ()
    rejections: tuple[Rejection, ...] = ()


def find_inputs(given: Sequence[str], out: str) -> Inputs:
    """The files of these paths and URLs, each once; what lies below ``out`` is left out, as is what is hidden.

    Raises MissingFile where one of them is not there, EmptyReport where an object store has nothing under a URL, BadOption for standard
    input and for addresses of the web.
    """
    files: dict[str, InputFile] = {}
    skipped: list[str] = []
    rejections: list[Rejection] = []
    for one in given:
        if one == "-" or one.startswith(("http://", "https://")):
            raise BadOption(f"{one} can't be read by many machines.", "Use `reportedly add` for it, or save it to a file first.")
        for found in _local(one, out) if is_local(one) else _remote(one, out):
            if isinstance(found, InputFile):
                files.setdefault(found.url, found)
            elif isinstance(found, str):
                skipped.append(found)
            else:
                rejections.append(found)
    return Inputs(files=tuple(files.values()), skipped=tuple(skipped), rejections=tuple(rejections))


def _local(given: str, out: str) -> Iterator[InputFile | str | Rejection]:
    path = given.partition("://")[2] if "://" in given else given
    if not Path(path).exists():
        raise MissingFile(f"There is no file or folder {path}.", "Check the name and the folder you are in.")
    own = Path(out.partition("://")[2] if "://" in out else out).resolve() if is_local(out) else None
    for found in walk([path]):
        if isinstance(found, Rejection):
            yield found
        elif isinstance(found, Hidden):
            yield found.path
        elif isinstance(found, Found):
            real = Path(found.path).resolve()
            if own is None or not real.is_relative_to(own):
                tag = f"{found.size}-{real.stat().st_mtime_ns}" if real.exists() else "gone"
                yield InputFile(name=found.path, url=str(Path(found.path).absolute()), size=found.size or 0, tag=tag)


def _remote(given: str, out: str) -> Iterator[InputFile | str | Rejection]:
    folder, _, name = given.rstrip("/").rpartition("/")
    if not folder.endswith(":/"):  # below a bucket; a bucket itself is no file
        alone = Storage(folder).file(name)
        if alone is not None:
            yield InputFile(name=given, url=given, size=alone.size, tag=alone.tag)
            return
    base = given.rstrip("/")
    seen = False
    for stored in Storage(base).files():
        url = f"{base}/{stored.name}"
        if url.startswith(out.rstrip("/") + "/"):
            continue
        seen = True
        if any(part.startswith(".") for part in stored.name.split("/")):
            yield url
        else:
            yield InputFile(name=url, url=url, size=stored.size, tag=stored.tag)
    if not seen:
        raise EmptyReport(f"There is nothing at {given}.", "Check the bucket and the name.")
