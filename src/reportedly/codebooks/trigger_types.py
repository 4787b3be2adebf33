"""Which event types a trigger word may have: the lexicon's entries, its constraints and its mode rules.

Most words first: where a multiword entry matches at the trigger ("shoot down", "heart attack"), shorter entries
are not offered. A phrase that is marked as no event yields nothing.
"""

from collections.abc import Sequence

from reportedly.codebooks.lemma import candidate_lemmas
from reportedly.schema.codebook import Codebook, Constraint, LexicalEntry, ModeRule, TypeCandidate

# Words that may stand inside a phrase without counting as a gap ("lay a siege to", "seize the city's power").
_FREE = frozenset((
    "a", "an", "the", "its", "their", "his", "her", "our", "my", "your", "this", "that", "these", "those",
    "some", "any", "no", "more", "new", "further", "-", "'s", "’s",
))  # fmt: skip
# After these a base form or a plural is a noun: verb readings are dropped unless the form is a participle.
_NOUN_CUES = frozenset((
    "a", "an", "the", "this", "these", "those", "its", "their", "his", "her", "our", "my", "every", "each",
    "another", "any", "no", "several", "many",
))  # fmt: skip
# After these a base form is a verb.
_VERB_CUES = frozenset((
    "will", "would", "shall", "should", "can", "could", "may", "might", "must", "cannot", "n't", "to", "they",
    "we", "he", "she", "it", "who", "i", "you",
))  # fmt: skip
_LONGEST_BACK = 3


def candidate_types(codebook: Codebook, words: Sequence[str], index: int) -> tuple[TypeCandidate, ...]:
    """The types that the word at ``index`` of a sentence's ``words`` may have, heaviest first; () where it names none.

    A noun phrase is found from any of its words ("car" or "bomb" of "car bomb"), a verb phrase from its first. Raises
    IndexError where ``index`` is out of range.
    """
    readings = candidate_lemmas(words[index])
    if not readings:
        return ()
    phrases = _phrase_matches(codebook, words, index)
    if phrases:
        longest = max(len(entry.words) for entry, _, _ in phrases)
        matches = [match for match in phrases if len(match[0].words) == longest]
    else:
        matches = _word_matches(codebook, words, index, readings)
    if not matches or any(entry.type is None for entry, _, _ in matches):
        return ()
    lower = [_plain(word) for word in words]
    best: dict[tuple[str, str | None], TypeCandidate] = {}
    for entry, start, end in matches:
        if entry.type is None or not all(_holds(each, lower, start, end) for each in entry.constraints):
            continue
        mode, mode_word = _settle_mode(codebook, entry, lower, start, end)
        key = (entry.type, mode)
        if key not in best or best[key].weight < entry.weight:
            best[key] = TypeCandidate(
                type=entry.type, mode=mode, weight=entry.weight, roles=entry.roles, toll=entry.toll, entry=entry,
                start=start, end=end, mode_word=mode_word,
            )  # fmt: skip
    return tuple(sorted(best.values(), key=lambda found: -found.weight))


def _plain(word: str) -> str:
    """The word in lower case without a possessive ending."""
    return word.lower().replace("’", "'").removesuffix("'s")


def _word_matches(
    codebook: Codebook, words: Sequence[str], index: int, readings: tuple[tuple[str, str], ...]
) -> list[tuple[LexicalEntry, int, int]]:
    """The single-word entries of every reading, without those that the word before rules out."""
    before = words[index - 1].lower() if index else ""
    form = _plain(words[index])
    after = words[index + 1].lower() if index + 1 < len(words) else ""
    noun_here = _is_noun_here(words, index)
    # What takes an object is a verb ("rebels fighting the regime").
    verb_here = form.endswith("ing") and after in _NOUN_CUES and not noun_here and before not in _NOUN_CUES
    matches = []
    for lemma, pos in readings:
        if (pos == "verb" and noun_here) or (pos == "noun" and verb_here):
            continue
        if pos == "noun" and lemma == form and before in _VERB_CUES:
            continue
        bare = form in (lemma, lemma + "s", lemma + "es") and before not in _VERB_CUES
        for entry in codebook.by_lemma.get(lemma, ()):
            if entry.pos == pos and not (bare and entry.clear_verb):
                matches.append((entry, index, index + 1))
    return matches


def _is_noun_here(words: Sequence[str], index: int) -> bool:
    """Whether the word before makes a verb reading impossible; participles stay ("the besieged town")."""
    cued = index > 0 and words[index - 1].lower() in _NOUN_CUES
    return cued and not words[index].lower().endswith(("ed", "ing"))


def _phrase_matches(codebook: Codebook, words: Sequence[str], index: int) -> list[tuple[LexicalEntry, int, int]]:
    matches = []
    for start in range(index, max(index - _LONGEST_BACK, 0) - 1, -1):
        readings = candidate_lemmas(words[start], codebook.by_first_word)
        for lemma, pos in readings:
            for entry in codebook.by_first_word[lemma]:
                if start < index and entry.pos != "noun":
                    continue
                if (pos == "verb") != (entry.pos == "verb") or (pos == "verb" and _is_noun_here(words, start)):
                    continue
                end = _phrase_end(entry, words, start)
                if end > index:
                    matches.append((entry, start, end))
    return matches


def _phrase_end(entry: LexicalEntry, words: Sequence[str], start: int) -> int:
    """Where the phrase that starts at ``start`` ends (exclusive), or 0 where its words don't follow."""
    at = start + 1
    spare = entry.gap
    for wanted in entry.words[1:]:
        while at < len(words) and not _is_form(words[at], wanted):
            if words[at].lower() not in _FREE:
                if spare == 0:
                    return 0
                spare -= 1
            at += 1
        if at == len(words):
            return 0
        at += 1
    return at


def _is_form(word: str, lemma: str) -> bool:
    lower = word.lower()
    return lower == lemma or (lower[:2] == lemma[:2] and any(found == lemma for found, _ in candidate_lemmas(lower)))


def _holds(constraint: Constraint, lower: Sequence[str], start: int, end: int) -> bool:
    """Whether the words around the match meet the constraint; the match's own words don't count."""
    before, after = lower[:start], lower[end:]
    if constraint.scope == "before":
        before, after = before[-constraint.reach :], []
    elif constraint.scope == "after":
        before, after = [], after[: constraint.reach]
    met = not constraint.forms.isdisjoint(before) or not constraint.forms.isdisjoint(after)
    return met if constraint.kind == "requires" else not met


def _settle_mode(
    codebook: Codebook, entry: LexicalEntry, lower: Sequence[str], start: int, end: int
) -> tuple[str | None, str | None]:
    """The entry's mode, or the one that a rule sets, with the word that made it."""
    for rule in codebook.rules_by_type.get(entry.type or "", ()):
        if entry.mode is None or entry.mode in rule.replaces:
            word = _nearest(rule, lower, start, end)
            if word is not None:
                return rule.mode, word
    return entry.mode, None


def _nearest(rule: ModeRule, lower: Sequence[str], start: int, end: int) -> str | None:
    """The rule's word that stands nearest to the match, the match's own words included, or None."""
    window = range(max(0, start - rule.reach), min(len(lower), end + rule.reach))
    hits = [at for at in window if lower[at] in rule.forms]
    if not hits:
        return None
    return lower[min(hits, key=lambda at: (max(start - at, at - end + 1, 0), at))]
