"""The process that reads PDFs: what happens when one brings it down."""

import os
import signal
import threading
from collections.abc import Iterator

import pytest
from tests.ingest.samples import column, pdf_of, pdf_sample

from reportedly.ingest import pdf_process as module
from reportedly.ingest.pdf_process import PdfProcess, pdf_process
from reportedly.ingest.pdf_text import PdfText, Refused

STUB = """
import os, signal, sys, time
from reportedly.ingest.pdf_worker import ALIVE, read_frame, write_frame
write_frame(sys.stdout.buffer, ALIVE)
read_frame(sys.stdin.buffer)
{act}
"""


@pytest.fixture
def process() -> Iterator[PdfProcess]:
    made = PdfProcess()
    yield made
    made.close()


def brought_down(process: PdfProcess, act: str, monkeypatch: pytest.MonkeyPatch) -> Refused:
    """What is said of a PDF over which the process does this."""
    real = module.subprocess.Popen
    with monkeypatch.context() as patch:
        patch.setattr(
            module.subprocess, "Popen", lambda command, **more: real([command[0], "-c", STUB.format(act=act)], **more)
        )
        answer = process.text_of(pdf_sample())
    assert isinstance(answer, Refused)
    return answer


def test_one_process_reads_many(process: PdfProcess) -> None:
    first = process.text_of(pdf_sample())
    started = process._process
    assert process.text_of(pdf_sample()) == first and isinstance(first, PdfText)
    assert process._process is started


@pytest.mark.parametrize("act", ["os.kill(os.getpid(), signal.SIGSEGV)", "os._exit(77)", "os.close(1); time.sleep(60)"])
def test_a_crash_costs_one_pdf(process: PdfProcess, act: str, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = brought_down(process, act, monkeypatch)
    assert "broke down" in refused.reason and refused.cure
    assert isinstance(process.text_of(pdf_sample()), PdfText)


def test_a_page_without_end_costs_one_pdf(process: PdfProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PAGE_SECONDS", 0.2)
    refused = brought_down(process, "time.sleep(60)", monkeypatch)
    assert "takes more than" in refused.reason and refused.cure
    monkeypatch.undo()
    assert isinstance(process.text_of(pdf_sample()), PdfText)


def test_a_process_that_was_killed_between_two_pdfs_is_started_anew(process: PdfProcess) -> None:
    process.text_of(pdf_sample())
    assert process._process is not None
    os.kill(process._process.pid, signal.SIGKILL)
    process._process.wait()
    assert isinstance(process.text_of(pdf_sample()), PdfText)


def test_threads_take_turns(process: PdfProcess) -> None:
    samples = [pdf_of([column(f"Report {number} of the town of Tal Amara.", 60, 700, 400)]) for number in range(6)]
    found: dict[int, str] = {}

    def read(number: int) -> None:
        answer = process.text_of(samples[number])
        assert isinstance(answer, PdfText)
        found[number] = answer.text()

    threads = [threading.Thread(target=read, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {number: f"Report {number} of the town of Tal Amara." for number in range(6)}


def test_a_program_has_one() -> None:
    assert pdf_process() is pdf_process()


def test_ends_of_characters_come_where_they_are_asked_for(process: PdfProcess) -> None:
    plain, placed = process.text_of(pdf_sample()), process.text_of(pdf_sample(), edges=True)
    assert isinstance(plain, PdfText) and isinstance(placed, PdfText)
    assert all(line.edges == b"" for line in plain.lines)
    assert all(len(line.edges) == 8 * len(line.text) for line in placed.lines)
