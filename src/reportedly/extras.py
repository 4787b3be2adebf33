"""Libraries that only some formats need: imported when they are, with an error that names what to install."""

import importlib
from types import ModuleType

from reportedly.errors import MissingExtra


def needed(module: str, extra: str) -> ModuleType:
    """The module of that name, which comes with ``pip install 'reportedly[extra]'``; raises MissingExtra where it is not there."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        library = module.partition(".")[0]
        raise MissingExtra(
            f"This needs the library {library}, which is not installed.", f"pip install 'reportedly[{extra}]'"
        ) from error
