"""Full text: the claims whose sentence has all words of a question, stemmed, whatever their case and accents.

Words in double quotes must stand side by side. A word that is withheld is found nowhere.
"""

import re
import sqlite3
from contextlib import closing
from functools import lru_cache

from sqlalchemy import ColumnElement, Select, select, text
from sqlalchemy import column as sql_column
from sqlalchemy import table as sql_table

from reportedly.errors import BadOption
from reportedly.store.tables import claim
from reportedly.views.answer import COUNT_LIMIT
from reportedly.views.gate import Ask
from reportedly.views.withhold import Withheld

_PART = re.compile(r'"([^"]+)"?|(\S+)')
_WORD = re.compile(r"\w+")
# As the record's own index has it (store/migrations), so that a sentence matches here exactly where it matches there.
_TOKENIZER = "porter unicode61 remove_diacritics 2"
_SEARCHED = sql_table("claim_words", sql_column("rowid"))
_MATCHES = "to_tsvector('reportedly', reportedly_plain(claim.sentence)) @@ ({query})"


def phrases_of(wanted: str) -> tuple[tuple[str, ...], ...]:
    """The words of a question, those that must stand side by side together. Raises BadOption where there is no word."""
    found = tuple(tuple(_WORD.findall(quoted or bare)) for quoted, bare in _PART.findall(wanted))
    found = tuple(one for one in found if one)
    if not found:
        raise BadOption("text has no word to look for.", "Give a word or more; words in double quotes stand side by side.")
    return found


def claims_with(ask: Ask, wanted: str) -> Select[tuple[int]]:
    """The ids of the claims whose sentence has all the words, as a query."""
    phrases = phrases_of(wanted)
    if _touches(ask.withheld, phrases):
        return select(claim.c.id).where(claim.c.id.in_(_still_there(ask, phrases)))
    return _matching(ask, phrases)


def test_of_claim(ask: Ask, wanted: str) -> ColumnElement[bool]:
    """Whether the row of ``claim`` at hand has all the words: for few rows at a time of many that do."""
    phrases = phrases_of(wanted)
    if ask.connection.dialect.name == "postgresql" and not _touches(ask.withheld, phrases):
        return _postgresql_condition(phrases)
    return claim.c.id.in_(claims_with(ask, wanted))


def _matching(ask: Ask, phrases: tuple[tuple[str, ...], ...]) -> Select[tuple[int]]:
    if ask.connection.dialect.name == "postgresql":
        return select(claim.c.id).where(_postgresql_condition(phrases))
    matches = text("claim_words MATCH :words").bindparams(words=_fts5(phrases))
    return select(sql_column("rowid").label("id")).select_from(_SEARCHED).where(matches)


def _fts5(phrases: tuple[tuple[str, ...], ...]) -> str:
    return " AND ".join(f'"{" ".join(words)}"' for words in phrases)


def _postgresql_condition(phrases: tuple[tuple[str, ...], ...]) -> ColumnElement[bool]:
    names = {f"words{number}": " ".join(words) for number, words in enumerate(phrases)}
    query = " && ".join(f"phraseto_tsquery('reportedly', reportedly_plain(:{name}))" for name in names)
    return text(_MATCHES.format(query=query)).bindparams(**names)  # type: ignore[return-value]  # a clause of true or false


def _touches(withheld: Withheld, phrases: tuple[tuple[str, ...], ...]) -> bool:
    """Whether a word of the question is, by its stem, one of a withheld name."""
    if not withheld:
        return False
    names = tuple(name for rule in withheld.rules for name in rule.names)
    return any(_found(names, ((word,),)) for words in phrases for word in words)


def _still_there(ask: Ask, phrases: tuple[tuple[str, ...], ...]) -> list[int]:
    """Of the claims that match, those that also do without what is withheld."""
    found = _matching(ask, phrases).limit(COUNT_LIMIT).subquery()
    rows = ask.connection.execute(select(claim.c.id, claim.c.sentence).join(found, found.c.id == claim.c.id)).all()
    kept = _found(tuple(ask.withheld.redact(row.sentence) for row in rows), phrases)
    return [rows[number].id for number in kept]


@lru_cache(maxsize=256)
def _found(sentences: tuple[str, ...], phrases: tuple[tuple[str, ...], ...]) -> tuple[int, ...]:
    """The numbers of the sentences that have the words, as the record's index would say."""
    with closing(sqlite3.connect(":memory:")) as memory:
        memory.execute(f"CREATE VIRTUAL TABLE words USING fts5 (sentence, tokenize = '{_TOKENIZER}')")
        memory.executemany("INSERT INTO words (rowid, sentence) VALUES (?, ?)", enumerate(sentences))
        found = memory.execute("SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid", (_fts5(phrases),))
        return tuple(row[0] for row in found)
