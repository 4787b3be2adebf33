"""Which claim a report leads with: what a reader is told first, however sure the other claims are.

A sentence says its news in its main clause. "The rebels rejected the appeal to lay down arms" leads with the refusal, though an appeal
and a disarming are claims of their own and may be scored higher.
"""

import re
from collections.abc import Iterable

from reportedly.schema import Claim

# What stands in front of the main clause: "Despite warnings by aid agencies, ..."
_SETTING = re.compile(
    r"(?:after|although|amid|as|because|before|despite|during|following|if|in|once|since|though|under|until|when|while|with)\b[^,;:]*,",
    re.IGNORECASE,
)


def leading_claim(claims: Iterable[Claim]) -> Claim | None:
    """Of the first sentence with event claims the first that says who acted, else the first; None where there is no event claim.

    What is told in front of the main clause comes after what it says. The order was chosen on the half of PLOVER's records that isn't
    held out (types and both actors right, percent): the highest score 69.1 and 62.3, the first claim 76.5 and 72.7, the first that says
    who acted 77.8 and 75.3, this order 80.2 and 79.2.
    """
    events = [claim for claim in claims if claim.kind == "event"]
    first = min((claim.sentence.start for claim in events), default=0)
    return min((claim for claim in events if claim.sentence.start == first), key=_rank, default=None)


def _rank(claim: Claim) -> tuple[bool, bool, int]:
    acted = any(one.role == "actor" for one in claim.arguments)
    at = claim.trigger.start if claim.trigger else claim.sentence.start
    setting = _SETTING.match(claim.sentence.text)
    return not acted, setting is not None and at < claim.sentence.start + setting.end(), at
