"""Chains: the noun phrases of a report that stand for one thing, by rules for names and learned antecedents for the rest."""

from collections.abc import Sequence

from msgspec import Struct

from reportedly.encoder.output import Output
from reportedly.extract.antecedents import Choice, choose, packaged_weights
from reportedly.extract.candidates import MentionCandidate
from reportedly.extract.clustering import Clustering
from reportedly.extract.definitions import join_defined
from reportedly.extract.lexicon import lexicon
from reportedly.extract.names import join_names
from reportedly.extract.noun_phrases import NounPhrase, noun_phrases
from reportedly.extract.pair_features import Pairs, pairs_of
from reportedly.extract.phrase_tails import appositions, with_tails
from reportedly.extract.profiles import Profile, profile
from reportedly.extract.wording import Wording
from reportedly.schema import MentionKind

KIND_OF: dict[str, MentionKind] = {
    "person": "person", "organisation": "organisation", "place": "place", "time": "time",
}  # fmt: skip
# The share that an antecedent must have beside having none. On the honest half of OntoGUM train that no weights had seen, CoNLL F1
# was 54.8 at 0.3, 54.5 at 0.4, 52.6 at 0.5: a missed link costs more than a wrong one.
LEAST = 0.35


class Chains(Struct, frozen=True):
    """The noun phrases of a report in the order of their heads, the antecedent of each, and the chains of two or more.

    ``groups`` holds indices into ``phrases``, each group in order; an apposition is part of the phrase before it and in none.
    """

    phrases: tuple[NounPhrase, ...]
    choice: Choice
    groups: tuple[tuple[int, ...], ...]


def chains(text: str, output: Output, wording: Wording | None = None) -> Chains:
    """Every noun phrase of a report with what it stands for, from the text and what the encoder says of it."""
    phrases, pairs = phrase_pairs(text, output, wording or Wording(text, output.sentences))
    choice = choose(pairs, packaged_weights(), LEAST)
    said_again = appositions(text, phrases)
    groups = [tuple(n for n in group if n not in said_again) for group in joined(choice.antecedents.tolist())]
    return Chains(tuple(with_tails(text, phrases)), choice, tuple(group for group in groups if len(group) > 1))


def phrase_pairs(text: str, output: Output, wording: Wording) -> tuple[list[NounPhrase], Pairs]:
    """The noun phrases of a report and the features of their pairs."""
    phrases = noun_phrases(text, output, wording, lexicon())
    links = output.links[:, [phrase.word for phrase in phrases]] if phrases else output.links[:, :0]
    return phrases, pairs_of(phrases, _name_groups(phrases, wording), links)


def joined(antecedents: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """The groups of two or more that antecedents (-1: none; always an earlier index) make."""
    group_of = list(range(len(antecedents)))
    found: dict[int, list[int]] = {}
    for number, earlier in enumerate(antecedents):
        if earlier >= 0:
            group_of[number] = group_of[earlier]
        found.setdefault(group_of[number], []).append(number)
    return tuple(tuple(group) for group in found.values() if len(group) > 1)


def _name_groups(phrases: Sequence[NounPhrase], wording: Wording) -> list[int]:
    """The group of each phrase that is a name, by the rules that join names, counted from 1; 0 for all others."""
    lists = lexicon()
    names = [number for number, phrase in enumerate(phrases) if phrase.level == "name"]
    profiles: list[Profile] = []
    for number in names:
        one = phrases[number]
        kind = KIND_OF.get(one.label, "other")
        candidate = MentionCandidate(one.start, one.base, wording.text[one.start : one.base], kind, "name", one.score)
        profiles.append(profile(len(profiles), candidate, wording, lists))
    clustering = Clustering(profiles, wording, lists)
    join_defined(clustering)
    join_names(clustering)
    groups = [0] * len(phrases)
    for place, number in enumerate(names):
        groups[number] = clustering.find(place) + 1
    return groups
