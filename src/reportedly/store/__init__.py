"""Keeping a record: tables, migrations, archive, search; it knows no corroboration."""

from reportedly.store import indexes

__all__ = ["indexes"]
