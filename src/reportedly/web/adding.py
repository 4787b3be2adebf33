"""Adding over the API: files or a text are taken in, read in the background, and their account can be watched."""

import shutil
import tempfile
import threading
from collections import OrderedDict
from pathlib import Path, PurePosixPath
from typing import Any

from litestar import Request, get, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from msgspec import Struct

from reportedly.errors import BadOption, ReportedlyError
from reportedly.ingest.given import Given
from reportedly.record.account import Account, Progress
from reportedly.web.parameters import TheDesk
from reportedly.web.problems import Forbidden, NotThere, Problem

MOST_BYTES = 256 * 1024 * 1024
"""Bytes of one upload: a folder larger than that is added faster by the command line."""
MOST_FILES = 2_000
KEPT = 50
"""Runs whose account can still be asked for; the record's log keeps all."""


class Run(Struct, kw_only=True):
    """A run of adding. ``progress`` is there while it runs, ``account`` when it is done, ``problem`` where it could not be done."""

    id: int
    files: tuple[str, ...]
    done: bool = False
    progress: Progress | None = None
    account: Account | None = None
    problem: Problem | None = None


class Runs:
    """The runs of adding that this desk has begun: one at a time reads, the others wait their turn."""

    def __init__(self, desk: TheDesk) -> None:
        """For one desk."""
        self._desk = desk
        self._turn = threading.Lock()
        self._runs: OrderedDict[int, Run] = OrderedDict()
        self._count = 0

    def begin(self, folder: Path, names: tuple[str, ...], given: Given) -> Run:
        """Read the files in ``folder`` in the background, which then is deleted."""
        self._count += 1
        run = Run(id=self._count, files=names)
        self._runs[run.id] = run
        while len(self._runs) > KEPT:
            self._runs.popitem(last=False)
        threading.Thread(target=self._work, args=(run, folder, given), daemon=True, name=f"add-{run.id}").start()
        return run

    def run(self, number: int) -> Run:
        """The run of that number; raises NotThere."""
        if number not in self._runs:
            raise NotThere(f"This desk has no run {number}.", "The log has what was added.")
        return self._runs[number]

    def _work(self, run: Run, folder: Path, given: Given) -> None:
        def told(progress: Progress) -> None:
            run.progress = progress

        try:
            with self._turn:
                record = self._desk.record
                run.account = record.shown(record.add(folder, given=given, progress=told))
        except ReportedlyError as error:
            run.problem = Problem(message=error.message, cure=error.cure, kind=type(error).__name__)
        except Exception as error:  # noqa: BLE001  a fault of ours is told to whoever watches, and ends this run only
            run.problem = Problem(message=f"Adding failed: {error!r}.", cure="Report it as a bug.", kind="Fault")
        finally:
            run.done = True
            shutil.rmtree(folder, ignore_errors=True)


class Pasted(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A text to add, and what is known of it."""

    text: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None


@post("/add/text", sync_to_thread=True, status_code=202)
def add_text(desk: TheDesk, runs: NamedDependency[Runs], data: JSONBody[Pasted]) -> Run:
    """Add a pasted text; the answer has the run to watch."""
    _may(desk)
    if not data.text.strip():
        raise BadOption("There is no text.", "Paste a report with at least one sentence.")
    given = Given(title=data.title, publisher=data.publisher, published=data.published, url=data.url)
    folder = Path(tempfile.mkdtemp(prefix="reportedly-"))
    (folder / "pasted.txt").write_text(data.text, encoding="utf-8", errors="surrogatepass")
    return runs.begin(folder, ("pasted.txt",), given)


@post("/add/files", status_code=202, request_max_body_size=MOST_BYTES)
async def add_files(
    request: Request[Any, Any, Any],
    desk: TheDesk,
    runs: NamedDependency[Runs],
) -> Run:
    """Add files as they are dropped; the answer has the run to watch. What is stated of all of them comes as query parameters."""
    _may(desk)
    # Read here and not by a parameter, which an empty form breaks in the framework.
    form = await request.form()
    data = [one for _, one in form.multi_items() if isinstance(one, UploadFile)]
    if not data or len(data) > MOST_FILES:
        raise BadOption(f"{len(data)} files came.", f"Give 1 to {MOST_FILES:,} files.")
    given = Given(published=request.query_params.get("published"), publisher=request.query_params.get("publisher"))
    folder = Path(tempfile.mkdtemp(prefix="reportedly-"))
    names = []
    for number, file in enumerate(data):
        name = safe_name(file.filename, number)
        names.append(name)
        with (folder / name).open("xb") as out:
            while piece := await file.read(1 << 20):
                out.write(piece)
    return runs.begin(folder, tuple(names), given)


@get("/add/{number:int}", sync_to_thread=False)
def watch(runs: NamedDependency[Runs], number: FromPath[int]) -> Run:
    """How far a run is, or its account."""
    return runs.run(number)


def safe_name(given: str, number: int) -> str:
    """A file's own name without its folders, and without what a file system or a page could take for more than a name."""
    last = PurePosixPath(given.replace("\\", "/")).name
    kept = "".join(one for one in last if one.isprintable() and one not in '<>:"|?*/\\').strip(" .")
    return f"{number + 1:04}-{kept[-120:] or 'unnamed'}"


def _may(desk: TheDesk) -> None:
    if desk.served.read_only:
        raise Forbidden("This desk only shows the record.", "Serve it without --read-only to add.")


ADDING = (add_text, add_files, watch)
