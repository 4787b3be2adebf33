"""Which event types a trigger word may have: the lexicon's entries, its constraints and its mode rules.

Most words first: where a multiword entry matches at the trigger ("shoot down", "heart attack"), shorter entries
are not offered. A phrase that is marked as no event yields nothing.
"""

from collections.abc import Sequence

from reportedly.codebooks.lemma import candidate_lemmas
from reportedly.schema.codebook import Codebook, Constraint, LexicalEntry, ModeRule, TypeCandidate

# Words that may stand inside a phrase without counting as a gap ("lay a siege to", "seize the city's power").
_FREE = frozenset((
    "a", "an", "the", "its", "their", "his", "her", "our", "my", "your", "this", "these", "those",
    "some", "any", "no", "more", "new", "further", "-", "'s", "’s",
))  # fmt: skip
_BEHIND_PLURALS = frozenset((
    "against", "on", "by", "of", "from", "over", "were", "are", "had", "have", "began", "erupted", "broke", "continued",
))  # fmt: skip
# Where no phrase goes on: another clause begins.
_STOPS = frozenset((";", ":", "(", ")", "that", "who", "which", "because", "while", "\"", "”", "“"))
_STATES = frozenset(("dead", "wounded", "injured", "homeless", "displaced"))
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
_ARTICLES = frozenset(("a", "an", "the", "its", "their", "his", "her", "another", "several"))
_PREPOSITIONS = frozenset((
    "of", "in", "on", "by", "from", "with", "for", "after", "before", "under", "against", "during", "and", "or", ",",
))  # fmt: skip
_PASSIVE = frozenset(("was", "were", "been", "being"))  # "was hit"
# After these what is its own participle is a verb ("had hit").
_PERFECT = frozenset(("had", "has", "have", "having", "'ve", "’ve", "'d", "’d"))
_OWN_PARTICIPLE = frozenset(("hit", "cut", "hurt", "shut", "beat", "burst", "overrun"))
_LONGEST_BACK = 3


def candidate_types(codebook: Codebook, words: Sequence[str], index: int) -> tuple[TypeCandidate, ...]:
    """The types that the word at ``index`` of a sentence's ``words`` may have, as ``SentenceTypes.at`` gives them."""
    return SentenceTypes(codebook, words).at(index)


