"""Whole phrases of participants: what the participants head marks word by word, completed and cut to what names one of them.

A group is its name without the people who serve it ("FMLN guerrillas"), a person without age and home town, a thing without the place where
it stands; "members" and "offices" are nobody's until the of-phrase says whose; two who are joined by "and" are two. On MUC-4 (CEAF-REE of
the head's spans): train 49.0 before, 51.3 after; dev 46.3 before, 49.6 after. Rules that train did
not like were left out: the count of a weapon, a victim's rank, the clause behind a perpetrator.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from reportedly.encoder.output import Output, ScoredSpan

VERB_FROM = 0.9
LONGEST = 8  # words of a phrase that a span is completed to
LONGEST_OF = 10  # words of a phrase with the of-phrase that says whose it is
_LOOSE_END = re.compile(
    r"(?:\s+(?:of|and|or|the|a|an|in|at|by|to|for|from|with|who|which|that|wearing|riding|carrying)|\s*[-,(\"'’]+)+\s*\Z", re.IGNORECASE
)
# Behind a group's name: who serves it, or what kind of body it is.
_FOLK = re.compile(
    r"(?:\s+(?:guerrillas?|members?|terrorists?|units?|groups?|patrols?|activists?|rebels?|fighters?|troops?|soldiers|commandos?|militants?|"
    r"combatants|insurgents|detachments?|columns?|leaders?|people|organi[sz]ation|urban|elimination|presumed|subversives?|extremists|"
    r"criminals|command))+\s*\Z",
    re.IGNORECASE,
)
_SO_CALLED = re.compile(
    r"(?:(?:the|so[- ]called|self-styled|self-proclaimed|pro-?\s?castro(?:ite)?|castroite|outlawed|clandestine)\s+)+", re.IGNORECASE
)
_COUNT = re.compile(
    r"(?:(?:at least|about|some|an?|the|one|two|three|four|five|six|seven|eight|nine|ten|\d+|several|many)\s+)+", re.IGNORECASE
)
_HOW_STRONG = re.compile(
    r"(?:(?:powerful|high-?power(?:ed)?|small|strong|average|sized|medium-sized|large|heavy|home-?made)\s+)+", re.IGNORECASE
)
_MEASURE = re.compile(
    r"(?:about |some |at least )?(?:\d[\d.,]*|an?|two|three|four|five|several)[\s-]*"
    r"(?:kgs?|kilos?|kilograms?|pounds?|lbs?|tons?|tonnes?|sticks?|grams?|rounds?)",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(r"(?:(?:alleged|presumed|suspected|purported)\s+)+", re.IGNORECASE)
_VARIOUS = re.compile(r"(?:(?:the|an?)\s+)?(?:various|several|some|other|certain|numerous|many|different)\s+", re.IGNORECASE)
_TITLE_ALONE = re.compile(r"(?:msgr|monsignor|dr|mr|mrs|ms|col|colonel|gen|general)\.?\Z", re.IGNORECASE)
_COURTESY = re.compile(r"(?:(?:msgr|monsignor|dr|ms|mr|mrs|miss|father|priest)\.?\s+)+", re.IGNORECASE)
_APPOSITION = re.compile(r",.*\Z", re.DOTALL)
_HOME_TOWN = re.compile(r"\s+(?:of|from)\s+\S+\Z")
_SOME_OF = re.compile(r".*\b(?:group|number|members|one|some|dozens)\b", re.IGNORECASE)
_STANDING = re.compile(r"\s+(?:in|at|near|on|along|outside)\s+.*\Z", re.DOTALL)
_WHOSE = re.compile(
    r"(?:.*\s)?(?:members|offices?|headquarters|residences?|homes?|houses?|branch(?:es)?|building|group|gang|band|column|groups|leaders?|"
    r"buses|vehicles?|detachment|unit)\Z",
    re.IGNORECASE | re.DOTALL,
)
_OF = re.compile(r"\s+of\s+(?:the\s+)?")
_JOINT = re.compile(r"\s+(?:and|or)\s+")
_ARTICLE = 4  # characters by which a phrase may begin later than what an article opens
_JOINED_PARTS = frozenset({"victim", "target", "perpetrator"})
_GROUP = "perpetrator-organisation"


def whole_phrases(text: str, spans: Sequence[ScoredSpan], output: Output) -> Iterator[ScoredSpan]:
    """The spans as whole phrases, those that then coincide once."""
    verbs = verbs_behind(output)
    everything = [up_to_verb(one, verbs) for one in (*output.chunks, *output.mentions, *output.names)]
    # A "machinegun attack" is made with a machinegun: a phrase that names what happened completes nobody.
    phrases = [(one.start, one.end) for one in everything if one.label not in ("time", "event")]
    groups = [(one.start, one.end) for one in everything if one.label == "organisation"]
    seen: set[tuple[int, int, str]] = set()
    for span in [up_to_verb(one, verbs) for one in spans]:
        whole = _completed(text, span, groups if span.label == _GROUP else phrases)
        whole = _with_whose(text, span.label, _bare(text, span.label, whole, output), output)
        for start, end in _apart(text, span.label, whole, output):
            if span.label == "weapon" and _MEASURE.fullmatch(text, start, end):
                continue  # "15 kg of dynamite": the dynamite is the weapon
            if start < end and (start, end, span.label) not in seen and not _TITLE_ALONE.match(text, start, end):
                seen.add((start, end, span.label))
                yield ScoredSpan(start, end, span.label, span.score)


def verbs_behind(output: Output) -> dict[int, int]:
    """Where the verbs end that stand right behind what they tell of, and where they begin."""
    return {
        one.end: one.start
        for one in output.predicates
        if one.propbank_score > VERB_FROM and any(span.label == "ARG1" and span.end == one.start - 1 for span in one.propbank)
    }


def up_to_verb(span: ScoredSpan, verbs: Mapping[int, int]) -> ScoredSpan:
    """The span without a verb at its end that a head took with what it tells of ("bomb exploded"); see ``verbs_behind``."""
    verb = verbs.get(span.end, 0)
    return ScoredSpan(span.start, verb - 1, span.label, span.score) if verb > span.start else span


def _completed(text: str, span: ScoredSpan, around: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The span up to the end of the smallest phrase that goes on behind it: an English phrase has its head at its end."""
    loose = _LOOSE_END.search(text, span.start, span.end)
    end = loose.start() if loose and loose.start() > span.start else span.end
    further = [
        last
        for first, last in around
        if first < end < last and len(text[span.start : last].split()) <= LONGEST and "(" not in text[end:last]
    ]
    return span.start, min(further, default=end)


