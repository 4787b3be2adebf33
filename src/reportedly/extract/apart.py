"""Phrases beside a verb: subjects that clauses, appositions or what they use part from it, and the phrase that begins at a place."""

import re

from reportedly.encoder.output import Output, ScoredSpan

DOERS = frozenset({"person", "organisation", "place", "facility", "nationality", "weapon", "vehicle"})
# ", which holds the town, " and what may stand between it and the verb.
RELATIVE = re.compile(
    r",\s+(?:which|who|whose|whom|led\s+by|known\s+as|backed\s+by)\s(?:[^.;:]|(?<=\b(?:Gen|Col|Maj|Sgt|Rev|Gov|Sen))\.|(?<=\b(?:Lt|Dr|Mr|Ms|St))\.|"
    r"(?<=\b[A-Z])\.){3,140}?,\s+(?:(?:has|have|had|is|are|was|were|will|would|also|then|later|"
    r"again|since|[a-z]+ly)\s+)*\Z"
)
# "The group, an offshoot of another, signed": what stands beside a subject.
_APPOSITION = re.compile(
    r",\s+(?:an?|the|its|their|his|her|which|formerly)\s[^,.;:]{3,90},\s+(?:(?:has|have|had|is|are|was|were|will|would|also|then|later|"
    r"again|since|[a-z]+ly)\s+)*\Z"
)
# "The Front – once the Road Movement – plans": what two dashes hold.
_DASHES = re.compile(
    r"\s[–—-]\s[^.;:–—]{3,90}\s[–—-]\s(?:(?:has|have|had|is|are|was|were|will|would|also|then|later|again|since|[a-z]+ly)\s+)*\Z"
)
# "Aircraft using guided missiles killed four": with what, beside the subject.
ARMED = re.compile(r"\s(?:using|carrying|wearing|flying|driving|riding|armed with|equipped with)\s+(?:the\s+|an?\s+)?(?:[a-z]+\s+){0,2}\Z")
_USING = re.compile(
    r"\s(?:using|carrying|wearing|flying|driving|riding|armed with|equipped with)\s[^,.;:]{3,60}?\s(?:(?:has|have|had|also|then|later|"
    r"again|[a-z]+ly)\s+)*\Z"
)
# What begins a phrase of its own: "the mayor condemned the attack" is not the mayor's attack.
BREAKS = frozenset(
    "this that these those its their his her our any no such and the with from for after over has have was were had been will would "
    "against".split()
)
# Who plans, tries or begins to do something does it.
BOUND = re.compile(
    r"\b(plans?|planned|planning|intends?|intended|wants?|wanted|tried|tries|trying|began|begun|begins|starts?|started|continues?|continued|"
    r"decides?|decided|prepares?|prepared|preparing|threatens?|threatened|threatening|manages?|managed|agrees?|agreed|vows?|vowed|promised|"
    r"refuses?|refused|declined|failed|attempted|attempting|hopes?|hoped|due|set|ready|poised)\s+to\s+(?:[a-z]+ly\s+)?\Z"
)


def over_clause(text: str, trigger: tuple[int, int], sentence: tuple[int, int], output: Output) -> ScoredSpan | None:
    """The subject that a relative clause parts from its verb ("the army, which holds the town, shelled it")."""
    clause = (
        RELATIVE.search(text, sentence[0], trigger[0]) or _APPOSITION.search(text, sentence[0], trigger[0])
        or _DASHES.search(text, sentence[0], trigger[0]) or _USING.search(text, sentence[0], trigger[0])
    )  # fmt: skip
    if clause is None:
        return None
    spans = [
        one for one in (*output.mentions, *output.names, *output.chunks)
        if one.label in DOERS and one.end == clause.start() and one.start >= sentence[0]
    ]  # fmt: skip
    return min(spans, key=lambda one: one.start, default=None)


def phrase_at(start: int, end: int, output: Output) -> tuple[int, int] | None:
    """The noun phrase that begins at ``start``: the longest mention or chunk there, with an "of" phrase that the mention head takes in."""
    spans = [
        span
        for span in (*output.mentions, *output.chunks, *output.names)
        if abs(span.start - start) <= 4 and start < span.end <= end
    ]
    if not spans:
        return None
    best = max(spans, key=lambda span: (span.end, -span.start))
    return min(start, best.start), best.end


def name_before(text: str, trigger: tuple[int, int], sentence: tuple[int, int], output: Output) -> ScoredSpan | None:
    """The name that stands directly in front of a noun, with words that describe the attack between them at most ("U.S. drone")."""
    best: ScoredSpan | None = None
    for span in (*output.names, *output.mentions):
        if (
            span.label not in {"organisation", "place", "nationality", "person"}
            or span.start < sentence[0]
            or span.end > trigger[0]
        ):
            continue
        between = text[span.end : trigger[0]]
        words = between.removeprefix("'s").removeprefix("’s").split()
        close = len(words) <= 2 and all(word.isalpha() and word.islower() and len(word) > 2 for word in words)
        close = close and not BREAKS.intersection(words)
        if close and (best is None or (span.end, -span.start) > (best.end, -best.start)):
            best = span
    return best
