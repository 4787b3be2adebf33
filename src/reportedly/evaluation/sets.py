"""The sets that can be evaluated, in the order of the benchmarks page; ``__init__`` says how to add one.

Each entry says what is measured, what is gold and what is predicted, and what must lie in the data folder.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportedly.errors import BadOption, MissingCorpus
from reportedly.evaluation import (
    attribution,
    attribution_clauses,
    calibration,
    codebook,
    coreference,
    date_cases,
    dates,
    ecbplus,
    event_arguments,
    event_roles,
    mentions,
    muc_templates,
    places,
    plover_records,
    predicates,
    qasrl,
    relations,
    taught_types,
)
from reportedly.evaluation.command import checked_part, needed

Figures = dict[str, Any]


@dataclass(frozen=True)
class EvaluationSet:
    """One set: ``needs`` are paths under the data folder, ``parts`` the parts that ``run`` can read, the first by default.

    ``run`` takes (data folder, limit, model), and the keyword ``part`` where there are several parts. Its figures may hold
    ``errors``, a list of lines for people to look at.
    """

    name: str
    measures: str
    gold: str
    predicted: str
    needs: tuple[str, ...]
    run: Callable[..., Figures]
    shown: Callable[[Mapping[str, Any]], str]
    parts: tuple[str, ...] = ("dev",)


ANY_PART = ("dev", "train", "test")

SETS: tuple[EvaluationSet, ...] = (
    EvaluationSet(
        "attribution", "source, cue and content of attributions (exact spans) and linked triples (overlap), PolNeAR",
        "nothing: read from raw text", "the product's attributions; beside them the encoder's head before its rules",
        ("polnear",), attribution.run, attribution.shown, ANY_PART,
    ),
    EvaluationSet(
        "attribution_clauses", "clauses that say who says what another says, and whether the two are linked, GUM (many genres)",
        "nothing: read from raw text", "the product's attributions", ("gum",), attribution_clauses.run,
        attribution_clauses.shown, ANY_PART,
    ),
    EvaluationSet(
        "mentions", "entity mentions, strict (span and kind) and unlabelled, re3d and GMB (silver names)",
        "nothing: read from raw text", "the encoder's heads for mentions and for names", ("re3d", "gmb_ner"),
        mentions.run, mentions.shown, ANY_PART,
    ),
    EvaluationSet(
        "predicates", "predicates and arguments (PropBank, web text) and whether it happened (UDS-IH2: Pearson's r, MAE)",
        "nothing, or the predicates where it says so; factuality at gold predicates", "the encoder's predicate heads",
        ("propbank_ewt", "uds_ih2"), predicates.run, predicates.shown, ("dev", "test"),
    ),
    EvaluationSet(
        "qasrl", "arguments of verbs in news, without their labels (QA-SRL answers on Wikinews)", "the verbs",
        "the encoder's PropBank arguments", ("qasrl_gs",), qasrl.run, qasrl.shown, ("dev", "test"),
    ),
    EvaluationSet(
        "ecbplus", "event mentions, participants and reporting words in selected sentences of news, ECB+",
        "nothing: read from raw text", "the encoder's predicates; the product's event claims, mentions and cues", ("ecbplus",),
        ecbplus.run, ecbplus.shown, ANY_PART,
    ),
    EvaluationSet(
        "event_arguments", "arguments of events in conflict news by head word and exact span, WikiEvents",
        "the triggers, or nothing where it says claims", "the event head's arguments; the product's claims", ("wikievents",),
        event_arguments.run, event_arguments.shown, ("dev", "test"),
    ),
    EvaluationSet(
        "event_roles", "role fillers of attacks (MUC-4, CEAF-REE) and event triggers (WikiEvents, mapped types)",
        "nothing: read from raw text", "the product's claims; the encoder's participants head", ("muc4", "wikievents"),
        event_roles.run, event_roles.shown, ANY_PART,
    ),
    EvaluationSet(
        "muc_templates", "which attacks a report tells of and who had which part in each (MUC-4, template F1)",
        "nothing: read from raw text", "the product's claims, put together by event or by incident", ("muc4",),
        muc_templates.run, muc_templates.shown, ANY_PART,
    ),
    EvaluationSet(
        "plover_records", "the type and both actors of an event told in a sentence, PLOVER's gold records (16 types)",
        "nothing but the sentence; marked: the words that tell of the event say which claim is judged",
        "the product's event claims", ("plover_gsr",), plover_records.run, plover_records.shown, ("records",),
    ),
    EvaluationSet(
        "relations", "relations between entities by type (F1), re3d", "the mentions", "the relations between them", ("re3d",),
        relations.run, relations.shown, ANY_PART,
    ),
    EvaluationSet(
        "coreference", "which mentions are the same entity (MUC, B³, CEAFe, CoNLL F1), GUM and OntoGUM",
        "nothing: read from raw text; or the mentions where it says so", "the chains of the encoder's noun phrases; or the groups",
        ("gum",), coreference.run, coreference.shown, ANY_PART,
    ),
    EvaluationSet(
        "event_types", "how often the lexicon alone types a trigger, PLOVER's gold records and WikiEvents", "the triggers",
        "their types", ("plover_gsr", "wikievents"), codebook.run, codebook.shown,
    ),
    EvaluationSet(
        "dates", "time expressions (strict, relaxed, relaxed and value F1), TempEval-3 and WikiWars",
        "nothing but the day of publication", "the expressions and their TIMEX3 values", ("tempeval3", "wikiwars"), dates.run,
        dates.shown, ("dev", "test"),
    ),
    EvaluationSet(
        "date_cases", "what date expressions mean, as days, the Recognizers cases", "the reference day",
        "the expressions and their days", ("recognizers_text",), date_cases.run, date_cases.shown,
    ),
    EvaluationSet(
        "places", "toponyms resolved within 161 km of the gold point, as a share of all gold, LGL and GeoVirus",
        "the toponyms' spans", "the place of each", ("geoparsing",), places.run, places.shown,
    ),
    EvaluationSet(
        "calibration", "what a score is worth (expected calibration error), claims, relations and attributions",
        "nothing: read from raw text", "the claims' triggers and types, the attributions, and their scores",
        ("wikievents", "wikinews", "re3d", "polnear"), calibration.run, calibration.shown,
    ),
    EvaluationSet(
        "taught_types", "triggers of types taught by 5, 10 and 20 example sentences (F1), WikiEvents, PropBank, PLOVER's records",
        "the example sentences; nothing on the texts that are scored", "the triggers and their types",
        ("wikievents", "propbank_ewt", "plover_gsr"), taught_types.run, taught_types.shown,
    ),
)  # fmt: skip


def named(name: str) -> EvaluationSet:
    """The set of this name; raises BadOption where there is none."""
    found = next((one for one in SETS if one.name == name), None)
    if found is None:
        known = ", ".join(one.name for one in SETS)
        raise BadOption(f"There is no set called {name!r}, and no such file.", f"The sets are {known}.")
    return found


def evaluate(
    one: EvaluationSet, data_root: Path, limit: int | None = None, model: Path | None = None, part: str | None = None
) -> Figures:
    """The figures of a set; raises MissingCorpus where its corpus is not there and BadOption where it has no such part."""
    wanted = checked_part(part or one.parts[0], one.parts)
    needed(*(data_root / path for path in one.needs))
    try:
        if len(one.parts) == 1:
            return one.run(data_root, limit, model)
        return one.run(data_root, limit, model, part=wanted)
    except FileNotFoundError as error:
        raise MissingCorpus(
            f"{error.filename} is not there.", f"The part {wanted} of {one.name} needs it; the other parts may do without."
        ) from error


def spread(errors: Sequence[str], count: int) -> list[str]:
    """``count`` errors spread evenly over all, so that they don't all come from the first document."""
    if count >= len(errors):
        return list(errors)
    return [errors[number * len(errors) // count] for number in range(count)]


def listing() -> str:
    """All sets: what each measures, what is gold, what is predicted, what it needs."""
    lines = []
    for one in SETS:
        folders = ", ".join(f"{folder}/" for folder in one.needs)
        lines += [
            one.name, f"    measures   {one.measures}", f"    gold       {one.gold}", f"    predicted  {one.predicted}",
            f"    needs      {folders} in the data folder; parts: {', '.join(one.parts)}",
        ]  # fmt: skip
    return "\n".join(lines)