def _bare(text: str, part: str, span: tuple[int, int], output: Output) -> tuple[int, int]:
    """The span without what describes its bearer and names nobody."""
    start, end = span
    if part == _GROUP:
        end = _before(_FOLK, text, start, end)
        start = _behind(_SO_CALLED, text, start, end)
    elif part == "weapon":
        counted = _behind(_COUNT, text, start, end)
        strong = _behind(_HOW_STRONG, text, counted, end)
        start = strong if strong > counted else start
    elif part == "perpetrator":
        start = _behind(_SUPPOSED, text, start, end)
    elif part == "target":
        start = _behind(_VARIOUS, text, start, end)
    elif part == "victim":
        end = _before(_APPOSITION, text, start, end)
        start = _behind(_COURTESY, text, start, end)
        named = any(one.label == "person" and start <= one.start and one.end < end for one in output.names)
        if named and not _SOME_OF.match(text, start, end):
            end = _before(_HOME_TOWN, text, start, end)
    if part in {"victim", "target"}:
        end = _before(_STANDING, text, start, end)
    return start, end


def _before(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    """Where the first match that reaches the end begins, or the end where there is none or it is everything."""
    found = pattern.search(text, start, end)
    return found.start() if found and found.start() > start else end


def _behind(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    """Where the match at the start ends, or the start where there is none or it is everything."""
    found = pattern.match(text, start, end)
    return found.end() if found and found.end() < end else start


def _with_whose(text: str, part: str, span: tuple[int, int], output: Output) -> tuple[int, int]:
    """The span with the of-phrase behind it, where its words alone could be anybody's ("members of the Harbour League")."""
    start, end = span
    if part not in {"perpetrator", "target"} or " of " in text[start:end] or not _WHOSE.match(text, start, end):
        return span
    of = _OF.match(text, end)
    if of is None:
        return span
    ends = [
        one.end
        for one in (*output.chunks, *output.names, *output.mentions)
        if one.start <= of.end() < one.end
        and len(text[start : one.end].split()) <= LONGEST_OF
        and not any(mark in text[end : one.end] for mark in "(,")
    ]
    return start, max(ends, default=end)


def _apart(text: str, part: str, span: tuple[int, int], output: Output) -> list[tuple[int, int]]:
    """The span, or the two that "and" joins in it where each of them is a phrase or name and no name holds both."""
    joint = _JOINT.search(text, *span) if part in _JOINED_PARTS else None
    if joint is None or any(one.start <= span[0] and span[1] <= one.end for one in output.names):
        return [span]
    both = [(span[0], joint.start()), (joint.end(), span[1])]
    known = [(one.start, one.end) for one in (*output.names, *output.chunks)]
    if all(any(end == one[1] and abs(start - one[0]) <= _ARTICLE for start, end in known) for one in both):
        return both
    return [span]
