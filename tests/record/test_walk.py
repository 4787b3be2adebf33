"""Folders are walked to their end: loops, pipes and what systems leave in them."""

import os
import socket
from pathlib import Path

import pytest

from reportedly.ingest.rejection import Rejection
from reportedly.record.walk import Found, Hidden, walk


def told(folder: Path) -> list[tuple[str, str]]:
    """What each entry came as, and its name."""
    found = []
    for one in walk([str(folder)]):
        where = one.where if isinstance(one, Rejection) else str(getattr(one, "path", ""))
        found.append((type(one).__name__, os.path.relpath(where, folder)))
    return found


def test_links_that_lead_in_circles_are_followed_once(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (inner / "one.txt").write_text("x")
    (inner / "up").symlink_to(tmp_path)
    (inner / "self").symlink_to(inner)
    (tmp_path / "again.txt").symlink_to(inner / "one.txt")
    assert told(tmp_path) == [("Found", "a/b/one.txt")]


def test_a_link_to_nothing_is_said_by_who_opens_it(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    [found] = walk([str(tmp_path)])
    assert isinstance(found, Found) and found.size is None


def test_a_pipe_in_a_folder_is_a_rejection_and_nobody_waits_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.chdir(tmp_path)  # the address of a socket may be short only
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("s")
        found = list(walk([str(tmp_path)]))
    assert [one.kind for one in found if isinstance(one, Rejection)] == ["MissingFile", "MissingFile"] and len(found) == 2
    assert all("pipe" in one.reason and one.cure for one in found if isinstance(one, Rejection))


def test_a_pipe_that_is_named_is_meant(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert [type(one) for one in walk([str(tmp_path / "pipe")])] == [Found]


@pytest.mark.parametrize("name", [".hidden", "Thumbs.db", "desktop.ini", "~$letter.docx"])
def test_what_systems_leave_behind_is_hidden(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("x")
    (tmp_path / "a.txt").write_text("x")
    found = list(walk([str(tmp_path)]))
    assert sorted(type(one).__name__ for one in found) == ["Found", "Hidden"]
    assert any(isinstance(one, Hidden) and one.path.endswith(name) for one in found)
