"""A reading as a page for the terminal."""

import io
from collections.abc import Iterable, Mapping

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from reportedly.export import phrases
from reportedly.export.marks import Mark, Part, claim_marks, segments
from reportedly.schema import Claim, Reading, Span

MIN_WIDTH, MAX_WIDTH = 60, 160

# The sixteen colours that each terminal's own theme keeps readable on its background.
STYLES: Mapping[Part, str] = {
    "trigger": "bold reverse",
    "actor": "bold green",
    "recipient": "bold magenta",
    "place": "cyan",
    "time": "yellow",
    "toll": "bold red",
    "source": "underline blue",
    "cue": "italic underline blue",
    "detail": "bright_black",
}
LEGEND: tuple[Part, ...] = ("trigger", "actor", "recipient", "place", "time", "toll", "source", "cue", "detail")

GRADE_STYLES: Mapping[str, str] = {
    "denied": "bold red", "contested": "bold yellow", "single-source": "bold", "corroborated": "bold green",
    "confirmed": "bold green",
}  # fmt: skip

_MARGIN = 2
_LABEL_WIDTH = 12
# A report's text may hold terminal commands: no control or direction-override character reaches the terminal.
_UNSAFE: Mapping[int, str] = {
    **dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\ufffd"),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
    **{ord(space): " " for space in "\t\n\r\x0b\x0c\x85\u2028\u2029"},
}


def render_text(reading: Reading, *, colour: bool, width: int) -> str:
    """The account of one reading as lines of at most ``width`` columns (60 to 160; others are moved into that range).

    With ``colour``, ANSI styles mark the words that each claim rests on; without, the page has no escape codes at all.
    Control characters of the report are shown as U+FFFD.
    """
    buffer = io.StringIO()
    console = Console(
        file=buffer, width=max(MIN_WIDTH, min(width, MAX_WIDTH)), force_terminal=colour, legacy_windows=False,
        color_system="standard" if colour else None, no_color=not colour, highlight=False, markup=False, emoji=False,
        _environ={},
    )  # fmt: skip
    page = _Page(console, reading, colour)
    page.head()
    page.events()
    page.relations()
    page.quotations()
    page.entities()
    page.remainder()
    return "\n".join(line.rstrip() for line in buffer.getvalue().split("\n"))


