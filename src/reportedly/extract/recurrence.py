"""Names that recur: a name found once in a report is found wherever the report repeats it."""

from collections import Counter
from collections.abc import Sequence

from reportedly.extract.candidates import MentionCandidate
from reportedly.extract.lexicon import lexicon
from reportedly.extract.wording import Word, Wording
from reportedly.schema import MentionKind

_KINDS: frozenset[MentionKind] = frozenset(("person", "organisation", "place", "facility"))
_ARTICLES = ("the", "a", "an")
_LEAST_SCORE = 0.5


def add_recurrences(text: str, mentions: Sequence[MentionCandidate]) -> list[MentionCandidate]:
    """The mentions and, added, each place where a name of two words or an acronym recurs that no mention covers.

    Case must be the same; the kind is that of most mentions of the
    name (of the words that an acronym stands for), the score theirs at its highest. A name inside
    a longer name is left alone, one inside a description ("IS commanders") is added. In order of start, the longer first.
    """
    wording = Wording(text, [])
    known: dict[tuple[str, ...], list[MentionCandidate]] = {}
    names: list[tuple[int, int]] = []
    for mention in mentions:
        if mention.level == "name":
            names.append((mention.start, mention.end))
        words = _bare(wording.inside(mention.start, mention.end))
        if mention.kind in _KINDS and mention.score >= _LEAST_SCORE and _recurs_safely(mention, words):
            known.setdefault(tuple(word.text for word in words), []).append(mention)
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for key in known:
        by_first.setdefault(key[0], []).append(key)
    added = list(mentions)
    taken = {(mention.start, mention.end) for mention in mentions}
    covered = _covered(wording, names)
    long: dict[str, list[MentionKind]] = {}
    for mention in mentions:
        long.setdefault(_initials(wording, mention), []).append(mention.kind)
    for at, word in enumerate(wording.words):
        for key in sorted(by_first.get(word.text, ()), key=len, reverse=True):
            last = at + len(key)
            if tuple(w.text for w in wording.words[at:last]) != key:
                continue
            span = (word.start, wording.words[last - 1].end)
            named = covered[at] or covered[last - 1]
            if span in taken or named or _goes_on(wording, at, last):
                break
            kind = _kind(key, known[key], long)
            score = max(mention.score for mention in known[key])
            added.append(MentionCandidate(*span, text[slice(*span)], kind, "name", score))
            taken.add(span)
            covered[at:last] = [True] * len(key)
            break
    return sorted(added, key=lambda mention: (mention.start, -mention.end))


def _kind(key: tuple[str, ...], same: Sequence[MentionCandidate], long: dict[str, list[MentionKind]]) -> MentionKind:
    """The kind of most mentions of a name; for an acronym that of the longer names with its initials, where there are any.

    Two capital letters tell a model little about what they stand for; the words do.
    """
    told = long.get(key[0].replace(".", ""), []) if len(key) == 1 else []
    return Counter([kind for kind in told if kind in _KINDS] or [one.kind for one in same]).most_common(1)[0][0]


def _initials(wording: Wording, mention: MentionCandidate) -> str:
    """The capitals that begin the words of a mention of two such words or more, articles left out."""
    words = [w for w in _bare(wording.inside(mention.start, mention.end)) if w.text[0].isupper()]
    return "".join(word.text[0] for word in words) if len(words) > 1 else ""


def _bare(words: Sequence[Word]) -> list[Word]:
    return list(words[1:] if words and words[0].low in _ARTICLES else words)


def _goes_on(wording: Wording, first: int, last: int) -> bool:
    """Whether a word in capitals beside the name makes it part of another ("the Marrow Front Bank").

    A title in front, or the first word of a text, is none.
    """
    if last < len(wording.words) and wording.words[last].text[0].isupper():
        return True
    before = wording.words[first - 1] if first > 1 else None
    part = before is not None and before.text[0].isupper() and last - first > 1
    return part and before is not None and before.low.rstrip(".") not in lexicon().titles | {"the"}


def _recurs_safely(mention: MentionCandidate, words: Sequence[Word]) -> bool:
    """Whether a repeat of these words is the same name: two words in capitals or more, or one all in capitals."""
    letters = [word for word in words if word.text[0].isalpha()]
    if (
        not letters
        or mention.level == "pronoun"
        or not letters[0].text[0].isupper()
        or not letters[-1].text[0].isupper()
    ):
        return False
    if len(letters) > 1:
        return mention.level == "name"
    return len(letters[0].text.replace(".", "")) > 1 and letters[0].text.isupper()


def _covered(wording: Wording, spans: Sequence[tuple[int, int]]) -> list[bool]:
    """Which words lie inside a name."""
    covered = [False] * len(wording.words)
    for start, end in spans:
        for at in range(wording.first_at(start), wording.last_before(end) + 1):
            covered[at] = True
    return covered
