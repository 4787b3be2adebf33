"""Places in a web page: elements, and characters of their text."""

import re
from bisect import bisect_right
from importlib import import_module
from typing import Any, NamedTuple

from msgspec import Struct

_NOT_SHOWN = frozenset(
    ("script", "style", "template", "head", "textarea", "select", "option", "svg", "iframe", "object")
)

_PAGE = re.compile(r"\s*<(?:html|!doctype)", re.I)


class HtmlPlace(Struct, frozen=True, kw_only=True, tag="html"):
    """Words in one element: characters ``start`` to ``end`` of its text with all that is in it (XPath's ``string()``).

    ``element`` is its XPath in the tree that lxml's HTML parser makes of the page.
    """

    element: str
    start: int
    end: int
    text: str


class _Node(NamedTuple):
    """A run of text: the element right around it, where it begins among the shown words and in all of the page's text."""

    owner: Any
    shown: int
    place: int


class HtmlOriginal:
    """A page that was parsed again; see ``layout.Original``."""

    def __init__(self, markup: str) -> None:
        """What is no whole page is looked at as the body of one; what can't be parsed has no words."""
        self._begins: dict[Any, int] = {}
        self._nodes: list[_Node] = []
        # lxml gives the body of what does not begin as a page another name.
        tree = import_module("trafilatura").load_html(markup if _PAGE.match(markup) else f"<html><head></head>{markup}")
        self.text = "" if tree is None else self._walked(tree)
        self._starts = [node.shown for node in self._nodes]

    def places(self, start: int, end: int) -> list[HtmlPlace]:
        """One place: the smallest element that holds all the words."""
        words = self.text[start:end]
        start += len(words) - len(words.lstrip())
        words = words.strip()
        if not words:
            return []
        end = start + len(words)
        first = self._nodes[bisect_right(self._starts, start) - 1]
        last = self._nodes[bisect_right(self._starts, end - 1) - 1]
        element = _around(first.owner, last.owner)
        begin = first.place + start - first.shown - self._begins[element]
        stop = last.place + end - last.shown - self._begins[element]
        path = element.getroottree().getpath(element)
        return [HtmlPlace(element=path, start=begin, end=stop, text="".join(element.itertext())[begin:stop])]

    def _walked(self, tree: Any) -> str:
        parts: list[str] = []
        shown = place = hidden = 0
        for event, element in import_module("lxml.etree").iterwalk(tree, events=("start", "end")):
            if event == "start":
                self._begins[element] = place
                hidden += element.tag in _NOT_SHOWN
                text, owner = element.text, element
            else:
                hidden -= element.tag in _NOT_SHOWN
                text, owner = element.tail, element.getparent()
            if text and owner is not None:
                if not hidden:
                    self._nodes.append(_Node(owner, shown, place))
                    parts.append(text)
                    shown += len(text)
                place += len(text)
        return "".join(parts)


def _around(one: Any, other: Any) -> Any:
    """The smallest element around both."""
    above = [one, *one.iterancestors()]
    return next(element for element in (other, *other.iterancestors()) if element in above)
