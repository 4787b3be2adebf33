"""Denials that name no deed: "an officer denied it", "rejected the accusation", "said the reports were false", "no such raid took place".

What is denied was told before. Each such denial becomes a claim of the type of the nearest deed told before it, without parties, which
``corroborate.within_report`` joins with that deed, so that who denies it stands against it.
"""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from reportedly.extract.factuality import stance_of
from reportedly.schema import Attribution, Claim, Factuality, Span, span_of

WITHIN = 600  # characters, about four sentences
DEEDS = frozenset({"ASSAULT", "COERCE"})
_PLAIN = frozenset({"it", "this", "that", "so", "involvement", "responsibility", "role", "part", "blame"})
_SHARE = 0.8  # of the attribution's score: which deed is meant is guessed
_DENIED = re.compile(
    r"(?P<what>it|this|that|which|(?:having\s+done|doing)\s+(?:so|it|this|that)|(?:an?\s+)?(?:(?:the|this|that|these|those|all|any|such|both|his|her|its|their)\s+)?(?:[a-z]+\s+)?"
    r"(?:claims?|accusations?|allegations?|charges?|reports?|accounts?|accounts\s+of\s+it|involvement|responsibility|role|part|blame))"
    r"(?:\s+(?:in|for|as|by|against)\b.*)?",
    re.IGNORECASE | re.DOTALL,
)

_UNTRUE = (
    r"(?:(?:completely|entirely|totally|utterly|simply|absolutely|also|all|just|wholly|patently|politically)\s+)*"
    r"(?:false|untrue|not\s+true|baseless|unfounded|groundless|fabricated|invented|incorrect|inaccurate|wrong|mistaken|fake|fiction|"
    r"nonsense|absurd|ridiculous|malicious|propaganda|a\s+fabrication|(?:a|an\s+outright)\s+lie|lies|a\s+rumou?r|rumou?rs|disinformation|"
    r"without\s+(?:any\s+)?(?:basis|foundation|merit))\b"
)
_ACCOUNT = (
    r"(?:(?:the|these|those|such|that|this|all|any|both|its|their|his|her)\s+)?(?:[a-z]+\s+)??"
    r"(?:claims?|accusations?|allegations?|charges?|reports?|rumou?rs?|accounts?|suggestions?|story|stories|footage|video)"
)
_TOLD_BEFORE = r"(?:earlier\s+)?(?:report|reports|claim|claims|statement|information|account|rumou?r|rumou?rs|story)"
# Who says that an account is untrue denies what it tells; so does who says that there was no such thing.
_SAID_UNTRUE = re.compile(
    rf"[\"“'‘]?(?:that\s+)?(?:(?P<what>{_ACCOUNT}|it|this|that)(?:\s+of\s+[^,.;]{{1,60}})?\s+(?:(?:was|were|is|are|had\s+been|have\s+been)\s+)?(?:as\s+)?"
    rf"{_UNTRUE}|(?P<none>no\s+such\s+\w+)\s+(?:(?:has|had|have|was|were|ever)\s+)*"
    r"(?:took\s+place|taken\s+place|happened|occurred|existed|been\s+carried\s+out|carried\s+out)|"
    r"(?P<never>(?:it|this|that)(?=\s+(?:(?:had|has)\s+)?never)|nothing\s+of\s+the\s+(?:kind|sort))\s+(?:(?:had|has)\s+)?(?:never\s+)?"
    r"(?:happened|took\s+place|occurred))"
    r"[\s\"'’”,.]*(?:and\b.*)?",
    re.IGNORECASE | re.DOTALL,
)
# "Called the reports lies", "called the allegations “a fabricated pretext”".
_CALLED_UNTRUE = re.compile(
    rf"(?P<what>{_ACCOUNT})\s+(?:as\s+)?[\"“'‘]?(?:an?\s+)?(?:outright\s+|complete\s+|total\s+)?(?:{_UNTRUE}|lies?\b)", re.IGNORECASE
)
_CALLING = frozenset({"called", "calls", "calling", "branded", "described", "labelled", "labeled"})
_UNTRUE_REPORTS = re.compile(
    rf"\b(?:reports?|claims?|rumou?rs?|allegations?|accusations?|suggestions?)\s+(?:on\s+\w+day\s+)?(?:of|that)\s+(?P<what>[^.;:\n]{{3,160}}?)\s+"
    rf"(?:was|were|are|is|had\s+been)\s+(?:{_UNTRUE}|(?:greatly\s+|much\s+)?(?:premature|exaggerated)\b)",
    re.IGNORECASE,
)
_RIGHT_AFTER = 4  # characters between a sentence and the one that takes it back
_CHARGE = re.compile(r"which|(?:an?|the)\s+(?:[a-z]+\s+)?(?:charge|accusation|allegation|claim)", re.IGNORECASE)
_WORDS = frozenset({"ACCUSE", "REJECT", "REQUEST", "CONSULT"})  # told with words; what they tell is denied, not that it was said
_BLAMING = frozenset("claim claims accusation accusations allegation allegations charge charges".split())


