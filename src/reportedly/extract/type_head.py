"""A codebook's own types, found by a light head that was fitted on their examples: word vectors in, typed triggers out.

``type_fitting`` makes a head; it is kept in a file beside the codebook (``FILE.fit``), which names the codebook and the model
that it was fitted for. With another codebook or model it is refused: the numbers would mean nothing.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import msgspec
import numpy as np
from msgspec import Struct

from reportedly.encoder.output import Output
from reportedly.encoder.products import product
from reportedly.errors import CodebookError
from reportedly.extract.type_words import (
    Floats,
    TriggerWords,
    features,
    looks_like_a_verb,
    trigger_words,
    types_sharing,
)
from reportedly.schema.codebook import Codebook, LexicalEntry, LexicalPos, RoleLink, TypeCandidate

FORMAT = 1


class TypeScores(Struct, frozen=True):
    """Cross-validated figures of one type, from 0 to 1: of ``examples`` triggers ``recall`` were found at ``threshold``."""

    type: str
    examples: int
    precision: float
    recall: float
    f1: float
    threshold: float


class HeadFacts(Struct, frozen=True, kw_only=True):
    """What a fitted head says of itself: for which codebook and model, which types, and how well it did on its examples."""

    format: int = FORMAT
    codebook: str
    model: str
    lemmas: dict[str, list[int]]
    scores: tuple[TypeScores, ...]
    slope: float
    bias: float


@dataclass(frozen=True, slots=True)
class TypeHead:
    """A fitted head: ``weights`` (width + types, types) and ``offsets`` (types) give each type's score of a word."""

    facts: HeadFacts
    weights: Floats
    offsets: Floats

    @property
    def types(self) -> tuple[str, ...]:
        """The codes of the types, in the order of the columns."""
        return tuple(one.type for one in self.facts.scores)

    def best(self, text: str, output: Output, start: int) -> str | None:
        """The likeliest type of the word at character ``start``, however unlikely; None where no word begins there."""
        words = trigger_words(text, output, also=(start,))
        row = next((row for row, span in enumerate(words.spans) if span[0] == start), None)
        return None if row is None else self.types[int(self._scored(words)[row].argmax())]

    def _scored(self, words: TriggerWords) -> Floats:
        shared = [types_sharing(lemmas, self.facts.lemmas) for lemmas in words.lemmas]
        scores = product(features(words.vectors, shared, len(self.types)), self.weights) + self.offsets
        return probabilities(scores, self.facts.slope, self.facts.bias)

    def chances(self, text: str, output: Output) -> list[tuple[tuple[int, int], str, float]]:
        """The words of a report that are triggers of a type: their characters, the type, its probability."""
        words = trigger_words(text, output, known=self.facts.lemmas)
        if not len(words):
            return []
        chances = self._scored(words)
        best = chances.argmax(axis=1)
        found = []
        for row, kind in enumerate(best.tolist()):
            chance = float(chances[row, kind])
            if chance >= self.facts.scores[kind].threshold:
                found.append((words.spans[row], self.types[kind], chance))
        return found


def probabilities(scores: Floats, slope: float, bias: float) -> Floats:
    """Scores as probabilities, by the logistic function that cross-validation fitted."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(slope * scores + bias, -30.0, 30.0))), np.float32)


class TaughtTypes:
    """A codebook and the head that was fitted on its examples, as a source of typed triggers."""

    def __init__(self, codebook: Codebook, head: TypeHead) -> None:
        self._codebook = codebook
        self._head = head

    def triggers(self, text: str, output: Output) -> Mapping[int, TypeCandidate]:
        """First character of a trigger -> its type, with the probability as its weight and the word as its entry."""
        number = {start: place for place, (start, _) in enumerate(output.words)}
        words = [text[start:end] for start, end in output.words]
        found = {}
        for (start, _), code, chance in self._head.chances(text, output):
            place = number[start]
            pos: LexicalPos = "verb" if looks_like_a_verb(words, place) else "noun"
            found[start] = self._candidate(words[place].lower(), code, pos, round(chance, 4))
        return found

    def _candidate(self, word: str, code: str, pos: LexicalPos, chance: float) -> TypeCandidate:
        kind = self._codebook.event_type(code)
        assert kind is not None  # the head's codebook is this one: ``opened_head`` checked it
        roles = {**self._codebook.roles.get(pos, {}), **kind.roles}
        links = tuple(RoleLink(argument=argument, role=role) for argument, role in roles.items())
        entry = LexicalEntry(
            lemma=word, pos=pos, type=code, weight=chance, toll=kind.toll, roles=links,
            source=f"{self._codebook.name}, examples of {code}",
        )  # fmt: skip
        return TypeCandidate(
            type=code, mode=None, weight=chance, roles=links, toll=kind.toll, entry=entry, start=0, end=1
        )


def fitted_path(codebook: Path) -> Path:
    """Where the head fitted on a codebook file is kept: beside it, with ``.fit`` behind its name."""
    return codebook.with_name(codebook.name + ".fit")


def head_bytes(head: TypeHead) -> bytes:
    """The head as a file; the same head gives the same bytes."""
    stream = io.BytesIO()
    facts = np.frombuffer(msgspec.json.encode(head.facts), np.uint8)
    np.savez(stream, facts=facts, weights=head.weights, offsets=head.offsets)
    return stream.getvalue()


def head_from(data: bytes, path: Path) -> TypeHead:
    """The head in a file's bytes; raises CodebookError where they are none, or one of another version."""
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            facts = msgspec.json.decode(arrays["facts"].tobytes(), type=HeadFacts)
            return TypeHead(facts, arrays["weights"], arrays["offsets"])
    except (ValueError, KeyError, OSError, EOFError, BadZipFile, msgspec.MsgspecError) as error:
        raise CodebookError(f"{path} is no fitted codebook, or a damaged one.", "Fit the codebook again.") from error


def opened_head(path: Path, codebook: Codebook, model: str) -> TypeHead:
    """The head beside the codebook at ``path``; raises CodebookError where there is none for this codebook and this model."""
    kept = fitted_path(path)
    again = f"Run: reportedly codebook fit {path}"
    try:
        head = head_from(kept.read_bytes(), kept)
    except FileNotFoundError as error:
        raise CodebookError(f"{path} has examples that were not learned yet: there is no {kept.name}.", again) from error
    except OSError as error:
        raise CodebookError(f"{kept} can't be read: {error.strerror}.", again) from error
    if head.facts.format != FORMAT:
        raise CodebookError(f"{kept} was written by another version of reportedly.", again)
    if head.facts.codebook != codebook.hash:
        raise CodebookError(f"{path} was changed since its examples were learned.", again)
    if head.facts.model != model:
        raise CodebookError(f"The examples of {path} were learned with another model.", again)
    return head
