"""Coreference within one report: which mentions are the same entity, and why.

Rules in order of precision, each over the clusters of those before it (the multi-pass sieve of Raghunathan et al. 2010
and Lee et al. 2013): what the words define, equal names, acronyms, parts of names, descriptions, pronouns.
"""

from collections.abc import Sequence

from msgspec import Struct

from reportedly.extract.candidates import MentionCandidate
from reportedly.extract.clustering import Clustering, Link
from reportedly.extract.definitions import join_defined
from reportedly.extract.descriptions import join_descriptions
from reportedly.extract.lexicon import lexicon
from reportedly.extract.names import join_names
from reportedly.extract.profiles import profile
from reportedly.extract.pronouns import join_pronouns
from reportedly.extract.wording import Wording


class Clusters(Struct, frozen=True):
    """A partition of the mentions: every index stands in exactly one group, singletons included.

    ``links`` holds one entry for each join that made a group, with its reason in words.
    """

    groups: tuple[tuple[int, ...], ...]
    links: tuple[Link, ...]


def cluster(text: str, mentions: Sequence[MentionCandidate], sentences: Sequence[tuple[int, int]]) -> Clusters:
    """Group the mentions of one report by entity; precision goes before recall.

    ``sentences`` are half-open character spans. Mentions may nest and come in any order; spans outside the text or
    without a word stay single.
    """
    wording = Wording(text, sentences)
    lists = lexicon()
    profiles = [profile(n, mention, wording, lists) for n, mention in enumerate(mentions)]
    clustering = Clustering(profiles, wording, lists)
    join_defined(clustering)
    join_names(clustering)
    join_descriptions(clustering)
    join_pronouns(clustering)
    return Clusters(groups=clustering.groups(), links=tuple(clustering.links))
