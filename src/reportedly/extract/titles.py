"""Titles before names: "Russian President Vladimir Putin" is called Vladimir Putin."""

import re

from reportedly.extract.lexicon import lexicon

_WORD = re.compile(r"\S+")
_PERSON = frozenset({"person"})


def behind_titles(written: str) -> int:
    """Where the bare name begins in a person's name as written, in characters; 0 where no title stands in front.

    A title is the last word of rank or office before words that are all written as a name; what stands before it ("Russian", "NATO
    Secretary") goes with it. A role noun counts where it is written small ("spokesman Omar Salt").
    """
    words = list(_WORD.finditer(written))
    lists = lexicon()
    last = -1
    for number, one in enumerate(words[:-1]):
        low = one.group().rstrip(".,").lower()
        if low in lists.titles or (one.group().islower() and lists.head_kinds.get(low) == _PERSON):
            last = number
    if last < 0:
        return 0
    rest = words[last + 1 :]
    while len(rest) > 1 and rest[0].group() in ("General", "Gen.", "(Ret.)", "(ret.)"):
        rest = rest[1:]
    named = all(one.group()[:1].isupper() or one.group().lower().split("-")[0] in lists.particles for one in rest)
    return rest[0].start() if named and rest[0].group()[:1].isalpha() else 0
