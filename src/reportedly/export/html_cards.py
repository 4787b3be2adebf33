"""The cards and rows of the HTML page: one for each claim, relation, quotation and entity."""

from reportedly.export import phrases
from reportedly.export.html_words import escape, quoted, tag
from reportedly.export.marks import claim_marks, segments
from reportedly.schema import Claim, Reading, Span


def claim_card(claim: Claim, look: phrases.Index, text: str, number: int) -> str:
    """One claim as a card; its key and its anchor are ``c`` and the number."""
    key = f"c{number}"
    trigger = ""
    if claim.trigger is not None:
        words = escape(phrases.one_line(claim.trigger.text))
        trigger = f' <a href="#w-{key}" title="Show it in the report">“<bdi>{words}</bdi>”</a>'
    rows = "".join(f"<dt>{label}</dt><dd>{value}</dd>" for label, value in _rows(claim, look))
    marks = claim_marks(claim, look.attributions, key)
    sentence = quoted(text, segments(claim.sentence.start, claim.sentence.end, marks))
    title = f"{number}. {phrases.type_words(claim)}"
    short = f"{title}, according to {phrases.chain_words(claim, look)}: {phrases.sureness_words(claim)}"
    return (
        f'<article class="card" id="{key}" data-key="{key}" data-short="{escape(short)}" tabindex="0">'
        f"<h4>{escape(title)}{trigger}</h4><dl>{rows}</dl>"
        f'<blockquote dir="auto">{sentence}</blockquote></article>'
    )


def _rows(claim: Claim, look: phrases.Index) -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    actor, recipient = (phrases.role_words(claim, look, role) for role in ("actor", "recipient"))
    if actor or recipient:
        who = tag("span", actor, cls="actor") if actor else '<span class="value">(not named)</span>'
        rows.append(("who", f"{who} → {tag('span', recipient, cls='recipient')}" if recipient else who))
    for label, role in (("with", "instrument"), ("about", "topic")):
        words = phrases.role_words(claim, look, role)
        if words:
            rows.append((label, tag("span", words, cls="detail")))
    if claim.when is not None:
        rows.append(("when", _words_and_value(claim.when.span, "time", phrases.interval_words(claim.when))))
    rows += _where(claim, look)
    if claim.toll:
        rows.append(("toll", tag("span", ", ".join(map(phrases.toll_words, claim.toll)), cls="toll")))
    voice = phrases.chain_words(claim, look)
    rows.append(("according to", tag("span", voice, cls="source" if claim.according_to else "value")))
    rows.append(("how sure", _pills(claim)))
    return rows


def _where(claim: Claim, look: phrases.Index) -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    if claim.where is not None:
        value = phrases.place_words(claim.where)
        rows.append(("where", _words_and_value(claim.where.span, "place", value)))
    else:
        words = phrases.role_words(claim, look, "place")
        if words:
            rows.append(("where", f'{tag("span", words, cls="place")} <span class="value">no place found</span>'))
    for label, role in (("from", "origin"), ("to", "destination")):
        words = phrases.role_words(claim, look, role)
        if words:
            rows.append((label, tag("span", words, cls="place")))
    return rows


def _words_and_value(span: Span, part: str, value: str) -> str:
    words = tag("span", phrases.one_line(span.text), cls=part)
    return f'{words} <span class="value">· {escape(value)}</span>'


def _pills(claim: Claim) -> str:
    """How sure, one pill a statement; the colour repeats what the words say."""
    statements = phrases.sureness_words(claim).split(" · ")
    return "".join(f'<span class="pill {_tone(words)}">{escape(words)}</span>' for words in statements)


def _tone(words: str) -> str:
    if words in (phrases.STANCE_WORDS["denies"], phrases.STANCE_WORDS["doubts"]) or words.startswith("said not"):
        return "against"
    if words == phrases.STANCE_WORDS["confirms"]:
        return "firm"
    return "plain" if words == phrases.CERTAINTY_WORDS["certain"] else "doubt"


def relation_rows(reading: Reading, look: phrases.Index) -> list[str]:
    """One row for each relation claim."""
    rows = []
    for number, claim in enumerate(phrases.relations(reading), start=1):
        subject = phrases.role_words(claim, look, "subject") or "(not named)"
        other = phrases.role_words(claim, look, "object") or "(not named)"
        rows.append(
            _row(
                f"r{number}",
                f"{tag('span', subject, cls='actor')} {escape(phrases.type_words(claim))} "
                f"{tag('span', other, cls='recipient')} "
                f'<span class="kind">{escape(phrases.relation_voice_words(claim, look))}</span>',
            )
        )
    return rows


def quotation_rows(reading: Reading, look: phrases.Index) -> list[str]:
    """One row for each attribution on which no claim rests."""
    rows = []
    for number, attribution in enumerate(phrases.unused_attributions(reading), start=1):
        content = " … ".join(phrases.one_line(part.text) for part in attribution.content)
        rows.append(
            _row(
                f"q{number}",
                f"{tag('span', phrases.voice_words(attribution, look), cls='source')} "
                f"{tag('span', attribution.cue.text, cls='cue')}: <bdi>{escape(content)}</bdi>",
            )
        )
    return rows


def entity_rows(reading: Reading) -> list[str]:
    """One row for each entity, with all its names, its place, and how often it is mentioned.

    Those that are only described come last and folded, since a report has many of them.
    """
    rows = []
    numbers = {entity.id: number for number, entity in enumerate(reading.entities, start=1)}
    named, described = phrases.named_entities(reading)
    counts = phrases.mention_counts(reading)
    for place, entity in enumerate((*named, *described)):
        others = phrases.entity_words(entity)
        also = f", also <bdi>{escape(others)}</bdi>" if others else ""
        where = f" · {escape(phrases.gazetteer_words(entity.place))}" if entity.place else ""
        count = escape(phrases.count_words(counts.get(entity.id, 0), "mention"))
        name = f"<bdi>{escape(phrases.one_line(entity.name))}</bdi>"
        rows.append(
            _row(
                f"e{numbers[entity.id]}",
                f"{f'<b>{name}</b>' if place < len(named) else name}{also} "
                f'<span class="kind">{escape(entity.kind)}{where} · {count}</span>',
            )
        )
    if not described:
        return rows
    folded = "".join(rows[len(named) :])
    return [*rows[: len(named)], f"<details><summary>{len(described)} described, not named</summary>{folded}</details>"]


def _row(key: str, content: str) -> str:
    return f'<p class="row" id="{key}" data-key="{key}" tabindex="0">{content}</p>'
