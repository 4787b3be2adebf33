"""What a score means: the probability that a careful reader would accept what it stands on.

For an event claim that is its trigger and its type, for a relation claim its type and its two sides, for an attribution its
source, cue and content together. Each is a small
logistic model over the evidence that found it, fitted on annotated and judged reports by ``python -m benchmarks.calibrate``, which
writes the constants (``data/calibration.yaml``) and the curve (docs/calibration.md). No weight of a piece of evidence is
negative, so more evidence never lowers a score.
"""

import math
from collections.abc import Mapping
from functools import lru_cache
from typing import Protocol

import msgspec
from msgspec import Struct

from reportedly.encoder.output import Predicate
from reportedly.extract.lexicon import load_data
from reportedly.schema.codebook import TypeCandidate

# A probability at 0 or 1 would count without end.
SMALLEST = 0.02
UNSEEN_CHANCE = 0.5  # of a type, where no head spoke of the word


class Found(Protocol):
    """What a trigger must tell of itself: its uncalibrated score, its type, the lexicon's entry and the head's predicate."""

    @property
    def score(self) -> float:
        """How good the trigger looked, from 0 to 1 (more than 1 counts as 1)."""

    @property
    def type(self) -> str:
        """The type that it was given."""

    @property
    def candidate(self) -> TypeCandidate | None:
        """The lexicon's entry, where it has one."""

    @property
    def predicate(self) -> Predicate | None:
        """What the encoder says of the word, where it took it for a predicate."""


class Logistic(Struct, frozen=True, forbid_unknown_fields=True):
    """A probability from evidence: the logistic function of ``bias`` and the weighted sum."""

    bias: float
    weights: Mapping[str, float]

    def probability(self, evidence: Mapping[str, float]) -> float:
        """The probability for this evidence; a weight without evidence is a KeyError."""
        odds = self.bias + sum(weight * evidence[name] for name, weight in self.weights.items())
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds))))

    def scored(self, evidence: Mapping[str, float]) -> float:
        """The probability as readings show it, with four digits."""
        return round(self.probability(evidence), 4)


class Calibration(Struct, frozen=True, forbid_unknown_fields=True):
    """The constants of ``data/calibration.yaml``; claims below ``min_score`` are held back where nothing else is asked for."""

    claims: Logistic
    relations: Logistic
    attributions: Logistic
    min_score: float


@lru_cache(maxsize=1)
def calibration() -> Calibration:
    """The packaged constants, read once."""
    return msgspec.convert(load_data("calibration.yaml"), Calibration)


def log_odds(probability: float) -> float:
    """The logarithm of the odds, probabilities kept SMALLEST away from 0 and 1."""
    kept = min(max(probability, SMALLEST), 1.0 - SMALLEST)
    return math.log(kept / (1.0 - kept))


def claim_evidence(found: Found) -> dict[str, float]:
    """The evidence for a trigger and its type.

    ``found``: the log-odds of the score that chose it. ``lexicon``: the weight of the lexicon's entry, 0 without one. ``type``: the
    log-odds that the head gives its type. ``event``: the log-odds, by the head, that it is any of the codebook's events.
    """
    chances = dict(found.predicate.types) if found.predicate is not None else {}
    none = chances.get("OTHER", SMALLEST) if chances else UNSEEN_CHANCE
    return {
        "found": log_odds(found.score),
        "lexicon": found.candidate.weight if found.candidate is not None else 0.0,
        "type": log_odds(chances.get(found.type, 0.0) if chances else UNSEEN_CHANCE),
        "event": -log_odds(none),
    }


def claim_score(found: Found) -> float:
    """The probability that a careful reader accepts the trigger and its type."""
    return calibration().claims.scored(claim_evidence(found))


def attribution_evidence(cue: float, source: float | None, content: float) -> dict[str, float]:
    """The evidence for an attribution: the log-odds of its parts' scores; nobody named (None) speaks neither for nor against it."""
    return {
        "cue": log_odds(cue),
        "source": 0.0 if source is None else log_odds(source),
        "content": log_odds(content),
    }


def relation_evidence(score: float) -> dict[str, float]:
    """The evidence for a relation: the log-odds of the score that the rules or the relation head gave it."""
    return {"found": log_odds(score)}
