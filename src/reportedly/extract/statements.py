"""Whose words a whole report is: a statement of an armed group, a press release. What nobody else says in it, its publisher says."""

import re
from collections.abc import Iterator, Sequence

from reportedly.encoder.output import CueFrame, ScoredSpan
from reportedly.extract.outside import Parts
from reportedly.extract.voices import PLAIN_SCORE

_TOP_LINES = 3  # lines with words among which the heading is sought
_OF = re.compile(
    r"(?:(?:public|official|joint|press|military|political)\s+)?(?P<cue>statement|communiqu[eé]|declaration|proclamation)\s+"
    r"(?:(?:issued|released)\s+)?(?:by|of|from)\s+(?:the\s+)?(?P<who>\S.{2,80}?)\s*[:.]?\s*\Z",
    re.IGNORECASE,
)
_PRESS = re.compile(
    r"(?:(?:for\s+immediate\s+release|embargoed)\W*)?(?P<cue>(?:press|news|media)\s+(?:release|statement))\W*\Z", re.IGNORECASE
)
_WHO_SAYS = re.compile(r"(?P<who>[A-Z][\w’'&.-]*(?:\s+(?:for|of|and|the|without|[A-Z][\w’'&.-]*)){0,6}):\s+\S")
_OWN = re.compile(r"\b(?:we|our|us)\b", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")
ENOUGH = 2  # times that a statement speaks of its authors, or a press release names its publisher below


def statement_of(text: str, title: str | None = None) -> list[Parts]:
    """The report as one attribution to whom its heading names; [] where it names nobody, or the text does not speak for them.

    ``title`` is a heading that is no part of the text: the source then stands where the text names it first, and its cue is the first
    word in which the authors speak of themselves.
    """
    headed = _OF.match(title) if title is not None else None
    if headed is not None:
        return _titled(text, headed["who"])
    lines = list(_lines(text))[:_TOP_LINES]
    for number, (start, end) in enumerate(lines):
        heading = _OF.match(text[start:end])
        if heading is not None:
            body = _QUOTED.sub("", text[end:])
            return _whole(text, start, end, heading) if len(_OWN.findall(body)) >= ENOUGH else []
        release = _PRESS.match(text[start:end])
        who = _WHO_SAYS.match(text, *lines[number + 1]) if release is not None and number + 1 < len(lines) else None
        if release is not None and who is not None and text.count(who["who"], who.end()) >= ENOUGH:
            return [_parts(text, (start + release.start("cue"), start + release.end("cue")), who.span("who"), who.end("who") + 1)]
    return []


def _titled(text: str, who: str) -> list[Parts]:
    """The attribution of a text to whom its title names; the name may stand there without its first words."""
    hidden = [found.span() for found in _QUOTED.finditer(text)]
    own = [found.span() for found in _OWN.finditer(text) if not any(start <= found.start() < end for start, end in hidden)]
    if len(own) < ENOUGH:
        return []
    words = who.split()
    named = (re.search(rf"\b{re.escape(' '.join(words[number:]))}\b", text, re.IGNORECASE) for number in range(len(words)))
    first = next((found.span() for found in named if found is not None and text[found.start()].isupper()), own[0])
    return [_parts(text, own[0], first, 0)]


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """The lines that hold a letter."""
    at = 0
    for line in text.split("\n"):
        if any(character.isalpha() for character in line):
            lead = len(line) - len(line.lstrip())
            yield at + lead, at + len(line.rstrip())
        at += len(line) + 1


def _whole(text: str, start: int, end: int, heading: re.Match[str]) -> list[Parts]:
    cue, who = ((start + heading.start(name), start + heading.end(name)) for name in ("cue", "who"))
    return [_parts(text, cue, who, end)] if text[end:].strip() else []


def _parts(text: str, cue: tuple[int, int], who: Sequence[int], begin: int) -> Parts:
    """The attribution of all that stands behind ``begin``."""
    first = begin + len(text[begin:]) - len(text[begin:].lstrip())
    content = ScoredSpan(first, len(text.rstrip()), "content", PLAIN_SCORE)
    return CueFrame(*cue, PLAIN_SCORE, ()), ScoredSpan(who[0], who[1], "source", PLAIN_SCORE), [content]
