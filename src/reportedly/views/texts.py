"""Full text: the claims whose sentence has the words of a question, in which nothing finds what is withheld.

How a question is written is said in ``store.search``. Where a word of it is, by its stem, one of a withheld name, sentences are looked
at again as they leave the gate: a sentence counts only where it still answers the question.
"""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, column, exists, false, literal_column, select, table, true

from reportedly.store.base import DialectName
from reportedly.store.search import Term, claims_with, parse_words
from reportedly.store.tables import claim
from reportedly.views.gate import Ask
from reportedly.views.withhold import Withheld

LOOKED_AGAIN = 20_000
"""Sentences that are looked at again, the last added first: names are rarer than this."""
# As the record's own index has it (store/migrations), so that a sentence matches here exactly where it matches there.
_TOKENIZER = "porter unicode61 remove_diacritics 2"


def has_words(ask: Ask, question: str) -> ColumnElement[bool]:
    """That the row of ``claim`` at hand answers the question, for rows looked at one by one.

    Raises BadOption where the question has no word to look for.
    """
    left = _safe(ask, question)
    if not isinstance(left, str):
        return _among(left)
    if _dialect(ask) == "postgresql" or all(term.without for term in parse_words(left)):
        return claims_with(_dialect(ask), left)
    # Asked for one row, SQLite would list all that match; asked so, it looks that one row up.
    rows = table("claim_words", column("rowid"))
    return exists().where(rows.c.rowid == claim.c.id, _matches(parse_words(left)))


def _matches(terms: Sequence[Term]) -> ColumnElement[bool]:
    words: ColumnElement[str] = literal_column("claim_words")
    return words.bool_op("MATCH")(bindparam(None, _question(terms)))


def claims_having(ask: Ask, question: str) -> Select[Any]:
    """The ids of the claims that answer the question."""
    left = _safe(ask, question)
    if not isinstance(left, str):
        return select(claim.c.id).where(_among(left))
    terms = parse_words(left)
    if _dialect(ask) == "postgresql" or all(term.without for term in terms):
        return select(claim.c.id).where(claims_with(_dialect(ask), left))
    # From the index alone, so that counting up to a limit stops there.
    return select(column("rowid").label("id")).select_from(table("claim_words")).where(_matches(terms))


def claims_in_order(ask: Ask, question: str) -> Select[Any] | None:
    """The same, where the database finds them in the order of their number as long as one asks; None where it would list all of them first.

    SQLite's index of words is in this order; PostgreSQL walks the claims where its planner expects to find enough of them soon.
    """
    terms = parse_words(question)
    if _touched(ask.withheld, terms) or all(term.without for term in terms):
        return None
    return claims_having(ask, question)


def words_in(question: str) -> int:
    """How many words it asks for."""
    return sum(len(term.words) for term in parse_words(question))


def _among(claims: list[int] | None) -> ColumnElement[bool]:
    if claims is None:
        return true()
    return claim.c.id.in_(claims) if claims else false()


def _safe(ask: Ask, question: str) -> str | list[int] | None:
    """The question as it may be asked; where a word of it is withheld, the claims that answer it all the same (None: all)."""
    terms = parse_words(question)
    touched = _touched(ask.withheld, terms)
    if not touched:
        return question
    wanted = [one for one in terms if not one.without]
    left = [one for one in terms if one not in touched]
    if wanted:
        return _still_there(ask, terms, wanted)
    return _written(left) if left else None


def _dialect(ask: Ask) -> DialectName:
    return "postgresql" if ask.connection.dialect.name == "postgresql" else "sqlite"


def _touched(withheld: Withheld, terms: Sequence[Term]) -> list[Term]:
    """The terms that have a word which is, by its stem or beginning, one of a withheld name."""
    if not withheld:
        return []
    names = tuple(name for rule in withheld.rules for name in rule.names)
    return [
        term
        for term in terms
        if any(
            _found(names, (Term((word,), prefix=term.prefix and number == len(term.words) - 1),))
            for number, word in enumerate(term.words)
        )
    ]


def _still_there(ask: Ask, terms: Sequence[Term], wanted: Sequence[Term]) -> list[int]:
    """Of the claims that have the words wanted, those that answer the question without what is withheld."""
    found = select(claim.c.id, claim.c.sentence).where(claims_with(_dialect(ask), _written(wanted)))
    rows = ask.connection.execute(found.order_by(claim.c.id.desc()).limit(LOOKED_AGAIN)).all()
    kept = _found(tuple(ask.withheld.redact(row.sentence) for row in rows), tuple(terms))
    return [rows[number].id for number in kept]


def _written(terms: Sequence[Term]) -> str:
    """The terms as a person would write them."""
    return " ".join(_one(term) for term in terms)


def _one(term: Term) -> str:
    words = f'"{" ".join(term.words)}"' if len(term.words) > 1 else f"{term.words[0]}{'*' if term.prefix else ''}"
    return f"-{words}" if term.without else words


@lru_cache(maxsize=256)
def _found(sentences: tuple[str, ...], terms: tuple[Term, ...]) -> tuple[int, ...]:
    """The numbers of the sentences that answer the terms, as the record's index would say."""
    asked = _question(terms)
    with closing(sqlite3.connect(":memory:")) as memory:
        memory.execute(f"CREATE VIRTUAL TABLE words USING fts5 (sentence, tokenize = '{_TOKENIZER}')")
        memory.executemany("INSERT INTO words (rowid, sentence) VALUES (?, ?)", enumerate(sentences))
        found = memory.execute("SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid", (asked,))
        return tuple(row[0] for row in found)


def _question(terms: Sequence[Term]) -> str:
    """The terms as FTS5 is asked; where all are barred, those."""
    wanted = " AND ".join(_fts5(term) for term in terms if not term.without)
    barred = " OR ".join(_fts5(term) for term in terms if term.without)
    return f"({wanted}) NOT ({barred})" if wanted and barred else wanted or barred


def _fts5(term: Term) -> str:
    return f'"{" ".join(term.words)}"' + (" *" if term.prefix else "")
