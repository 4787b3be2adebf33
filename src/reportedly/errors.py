"""Every error that reportedly raises on purpose, in one tree.

    ReportedlyError
    ├── InputError                 something is wrong with what was given
    │   ├── MissingFile            no such file, or it can't be opened
    │   ├── EmptyReport            nothing but whitespace
    │   ├── NotText                binary, or bytes that decode to no text
    │   ├── TooLarge               more characters than one report may have
    │   ├── NotEnglish             the language looks like another one
    │   ├── BrokenLine             one line of a JSON Lines file is not a report
    │   ├── BrokenRow              one row of a table can't be read, or the table's header
    │   ├── BrokenFile             an archive, a mail or another file of parts is damaged, cut off or encrypted
    │   ├── UnsafeFile             a file that swells when it is unpacked, or holds archives in archives without end
    │   ├── NotFetched             what is behind an address was not had
    │   │   ├── BadAddress         it is no http or https address that can be asked
    │   │   ├── AddressRefused     it leads into a private network
    │   │   ├── RobotsRefused      the site's robots.txt keeps programs out
    │   │   ├── HostBusy           the host asks to wait for longer than was allowed
    │   │   ├── NoAnswer           no connection, no answer in time, or one that broke off
    │   │   ├── BadAnswer          an answer that is no page: forbidden, not found, an error
    │   │   └── AnswerTooLarge     more bytes than one answer may have
    │   ├── MissingCorpus          a corpus that an evaluation needs is not in the folder
    │   └── BadOption              an option's value can't be used (a date that is none)
    ├── RecordError                a record can't be opened, read or written
    │   ├── NoRecord               there is none at that path or URL
    │   ├── NotARecord             there is something else
    │   ├── RecordTooNew           a later version made it
    │   ├── RecordLocked           another process is writing or adding
    │   ├── RecordReadOnly         it may be read and not written
    │   ├── RecordDamaged          its file or its rows are not as they were written
    │   ├── DiskFull               there is no room left
    │   ├── TooSlow                the database broke a question off that took too long
    │   └── NoConnection           the database server does not answer, or does not let us in
    ├── ModelError                 the model is missing, or its files don't match the manifest
    ├── GazetteerError             the place index is missing or damaged
    ├── CodebookError              a codebook file is not valid
    ├── MissingExtra               a library that only some formats need is not installed
    ├── StorageError               a folder or an object store can't be read or written
    │   └── NotADataset            what is there is no dataset of claims, or several of them
    ├── EngineError                the engine that a run was given to can't be reached, or can't do it
    │   └── EngineLost             it was there, and is gone
    └── ReadingProcessError        a process that reads reports side by side can't be started, or is gone

Each message is one sentence that says what is wrong and one that says what to do next.
"""


class ReportedlyError(Exception):
    """The root of the tree; ``message`` says what is wrong, ``cure`` what to do next."""

    def __init__(self, message: str, cure: str = "") -> None:
        super().__init__(f"{message} {cure}".strip())
        self.message = message
        self.cure = cure


class InputError(ReportedlyError):
    """Something is wrong with what was given to read."""


class MissingFile(InputError):
    """There is no such file, or it can't be opened."""


class EmptyReport(InputError):
    """The report has no text but whitespace."""


class NotText(InputError):
    """The bytes are not text in any encoding we know."""


class TooLarge(InputError):
    """The report has more characters than one report may have."""


class NotEnglish(InputError):
    """The text looks like a language that the model was not trained on."""


class BrokenLine(InputError):
    """One line of a JSON Lines file is not a report."""


class BrokenRow(InputError):
    """One row of a table can't be read, or the table's header."""


class NotFetched(InputError):
    """What is behind an address was not had; ``transient`` says that another try may have it."""

    def __init__(self, message: str, cure: str = "", *, transient: bool = False) -> None:
        super().__init__(message, cure)
        self.transient = transient


class BadAddress(NotFetched):
    """The address is no http or https address that can be asked."""


class AddressRefused(NotFetched):
    """The address leads into a private network, or into this machine."""


class RobotsRefused(NotFetched):
    """The site's robots.txt keeps programs out, or could not be had."""


class HostBusy(NotFetched):
    """The host asks to wait for longer than was allowed."""


class NoAnswer(NotFetched):
    """There is no connection, no answer in time, or one that broke off."""


class BadAnswer(NotFetched):
    """The answer is no page: forbidden, not found, an error; ``status`` is its HTTP status, None where it has no sound one."""

    def __init__(self, message: str, cure: str = "", *, transient: bool = False, status: int | None = None) -> None:
        super().__init__(message, cure, transient=transient)
        self.status = status


class AnswerTooLarge(NotFetched):
    """The answer has more bytes than one may have."""


class BrokenFile(InputError):
    """An archive, a mail or another file of parts is damaged, cut off or encrypted."""


class UnsafeFile(InputError):
    """A file swells out of all proportion when it is unpacked, or holds archives in archives without end."""


class MissingCorpus(InputError):
    """The corpus that an evaluation needs is not where it was looked for."""


class BadOption(InputError):
    """An option's value can't be used."""


class RecordError(ReportedlyError):
    """A record can't be opened, read or written."""


class NoRecord(RecordError):
    """There is no record at that path or URL."""


class NotARecord(RecordError):
    """What is at that path or URL is something else."""


class RecordTooNew(RecordError):
    """A later version of reportedly made the record."""


class RecordLocked(RecordError):
    """Another process is writing to the record, or adding to it."""


class RecordReadOnly(RecordError):
    """The record may be read and not written."""


class RecordDamaged(RecordError):
    """The record's file or rows are not as they were written."""


class DiskFull(RecordError):
    """There is no room left to write in."""


class TooSlow(RecordError):
    """The database broke a question off: it took longer than is allowed, or kept a replica from following."""


class NoConnection(RecordError):
    """The database server does not answer, or does not let us in."""


class ModelError(ReportedlyError):
    """The model is missing, or its files do not match the manifest."""


class GazetteerError(ReportedlyError):
    """The place index is missing or damaged."""


class CodebookError(ReportedlyError):
    """A codebook file is not valid."""


class MissingExtra(ReportedlyError):
    """A library that only some formats need is not installed."""


class ReadingProcessError(ReportedlyError):
    """A process that reads reports can't be started, or is gone."""


class StorageError(ReportedlyError):
    """A folder or an object store can't be read or written; ``transient`` says that another try may do it."""

    def __init__(self, message: str, cure: str = "", *, transient: bool = False) -> None:
        super().__init__(message, cure)
        self.transient = transient


class NotADataset(StorageError):
    """What is there is no dataset of claims, or several of them."""


class EngineError(ReportedlyError):
    """The engine that a run was given to can't be reached, or can't do it."""


class EngineLost(EngineError):
    """The engine was there, and is gone with what it was given."""
