"""What the site makes from code: commands, settings, types of events, the JSON Schema and export formats, as directives.

Each directive writes Markdown from the living thing, so that a page can't say what the program no longer does.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import typer.main
from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from reportedly.cli.main import app as commands
from reportedly.codebooks.load import load_codebook
from reportedly.config import KEYS, PREFIX, Settings
from reportedly.export.contract import json_schema
from reportedly.export.formats import FORMATS

_MARKUP = re.compile(r"\[/?[a-z #0-9]+\]")


def escaped(words: str | None) -> str:
    """Words for a cell of a Markdown table: one line, no bar, no markup of rich."""
    plain = " ".join(_MARKUP.sub("", words or "").split())
    return plain.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*")


def rows(heads: Iterable[str], cells: Iterable[Iterable[str]]) -> Iterator[str]:
    """The lines of a Markdown table."""
    named = list(heads)
    yield f"| {' | '.join(named)} |"
    yield f"|{'---|' * len(named)}"
    for one in cells:
        yield f"| {' | '.join(one)} |"
    yield ""


def command_lines() -> Iterator[str]:
    """Every command with its arguments and options, as the program itself knows them."""
    for names, command in _leaves(("reportedly",), typer.main.get_command(commands)):
        yield f"## `{' '.join(names)}`"
        yield ""
        yield from _help(command.help or "")
        arguments = [one for one in command.params if one.param_type_name == "argument"]
        usage = " ".join([*names, *map(_usage, arguments), "[OPTIONS]"])
        yield from ("```", usage, "```", "")
        options = [one for one in command.params if one.param_type_name == "option" and not getattr(one, "hidden", False)]
        if options:
            yield from rows(("option", "means", "without it"), map(_option, options))


def _leaves(names: tuple[str, ...], command: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    below: Mapping[str, Any] = getattr(command, "commands", {})
    if not below:
        yield names, command
    for name, one in below.items():
        if not getattr(one, "hidden", False):
            yield from _leaves((*names, name), one)


def _usage(argument: Any) -> str:
    name = (argument.metavar or argument.name).upper().strip("[]")
    shown = f"{name}..." if argument.nargs == -1 and not name.endswith("...") else name
    return shown if argument.required else f"[{shown}]"


def _help(text: str) -> Iterator[str]:
    """The help without its examples' markup, paragraph by paragraph."""
    for paragraph in _MARKUP.sub("", text.replace("\b", "")).replace("\f", "\n\n").split("\n\n"):
        lines = [line for line in paragraph.splitlines() if line.strip()]
        if not lines:
            continue
        if all(line.startswith((" ", "$")) or line.lstrip().startswith("reportedly ") for line in lines):
            yield from ("```", *(line.strip() for line in lines), "```", "")
        else:
            yield from (" ".join(line.strip() for line in lines).replace("<", "&lt;"), "")


def _option(option: Any) -> tuple[str, str, str]:
    names = ", ".join(f"`{name}`" for name in [*option.opts, *option.secondary_opts])
    without = option.default
    shown = "" if without is None or without is False or callable(without) or without == () or without == [] else f"`{without}`"
    return names, escaped(option.help), shown


def setting_lines() -> Iterator[str]:
    """Every setting with its variable and type."""
    types = {name: str(kind) for name, kind in Settings.__annotations__.items()}
    cells = ((f"`{key}`", f"`{PREFIX}{key.upper()}`", f"`{_type_words(types[key])}`") for key in KEYS)
    yield from rows(("key", "variable", "type"), cells)


def _type_words(kind: str) -> str:
    return re.sub(r"<class '([^']+)'>", r"\1", kind).replace("pathlib._local.", "").replace("pathlib.", "").replace("|", "or")


def event_type_lines() -> Iterator[str]:
    """Every type and mode of the packaged codebook with its definition."""
    book = load_codebook()
    yield f"Codebook `{book.hash}`: {len(book.types)} types, {len(book.entries):,} words that may name them."
    yield ""
    for kind in book.types:
        yield f"## {kind.code}"
        yield ""
        yield _sentence(kind.definition)
        yield ""
        facts = [f"PLOVER's class: {kind.quad}" if kind.quad else "in none of PLOVER's four classes"]
        if kind.parent:
            facts.append(f"rolls up to {kind.parent}" + (f" ({kind.reason})" if kind.reason else ""))
        if kind.requires_recipient:
            facts.append("needs a recipient")
        yield "; ".join(facts) + "." + (f" {_sentence(kind.note)}" if kind.note else "")
        yield ""
        if kind.modes:
            yield from rows(("mode", "is"), ((f"`{mode.code}`", escaped(mode.definition)) for mode in kind.modes))


def _sentence(words: str) -> str:
    return " ".join(words.split()).replace("<", "&lt;").replace("*", "\\*")


def schema_lines() -> Iterator[str]:
    """The types of the JSON Schema as tables, then the schema itself."""
    schema = json_schema()
    for name, body in schema["$defs"].items():
        if "properties" not in body:
            continue
        yield f"## {name}"
        yield ""
        yield _described(body.get("description", ""))
        yield ""
        required = set(body.get("required", ()))
        cells = ((f"`{key}`" + ("" if key in required else " (optional)"), _schema_type(one)) for key, one in body["properties"].items())
        yield from rows(("field", "type"), cells)
    yield from ("## The schema", "", "```json", *json.dumps(schema, indent=2, ensure_ascii=False).splitlines(), "```")


def _described(words: str) -> str:
    return _sentence(words).replace("``", "`")


def _schema_type(one: Mapping[str, Any]) -> str:
    if "$ref" in one:
        name = one["$ref"].rsplit("/", 1)[-1]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in one:
        return " or ".join(map(_schema_type, one["anyOf"]))
    if "enum" in one:
        return ", ".join(f"`{value}`" for value in one["enum"])
    if one.get("type") == "array":
        return f"list of {_schema_type(one['items'])}" if isinstance(one.get("items"), dict) else "list"
    return str(one.get("type", "any"))


def format_lines() -> Iterator[str]:
    """Every export format, as the program lists it."""
    yield from rows(("format", "is"), ((f"`{one.name}`", escaped(one.about)) for one in FORMATS))


class FromCode(SphinxDirective):
    """Lines of Markdown from a function, in the place of the directive."""

    has_content = False
    lines = staticmethod(format_lines)

    def run(self) -> list[nodes.Node]:
        """The nodes that the lines make."""
        parent = nodes.Element()
        parent.document = self.state.document
        content = StringList(list(type(self).lines()), source=self.get_source_info()[0])
        self.state.nested_parse(content, self.content_offset, parent, match_titles=True)
        return list(parent.children)


def setup(app: Sphinx) -> dict[str, Any]:
    """Name the directives."""
    for name, lines in (
        ("command-reference", command_lines),
        ("settings-reference", setting_lines),
        ("event-types", event_type_lines),
        ("json-schema", schema_lines),
        ("export-formats", format_lines),
    ):
        app.add_directive(name, type(name, (FromCode,), {"lines": staticmethod(lines)}))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