class SentenceTypes:
    """One sentence beside the lexicon: what is looked up for one word serves the next."""

    def __init__(self, codebook: Codebook, words: Sequence[str]) -> None:
        self._codebook = codebook
        self._words = words
        self._lower = [word.lower() for word in words]
        self._plain = [low.replace("’", "'").removesuffix("'s") for low in self._lower]  # without a possessive ending
        self._begins = {word[:2] for word in self._lower}
        self._phrases = self._all_phrases()

    def at(self, index: int) -> tuple[TypeCandidate, ...]:
        """The types that the word at ``index`` may have, heaviest first; () where it names none.

        A noun phrase is found from any of its words ("car" or "bomb" of "car bomb"), a verb phrase from its first. Raises
        IndexError where ``index`` is out of range.
        """
        readings = candidate_lemmas(self._words[index])
        if not readings:
            return ()
        phrases = self._phrases_over(index)
        if phrases:
            longest = max(len(entry.words) for entry, _, _ in phrases)
            matches = [match for match in phrases if len(match[0].words) == longest]
        elif any(lemma in self._codebook.by_lemma for lemma, _ in readings):
            matches = self._words_at(index, readings)
        else:
            return ()
        if not matches or any(entry.type is None for entry, _, _ in matches):
            return ()
        best: dict[tuple[str, str | None], TypeCandidate] = {}
        for entry, start, end in matches:
            if entry.type is None or not all(_holds(each, self._plain, start, end) for each in entry.constraints):
                continue
            mode, mode_word = _settle_mode(self._codebook, entry, self._plain, start, end)
            key = (entry.type, mode)
            if key not in best or best[key].weight < entry.weight:
                best[key] = TypeCandidate(
                    type=entry.type, mode=mode, weight=entry.weight, roles=entry.roles, toll=entry.toll, entry=entry,
                    start=start, end=end, mode_word=mode_word,
                )  # fmt: skip
        return tuple(sorted(best.values(), key=lambda found: -found.weight))

    def _words_at(
        self, index: int, readings: tuple[tuple[str, str], ...]
    ) -> list[tuple[LexicalEntry, int, int]]:
        """The single-word entries of every reading, without those that the word before rules out."""
        before = self._lower[index - 1] if index else ""
        form = self._plain[index]
        after = self._lower[index + 1] if index + 1 < len(self._lower) else ""
        noun_here = self._is_noun_here(index)
        # What takes an object is a verb ("rebels fighting the regime").
        verb_here = form.endswith("ing") and after in _NOUN_CUES and not noun_here and before not in _NOUN_CUES
        # "shells hit a market": a noun seldom has an article behind it.
        takes = after in _ARTICLES and not noun_here and before not in _PREPOSITIONS
        matches = []
        nouns = {lemma for lemma, pos in readings if pos == "noun"}
        for lemma, pos in readings:
            # "Sanctions against him", "protests were held": a plural with such a word behind it is no verb.
            if pos == "verb" and form == lemma + "s" and lemma in nouns and after in _BEHIND_PLURALS:
                continue
            if (pos == "verb" and noun_here) or (pos == "noun" and verb_here):
                continue
            if pos == "noun" and lemma == form and before in _VERB_CUES:
                continue
            bare = form in (lemma, lemma + "s", lemma + "es") and before not in _VERB_CUES | _PASSIVE and not takes
            bare = bare and not (form in _OWN_PARTICIPLE and before in _PERFECT)
            for entry in self._codebook.by_lemma.get(lemma, ()):
                if entry.pos == pos and not (bare and entry.clear_verb):
                    matches.append((entry, index, index + 1))
        return matches

    def _is_noun_here(self, index: int) -> bool:
        """Whether the word before makes a verb reading impossible; participles stay ("the besieged town")."""
        cued = index > 0 and self._lower[index - 1] in _NOUN_CUES
        return cued and not self._lower[index].endswith(("ed", "ing"))

    def _phrases_over(self, index: int) -> list[tuple[LexicalEntry, int, int]]:
        """The phrases that begin at the word, and the noun phrases that begin up to three words before and hold it."""
        if not self._phrases:
            return []
        return [
            (entry, start, end)
            for start in range(index, max(index - _LONGEST_BACK, 0) - 1, -1)
            for entry, end in self._phrases.get(start, ())
            if end > index and (start == index or entry.pos == "noun")
        ]

    def _all_phrases(self) -> dict[int, list[tuple[LexicalEntry, int]]]:
        """The phrases of the sentence by their first word, each with where it ends (exclusive)."""
        found: dict[int, list[tuple[LexicalEntry, int]]] = {}
        by_first_word = self._codebook.by_first_word
        for start, word in enumerate(self._words):
            for lemma, pos in candidate_lemmas(word):
                entries = by_first_word.get(lemma)
                if entries is None or (pos == "verb" and self._is_noun_here(start)):
                    continue
                for entry in entries:
                    if (pos == "verb") == (entry.pos == "verb"):
                        end = self._end_of(entry, start)
                        if end:
                            found.setdefault(start, []).append((entry, end))
        return found

    def _end_of(self, entry: LexicalEntry, start: int) -> int:
        """Where the phrase that starts at ``start`` ends (exclusive), or 0 where its words don't follow."""
        words = entry.words
        for wanted in words[1:]:
            if wanted[:2] not in self._begins:
                return 0
        at = start + 1
        spare = entry.gap
        for wanted in words[1:]:
            while at < len(self._lower) and not _is_form(self._lower[at], wanted):
                if self._lower[at] in _STOPS:
                    return 0
                if self._lower[at] not in _FREE:
                    if spare == 0:
                        return 0
                    spare -= 1
                at += 1
            if at == len(self._lower):
                return 0
            at += 1
        if entry.gap and at - start > len(words) and words[-1] in _STATES and self._lower[at - 2] in _NOUN_CUES:
            return 0  # "left the valley and the dead": people, not what was made of them
        return at


def _is_form(word: str, lemma: str) -> bool:
    return word == lemma or (word[:2] == lemma[:2] and any(found == lemma for found, _ in candidate_lemmas(word)))


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
