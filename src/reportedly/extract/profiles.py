"""What coreference needs to know about one mention: head, number, gender, name core, place in its sentence."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from msgspec import Struct, structs

from reportedly.extract.candidates import MentionCandidate
from reportedly.extract.lexicon import Lexicon
from reportedly.extract.wording import Word, Wording, fold
from reportedly.schema import MentionKind

Number = Literal["singular", "plural"]
Gender = Literal["male", "female"]

PREPOSITIONS = frozenset(
    [
        "of",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "with",
        "to",
        "into",
        "about",
        "against",
        "among",
        "between",
        "through",
        "during",
        "under",
        "over",
        "near",
        "after",
        "before",
        "inside",
        "outside",
        "within",
        "without",
        "toward",
        "towards",
        "upon",
        "across",
        "behind",
        "as",
        "like",
        "than",
        "since",
        "until",
        "amid",
        "including",
    ]
)
_POSTMODIFIERS = PREPOSITIONS | frozenset(
    ["who", "whom", "whose", "which", "that", "where", "when", ",", ";", ":", "(", "[", "–", "—", "being", "said"]
)
_POSSESSIVES = frozenset(["my", "your", "his", "her", "its", "our", "their"])
_DEFINITE = frozenset(["the", "this", "that", "these", "those"])
_DETERMINERS = _DEFINITE | _POSSESSIVES | frozenset([
    "a", "an", "some", "any", "no", "each", "every", "another", "both", "all", "many", "most", "several", "few",
])  # fmt: skip
_NUMERALS = {word: n for n, word in enumerate(
    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
)}  # fmt: skip
_PLURAL_PRONOUNS = frozenset([
    "they", "them", "their", "theirs", "themselves", "these", "those", "we", "us", "our", "ours", "ourselves",
    "both",
])  # fmt: skip
_SINGULAR_PRONOUNS = frozenset(
    [
        "he",
        "him",
        "his",
        "himself",
        "she",
        "her",
        "hers",
        "herself",
        "it",
        "its",
        "itself",
        "i",
        "me",
        "my",
        "mine",
        "myself",
        "this",
        "that",
        "one",
    ]
)
_IRREGULAR_PLURALS = frozenset(
    [
        "people",
        "men",
        "women",
        "children",
        "police",
        "troops",
        "forces",
        "media",
        "personnel",
        "gunmen",
        "servicemen",
        "policemen",
        "sheep",
        "feet",
        "teeth",
    ]
)
_SINGULAR_IN_S = ("ss", "us", "is", "ics", "news")
_SMALL = _DETERMINERS | frozenset(["of", "for", "and", "in", "al", "el", "de", "'s", "’s"])
_INTENSIFIERS = frozenset(["same", "said", "so-called", "very", "late", "own"])


class Profile(Struct, frozen=True):
    """One mention, described. ``first`` and ``last`` are word indices (last exclusive); ``core`` is its folded name.

    ``bare`` is the name with only articles dropped, for exact comparison; ``modifiers`` are the words before the head
    of a description; ``count`` is the number that it states.
    """

    index: int
    start: int
    end: int
    kind: MentionKind
    level: str
    sentence: int
    first: int
    last: int
    head: str
    number: Number | None
    gender: Gender | None
    core: tuple[str, ...]
    bare: tuple[str, ...]
    titles: frozenset[str]
    determiner: str
    modifiers: frozenset[str]
    count: int | None
    role: str


def profile(index: int, mention: MentionCandidate, wording: Wording, lists: Lexicon) -> Profile:
    """Describe one mention; a span that holds no whole word gets empty words and matches nothing."""
    # Coreference and relations describe the same mentions of a report one after the other.
    described = wording.described.get(mention)
    if described is None:
        described = wording.described[mention] = _described(mention, wording, lists)
    return structs.replace(described, index=index)


def _described(mention: MentionCandidate, wording: Wording, lists: Lexicon) -> Profile:
    words = _trimmed(wording.inside(mention.start, mention.end))
    first = wording.first_at(words[0].start if words else mention.start)
    lows = [word.low for word in words]
    bare = _name_tokens(words)
    level = "name" if mention.level == "nominal" and _written_as_name(wording, words, lists) else mention.level
    core, titles = _core(mention.kind, words, lists) if level == "name" else (bare, frozenset[str]())
    if level == "pronoun":
        head, modifiers = (lows[0] if lows else ""), frozenset[str]()
    else:
        head, modifiers = _head(lows)
    determiner = lows[0] if lows and lows[0] in _DETERMINERS else ""
    count = next((n for n in map(numeral, lows[:3]) if n is not None), None) if level == "nominal" else None
    return Profile(
        index=-1, start=mention.start, end=mention.end, kind=mention.kind, level=level,
        sentence=wording.sentence(mention.start), first=first, last=first + len(words), head=head,
        number=_number(mention.kind, level, lows, (head, count)),
        gender=_gender(mention.kind, level, lows, (core, titles | {head}), lists),
        core=core, bare=bare, titles=titles, determiner=determiner, modifiers=modifiers, count=count,
        role=role_of(wording, first, first + len(words), lists),
    )  # fmt: skip


def _written_as_name(wording: Wording, words: Sequence[Word], lists: Lexicon) -> bool:
    """Whether a mention given as a description is written as a name: all its words but the small ones in capitals.

    A descriptor at the end ("the Marrow Front group") need not be.
    One word that opens a sentence tells nothing, unless it is in capitals throughout.
    """
    if wording.shouted:
        return False
    telling = [word for word in words if word.text[0].isalpha() and word.low not in _SMALL]
    if len(telling) > 1 and telling[-1].low in lists.descriptors:
        telling.pop()
    if not telling or not all(word.text[0].isupper() for word in telling):
        return False
    if len(telling) > 1 or (len(telling[0].text) > 1 and telling[0].text.isupper()):
        return True
    at = wording.first_at(telling[0].start)
    return at != wording.sentence_first(wording.sentence(telling[0].start))


def role_of(wording: Wording, first: int, last: int, lists: Lexicon) -> str:
    """How a span stands in its clause, from the words beside it: subject, object, oblique, possessor or modifier.

    A rough reading without a parse: before 's it is a possessor, before a hyphen or the head of a description a
    modifier, after a preposition oblique, after a word that ends a clause or begins one a subject, otherwise an object.
    """
    before, after = wording.low(first - 1), wording.low(last)
    opening = first >= len(wording.words) or first == wording.sentence_first(
        wording.sentence(wording.words[first].start)
    )
    if after in ("'s", "’s"):
        return "possessor"
    if after == "-" or after in lists.head_kinds or (after.endswith("s") and after[:-1] in lists.head_kinds):
        return "modifier"
    if before in PREPOSITIONS:
        return "oblique"
    if opening or before in _CLAUSE_OPENERS or after in _FINITE:
        return "subject"
    return "object"


_CLAUSE_OPENERS = frozenset([
    ',', ';', ':', '-', '–', '—', '(', '"', '“', '”', 'and', 'but', 'or', 'that', 'because', 'while', 'when',
    'where', 'if', 'as', 'although', 'though', 'said', 'says',
])  # fmt: skip
_FINITE = frozenset(
    [
        "is",
        "was",
        "are",
        "were",
        "has",
        "have",
        "had",
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "must",
        "should",
        "does",
        "did",
        "do",
        "said",
        "says",
        "told",
        "has",
        "been",
        "also",
    ]
)


def _trimmed(words: Sequence[Word]) -> list[Word]:
    """The words without quotation marks and brackets at the ends and without a final 's."""
    kept = list(words)
    while kept and (kept[-1].low in ("'s", "’s") or not kept[-1].text[0].isalnum()):
        kept.pop()
    while kept and not kept[0].text[0].isalnum():
        kept.pop(0)
    return kept


