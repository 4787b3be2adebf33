"""Who is accused, and what of: "accused the Ministry of Defence of shelling the town"."""

import re

from reportedly.encoder.output import Output, ScoredSpan
from reportedly.extract.frames import Filled
from reportedly.extract.inner_clauses import own_topic
from reportedly.extract.triggers import Trigger

ACCUSED = 0.8  # the score of who stands right behind "accused" and in front of "of"
_ACCUSES = re.compile(r"accus(?:e|es|ed|ing)|(?:suspect|convict|acquit|acquitt|clear)(?:s|ed|ing)?", re.IGNORECASE)
_CLAUSE = re.compile(r",|[.;:!?](?:\s|\Z)|\s(?:after|before|when|while|but)\s")
_ARTICLE = 5  # characters from a verb to what an article opens behind it


def accused_in(text: str, trigger: Trigger, output: Output) -> tuple[int, int] | None:
    """Who is accused, right behind the verb: the longest phrase there that "of" follows; it and the charge become the trigger's arguments.

    None where the words say it otherwise. Whom the charge speaks of is not accused.
    """
    if trigger.type != "ACCUSE" or _ACCUSES.fullmatch(text, trigger.start, trigger.end) is None:
        return None
    end = output.sentences[trigger.sentence][1]
    spans = (*output.mentions, *output.names, *output.chunks)
    behind = (
        one.end for one in spans
        if 1 <= one.start - trigger.end <= _ARTICLE and one.end < end and text[trigger.end : one.start].strip() != "by"
    )  # fmt: skip
    last = max((one for one in behind if text.startswith(" of ", one)), default=None)
    if last is None:
        return None
    clause = _CLAUSE.search(text, last + 4, end)
    told = own_topic(text, ScoredSpan(last + 4, clause.start() if clause else end, "ARG2", ACCUSED), trigger.predicate, output)
    accused, charge = (trigger.end + 1, last), (told.start, told.end)
    trigger.filled = [one for one in trigger.filled if one.role in ("actor", "time")]
    trigger.filled += [Filled("recipient", *accused, ACCUSED), Filled("topic", *charge, ACCUSED)]
    return accused
