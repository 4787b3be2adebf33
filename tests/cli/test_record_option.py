from pathlib import Path

import pytest

from reportedly.cli.record_option import existing_record, record_target
from reportedly.errors import MissingFile


def test_the_option_goes_before_the_setting_and_the_setting_before_the_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("REPORTEDLY_RECORD", raising=False)
    assert record_target(None) == "record.db"
    monkeypatch.setenv("REPORTEDLY_RECORD", "desk.db")
    assert record_target(None) == "desk.db"
    assert record_target("mine.db") == "mine.db"


def test_a_record_that_is_not_there_is_named_with_the_way_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(MissingFile, match="reportedly add FOLDER"):
        existing_record(str(tmp_path / "none.db"))
    assert existing_record("postgresql://localhost/x") == "postgresql://localhost/x"