class _Page:
    """One page being written: each method writes one section, or nothing where the reading has nothing for it."""

    def __init__(self, console: Console, reading: Reading, colour: bool) -> None:
        self.console = console
        self.reading = reading
        self.look = phrases.index(reading)
        self.colour = colour

    def head(self) -> None:
        report = self.reading.report
        self.console.print(Rule(style="bright_black", characters="━"))
        self._indented(_styled(report.title or "(no title found)", "bold"))
        facts = [
            f"By {report.byline}" if report.byline else "no byline found",
            report.publisher,
            phrases.day_words(report.published) or "no date of publication found",
            report.url,
            report.given_id and f"id {report.given_id}",
        ]
        self._indented(_styled(" · ".join(fact for fact in facts if fact)))
        self._indented(_styled(" · ".join(phrases.counts(self.reading)), "bright_black"))
        lead = phrases.lead_words(self.reading)
        if lead is not None:
            self._indented(_styled(lead, "bright_black"))
        if self.colour:
            legend = _styled("in the sentences: ", "bright_black")
            for part in LEGEND:
                legend.append(part, style=STYLES[part]).append("  ")
            self._indented(legend)
        self.console.print(Rule(style="bright_black", characters="━"))

    def events(self) -> None:
        number = 0
        for order, group in enumerate(phrases.event_groups(self.reading), start=1):
            title = _styled(f"EVENT {order}", "bold")
            style = GRADE_STYLES.get(group.event.standing.grade, "bold") if group.event else "bright_black"
            title.append(" · ").append(_styled(phrases.standing_words(group.event), style))
            self._section(title)
            # The reason for the grade of one claim with one voice is its own line "according to".
            if group.event is not None and (len(group.claims) > 1 or group.event.standing.grade != "single-source"):
                self._indented(_styled("; ".join(group.event.standing.reasons), "bright_black"), hanging=True)
            for claim in group.claims:
                number += 1
                self.console.print()
                self._claim(claim, number)
        if not number:
            self._section(Text("NO CLAIMS", style="bold"))
            self._indented(_styled("No claim that something happened was found in this report."))

    def _claim(self, claim: Claim, number: int) -> None:
        grid = _grid()
        title = _styled(phrases.type_words(claim), "bold")
        if claim.trigger is not None:
            title.append(_styled(f"  “{claim.trigger.text}”"))
        grid.add_row(Text(f"{number:>2}  what", style="bright_black"), title)
        for label, words in self._claim_rows(claim):
            grid.add_row(Text(f"    {label}", style="bright_black"), words)
        self._indented(grid)
        self._sentence(claim)

    def _claim_rows(self, claim: Claim) -> list[tuple[str, Text]]:
        rows: list[tuple[str, Text]] = []
        actor, recipient = (phrases.role_words(claim, self.look, role) for role in ("actor", "recipient"))
        if actor or recipient:
            who = _styled(actor or "(not named)", STYLES["actor"] if actor else "bright_black")
            if recipient:
                who.append(" → ").append(_styled(recipient, STYLES["recipient"]))
            rows.append(("who", who))
        for label, role in (("with", "instrument"), ("about", "topic")):
            words = phrases.role_words(claim, self.look, role)
            if words:
                rows.append((label, _styled(words)))
        if claim.when is not None:
            rows.append(("when", self._words_and_value(claim.when.span, "time", phrases.interval_words(claim.when))))
        rows += self._where_rows(claim)
        if claim.toll:
            rows.append(("toll", _styled(", ".join(map(phrases.toll_words, claim.toll)), STYLES["toll"])))
        voice = _styled(phrases.chain_words(claim, self.look), STYLES["source"] if claim.according_to else "")
        rows.append(("according to", voice))
        rows.append(("how sure", _styled(phrases.sureness_words(claim))))
        return rows

    def _where_rows(self, claim: Claim) -> list[tuple[str, Text]]:
        rows: list[tuple[str, Text]] = []
        if claim.where is not None:
            rows.append(("where", self._words_and_value(claim.where.span, "place", phrases.place_words(claim.where))))
        else:
            words = phrases.role_words(claim, self.look, "place")
            if words:
                where = _styled(words, STYLES["place"])
                rows.append(("where", where.append(_styled(" · no place found", "bright_black"))))
        for label, role in (("from", "origin"), ("to", "destination")):
            words = phrases.role_words(claim, self.look, role)
            if words:
                rows.append((label, _styled(words, STYLES["place"])))
        return rows

    def _words_and_value(self, span: Span, part: Part, value: str) -> Text:
        return _styled(f"“{phrases.one_line(span.text)}”", STYLES[part]).append(_styled(f" · {value}"))

    def _sentence(self, claim: Claim) -> None:
        marks = claim_marks(claim, self.look.attributions, claim.id)
        words = self._marked(claim.sentence, marks)
        for line in words.wrap(self.console, self.console.width - _MARGIN - 6):
            self._indented(_styled("  │ ", "bright_black").append(line))

    def _marked(self, span: Span, marks: Iterable[Mark]) -> Text:
        words = Text()
        for segment in segments(span.start, span.end, marks):
            style = STYLES.get(segment.marks[0].part, "") if segment.marks else ""
            words.append(_styled(self.reading.report.text[segment.start : segment.end], style))
        return words

    def relations(self) -> None:
        claims = phrases.relations(self.reading)
        if not claims:
            return
        self._section(Text("RELATIONS", style="bold"))
        table = Table.grid(padding=(0, 2, 0, 0), expand=False)
        for _ in range(4):
            table.add_column(overflow="fold")
        for claim in claims:
            table.add_row(
                _styled(phrases.role_words(claim, self.look, "subject") or "(not named)", STYLES["actor"]),
                _styled(phrases.type_words(claim)),
                _styled(phrases.role_words(claim, self.look, "object") or "(not named)", STYLES["recipient"]),
                _styled(phrases.relation_voice_words(claim, self.look), "bright_black"),
            )
        self._indented(table)

    def quotations(self) -> None:
        rest = phrases.unused_attributions(self.reading)
        if not rest:
            return
        self._section(_styled("ALSO SAID", "bold").append(_styled(" · no claim was taken from it", "bright_black")))
        for attribution in rest:
            words = _styled(phrases.voice_words(attribution, self.look), STYLES["source"])
            words.append(" · ").append(_styled(attribution.cue.text, STYLES["cue"])).append(": ")
            words.append(_styled(" … ".join(phrases.one_line(content.text) for content in attribution.content)))
            self._indented(words, hanging=True)

    def entities(self) -> None:
        if not self.reading.entities:
            return
        self._section(Text("ENTITIES", style="bold"))
        counts = phrases.mention_counts(self.reading)
        named, described = phrases.named_entities(self.reading)
        for kind in dict.fromkeys(entity.kind for entity in named):
            grid = _grid(13)
            for label_number, entity in enumerate(e for e in named if e.kind == kind):
                words = _styled(entity.name, "bold")
                others = phrases.entity_words(entity)
                if others:
                    words.append(_styled(f", also {others}"))
                if entity.place is not None:
                    words.append(_styled(f" · {phrases.gazetteer_words(entity.place)}", STYLES["place"]))
                if counts.get(entity.id, 0) > 1:
                    words.append(_styled(f" · {counts[entity.id]} mentions", "bright_black"))
                grid.add_row(Text("" if label_number else kind, style="bright_black"), words)
            self._indented(grid)
        if described:
            rest = ", ".join(dict.fromkeys(phrases.one_line(entity.name) for entity in described))
            self._indented(_styled("described, not named: ", "bright_black").append(_styled(rest)), hanging=True)

    def remainder(self) -> None:
        self._section(Text("NOT RESOLVED, NOT SHOWN", style="bold"))
        rows = phrases.unresolved_rows(self.reading)
        for kind, words, reason, number in rows:
            times = f" (×{number})" if number > 1 else ""
            line = _styled(f"{kind} ", "bright_black").append(_styled(f"“{words}”{times}: {reason}"))
            self._indented(line, hanging=True)
        for sentence in phrases.gaps(self.reading):
            self._indented(_styled(sentence))
        if not rows and not phrases.gaps(self.reading):
            self._indented(_styled("Every place and time in this report was resolved."))
        mentions = phrases.count_words(len(self.reading.mentions), "mention")
        hint = f"{mentions} in all; each with its offsets: --format json."
        self._indented(_styled(hint, "bright_black"), hanging=True)
        made = self.reading.made_by
        versions = f"reportedly {made.reportedly} · model {_short(made.model)} · codebook {_short(made.codebook)}"
        self._indented(_styled(versions, "bright_black"), hanging=True)

    def _section(self, title: Text) -> None:
        self.console.print()
        self.console.print(Rule(title, align="left", style="bright_black", characters="─"))

    def _indented(self, content: Text | Table, *, hanging: bool = False) -> None:
        if hanging and isinstance(content, Text):
            lines = content.wrap(self.console, self.console.width - _MARGIN - 4)
            for number, line in enumerate(lines):
                self.console.print(Padding(line, (0, 0, 0, _MARGIN + (2 if number else 0))))
            return
        self.console.print(Padding(content, (0, 0, 0, _MARGIN)))


def _grid(label_width: int = _LABEL_WIDTH + 4) -> Table:
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=label_width, no_wrap=True)
    grid.add_column(overflow="fold")
    return grid


def _styled(words: str, style: str = "") -> Text:
    # As a span, not as the base style: what is appended later must not inherit it.
    return Text().append(words.translate(_UNSAFE), style or None)


def _short(name: str) -> str:
    """A hash cut to the twelve digits that tell it from others by eye."""
    head, colon, digest = name.rpartition("sha256:")
    return f"{head}{colon}{digest[:12]}" if colon else name
