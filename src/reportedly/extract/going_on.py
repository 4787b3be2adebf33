"""Where and when a verb goes on from another: "gunmen stormed a bank in Tarn on Monday, killing a guard" is one place and day.

The claims of a participle behind a comma, and of a verb joined by "and" that has no subject of its own, take the place and time of the
verb that they go on from, where their own words give none.
"""

import itertools
import re
from collections.abc import Callable, Mapping, Sequence

from msgspec.structs import replace

from reportedly.codebooks.lemma import candidate_lemmas
from reportedly.encoder.output import Output, Predicate
from reportedly.extract.claim_days import is_long_after
from reportedly.extract.triggers import Trigger
from reportedly.schema import Claim, ClaimPlace, ClaimTime

Setting = tuple[ClaimTime | None, ClaimPlace | None]

_ADVERBS = r"(?:(?:also|then|reportedly|thereby|thus|[a-z]+ly)\s+)*"
_PARTICIPLE = re.compile(rf"(?:,|\band|\bor)\s+{_ADVERBS}\Z")
_JOINED = re.compile(rf",?\s+(?:and|then)\s+{_ADVERBS}(?:(?:was|were)\s+)?\Z")
_IN_ROW = re.compile(r",\s+\Z")  # "stormed a bank, killed a guard and fled"
_APART = re.compile(
    r"[;:]|\b(?:who|whom|which|that|while|whereas|before|because|although|where|if|since|until|said|says|told|added|including|later|"
    r"(?:hours|days|weeks|months|years|day|week|month|year|minutes)\s+after)\b"
)
# "Moscow, which lost a jet last week, condemned it": the loss is no part of the row.
_IN_CLAUSE = re.compile(r"\b(?:who|which|that|whose|where|when|to)\s+(?:[a-z]+\s+){0,2}\Z")
_NO_VERB = re.compile(r"\s+of\s")  # "the release and dropping of charges"
_BY = re.compile(r"\s+(?:\w+\s+)?by\s")  # "an assault on the town, led by a Turk"
_MAKING = frozenset("sign agree reach conclude broker strike negotiate ratify".split())
_ITS_OBJECT = re.compile(
    r"\s+(?:(?:on|to|upon)\s+)?(?:(?!(?:of|on|in|for|against|to|that|and|or|with|from|by|at|as|after|during)\b)[\w.’'-]+\s+){0,5}"
)
_BEFORE = 40  # characters in front of a verb in which what joins it stands
_SURE = 0.5
_LONGEST = 4  # verbs in a row
_PLACED = frozenset({"place", "origin", "destination"})
# Verbs that look in the past as they look otherwise.
_UNCHANGED = frozenset("hit put cut set beat shut spread quit burst split hurt cast let read cost upset".split())
_NOT_PAST = re.compile(r"\b(?:to|will|would|can|could|may|might|must|should|not)\s+(?:[a-z]+ly\s+)?\Z")
_AUXILIARIES = frozenset("was were is are has have had did does been be being having".split())


def with_settings(
    text: str,
    triggers: Sequence[Trigger],
    claims: Sequence[Claim],
    output: Output,
    setting: Callable[[Predicate], Setting],
) -> list[Claim]:
    """The claims, one a trigger, with the time and place of the verb that they go on from where they have none.

    ``setting`` finds where and when a verb that is no trigger puts what it tells of.
    """
    found = _of_accords(text, triggers, claims)
    of_verb = {one.predicate.start: number for number, one in enumerate(triggers) if one.predicate is not None}
    for number, trigger in enumerate(triggers):
        claim = found[number]
        if trigger.predicate is None or (claim.when is not None and claim.where is not None):
            continue
        when, where = _inherited(text, trigger.predicate, output, of_verb, found, setting)
        when = None if any(one.role == "time" and is_long_after(text, one.start, one.end) for one in trigger.filled) else when
        placed = claim.where is not None or any(one.role in _PLACED for one in trigger.filled)
        found[number] = replace(claim, when=claim.when or when, where=claim.where if placed else where)
    return found


