"""Coreference within one report: which mentions are the same entity, and why.

Names are joined by rules in order of precision, each over the clusters of those before it (the multi-pass sieve of Raghunathan et
al. 2010 and Lee et al. 2013): what the words define, equal names, acronyms, parts of names. What descriptions and pronouns stand
for is chosen by a learned ranking of antecedents (``chains``) where the encoder gives its noun phrases, and by rules elsewhere.
"""

from collections.abc import Sequence

from msgspec import Struct

from reportedly.encoder.output import Output
from reportedly.extract.candidates import MentionCandidate
from reportedly.extract.chain_joins import join_chains
from reportedly.extract.chains import chains
from reportedly.extract.clustering import Clustering, Link
from reportedly.extract.definitions import join_defined
from reportedly.extract.descriptions import join_descriptions
from reportedly.extract.lexicon import lexicon
from reportedly.extract.names import join_names
from reportedly.extract.own_words import join_own_words
from reportedly.extract.profiles import profile
from reportedly.extract.pronouns import join_pronouns
from reportedly.extract.wording import wording_of


class Clusters(Struct, frozen=True):
    """A partition of the mentions: every index stands in exactly one group, singletons included.

    ``links`` holds one entry for each join that made a group, with its reason in words.
    """

    groups: tuple[tuple[int, ...], ...]
    links: tuple[Link, ...]


def cluster(
    text: str, mentions: Sequence[MentionCandidate], sentences: Sequence[tuple[int, int]], output: Output | None = None
) -> Clusters:
    """Group the mentions of one report by entity; precision goes before recall.

    ``sentences`` are half-open character spans. Mentions may nest and come in any order; spans outside the text or
    without a word stay single. With the encoder's ``output`` of the text, learned antecedents come before the rules for
    descriptions and pronouns.
    """
    wording = wording_of(text, tuple(sentences))
    lists = lexicon()
    profiles = [profile(n, mention, wording, lists) for n, mention in enumerate(mentions)]
    clustering = Clustering(profiles, wording, lists)
    join_defined(clustering)
    join_names(clustering)
    decided: frozenset[int] = frozenset()
    if output is not None and output.phrases:
        decided = join_chains(clustering, chains(text, output, wording), output)
    join_descriptions(clustering)
    join_pronouns(clustering, decided)
    if output is not None:
        join_own_words(clustering, output.cues)
    return Clusters(groups=clustering.groups(), links=tuple(clustering.links))
