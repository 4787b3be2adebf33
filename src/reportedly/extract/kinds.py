"""What a name is, by the words around it: a model that never heard of a group, a paper or a town takes it for a person.

Each name is asked wherever the report has it: "the Marrawis", "the Marrawi movement" or "the newspaper El Alba" name bodies, "in Tarn,
Sahr and Ulm" places. What one place in the report says plainly holds for all of them.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

from msgspec import structs

from reportedly.extract.candidates import MentionCandidate
from reportedly.extract.lexicon import lexicon
from reportedly.schema import MentionKind

# What stands behind the name of a body, and in front of one.
_BODY_BEHIND = re.compile(
    r"(?:['’]s)?\s+(?:(?:armed|rebel|militant|insurgent|separatist|activist|monitoring|terrorist|opposition|news|aid)\s+)?"
    r"(?:movement|group|militia|militias|network|faction|party|organi[sz]ation|battalion|brigade|cartel|gang|newspaper|"
    r"agency|broadcaster|website|charity|alliance|coalition|rebels|militants|insurgents|fighters|guerrillas|clan)\b"
)
_BODY_BEFORE = re.compile(
    r"\b(?:newspaper|daily|weekly|magazine|news agency|agency|broadcaster|website|news site|radio station|channel|charity|monitoring group|"
    r"rights group|aid group|militia|armed group|rebel group|movement|faction|cartel|gang)\s+(?:the\s+)?\Z"
)
# Last words of the names of papers, agencies and channels, behind another word.
_MEDIA = re.compile(
    r"\w\s(?:News|Wire|TV|Radio|Times|Herald|Tribune|Gazette|Television|Newswire|Mirror|Observer|Chronicle|Dispatch|Monitor)\Z"
)
_BEFORE_OF = re.compile(r"(?:[\w’'-]+\s+){0,4}?(?P<head>[\w-]+)(?:\s+(?:of|for|in|that|which|from)\s.*)?\Z", re.DOTALL)
_THE = re.compile(r"(?:\A|[\s(“\"])[Tt]he\s+\Z")
_LOCATIVE = re.compile(r"\b(?:in|near|outside|inside|around|throughout)\s+\Z")
_TOWARDS = re.compile(r"\b(?:in|near|outside|inside|around|throughout|from|to|for|at)\s+\Z")
_LISTED = re.compile(r"(?:,\s+|\s+and\s+|,\s+and\s+)")
_TITLE = re.compile(r"(?:Mr|Mrs|Ms|Dr|Gen|Col|Maj|Capt|Lt|Sgt|Prof|Rev|Sen|Gov|President|General|Colonel|Minister)\b")
_TITLED = re.compile(
    r"(?:Cardinal|Bishop|Archbishop|Pope|Imam|Sheikh|Ayatollah|Rabbi|Mr|Mrs|Ms|Dr|General|Colonel|Major|Captain|Lieutenant|Brigadier|Commodore|Admiral|"
    r"Sergeant|President|Senator|Governor|Mayor|Prince|Princess|King|Queen|Judge|Professor)\.?\s+[A-Z][\w’'-]+(?:\s+(?:[a-z]{2,3}\s+)?[A-Z][\w’'-]+)*\Z"
)
_ROLE_BEFORE = re.compile(
    r"\b(?:head|chief|president|director|spokesman|spokeswoman|spokesperson|commander|mayor|governor|minister|leader|chairman|chairwoman|"
    r"secretary|envoy|ambassador|coordinator|analyst|officer|elder|priest|doctor|lawyer|activist)\b[^,.;:]{0,60},\s+\Z"
)
_LIVING = re.compile(
    r"\b(?:[Rr]esidents|[Ii]nhabitants|outskirts|suburbs?|town|village|city|district|neighbou?rhood|province|[Vv]illagers|[Cc]itizens)\s+of\s+\Z"
)
_ONE_PERSON = frozenset(
    "spokesman spokeswoman spokesperson leader commander chief director chairman chairwoman president minister governor mayor envoy "
    "ambassador analyst activist official officer elder soldier fighter militant gunman bomber cleric imam sheikh doctor lawyer journalist "
    "reporter witness resident "
    "diplomat lawmaker senator judge prosecutor man woman boy girl child student teacher driver victim relative".split()
)
_PLURAL = re.compile(r"(?:[\w’'-]*[^s\W]s|[\w’'-]+ites?s)\Z")


def settled_kinds(
    text: str, candidates: Sequence[MentionCandidate], is_town: Callable[[str], bool] = lambda _: False
) -> list[MentionCandidate]:
    """The candidates, in their order, with the kinds that the words around the report's names tell.

    ``is_town`` says whether a name is a settlement's: "observers in Sabha" speaks of no body, "seats in Congress" does.
    """
    told: dict[str, MentionKind] = {}
    for one in candidates:
        if one.level == "name" and one.kind in ("person", "organisation"):
            kind = _told(text, one) if one.kind == "person" else _mistaken(text, one, is_town)
            if kind is not None:
                told.setdefault(_key(one.text), kind)
    # "Marrawi" is a body where "Marrawis" is one; a town named in a row with a town is one.
    names = sorted((one for one in candidates if one.level == "name"), key=lambda one: (one.end, one.start))
    for one, two in pairwise(names):
        row = _LISTED.fullmatch(text, one.end, max(one.end, two.start))
        if row and two.kind == "person" and " " not in two.text and told.get(_key(one.text), one.kind) == "place":
            told.setdefault(_key(two.text), "place")
    towns = Counter(_key(one.text) for one in names if one.kind == "place" and _is_one_word(one.text) and is_town(one.text))
    for key in sorted(set(towns).difference(told)):
        taken = [one for one in names if one.kind == "person" and _key(one.text) == key]
        # "Spoke by telephone from Sabha", which is elsewhere a town; "it may not hold Sabha", which is one three times.
        if towns[key] > len(taken) or all(_TOWARDS.search(text, max(0, one.start - 12), one.start) for one in taken):
            told[key] = "place"
    for key, kind in list(told.items()):
        if kind == "organisation" and key.endswith("s"):
            told.setdefault(key[:-1], kind)
    return [
        structs.replace(one, kind="organisation")
        if one.kind == "person" and one.level == "nominal" and _is_body(one.text)
        else structs.replace(one, kind="person")
        if one.kind == "organisation" and one.level == "nominal" and _is_somebody(one.text)
        else structs.replace(one, kind=told[_key(one.text)])
        if one.kind in ("person", "organisation") and one.level == "name" and _key(one.text) in told
        else one
        for one in candidates
    ]


def _is_body(words: str) -> bool:
    """Whether a description has a head that names a body and never one person ("a monitoring group")."""
    head = _BEFORE_OF.match(words.lower())
    return head is not None and lexicon().head_kinds.get(head["head"], frozenset()) == {"organisation"}


def _is_somebody(words: str) -> bool:
    """Whether a description has a head that names one person and never a body ("the faction's spokesman", "a police officer")."""
    head = _BEFORE_OF.match(words.lower())
    return head is not None and head["head"] in _ONE_PERSON


def _told(text: str, one: MentionCandidate) -> MentionKind | None:
    bare = one.text.split(" ", 1)[1] if one.text.lower().startswith("the ") and " " in one.text else one.text
    start = one.end - len(bare)
    if _TITLE.match(bare) or not bare[:1].isupper():
        return None
    before = text[max(0, start - 30) : start]
    if _MEDIA.search(bare) or _BODY_BEHIND.match(text, one.end) or _BODY_BEFORE.search(before):
        return "organisation"
    if _THE.search(before) and " " not in bare and _PLURAL.match(bare):
        return "organisation"
    if _LOCATIVE.search(before) and " " not in bare and not text.startswith(("'s", "’s", "'", "’"), one.end):
        return "place"
    return None


def _mistaken(text: str, one: MentionCandidate, is_town: Callable[[str], bool]) -> MentionKind | None:
    """What a name that was taken for a body's is: a person with a title or a role beside, or where people live."""
    before = text[max(0, one.start - 80) : one.start]
    if " " in one.text and (_TITLED.match(one.text) or (_ROLE_BEFORE.search(before) and text[one.end : one.end + 1] == ",")):
        return "person"
    if text[one.end : one.end + 1] in ("'", "’") or _BODY_BEHIND.match(text, one.end):
        return None
    if _LIVING.search(before) or (_LOCATIVE.search(before) and _is_one_word(one.text) and is_town(one.text)):
        return "place"
    return None


def _is_one_word(name: str) -> bool:
    """Whether a name is a word with one capital, and so no acronym."""
    return name.istitle() and " " not in name


def _key(words: str) -> str:
    low = words.lower()
    return low.removeprefix("the ")