def _of_accords(text: str, triggers: Sequence[Trigger], claims: Sequence[Claim]) -> list[Claim]:
    """The claims with one time and one place for an accord and its signing ("signed a ceasefire in Geneva on Friday")."""
    found = list(claims)
    for number, (verb, noun) in enumerate(itertools.pairwise(triggers)):
        made = verb.sentence == noun.sentence and not _MAKING.isdisjoint(
            lemma for lemma, _ in candidate_lemmas(text[verb.start : verb.end].partition(" ")[0].lower())
        )
        if made and noun.candidate is not None and noun.candidate.entry.pos == "noun" and _ITS_OBJECT.fullmatch(text, verb.end, noun.start):
            one, two = found[number], found[number + 1]
            when, where = one.when or two.when, one.where or two.where
            found[number] = replace(one, when=when, where=where)
            found[number + 1] = replace(two, when=two.when or when, where=two.where or where)
    return found


def _inherited(
    text: str,
    verb: Predicate,
    output: Output,
    of_verb: Mapping[int, int],
    claims: Sequence[Claim],
    setting: Callable[[Predicate], Setting],
) -> Setting:
    when: ClaimTime | None = None
    where: ClaimPlace | None = None
    for _ in range(_LONGEST):
        before = verb_before(text, verb, output)
        if before is None:
            break
        claim = claims[of_verb[before.start]] if before.start in of_verb else None
        its_when, its_where = (claim.when, claim.where) if claim is not None else setting(before)
        when, where = when or its_when, where or its_where
        verb = before
    return when, where


def verb_before(text: str, verb: Predicate, output: Output) -> Predicate | None:
    """The verb of the sentence that another goes on from; None where that has a subject of its own or opens a clause."""
    start, _ = output.sentences[verb.sentence]
    lead = max(start, verb.start - _BEFORE)
    form = _form(text, verb)
    participle = form == "ing"
    joined = (_PARTICIPLE if participle else _JOINED).search(text, lead, verb.start)
    if joined is None and not participle:
        joined = _IN_ROW.search(text, lead, verb.start)
    in_row = joined is not None and "," in joined.group() and not participle
    if (
        joined is None
        or form is None
        or (participle and _NO_VERB.match(text, verb.end))
        or (in_row and _BY.match(text, verb.end))
    ):
        return None
    forms = {"past", "present", "ing"} if participle else {form}
    before = [
        one for one in output.predicates
        if one.sentence == verb.sentence and one.end <= joined.start() and one.propbank_score > _SURE
        and text[one.start : one.end].lower() not in _AUXILIARIES and _form(text, one) in forms
        and not _APART.search(text, one.end, joined.start())
        and not (in_row and (_IN_CLAUSE.search(text, start, one.start) or _aside(text, one, output)))
    ]  # fmt: skip
    return before[-1] if before else None


def _aside(text: str, verb: Predicate, output: Output) -> bool:
    """Whether a participle behind the comma after a subject stands for no deed of the row: "The Front, based in Tarn, condemned it"."""
    first = not any(one.sentence == verb.sentence and one.start < verb.start and one.propbank_score > _SURE for one in output.predicates)
    return first and text[: verb.start].rstrip().endswith(",")


def _form(text: str, verb: Predicate) -> str | None:
    """The form of a verb: "past", "present" or "ing"; None for a bare form and a noun."""
    word = text[verb.start : verb.end].split()[0].lower() if verb.start < verb.end else ""
    lemmas = {lemma for lemma, kind in candidate_lemmas(word) if kind == "verb" and lemma != word}
    if word in _UNCHANGED:
        return None if _NOT_PAST.search(text, max(0, verb.start - _BEFORE), verb.start) else "past"
    if not lemmas:
        return None
    return "ing" if word.endswith("ing") else "present" if word.endswith("s") else "past"
