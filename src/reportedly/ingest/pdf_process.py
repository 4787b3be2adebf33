"""The process in which PDFs are read: started with the first one, used for all, and started anew where a PDF brings it down.

pdfium is a C++ library, and what people send it was made to be opened by browsers that shut it away. So it runs in a process of its own,
with its memory limited: a crash, a hang or a flood costs the one PDF. Starting takes about 0.3 s once; handing over a PDF costs
milliseconds (``benchmarks/pdf_text.py`` measures both). pdfium isn't thread-safe either: one process reads one PDF at a time.
"""

import atexit
import os
import queue
import subprocess
import sys
import threading
from contextlib import suppress
from functools import lru_cache

import msgspec

from reportedly.ingest.pdf_text import PdfText, Refused
from reportedly.ingest.pdf_worker import PAGES_READ, REFUSED, TEXT, read_frame, write_frame

START_SECONDS = 60.0
"""The longest wait for the process to start."""

PAGE_SECONDS = 5.0
"""The longest that one page may take; a full one takes 0.03 s."""

TEXT_SECONDS = 60.0
"""The longest that the text may take once all pages are read: 1 s for 500 pages."""

_CRASHED = Refused(
    kind="NotText", reason="is a PDF that the PDF library can't read: it broke down over it.",
    cure="Print it anew, for example with: qpdf in.pdf out.pdf; then read out.pdf.",
)  # fmt: skip
_SLOW = Refused(
    kind="NotText", reason=f"is a PDF with a page that takes more than {PAGE_SECONDS:.0f} s to read.",
    cure="Print it anew, or save its text as .txt (UTF-8) and read that.",
)  # fmt: skip


class PdfProcess:
    """One process that reads PDFs; ``close`` ends it."""

    def __init__(self) -> None:
        """Nothing is started yet."""
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._frames: queue.Queue[tuple[bytes, bytes] | None] = queue.Queue()

    def text_of(self, data: bytes, *, edges: bool = False) -> PdfText | Refused:
        """What ``pdf_worker.text_of`` gives; a Refused too where the process breaks down or takes too long over a page."""
        with self._lock:
            answer = self._asked(data, edges)
            if answer in (_CRASHED, _SLOW):
                self._end()
            return answer

    def close(self) -> None:
        """End the process, if there is one."""
        with self._lock:
            self._end()

    def _asked(self, data: bytes, edges: bool) -> PdfText | Refused:
        try:
            process = self._started()
            assert process.stdin is not None
            write_frame(process.stdin, b"E" if edges else b"P", data)
            seconds = PAGE_SECONDS
            while (frame := self._frames.get(timeout=seconds)) is not None:
                if frame[0] == PAGES_READ:
                    seconds = TEXT_SECONDS
                if frame[0] == TEXT:
                    return msgspec.msgpack.decode(frame[1], type=PdfText)
                if frame[0] == REFUSED:
                    return msgspec.msgpack.decode(frame[1], type=Refused)
        except queue.Empty:
            return _SLOW
        except OSError:  # the pipe broke
            pass
        return _CRASHED

    def _started(self) -> "subprocess.Popen[bytes]":
        if self._process is not None and self._process.poll() is not None:
            self._end()  # somebody ended it since
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "reportedly.ingest.pdf_worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )  # fmt: skip
            self._frames = queue.Queue()
            threading.Thread(target=_listen, args=(self._process, self._frames), daemon=True).start()
            self._frames.get(timeout=START_SECONDS)
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        if process.stdin is not None:
            with suppress(OSError):  # what was not written yet has nobody to read it
                process.stdin.close()


def _listen(process: "subprocess.Popen[bytes]", frames: "queue.Queue[tuple[bytes, bytes] | None]") -> None:
    assert process.stdout is not None
    with process.stdout:
        while (frame := read_frame(process.stdout)) is not None:
            frames.put(frame)
    frames.put(None)


def pdf_process() -> PdfProcess:
    """The process that reads this program's PDFs; a forked child gets one of its own."""
    return _of(os.getpid())


@lru_cache(maxsize=1)
def _of(_pid: int) -> PdfProcess:
    process = PdfProcess()
    atexit.register(process.close)
    return process
