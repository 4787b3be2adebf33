"""Whom a pronoun stands for that opens what somebody says: most often the one who says it ("the union announced that it has …")."""

import re
from collections.abc import Sequence

from reportedly.encoder.output import CueFrame
from reportedly.extract.clustering import Clustering
from reportedly.extract.pronouns import form_of

CUE_FROM = 0.5
# Between a cue and the pronoun that is the subject of what is said: "announced on Thursday that it", "said they".
_OPENS = re.compile(r"\s+(?:(?:on\s+)?[A-Z][a-z]+day\s+|(?:today|yesterday|later|also|again)\s+)?(?:that\s+)?")
_NEVER = frozenset(("time", "quantity", "money"))


def join_own_words(clustering: Clustering, cues: Sequence[CueFrame]) -> None:
    """Join a pronoun of the third person that nothing explains and that opens what is said with who says it, where they agree."""
    text = clustering.wording.text
    for cue in cues:
        source = next((one for one in cue.arguments if one.label == "source"), None)
        if source is None or cue.score < CUE_FROM or source.end > cue.start:
            continue
        speakers = [
            p.index for p in clustering.profiles
            if source.start <= p.start and p.end <= source.end and p.level != "pronoun" and p.kind not in _NEVER
        ]  # fmt: skip
        first = min(speakers, key=lambda n: (clustering.profiles[n].start, -clustering.profiles[n].end), default=None)
        for p in clustering.profiles:
            if first is None or p.level != "pronoun" or form_of(p) is None or len(clustering.known(p.index).members) > 1:
                continue
            if p.start > cue.end and _OPENS.fullmatch(text, cue.end, p.start):
                clustering.join(first, p.index, "speaks of itself", same_name=True)