# The report takes back what it, or another, said: "said, incorrectly, that", "wrongly reported that"; "That was wrong: ...".
_WRONGLY = re.compile(r"(?P<what>incorrectly|wrongly|mistakenly|erroneously|falsely|inaccurately|untruthfully)", re.IGNORECASE)
_TAKEN_BACK = re.compile(
    rf"(?:\A|(?<=[.!?”\"])\s+|\n)(?P<what>That|This|(?:The|That|This|Those|These)\s+(?:{_TOLD_BEFORE}))\s+(?:report\s+)?"
    rf"(?:was|were|is|are|proved|turned\s+out\s+to\s+be)\s+{_UNTRUE}(?=\s*[.:;,]|\s+and\b)"
)


def with_denied_deeds(text: str, attributions: Sequence[Attribution], claims: Sequence[Claim]) -> list[Claim]:
    """The event claims of a report and one for each denial of a deed that its own words don't tell, numbered in the text's order."""
    claims = _of_untrue_accounts(text, claims)
    found = denied_deeds(text, attributions, claims)
    found += taken_back(text, attributions, claims)
    if not found:
        return list(claims)
    named = [one.trigger for one in found if one.trigger is not None and one.according_to]
    kept = [
        one for one in claims
        if one.trigger is None or not any(each.start <= one.trigger.start and one.trigger.end <= each.end for each in named)
    ]  # fmt: skip
    ordered = sorted((*kept, *found), key=lambda claim: claim.trigger.start if claim.trigger else claim.sentence.start)
    return [replace(claim, id=f"c{number}") for number, claim in enumerate(ordered, 1)]


def _of_untrue_accounts(text: str, claims: Sequence[Claim]) -> list[Claim]:
    """The claims, as denied where "reports that ..." tell them of which the same sentence says that they are untrue."""
    told = [(match.start(), match.end("what")) for match in _UNTRUE_REPORTS.finditer(text)]
    return [
        replace(one, stance="denies")
        if one.trigger is not None and one.stance == "reports" and any(a <= one.trigger.start and one.trigger.end <= b for a, b in told)
        else one
        for one in claims
    ]


def denied_deeds(text: str, attributions: Sequence[Attribution], claims: Sequence[Claim]) -> list[Claim]:
    """The claims of such denials."""
    made: list[Claim] = []
    for one in attributions:
        if one.source is None or len(one.content) != 1:
            continue
        content = one.content[0]
        match = _denied(text, one)
        if match is None:
            continue
        # "No such raid took place" tells of no other raid.
        inside = any(c.type in DEEDS and c.trigger and content.start <= c.trigger.start < content.end for c in claims)
        inside = inside and not match.groupdict().get("none")
        beside = _charge_beside(text, claims, content)
        deed = beside or (None if inside else _deed_before(claims, one))
        what = next((number for number in ("what", "none", "never") if match.groupdict().get(number)), "what")
        noun = match[what].lower().split()[-1]
        blames = noun in _BLAMING if match.re in (_SAID_UNTRUE, _CALLED_UNTRUE) else noun not in _PLAIN
        if deed is None or (blames and beside is None and not _accuses(deed)):
            continue
        sure = beside.factuality if beside is not None else Factuality(certainty="certain", polarity="positive", modality="actual")
        made.append(
            Claim(
                id=f"c{len(claims) + len(made) + 1}", kind="event", type=deed.type, mode=None,
                trigger=span_of(text, *match.span(what)), arguments=beside.arguments if beside is not None else (),
                according_to=(one.id,), stance="denies", factuality=sure,
                sentence=span_of(text, *_sentence(one, content.end)), score=round(_SHARE * (one.score or 0.0), 4),
            )
        )  # fmt: skip
    return made


def _charge_beside(text: str, claims: Sequence[Claim], content: Span) -> Claim | None:
    """What a clause behind a comma takes up and denies, of any type: "accused Tarn of arming the rebels, which Tarn denies".

    It is what somebody is accused of in front of the comma, or what was told there last by somebody. Who denies it keeps its parties.
    """
    if _CHARGE.fullmatch(content.text) is None or text[max(0, content.start - 2) : content.start] != ", ":
        return None
    told = [
        one for one in claims
        if one.trigger is not None and one.kind == "event" and one.sentence.start <= one.trigger.end <= content.start <= one.sentence.end
        and one.stance == "reports" and one.factuality.polarity == "positive"
    ]  # fmt: skip
    charges = [one.trigger.end for one in told if one.type == "ACCUSE" and one.trigger is not None]
    if charges:
        return next((one for one in told if one.trigger is not None and one.trigger.start >= charges[-1]), None)
    voiced = [one for one in told if one.according_to and one.type not in _WORDS]
    return voiced[-1] if voiced else None


