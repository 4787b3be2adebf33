"""Reading a display as a browser would: which elements and words it has."""

from html.parser import HTMLParser

import lxml.etree

VOID = {"br", "meta", "link", "img", "input", "hr"}


class Page(HTMLParser):
    """The elements of a piece of HTML, its words, and whether each element is closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.marks: list[tuple[str, str]] = []
        self._open: list[str] = []
        self.crossed: list[str] = []
        self.feed(html)
        self.close()
        self.left_open = list(self._open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)
        if tag == "mark":
            self.marks.append((str(dict(attrs).get("class")), ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.crossed.append(tag)

    def handle_data(self, data: str) -> None:
        if "style" in self._open:
            return
        self.words += data
        if "mark" in self._open:
            part, words = self.marks[-1]
            self.marks[-1] = (part, words + data)

    @property
    def names(self) -> set[str]:
        """The names of its elements."""
        return {name for name, _ in self.tags}


def is_harmless(page: Page) -> None:
    """No script, no handler, nothing loaded, every element closed: what a notebook may keep."""
    assert not page.names & {"script", "link", "iframe", "img", "object", "embed", "form", "meta", "base", "foreignobject", "image", "use"}
    attributes = {(name, key, value) for name, attrs in page.tags for key, value in attrs.items()}
    assert [one for one in attributes if one[1].startswith("on") or one[1] in ("href", "src", "xlink:href", "action")] == []
    assert [one for one in attributes if one[1] == "style" and not str(one[2]).startswith("width:")] == []
    assert (page.crossed, page.left_open) == ([], [])


def svg_of(text: str) -> lxml.etree._Element:
    """The SVG as XML, which is stricter than a browser."""
    return lxml.etree.fromstring(text.encode("utf-8"))
