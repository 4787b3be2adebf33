"""Loading what a command needs when it needs it, so that ``--help`` and a mistyped option need not wait for it."""

import importlib
from types import ModuleType


def module(name: str) -> ModuleType:
    """The module of that name."""
    return importlib.import_module(name)
