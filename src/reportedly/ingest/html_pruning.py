"""What is cut out of a page before its article is looked for: other stories, comments, advertisements, appeals.

A teaser of another story in the text of this one would be a claim that the report never made. So blocks go that their heading, their
class or their links give away; none goes that holds the headline, or most of the page's running text.
"""

import re
from collections.abc import Iterator
from typing import Any

from reportedly.ingest.furniture import is_tail_heading

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


def prune(tree: Any) -> None:
    """Cut blocks that are not the article's out of the tree; what stands behind a block stays."""
    total = max(1, sum(_prose_words(tree).values()))
    for element in [*_headed(tree), *_named(tree), *_lists_of_links(tree)]:
        parent = element.getparent()
        if (
            parent is None
            or not _inside(element, tree)
            or element.tag in _NEVER
            or next(element.iter("h1"), None) is not None
        ):
            continue
        if sum(_prose_words(element).values()) <= MOST_OF_PAGE * total:
            _cut(element)


def _inside(element: Any, tree: Any) -> bool:
    return element is tree or any(above is tree for above in element.iterancestors())


def _cut(element: Any) -> None:
    parent, before = element.getparent(), element.getprevious()
    if element.tail:
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def _headed(tree: Any) -> Iterator[Any]:
    """Blocks that begin with a heading such as "Related stories" or "Most read"."""
    for heading in tree.iter(*_HEADINGS):
        words = " ".join("".join(heading.itertext()).split())
        if not words or len(words) > 80 or not is_tail_heading(words):
            continue
        block = heading.getparent()
        if block is not None and " ".join("".join(block.itertext()).split()).startswith(words):
            yield block


def _named(tree: Any) -> Iterator[Any]:
    for element in tree.iter(*_BLOCKS):
        names = f"{element.get('class', '')} {element.get('id', '')}".strip()
        if not names:
            continue
        if _SURE.search(names) or (_SHORT_ONLY.search(names) and len("".join(element.itertext()).split()) < SHORT):
            yield element


def _lists_of_links(tree: Any) -> Iterator[Any]:
    """Blocks of links without running text; around them the largest that is no more."""
    for element in tree.iter("div", "section", "aside", "ul", "ol", "td", "table", "nav"):
        links = element.findall(".//a")
        if len(links) < LINKS:
            continue
        linked = sum(len("".join("".join(link.itertext()).split())) for link in links)
        letters = len("".join("".join(element.itertext()).split()))
        if linked >= LINKED * letters and not any(words >= PROSE for words in _prose_words(element).values()):
            yield element


def _prose_words(tree: Any) -> dict[Any, int]:
    """Words of running text by element: its own, and those of the marks inside its lines, links aside."""
    counted: dict[Any, int] = {}
    for element in tree.iter(*_PROSE_TAGS):
        words = len((element.text or "").split())
        for child in element:
            if child.tag not in _PROSE_TAGS and child.tag != "a" and isinstance(child.tag, str):
                words += len("".join(child.itertext()).split())
            words += len((child.tail or "").split())
        if words >= PROSE:
            counted[element] = words
    return counted
