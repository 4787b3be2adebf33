"""Every error that reportedly raises on purpose, in one tree.

    ReportedlyError
    ├── InputError                 something is wrong with what was given
    │   ├── MissingFile            no such file, or it can't be opened
    │   ├── EmptyReport            nothing but whitespace
    │   ├── NotText                binary, or bytes that decode to no text
    │   ├── TooLarge               more characters than one report may have
    │   ├── NotEnglish             the language looks like another one
    │   ├── BrokenLine             one line of a JSON Lines file is not a report
    │   ├── MissingCorpus          a corpus that an evaluation needs is not in the folder
    │   └── BadOption              an option's value can't be used (a date that is none)
    ├── ModelError                 the model is missing, or its files don't match the manifest
    ├── GazetteerError             the place index is missing or damaged
    └── CodebookError              a codebook file is not valid

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


class MissingCorpus(InputError):
    """The corpus that an evaluation needs is not where it was looked for."""


class BadOption(InputError):
    """An option's value can't be used."""


class ModelError(ReportedlyError):
    """The model is missing, or its files do not match the manifest."""


class GazetteerError(ReportedlyError):
    """The place index is missing or damaged."""


class CodebookError(ReportedlyError):
    """A codebook file is not valid."""
