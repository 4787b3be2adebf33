"""Places named beside an event that it did not take place in: where a road leads, whose troops they are, whose court judges it."""

import re

# "A convoy bound for Tarn", "a checkpoint on the road to Tarn".
_BOUND_FOR = re.compile(
    r"\b(?:bound|headed|heading|destined)\s+(?:for|to|towards?)\s+(?:the\s+)?\Z|"
    r"\b(?:way|route|road|highway|motorway|railway|line|train|bus|flight)s?\s+(?:leading\s+|that\s+leads?\s+)?(?:to|towards?)\s+"
    r"(?:the\s+(?:[a-z]+\s+){0,3}(?:of\s+)?)?\Z"
)
_GOING = re.compile(
    r"\b(?:leav(?:e|es|ing)|left|head(?:s|ed|ing)?|flee(?:s|ing)?|fled|bound|depart(?:s|ed|ing)?|mov(?:e|es|ed|ing)|go(?:es|ing)?|went|"
    r"return(?:s|ed|ing)?|travel(?:s|led|ling|ed|ing)?)\s+(?:(?:on|in|by|aboard)\s+(?:[a-z]+\s+){1,3})?(?:back\s+)?(?:for|to|towards?|into)\s+(?:the\s+)?\Z"
)
_ITS_PEOPLE = re.compile(
    r"['’]s?\s+(?:[\w-]+\s+){0,2}(?:troops|forces|army|military|soldiers|jets|warplanes|navy|police|government|president|premier|minister|ministry|"
    r"parliament|ambassador|envoy|allies|air\s+force|leaders?)\b"
)
_ITS_BODY = re.compile(r"\s+(?:[a-z]+\s+)?(?:court|tribunal|judges?|jury|prosecutors?|police|parliament|government|authorities)\b")
# What a court or the police of a town have to do with lies elsewhere: "a Tarn court jailed two men over an attack".
_WITH_WHAT = re.compile(r"\b(?:over|for|about|after|of|against|in\s+connection\s+with|following)\s+[^,;]{0,60}\Z")
_BUT_THEN = re.compile(r"\bbut\s+(?:(?:later|then|soon|[a-z]+ly)\s+)?(?:was|were|[a-z]+ed|fled|left)\b")  # "arrested but escaped"
# "The killings were in reprisal for an attack near Tarn on Monday": where and when that attack was.
_ANSWERING = re.compile(
    r"[^,;]*\bin\s+(?:[a-z]+\s+)?(?:reprisal|retaliation|revenge|response|answer|reply)\s+(?:for|to)\s+(?:an?|the|last|this|[A-Z]\w+['’]s)\s+[^,;]*"
)
_SAID = re.compile(r"\s[^,;\n]{0,40}?\b(?:said|says|told|reported|announced|added)\b(?!\s+to\b)")
_SAYS_FROM = re.compile(
    r"\b(?:said|says|told|spoke|speaking|added|reported)\s+(?:[\w.’'-]+\s+){0,3}?(?:by\s+(?:[a-z-]+\s+)?(?:telephone|phone)\s+)?from\s+(?:the\s+(?:[a-z]+\s+){1,3}(?:of\s+)?)?\Z"
)
_LEAD = 48  # characters in front of a place in which what leads there stands


def leads_there(text: str, first: int, start: int) -> bool:
    """Whether a road or a journey leads to what begins at ``start``, in the sentence from ``first``."""
    return _BOUND_FOR.search(text, max(first, start - _LEAD), start) is not None


def goes_there(text: str, behind: int, start: int) -> bool:
    """Whether somebody goes to what begins at ``start``, told from ``behind`` on: "could push families to leave for Tarn"."""
    return start >= behind and _GOING.search(text, behind, start) is not None


def is_their_own(text: str, end: int, trigger: tuple[int, int]) -> bool:
    """Whether a place in front of a trigger only says whose people act, or whose body judges it: "Tarn's troops", "a Tarn court"."""
    if end > trigger[0]:
        return False
    if _ITS_PEOPLE.match(text, end, trigger[0]):
        return True
    body = _ITS_BODY.match(text, end, trigger[0])
    return body is not None and _WITH_WHAT.search(text, body.end(), trigger[0]) is not None


def of_next_deed(text: str, behind: int, start: int) -> bool:
    """Whether what begins at ``start`` is told of what was done next, not of the trigger that ends at ``behind``."""
    return _BUT_THEN.search(text, behind, start) is not None


def of_what_was_answered(text: str, behind: int, start: int) -> bool:
    """Whether what begins at ``start`` is told of the deed for which the trigger that ends at ``behind`` was the answer."""
    return start >= behind and _ANSWERING.fullmatch(text, behind, start) is not None


def is_speakers(text: str, place: tuple[int, int], trigger: tuple[int, int]) -> bool:
    """Whether a place is where somebody is who tells of the trigger: "a doctor in Tarn said 11 were hurt", "said by phone from Tarn"."""
    if place[1] <= trigger[0] and _SAID.match(text, place[1], trigger[0]) is not None:
        return True
    return _SAYS_FROM.search(text, max(0, place[0] - 2 * _LEAD), place[0]) is not None
