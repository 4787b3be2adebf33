"""What a headline tells is what the first sentences below it tell in more words."""

import re
from collections.abc import Iterator, Mapping, Sequence

from reportedly.corroborate.claim_wording import last_word, stem
from reportedly.corroborate.same_party import same_party
from reportedly.schema import Claim

_HEADLINE = re.compile(r"\w\W+\w.*\w\s*\Z", re.DOTALL)  # words that nothing ends
_LEAD = 700
"""Characters below a headline, about its first two sentences."""
_LEAD_SENTENCES = 2
_AN_EVENT_AND_ITS_HARM = 2


def told_below(events: Sequence[Claim], names: Mapping[str, frozenset[str]]) -> Iterator[tuple[Claim, Claim]]:
    """Pairs of a headline's claim and one of the first sentences' that may tell of the same, the likeliest first.

    A headline is a first sentence that nothing ends. They are alike by toll, word, mode or party; whether something speaks against
    it (place, day, toll) is for the caller to ask. What is the only one of its type in a headline ("Fighting kills dozens" is one)
    is told again in the sentence below it, also by other words.
    """
    first = min((one.sentence.start for one in events), default=0)
    head = [one for one in events if one.sentence.start == first and _HEADLINE.search(one.sentence.text)]
    if first > 1 or not head:
        return
    end = head[0].sentence.end
    below = [one for one in events if end <= one.sentence.start <= end + _LEAD]
    starts = sorted({one.sentence.start for one in below})[:_LEAD_SENTENCES]
    for one in head:
        alike = [(likeness, two) for two in below if two.sentence.start in starts and (likeness := _alike(one, two, names))]
        yield from ((one, two) for _, two in sorted(alike, key=lambda found: -found[0]))
        kin = [each for each in head if each.type == one.type]
        if not any(_alike(each, two, names) for each in kin for two in below) and len(kin) <= _AN_EVENT_AND_ITS_HARM:
            yield from ((one, two) for two in below if two.sentence.start == starts[0] and two.type == one.type)


def _alike(one: Claim, two: Claim, names: Mapping[str, frozenset[str]]) -> int:
    if one.type != two.type:
        return 0
    numbers = {(toll.what, toll.low if toll.best is None else toll.best) for toll in one.toll}
    same = bool(numbers & {(toll.what, toll.low if toll.best is None else toll.best) for toll in two.toll})
    party = same_party(one, two, names)
    word = stem(one)[:4] == stem(two)[:4] or last_word(one) == last_word(two)
    return 3 * same + 2 * word + 2 * (one.mode is not None and one.mode == two.mode) + (party is not None)
