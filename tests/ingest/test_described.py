"""What a file's own description is believed to say."""

import pytest

from reportedly.ingest.described import believed_author, believed_date, believed_title

TEXT = "Rebels leave Tal Amara\n\nBy Lena Marwan\n\nOn Tuesday, 7 December 2016, rebels left the town. In March 2017 they came back."


@pytest.mark.parametrize(
    ("stated", "believed"),
    [
        ("Rebels leave Tal Amara", "Rebels leave Tal Amara"),
        ("REBELS LEAVE  TAL AMARA", "REBELS LEAVE TAL AMARA"), ("Rebels", None), ("", None),
        ("Microsoft Word - rebels.doc", None),
        ("Rebels leave Tal Amara.docx", None), ("The town By Lena", None), ("Amara By Lena Marwan", None),
        ("\x00\x01", None),
    ],
)  # fmt: skip
def test_titles(stated: str, believed: str | None) -> None:
    assert believed_title(stated, TEXT) == believed


@pytest.mark.parametrize(
    ("stated", "believed"),
    [
        ("Lena Marwan", "Lena Marwan"), ("Lena Marwan; Tom Roe", "Lena Marwan, Tom Roe"),
        ("admin", None), ("HP User", None), ("lena", None),
        ("Lena", None), ("Microsoft Office User", None), ("x7 Marwan", None), ("", None), ("the town where rebels left", None),
    ],
)  # fmt: skip
def test_authors(stated: str, believed: str | None) -> None:
    assert believed_author(stated) == believed


@pytest.mark.parametrize(
    ("created", "believed"),
    [
        ("D:20161208093000+02'00'", "2016-12-08"), ("2016-12-08T09:30:00Z", "2016-12-08"), ("D:20170331", "2017-03-31"),
        ("D:20170229", None),
        ("D:20180101", None), ("D:20161340", None), ("D:20161200", None), ("yesterday", None), ("", None),
    ],
)  # fmt: skip
def test_days(created: str, believed: str | None) -> None:
    assert believed_date(created, TEXT) == believed
