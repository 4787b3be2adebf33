"""Clauses inside an argument: what is to be done, and what somebody is accused of, is no party and no place.

"Withdrew to the hills to avoid losses" goes to the hills, "accused the ministry of arming the militia" accuses the ministry, and of "vowed
to rebuild the port and sacked its master" only the rebuilding is vowed.
"""

import re
from bisect import bisect_left

from msgspec.structs import replace

from reportedly.encoder.output import Output, Predicate, ScoredSpan
from reportedly.schema import Role

VERB_FROM = 0.5
_NO_ADVERB = r"(?!(?:supply|rely|apply|reply|comply|fly|ally|rally|multiply|imply|bully|tally)\b)"
_TO = re.compile(rf"(?:,?\s+(?:in\s+order\s+|so\s+as\s+)?|\A)(?:not\s+)?to\s+(?:{_NO_ADVERB}[a-z]+ly\s+)?(?=[a-z])")
_ING = re.compile(r"\s+(?:of|from|against|for|by|with|over|in|into|on)\s+(?:not\s+)?(?=[a-z]+ing\b)")
_BARE = re.compile(r"(?!(?:of|on|in|at|to|by|for|from|with|against|about|over|between|near|after|before)\b)\w")
_DENIED = re.compile(r"\b(?:not|never)\s+to\s+\Z")
_HANGING = re.compile(r"\s+(?P<verb>[a-z]+(?:ing|ed|s))\Z")
_OPENING = re.compile(
    r"(?:(?:not\s+)?to\s+(?:not\s+)?(?:"
    rf"{_NO_ADVERB}[a-z]+ly\s+)?|(?:of|from|against|for|by|with|over|in|into|on|at|about)\s+"
    r"(?:not\s+)?(?=[a-z]+ing\b))",
    re.IGNORECASE,
)
_AND = re.compile(r",?\s+(?:and|but)\s+(?:[a-z]+ly\s+|then\s+|later\s+|also\s+)?(?=[a-z]+\b)")
_PARTIES: frozenset[Role] = frozenset(("actor", "recipient", "instrument", "place", "origin", "destination"))


def verb_at(text: str, start: int, output: Output) -> bool:
    """Whether the word at ``start`` is a verb: a predicate that begins no noun phrase."""
    at = bisect_left(output.predicates, start, key=lambda one: one.start)
    if at == len(output.predicates) or output.predicates[at].start != start or output.predicates[at].propbank_score <= VERB_FROM:
        return False
    if _takes_object(text, output.predicates[at]):
        return True
    if any(one.start == start for group in (output.mentions, output.names, output.phrases) for one in group):
        return False
    return not any(one.start == start and one.end > output.predicates[at].end for one in output.chunks)


def _takes_object(text: str, verb: Predicate) -> bool:
    """Whether a word behind "to" has its object right behind it, as no noun has."""
    return text[: verb.start].endswith(" to ") and any(
        span.label == "ARG1" and 1 <= span.start - verb.end <= 1 and _BARE.match(text, span.start) for span in verb.propbank
    )


def told_apart(
    text: str, argument: tuple[Role, ScoredSpan], predicate: Predicate, output: Output, *, spoken: bool
) -> list[tuple[Role, ScoredSpan]]:  # fmt: skip
    """An argument without the clause in it, which is the topic of an act done in words (``spoken``) and no argument of another."""
    role, span = argument
    if role == "topic":
        span = own_topic(text, span, predicate, output)
    party, clause = parted(text, role, span, output) if span.start >= predicate.end else (span, None)
    made = [(role, party)] if party is not None else []
    if clause is not None and spoken and " " in text[clause.start : clause.end].strip():
        made.append(("topic", own_topic(text, clause, predicate, output)))
    return made


def parted(text: str, role: Role, span: ScoredSpan, output: Output) -> tuple[ScoredSpan | None, ScoredSpan | None]:
    """The argument without a clause in it, and that clause; the first is None where the argument is nothing else."""
    if role not in _PARTIES:
        return span, None
    opening = _OPENING.match(text, span.start, span.end)
    if opening and verb_at(text, opening.end(), output):
        start = opening.start() if opening.group().startswith("not ") else opening.end()
        return None, replace(span, start=start)  # "warned them not to go"
    for shape in (_TO, _ING):
        for found in shape.finditer(text, span.start + 1, span.end):
            if verb_at(text, found.end(), output):
                hanging = _HANGING.search(text, span.start, found.start())  # "the men trying to escape"
                end = hanging.start() if hanging and verb_at(text, hanging.start("verb"), output) else found.start()
                denied = found.group().find("not ")  # "warned them not to go" warns of no going
                return replace(span, end=end), replace(span, start=found.end() if denied < 0 else found.start() + denied)
    return span, None


def own_topic(text: str, span: ScoredSpan, trigger: Predicate | None, output: Output) -> ScoredSpan:
    """A topic with the "not to" before it, and without the next deed of the one whose words it gives: a verb with the same subject."""
    denied = _DENIED.search(text, max(0, span.start - 9), span.start)
    if denied:
        span = replace(span, start=denied.start())
    subjects = {one.start for one in trigger.propbank if one.label == "ARG0"} if trigger is not None else set()
    for found in _AND.finditer(text, span.start, span.end):
        at = bisect_left(output.predicates, found.end(), key=lambda one: one.start)
        if at == len(output.predicates) or output.predicates[at].start != found.end():
            continue
        verb = output.predicates[at]
        finite = text[verb.start : verb.end].endswith("ed") or text[verb.start : verb.end] in _PAST
        if finite and verb.propbank_score > VERB_FROM and any(one.label == "ARG0" and one.start in subjects for one in verb.propbank):
            return replace(span, end=found.start())
    return span


_PAST = frozenset("said told held sent took gave made began met won left set cut fled fought struck shot burnt withdrew went came".split())