def _name_tokens(words: Sequence[Word]) -> tuple[str, ...]:
    tokens = [fold(word.text).replace("'", "").replace("’", "") for word in words if word.text[0].isalnum()]
    while tokens and tokens[0] in _DETERMINERS:
        tokens.pop(0)
    return tuple(_spelling(token) for token in tokens)


@lru_cache(maxsize=1 << 16)
def _spelling(token: str) -> str:
    """One spelling for the commonest variants of transliterated names: doubled letters, a final h, Qaeda."""
    if len(token) < 4 or not token.isalpha():
        return token.rstrip(".")
    token = "".join(c for n, c in enumerate(token) if n == 0 or c != token[n - 1])
    token = token[:-1] if token.endswith("ah") else token
    for british, american in (("our", "or"), ("tre", "ter"), ("isation", "ization"), ("fence", "fense")):
        if token.endswith(british) and len(token) > 5:
            return token.removesuffix(british) + american
    return "qaida" if token in ("qaeda", "qaida", "qaïda") else token


def _core(kind: MentionKind, words: Sequence[Word], lists: Lexicon) -> tuple[tuple[str, ...], frozenset[str]]:
    """The name itself: titles before a person's name, descriptors after an organisation's and articles dropped."""
    kept = [word for word in words if word.text[0].isalnum()]
    while kept and kept[0].low in _DETERMINERS:
        kept.pop(0)
    titles: frozenset[str] = frozenset()
    if kind == "person":
        cut = max((n for n, word in enumerate(kept) if word.low.rstrip(".") in lists.titles), default=-1)
        if cut + 1 < len(kept) and kept[cut + 1].text[:1].isupper() and cut >= 0:
            titles = frozenset(word.low.rstrip(".") for word in kept[: cut + 1])
            kept = kept[cut + 1 :]
        described = next((n for n, word in enumerate(kept) if word.text[:1].isupper()), 0)
        if described > 0 and all(word.text[:1].isupper() or len(word.text) < 4 for word in kept[described:]):
            kept = kept[described:]  # what stands in lower case before a name describes its bearer ("analyst Heras")
        while len(kept) > 1 and kept[-1].low.rstrip(".") in lists.name_suffixes:
            kept.pop()
    elif kind == "place":
        if len(kept) > 1 and kept[-1].low == "city" and kept[-1].text.islower():
            kept.pop()
    else:
        while len(kept) > 1 and kept[-1].low in lists.descriptors and (kept[-1].text.islower() or len(kept) == 2):
            kept.pop()
    person = kind == "person"
    tokens = [word for n, word in enumerate(kept) if not _article(word, n, person and len(kept) == 2)]
    return _name_tokens(tokens) or _name_tokens(kept), titles


