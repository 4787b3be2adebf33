"""What a voice does to a claim in its words: it denies or doubts what it speaks of, and not all that it mentions by the way.

Who denies that two explosions are related denies no explosion, and who questions the timing of a raid knows that there was one.
"""

import re
from collections.abc import Sequence

from reportedly.codebooks.lemma import candidate_lemmas
from reportedly.encoder.output import Output
from reportedly.extract.doers import is_noun
from reportedly.extract.embedding import described_by
from reportedly.extract.factuality import stance_of
from reportedly.extract.frames import claim_words
from reportedly.extract.triggers import Trigger
from reportedly.schema import Attribution, Stance

# What an event has, which may be denied or questioned and leaves the event.
_OF_AN_EVENT = re.compile(
    r"\b(?:timing|motives?|legality|lawfulness|wisdom|need|necessity|purpose|handling|fairness|value|effectiveness|usefulness|proportionality"
    r"|justification|reasons?|grounds|scale|extent|importance|significance|impact|conduct|outcome|results?|success|failure|number|figures?|toll)"
    r"\s+(?:of|for|behind|given\s+for|from)\s+(?:[\w’'-]+\s+){0,5}\Z",
    re.IGNORECASE,
)
_AT_ITS_TIME = re.compile(
    r"\b(?:before|after|during|since|following|amid|ahead\s+of|in\s+the\s+wake\s+of|at\s+the\s+time\s+of|prior\s+to)\s+"
    r"(?:the|this|that|these|those|his|her|their|its|\w+day[’']s|last)\s+(?:[\w’'-]+\s+){0,4}\Z",
    re.IGNORECASE,
)
_WHO = re.compile(r"(?<=\w)\s+(?:who|whom|whose)\s")
_DEFINITE = re.compile(
    r"\b(?:the|this|these|those|both|\w+day[’']s|last\s+(?:week|month|year)[’']s)\s+(?:[\w’'-]+\s+){0,4}\Z", re.IGNORECASE
)
# To deny of an event that it happened, or whose it was, is to deny it.
_EXISTS = frozenset(
    "happen occur exist be have do carry conduct launch commit perpetrate stage order mount organise organize plan take make execute fake "
    "invent come involve".split()
)
_IS_SO = re.compile(
    r"(?:[^,.;:]{0,60}?\s)??(?:is|are|was|were|had\s+been|has\s+been|have\s+been)\s+(?:[a-z]+ly\s+)?"
    r"(?:related|linked|connected|coordinated|deliberate|intentional|premeditated|disproportionate|illegal|unlawful|unjustified|excessive|aimed|meant"
    r"|intended|directed|motivated|racist|racially|a\s+(?:mistake|response|reprisal|reaction|result|war\s+crime|massacre|coup)|retaliation"
    r"|punishment|revenge|in\s+(?:retaliation|response|revenge)|due\s+to|because\s+of|a\s+failure|terrorism|terrorist)\b"
)


def stance_over(trigger: Trigger, voice: Attribution | None, text: str, output: Output) -> Stance:
    """What the innermost voice does to a claim; who rejects an accord or an accusation doesn't deny that there is one."""
    if voice is None:
        return "reports"
    stance = stance_of(voice.cue.text.split(), text[: voice.cue.start].split()[-3:])
    if stance not in ("denies", "doubts"):
        return stance
    lemmas = {lemma for word in voice.cue.text.split() for lemma, _ in candidate_lemmas(word)}
    words = claim_words()
    offered = trigger.type in words.offers and bool(lemmas & words.refusing)
    if stance == "denies" and (offered or trigger.type == "ACCUSE"):
        return "reports"
    return "reports" if _only_mentioned(trigger, voice, text, output) else stance


def _only_mentioned(trigger: Trigger, voice: Attribution, text: str, output: Output) -> bool:
    """Whether what a voice denies or doubts is said of an event that it takes for granted."""
    holding = [span for span in voice.content if span.start <= trigger.start and trigger.end <= span.end]
    if not holding:
        return False
    start, end = holding[0].start, holding[0].end
    before = text[start : trigger.start]
    if _OF_AN_EVENT.search(before) or _AT_ITS_TIME.search(before) or _WHO.search(before):
        return True
    if (described := described_by(text, output, (trigger.start, trigger.end))) is not None and described >= start:
        return True  # "denied that officers stationed at the gate had fled"
    if not is_noun(trigger, text) or _DEFINITE.search(before) is None:
        return False
    return _IS_SO.match(text, trigger.end, end) is not None or _does_something(trigger, (start, end), text, output)


def _does_something(trigger: Trigger, content: tuple[int, int], text: str, output: Output) -> bool:
    """Whether an event is the subject of a verb that tells what it did ("denied that the strike hit a clinic")."""
    for verb in output.predicates:
        inside = trigger.end < verb.start < content[1]
        if not inside or _EXISTS & {lemma for lemma, _ in candidate_lemmas(text[verb.start : verb.end])}:
            continue
        if any(one.label == "ARG0" and one.start <= trigger.start and trigger.end <= one.end <= verb.start for one in verb.propbank):
            return _heads_its_phrase(trigger, text[content[0] : trigger.start])
    return False


def _heads_its_phrase(trigger: Trigger, before: str) -> bool:
    """Whether an event is what the phrase is about ("the strike on the mill"), not what describes it ("the men behind the strike")."""
    words: Sequence[str] = before.lower().split()[-4:]
    return not {"of", "in", "behind", "for", "by", "from", "with", "to"} & set(words)
