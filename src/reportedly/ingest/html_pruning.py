"""What is cut out of a page before its article is looked for: other stories, comments, advertisements, appeals.

A teaser of another story in the text of this one would be a claim that the report never made. So blocks go that their heading, their
class or their links give away; none goes that holds the headline, or most of the page's running text.
"""

import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from reportedly.ingest.furniture import is_credit, is_tail_heading

MOST_OF_PAGE = 0.5
"""Share of a page's running text that no block which is cut may hold."""

SHORT = 60
"""Words of a block whose class may also be an article's ("paywall", "contact"): a longer one stays."""

LINKED = 0.6
"""Share of a block's letters in links that makes it a list of links."""

LINKS = 3
"""Links that make a list."""

PROSE = 15
"""Words outside of links, in one element, that are running text."""

LETTERS = 5
"""Letters of a word, where words are told from letters."""

LONGEST_HEADING = 80

_SURE = re.compile(
    r"(?:^|[\s_-])(?:advert\w*|ads?|ad-?(?:slot|unit|box|container|wrapper)|sponsor(?:ed)?|promo(?:ted|tion|box)?|newsletter\w*|donat(?:e|ion)s?"
    r"|cookies?|consent|gdpr|related\w*|recommend(?:ed|ations?)|most-?(?:read|popular|viewed)|trending|share\w*|social\w*|comments?"
    r"|comment-?(?:list|s|section|area|form|respond)|respond|disqus\w*|outbrain|taboola|breadcrumbs?|skip-link|key-?events|puff|read-?more"
    r"|read-?next|up-?next|teasers?)(?:$|[\s_-])",
    re.I,
)
_SHORT_ONLY = re.compile(
    r"(?:^|[\s_-])(?:paywall\w*|barrier|subscri\w*|sign-?up|membership|contact\w*|downloads?|feedback|callout|cta|toolbar|sign-?off|author-?(?:note|bio|box)"
    r"|about-?(?:the-?)?author|tags?|toast|alert-?bar|banner|appeal|support-?us|print\w*)(?:$|[\s_-])",
    re.I,
)
_BLOCKS = frozenset(
    ("div", "section", "aside", "ul", "ol", "td", "table", "nav", "footer", "article", "p", "dl", "form", "li")
)
_HEADINGS = ("h2", "h3", "h4", "h5", "h6", "b", "strong")
_NEVER = frozenset(("html", "body", "main", "head"))
_PROSE_TAGS = ("p", "div", "td", "span", "font", "li", "blockquote", "section", "article")


class _Counts:
    """What stands in an element, with all below it: letters, letters in links, links, main headings, words of running text."""

    __slots__ = ("h1", "letters", "linked", "links", "most", "prose")

    def __init__(self) -> None:
        self.letters = self.linked = self.links = self.h1 = self.prose = self.most = 0

    def add(self, other: "_Counts") -> None:
        """Count what stands in a child."""
        self.letters += other.letters
        self.linked += other.linked
        self.links += other.links
        self.h1 += other.h1
        self.prose += other.prose
        self.most = max(self.most, other.most)


def prune(tree: Any) -> None:
    """Cut blocks that are not the article's out of the tree; what stands behind a block stays."""
    counts = _counted(tree)
    total = max(1, counts[tree].prose)
    for element in [*_headed(tree), *_named(tree, counts), *_lists_of_links(tree, counts)]:
        if element.getparent() is None or element.tag in _NEVER or counts[element].h1 or not _inside(element, tree):
            continue
        if counts[element].prose <= MOST_OF_PAGE * total and not _credits(element, counts):
            _cut(element)


def _credits(element: Any, counts: dict[Any, _Counts]) -> bool:
    """Whether all that the block says is who printed the report first."""
    return counts[element].letters <= SHORT * LETTERS and is_credit(" ".join("".join(element.itertext()).split()))


def _inside(element: Any, tree: Any) -> bool:
    return element is tree or any(above is tree for above in element.iterancestors())


def _cut(element: Any) -> None:
    """Empty the element; it stays as a mark where words stand behind it: to join these to the words before would copy them for each."""
    if element.tail:
        element.clear(keep_tail=True)
        element.tag = "span"
    else:
        element.getparent().remove(element)


def _counted(tree: Any) -> dict[Any, _Counts]:
    """The counts of every element, gathered from the leaves up: a page may nest two hundred deep."""
    counts: dict[Any, _Counts] = {}
    for _, element in import_module("lxml.etree").iterwalk(tree, events=("end",)):
        mine = _Counts()
        mine.letters = _letters(element.text)
        words = len((element.text or "").split())
        for child in element:
            below = counts[child]
            mine.add(below)
            mine.letters += _letters(child.tail)
            words += len((child.tail or "").split())
            if child.tag not in _PROSE_TAGS and child.tag != "a":
                words += below.letters // LETTERS
        if element.tag == "a":
            mine.links, mine.linked = mine.links + 1, mine.letters
        mine.h1 += element.tag == "h1"
        if element.tag in _PROSE_TAGS and words >= PROSE:
            mine.prose, mine.most = mine.prose + words, max(mine.most, words)
        counts[element] = mine
    return counts


def _letters(text: str | None) -> int:
    return len("".join(text.split())) if text else 0


def _headed(tree: Any) -> Iterator[Any]:
    """Blocks that begin with a heading such as "Related stories" or "Most read"."""
    begun: dict[Any, Any] = {}  # the first child with words of each block that was looked at
    for heading in tree.iter(*_HEADINGS):
        words = " ".join("".join(heading.itertext()).split())
        if not words or len(words) > LONGEST_HEADING or not is_tail_heading(words):
            continue
        block = heading.getparent()
        if block is None:
            continue
        if block not in begun:
            begun[block] = None if _said(block.text) else next((child for child in block if _says(child)), None)
        if begun[block] is heading:
            yield block


def _said(text: str | None) -> bool:
    return bool(text and text.strip())


def _says(child: Any) -> bool:
    """Whether there are words in a child or right behind it."""
    return _said(child.tail) or any(part.strip() for part in child.itertext())


def _named(tree: Any, counts: dict[Any, _Counts]) -> Iterator[Any]:
    for element in tree.iter(*_BLOCKS):
        names = f"{element.get('class', '')} {element.get('id', '')}".strip()
        if names and (_SURE.search(names) or (_SHORT_ONLY.search(names) and counts[element].letters < SHORT * LETTERS)):
            yield element


def _lists_of_links(tree: Any, counts: dict[Any, _Counts]) -> Iterator[Any]:
    """Blocks of links without running text."""
    for element in tree.iter("div", "section", "aside", "ul", "ol", "td", "table", "nav"):
        found = counts[element]
        if found.links >= LINKS and found.linked >= LINKED * found.letters and found.most < PROSE:
            yield element
