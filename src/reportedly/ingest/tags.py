"""A page's text by its tags alone: the way that is left where the article can't be told from the page."""

import re
from collections import Counter
from html.parser import HTMLParser

_BREAKS = frozenset({
    "p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table", "section", "article",
    "header", "footer", "main", "aside", "nav", "blockquote", "pre", "figure", "figcaption", "form", "dl", "dt",
    "dd", "hr", "body", "title",
})  # fmt: skip
_SKIPPED = frozenset(
    ["script", "style", "template", "svg", "noscript", "head", "select", "textarea", "iframe", "object"]
)
_FURNITURE = frozenset(["nav", "footer", "aside", "form", "button"])
_VOID = frozenset(
    ["br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "source", "track", "wbr"]
)
_LOOKS_LIKE = re.compile(r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<meta\s", re.I)
_TAG = re.compile(
    r"</?(?:p|div|span|article|section|h[1-6]|a|ul|li|br|img|table|td|tr|em|strong|b|i)(?:\s[^<>]*)?/?>", re.I
)


def is_html(text: str) -> bool:
    """Whether ``text`` is a web page or a piece of one: it names HTML, or begins with a tag and holds several."""
    head = text[:8192].lstrip("\ufeff \t\r\n")
    if _LOOKS_LIKE.search(head[:2048]) and head.startswith("<"):
        return True
    return (
        head.startswith("<")
        and (_TAG.match(head) is not None or head.startswith("<!--"))
        and len(_TAG.findall(head)) >= 2
    )


def text_between_tags(page: str) -> tuple[str, str | None]:
    """The text between a page's tags, a line break at every block, and the page's ``<title>`` where it has one.

    Scripts, styles, menus and footers are left out. Tags that are not closed, closed twice or cut off do no harm.
    """
    stripper = _Stripper()
    stripper.feed(_closed(page))
    stripper.close()
    return stripper.text(), " ".join("".join(stripper.title).split()) or None


def _closed(page: str) -> str:
    """The page without beginnings of tags and comments that never end: for each, the parser would look through all that follows."""
    last = page.rfind(">") + 1
    page = page[:last] + page[last:].replace("<", "&lt;")
    last = page.rfind("-->") + 1
    page = page[:last] + page[last:].replace("<!--", "<!")
    return page.replace("<![", "<!")


class _Stripper(HTMLParser):
    """Collects text; ``_hidden`` are the open elements whose text is not shown, outermost first."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title: list[str] = []
        self._parts: list[str] = []
        self._hidden: list[str] = []
        self._open: Counter[str] = Counter()
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a break, a hidden element, or the title."""
        if tag == "body" and self._open["head"]:  # a head that was never closed
            self._hidden.clear()
            self._open.clear()
        if tag == "title" and "svg" not in self._hidden:
            self._in_title = not self.title
        elif (tag in _SKIPPED or tag in _FURNITURE) and tag not in _VOID:
            self._hidden.append(tag)
            self._open[tag] += 1
        elif tag in ("td", "th"):
            self._parts.append(" ")
        elif tag in _BREAKS:
            self._parts.append("\n")
            if tag == "p" and self._hidden and self._hidden[-1] == "head":
                self._close("head")

    def handle_endtag(self, tag: str) -> None:
        """Close what is open by that name, and all that was left open inside it."""
        if tag == "title":
            self._in_title = False
        elif self._open[tag]:
            self._close(tag)
        elif tag in _BREAKS:
            self._parts.append("\n")

    def _close(self, tag: str) -> None:
        """Close the innermost hidden element of that name, with all that is open in it."""
        while True:
            last = self._hidden.pop()
            self._open[last] -= 1
            if last == tag:
                return

    def handle_data(self, data: str) -> None:
        """Keep what is shown."""
        if self._in_title:
            self.title.append(data)
        elif not self._hidden:
            self._parts.append(re.sub(r"\s+", " ", data))

    def text(self) -> str:
        """The lines that hold something, each a paragraph."""
        lines = (" ".join(line.split()) for line in "".join(self._parts).split("\n"))
        return "\n\n".join(line for line in lines if line)