def taken_back(text: str, attributions: Sequence[Attribution], claims: Sequence[Claim]) -> list[Claim]:
    """A denial in the report's own voice of each deed that it says was told wrongly."""
    made: list[tuple[Claim, Span, tuple[int, int]]] = []
    for one in attributions:
        first = min(span.start for span in one.content)
        wrongly = _WRONGLY.search(text, max(0, one.cue.start - 14), one.cue.end)
        wrongly = wrongly or _WRONGLY.search(text, one.cue.end, max(one.cue.end, first))
        deeds = [c for c in claims if one.id in c.according_to and c.type in DEEDS and c.factuality.polarity == "positive"]
        if wrongly is not None and deeds and deeds[0].trigger is not None:
            made.append((deeds[0], deeds[0].trigger, (deeds[0].sentence.start, deeds[0].sentence.end)))
    for match in _TAKEN_BACK.finditer(text):
        start = match.start("what")
        if any(span.start <= start < span.end for one in attributions for span in one.content):
            continue
        deed = _last_told(claims, start)
        if deed is not None:
            made.append((deed, span_of(text, *match.span("what")), (start, match.end())))
    return [_own_denial(text, deed, what, sentence, len(claims) + number) for number, (deed, what, sentence) in enumerate(made, 1)]


def _last_told(claims: Sequence[Claim], before: int) -> Claim | None:
    """The deed that was told last, within a sentence or so, in front of an offset."""
    for claim in reversed(claims):
        if claim.trigger is None or claim.trigger.start >= before or claim.kind != "event":
            continue
        told = claim.stance in ("reports", "confirms") and claim.factuality.modality == "actual"
        told = told and claim.factuality.polarity == "positive"
        return claim if told and claim.type in DEEDS and before - claim.sentence.end <= _RIGHT_AFTER else None
    return None


def _own_denial(text: str, deed: Claim, what: Span, sentence: tuple[int, int], number: int) -> Claim:
    return Claim(
        id=f"c{number}", kind="event", type=deed.type, mode=None, trigger=what, arguments=(), according_to=(),
        stance="denies", factuality=Factuality(certainty="certain", polarity="positive", modality="actual"),
        sentence=span_of(text, *sentence), score=round(_SHARE * deed.score, 4),
    )  # fmt: skip


def _denied(text: str, one: Attribution) -> re.Match[str] | None:
    """What an attribution denies without naming it: the object of a verb that denies, or an account that is said to be untrue."""
    content = one.content[0]
    if one.cue.text.lower().split()[-1] in _CALLING:
        line = text.find("\n", content.start)
        return _CALLED_UNTRUE.match(text, content.start, line if line >= 0 else len(text))
    stance = stance_of(one.cue.text.split(), text[: one.cue.start].split()[-3:])
    if stance == "denies":
        return _DENIED.fullmatch(text, content.start, content.end)
    return _SAID_UNTRUE.fullmatch(text, content.start, content.end) if stance in ("reports", "confirms") else None


def _accuses(deed: Claim) -> bool:
    """Whether a claim says who did it: only then is it what an accusation is about."""
    return any(argument.role == "actor" for argument in deed.arguments)


def _sentence(one: Attribution, end: int) -> tuple[int, int]:
    """The words of the denial: from its source or cue to the end of what it denies."""
    starts = [one.cue.start] + ([one.source.start] if one.source is not None else [])
    return min(starts), max(end, one.cue.end)


def _deed_before(claims: Sequence[Claim], denial: Attribution) -> Claim | None:
    """The last deed that was told as one within a few sentences in front of a denial, by others than who denies it."""
    speaker = denial.source.entity if denial.source is not None else None
    if _of_no_deed(claims, denial):
        return None
    for claim in reversed(claims):
        if claim.trigger is None or claim.trigger.start >= denial.cue.start:
            continue
        if denial.cue.start - claim.trigger.end > WITHIN:
            return None
        told = claim.stance in ("reports", "confirms") and claim.factuality.modality == "actual"
        if claim.type in DEEDS and told and claim.factuality.polarity == "positive" and not _suffered(claim, speaker):
            return claim
    return None


def _of_no_deed(claims: Sequence[Claim], denial: Attribution) -> bool:
    """Whether the same sentence accuses somebody of what is no deed, which is denied in it ("accused them of lying; they denied it")."""
    beside = [
        one for one in claims
        if one.trigger is not None and one.sentence.start <= denial.cue.start < one.sentence.end and one.trigger.start < denial.cue.start
    ]  # fmt: skip
    charges = [one.trigger.start for one in beside if one.type == "ACCUSE" and one.trigger is not None]
    return bool(charges) and not any(one.type in DEEDS and one.trigger is not None and one.trigger.start > min(charges) for one in beside)


def _suffered(claim: Claim, speaker: str | None) -> bool:
    return speaker is not None and any(one.role == "recipient" and one.entity == speaker for one in claim.arguments)