def _article(word: Word, position: int, given_name: bool) -> bool:
    """Whether a word is the Arabic article; "Al" before one other word may be a given name instead."""
    return word.low in ("al", "el") and not (given_name and position == 0 and word.text == "Al")


def _head(lows: Sequence[str]) -> tuple[str, frozenset[str]]:
    """The head of a description, the last word before what follows it, and the words before the head."""
    start = 1 if lows and lows[0] in _DETERMINERS else 0
    stop = next((n for n in range(start + 1, len(lows)) if lows[n] in _POSTMODIFIERS), len(lows))
    part = [low for low in lows[start:stop] if low[0].isalnum() or low == "'s"]
    if not part:
        return "", frozenset()
    skip = _INTENSIFIERS
    return part[-1], frozenset(low for low in part[:-1] if low not in skip and numeral(low) is None)


def numeral(low: str) -> int | None:
    """The number that a word in lower case states, in digits or as one of the words to twelve."""
    if low.isascii() and low.isdigit() and len(low) < 7:
        return int(low)
    return _NUMERALS.get(low)


def _number(kind: MentionKind, level: str, lows: Sequence[str], told: tuple[str, int | None]) -> Number | None:
    head, count = told
    if level == "pronoun":
        return "plural" if head in _PLURAL_PRONOUNS else "singular" if head in _SINGULAR_PRONOUNS else None
    if level == "name":
        if kind == "person" and "and" in lows:
            return "plural"
        return None if kind in ("nationality", "organisation", "other") else "singular"
    if (count is not None and count > 1) or (lows and lows[0] in ("these", "those", "both", "many", "several", "few")):
        return "plural"
    if "and" in lows and kind == "person":
        return "plural"
    if is_plural(head):
        return "plural"
    return "singular" if head else None


def is_plural(head: str) -> bool:
    """Whether a head in lower case looks like a plural."""
    return head in _IRREGULAR_PLURALS or (head.endswith("s") and len(head) > 3 and not head.endswith(_SINGULAR_IN_S))


def _gender(
    kind: MentionKind, level: str, lows: Sequence[str], told: tuple[tuple[str, ...], frozenset[str]], lists: Lexicon
) -> Gender | None:
    core, cues = told
    if level == "pronoun":
        cues, first = frozenset(lows[:1]), ""
    elif kind in ("person", "other"):
        first = lows_first(lows, core, level)
    else:
        return None
    male, female = bool(cues & lists.male), bool(cues & lists.female)
    if male == female:
        male, female = first in lists.male, first in lists.female
    return None if male == female else "male" if male else "female"


def lows_first(lows: Sequence[str], core: tuple[str, ...], level: str) -> str:
    """The given name of a person's name of two words or more; an empty string for anything else."""
    if level != "name" or len(core) < 2:
        return ""
    return lows[-len(core)] if len(lows) >= len(core) else core[0]
