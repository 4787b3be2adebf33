"""Lists of feeds: what they mean, and one sentence for each thing that is wrong with one."""

from pathlib import Path

import pytest

from reportedly.errors import InputError
from reportedly.ingest.given import Given
from reportedly.record.watch_list import Watched, watch_list

LIST = """
[defaults]
every = "30m"
language = "en"

[[feed]]
url = "https://News.example/feed#x"
publisher = "The Tel Amara Post"
every = "1h"
allow = ["https://news.example/world/", "https://news.example/live"]
text = "page"

[[page]]
url = "https://ministry.example/statements"

[[feed]]
url = "https://other.example/rss"
language = "fr"
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "feeds.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_list_is_read_with_its_defaults(tmp_path: Path) -> None:
    allow = ("https://news.example/world/", "https://news.example/live")
    first, second, third = watch_list(write(tmp_path, LIST))
    given = Given(publisher="The Tel Amara Post", language="en")
    assert first == Watched(
        kind="feed", url="https://news.example/feed", every=3600.0, given=given, allow=allow, text="page"
    )
    assert second == Watched(kind="feed", url="https://other.example/rss", every=1800.0, given=Given(language="fr"))
    assert third == Watched(
        kind="page", url="https://ministry.example/statements", every=1800.0, given=Given(language="en")
    )
    assert [one.every for one in watch_list(write(tmp_path, LIST), every=60.0)] == [3600.0, 60.0, 60.0]
    assert watch_list(write(tmp_path, '[[feed]]\nurl = "http://a.example/"'))[0].every == 900.0


def test_rules_are_beginnings_of_addresses(tmp_path: Path) -> None:
    first = watch_list(write(tmp_path, LIST))[0]
    assert first.allows("https://news.example/world/1") and first.allows("https://news.example/live-2")
    assert not first.allows("https://news.example/sport") and not first.allows(
        "https://news.example.evil.example/world/"
    )
    (bare,) = watch_list(write(tmp_path, '[[feed]]\nurl = "http://a.example/"\nallow = ["http://a.example"]'))
    assert not bare.allows("http://a.example.evil.example/")  # a host alone ends with a stroke


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "nothing to watch"),
        ("[defaults]\nevery = '1h'", "nothing to watch"),
        ("feed = ", "TOML"),
        ("[[feeds]]\nurl = 'http://a.example/'", "Did you mean feed"),
        ("[feed]\nurl = 'http://a.example/'", "Write [[feed]]"),
        ("feed = [1]", "Write [[feed]]"),
        ("[[feed]]\npublisher = 'x'", "has no url"),
        ("[[feed]]\nurll = 'http://a.example/'", "Did you mean url"),
        ("[[feed]]\nurl = 'http://a.example/'\ncookie = 'x'", "The known ones are url"),
        ("[[page]]\nurl = 'http://a.example/'\nallow = []", "'allow', which is unknown"),
        ("[[feed]]\nurl = 3", "no text"),
        ("[[feed]]\nurl = ''", "no text"),
        ("[[feed]]\nurl = 'file:///etc/passwd'", "only http and https"),
        ("[[feed]]\nurl = 'http://ada:secret@a.example/'", "feed 1"),
        ("[[feed]]\nurl = 'http://a.example/'\n[[page]]\nurl = 'http://A.example'", "twice"),
        ("[[feed]]\nurl = 'http://a.example/'\nevery = '5s'", "a minute or more"),
        ("[[feed]]\nurl = 'http://a.example/'\nevery = 900", "Write 15m"),
        ("[[feed]]\nurl = 'http://a.example/'\nevery = 'daily'", "no interval"),
        ("[[feed]]\nurl = 'http://a.example/'\ntext = 'all'", "none of auto, feed, page"),
        ("[[feed]]\nurl = 'http://a.example/'\nallow = 'http://a.example/'", "no list"),
        ("[[feed]]\nurl = 'http://a.example/'\nallow = ['/world']", "allow:"),
        ("[[feed]]\nurl = 'http://a.example/'\nlanguage = 'klingon'", "language code"),
        ("[[feed]]\nurl = 'http://a.example/'\npublisher = true", "no text"),
        ("defaults = 3\n[[feed]]\nurl = 'http://a.example/'", "[defaults]"),
        ("[defaults]\nurl = 'http://a.example/'", "known ones are every, language"),
        ("[defaults]\nevery = '1s'\n[[feed]]\nurl = 'http://a.example/'", "a minute or more"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(InputError) as told:
        watch_list(write(tmp_path, text))
    assert (
        words in str(told.value)
        and "feeds.toml" in told.value.message
        and told.value.cure
        and "secret" not in str(told.value)
    )


def test_a_list_that_is_not_there_is_said(tmp_path: Path) -> None:
    for path in (tmp_path / "none.toml", tmp_path):
        with pytest.raises(InputError) as told:
            watch_list(path)
        assert "can't be read" in told.value.message
