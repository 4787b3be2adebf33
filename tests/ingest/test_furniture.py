"""A site's own lines, and body lines that look like them. All are invented."""

import pytest

from reportedly.ingest.furniture import is_furniture, is_tail_heading

ANYWHERE = [
    "Advertisement", "Story continues below", "Share this article", "Facebook Twitter WhatsApp Email", "Tweet Share",
    "Join the Example Security mailing list", "Subscribe to our newsletter", "Sign up for our daily briefing",
    "Sign up", "Get the news in your inbox every morning", "Follow us on Twitter", "Follow Lena Marwan on X @lmarwan",
    "Hill Relief Fund - Make a charitable donation today!", "Please donate to keep us going", "Donate now",
    "Support our journalism", "Help independent journalism survive", "Become a member", "Click here to subscribe",
    "Download our app for Android", "Read more: Five things to know", "Read more", "Also read: The long winter",
    "READ MORE »", "Skip to main content", "Back to top", "Loading...", "12 comments", "5 min read", "No comments",
    "Leave a comment", "Copyright 2016 Example Post", "© Example Post 2016. All rights reserved.",
    "This material may not be published, broadcast, rewritten or redistributed.", "Accept all cookies",
    "This website uses cookies to improve your experience and to show you what you like.",
    "We use cookies. By using this site you agree to them.", "Photo: Example Agency", "Image credit: Tom Roe",
    "Listen to this article", "* Print this page", "(Subscribe to our podcast with Tom Roe.)", "---", "  ",
]  # fmt: skip

EDGES = [
    "Home", "World", "Home | World | Politics", "Home > World > Norvia", "Middle East", "Breaking news", "Exclusive",
    "Tags: Norvia, raids", "Comments (12)", "Next article: The long winter", "Getty Images", "A- A+",
    "Privacy policy", "3 hours ago", "https://news.example/raid", "Topics: war",
]  # fmt: skip

BODY = [
    "Share prices fell in the capital after the raid.",
    "Donate blood now, the governor urged residents as the hospital filled with the wounded.",
    '"Follow us on foot," the officer shouted.',
    "Subscribe to the truce or leave, the commander told the fighters.",
    "The cookies were poisoned, police said.",
    "He said that the group may not be reproduced in the north.",
    "Read the letter aloud, the judge told the witness.",
    "Click, and the bomb was armed.",
    "Home to 40,000 people, Tal Amara fell on Sunday.",
    "Middle East envoys met in Geneva.",
    "Related attacks killed nine people in March.",
    "Getting an e-mail from the front took nine days.",
    "Video of the raid showed two men running.",
    "Support for the truce grew after the raid.",
    "Print works in the capital were shelled.",
    "Facebook and Twitter were blocked in the north after the raid.",
    "X",
    "Noteworthy defections",
    "Idlib province",
    "What happened next",
]


@pytest.mark.parametrize("line", ANYWHERE)
def test_furniture_wherever_it_stands(line: str) -> None:
    assert is_furniture(line, edge=False)
    assert is_furniture(line, edge=True)


@pytest.mark.parametrize("line", EDGES)
def test_furniture_only_at_the_edges(line: str) -> None:
    assert is_furniture(line, edge=True)
    assert not is_furniture(line, edge=False)


@pytest.mark.parametrize("line", BODY)
def test_body_stays(line: str) -> None:
    assert not is_furniture(line, edge=False)
    assert not is_furniture(line, edge=True)


@pytest.mark.parametrize(
    "line", ["Related stories", "More from Norvia", "Most read", "You may also like:", "## Read more"]
)
def test_headings_of_other_reports(line: str) -> None:
    assert is_tail_heading(line)


def test_a_section_of_the_body_is_no_such_heading() -> None:
    assert not is_tail_heading("Related attacks")
    assert not is_tail_heading("More than 40 dead")
