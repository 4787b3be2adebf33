"""A file that is written whole or not at all."""

import os
import threading
from pathlib import Path

import pytest

from reportedly.errors import BadOption
from reportedly.export.whole_file import whole_file


def test_the_content_is_there_when_the_block_ends(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")
    with whole_file(path) as out:
        out.write(b"new")
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new" and os.listdir(tmp_path) == ["a.csv"]


@pytest.mark.parametrize("error", [RuntimeError("x"), KeyboardInterrupt(), BadOption("x", "y")])
def test_where_the_block_raises_the_file_stays_as_it_was(error: BaseException, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")
    with pytest.raises(type(error)), whole_file(path) as out:
        out.write(b"half")
        raise error
    assert path.read_bytes() == b"old" and os.listdir(tmp_path) == ["a.csv"]


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_bytes(b"old")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    with whole_file(tmp_path / "link.csv") as out:
        out.write(b"new")
    assert (tmp_path / "link.csv").is_symlink() and (tmp_path / "real.csv").read_bytes() == b"new"


def test_a_pipe_is_written_as_it_goes(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    found: list[bytes] = []
    reader = threading.Thread(target=lambda: found.append(pipe.read_bytes()))
    reader.start()
    with whole_file(pipe) as out:
        out.write(b"words")
    reader.join(10)
    assert found == [b"words"]


def test_what_cannot_be_written_says_why(tmp_path: Path) -> None:
    with pytest.raises(BadOption, match="is a folder"), whole_file(tmp_path):
        pass
    with pytest.raises(BadOption, match="No such file or directory"), whole_file(tmp_path / "no" / "a.csv"):
        pass


def test_a_full_disk_is_said_to_be_one() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full")
    with pytest.raises(BadOption, match=r"No space left on device\. Free some space"), whole_file(Path("/dev/full")) as out:
        out.write(b"x" * 1_000_000)
        out.flush()
