"""docs/store.md keeps up with the tables and the errors."""

import re
from pathlib import Path

from reportedly import errors
from reportedly.store import tables

PAGE = (Path(__file__).parents[2] / "docs" / "store.md").read_text(encoding="utf-8")


def test_every_table_is_on_the_page_with_its_kind() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| (evidence|log|derived|about) \|", PAGE, re.MULTILINE))
    assert rows == {str(table.name): table.info["kind"] for table in tables.metadata.tables.values()}


def test_every_error_of_a_record_is_on_the_page() -> None:
    named = {
        name for name, one in vars(errors).items() if isinstance(one, type) and issubclass(one, errors.RecordError)
    }
    assert set(re.findall(r"^\| `(\w+)` \| (?!evidence|log|derived|about)", PAGE, re.MULTILINE)) == named - {
        "RecordError"
    }
    assert all(f"{name} " in (errors.__doc__ or "") for name in named)
