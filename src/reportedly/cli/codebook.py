"""What ``reportedly codebook`` prints: what a codebook holds, and how well a head learns its examples."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec

from reportedly.cli.output import write_file
from reportedly.codebooks.load import DEFAULT_CODEBOOK, load_codebook
from reportedly.encoder.session import Encoder
from reportedly.extract.type_fitting import Fitted, fit_types, taught_types
from reportedly.extract.type_head import fitted_path, head_bytes
from reportedly.schema.codebook import Codebook


def opened(name: str) -> Codebook:
    """The codebook of this path, or the packaged one of this name."""
    return load_codebook(None if name == DEFAULT_CODEBOOK else Path(name))


def contents(codebook: Codebook) -> list[dict[str, object]]:
    """Each type with its counts of examples, counter-examples and words of the lexicon, and its definition."""
    shown = Counter(code for one in codebook.examples for code in {mark.type for mark in one.marks})
    counter = Counter(one.type for one in codebook.examples if one.counter)
    lemmas = Counter(kind for kind, _ in {(entry.type, entry.lemma) for entry in codebook.entries})
    return [
        {
            "type": kind.code, "parent": kind.parent, "examples": shown[kind.code], "not": counter[kind.code],
            "lexicon": lemmas[kind.code], "modes": [mode.code for mode in kind.modes], "definition": kind.definition,
        }
        for kind in codebook.types
    ]  # fmt: skip


def check_page(name: str, *, as_json: bool) -> str:
    """What the codebook holds, after everything in it was checked, its number of examples too."""
    codebook = opened(name)
    if codebook.examples:
        taught_types(codebook)
    rows = contents(codebook)
    if as_json:
        return json.dumps({"codebook": codebook.hash, "types": rows}, indent=2, ensure_ascii=False)
    width = max(len(str(row["type"])) for row in rows) + 2
    lines = [f"{codebook.name} {codebook.version}: {len(rows)} types", "", f"{'':{width}}examples   not   words of the lexicon"]
    for row in rows:
        lines.append(f"{row['type']:<{width}}{row['examples'] or '':>8}{row['not'] or '':>6}{row['lexicon'] or '':>10}")
        lines += [f"{row['type']:<{width}}names nothing: it has neither examples nor words"] * (not row["examples"] and not row["lexicon"])
    return "\n".join(lines)


def show_page(name: str) -> str:
    """Each type with its definition and modes."""
    codebook = opened(name)
    lines = [f"{codebook.name} {codebook.version}"]
    for kind in codebook.types:
        lines += ["", f"{kind.code}{f' (rolls up to {kind.parent})' if kind.parent else ''}", f"    {' '.join(kind.definition.split())}"]
        lines += [f"    {kind.code}/{mode.code}  {' '.join(mode.definition.split())}" for mode in kind.modes]
    return "\n".join(lines)


def fit(file: Path, model: Path | None) -> tuple[Fitted, Path]:
    """Fit a head on the examples of the codebook in ``file`` and write it beside that, whole or not at all."""
    codebook = load_codebook(file)
    taught_types(codebook)
    encoder = Encoder(model)
    head, told = fit_types(codebook, encoder.encode, encoder.model_hash)
    target = fitted_path(file)
    write_file(iter([head_bytes(head)]), target)
    return told, target


def fit_page(told: Fitted, target: Path, file: Path, *, as_json: bool) -> str:
    """The figures of a fit: a table by type, and what to look at."""
    if as_json:
        return msgspec.json.format(msgspec.json.encode({"fitted": str(target), **msgspec.to_builtins(told)}), indent=2).decode()
    return "\n".join(_fit_lines(told, target, file))


def _fit_lines(told: Fitted, target: Path, file: Path) -> Iterator[str]:
    width = max(len("all types"), *(len(one.type) for one in told.scores)) + 2
    yield f"{'':{width}}{'examples':>9}{'precision':>11}{'recall':>8}{'f1':>6}{'taken from':>12}"
    for one in told.scores:
        yield (
            f"{one.type:<{width}}{one.examples:>9}{100 * one.precision:>11.0f}{100 * one.recall:>8.0f}{100 * one.f1:>6.0f}"
            f"{one.threshold:>12.2f}"
        )
    examples = sum(one.examples for one in told.scores)
    yield f"{'all types':<{width}}{examples:>9}{100 * told.precision:>11.0f}{100 * told.recall:>8.0f}{100 * told.f1:>6.0f}"
    yield ""
    yield (
        "Percent, by cross-validation: no sentence was seen by the head that judged it; "
        f"{told.other_words:,} other words were of no type."
    )
    for pair in told.alike:
        yield (
            f"{pair.one} is too like {pair.other}: {100 * pair.taken:.0f} of 100 of its triggers were taken for it. "
            "Say in the definitions what parts them, add examples of both, or make them one type."
        )
    yield f"Written: {target}. Next: reportedly read --codebook {file} REPORT"
