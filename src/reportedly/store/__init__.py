"""Keeping a record: tables, migrations, archive, search; it knows no corroboration."""
